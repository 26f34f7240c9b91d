import type { Verdict } from "pybossa-client-ts/strike-tracker";
import type { OutboxNews } from "../session/index.ts";
import type { Building } from "../sitting/index.ts";
import type { Preferences } from "./preferences.ts";

/** One of this device's answers that reached the server. */
export interface JournalEntry {
  /** The answer's id. */
  id: string;
  taskId: number;
  /** When it was sent, RFC 3339. */
  at: string;
  verdict: Verdict;
  lastStanding: string | null;
  firstDestroyed: string | null;
  /** Ids of the first and last frame of the building's timeline; absent where the answer outlived its page. */
  ends?: readonly [string, string];
}

/** This device's own answers, the latest first, for the volunteer alone. */
export interface Journal {
  entries(): readonly JournalEntry[];
  /** Notes the timeline of the building in hand. */
  see(building: Building | null): void;
  /** Notes an answer that reached the server. */
  hear(news: OutboxNews): void;
}

const most = 500;
const verdicts: readonly Verdict[] = ["destroyed", "already_destroyed", "still_standing", "cannot_tell", "wrong_place"];

/** @param name under which the device keeps it */
export function createJournal(kept: Preferences, name: string): Journal {
  const ends = new Map<number, readonly [string, string]>();

  function entries(): readonly JournalEntry[] {
    try {
      const read: unknown = JSON.parse(kept.read(name) ?? "[]");
      return Array.isArray(read) ? read.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  return {
    entries,
    see(building) {
      const frames = building?.timeline.frames ?? [];
      const [first, last] = [frames[0], frames.at(-1)];
      if (building && first !== undefined && last !== undefined) ends.set(building.taskId, [first, last]);
    },
    hear(news) {
      if (news.kind !== "stored") return;
      const { taskId, answer } = news.entry;
      const spanned = ends.get(taskId);
      const entry: JournalEntry = {
        id: answer.id,
        taskId,
        at: answer.submitted_at,
        verdict: answer.verdict,
        lastStanding: answer.last_standing,
        firstDestroyed: answer.first_destroyed,
        ...(spanned ? { ends: spanned } : {}),
      };
      // A corrected answer keeps its id and takes the place of the earlier one.
      const others = entries().filter(({ id }) => id !== entry.id);
      kept.write(name, JSON.stringify([entry, ...others].slice(0, most)));
    },
  };
}

/** Whether what the device kept is whole: it may be damaged, or of another version. */
function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const { id, at, verdict, lastStanding, firstDestroyed, ends = [] } = value as Record<string, unknown>;
  return (
    [id, at].every((text) => typeof text === "string") &&
    verdicts.some((known) => known === verdict) &&
    !Number.isNaN(Date.parse(String(at))) &&
    [lastStanding, firstDestroyed].every((mark) => mark === null || typeof mark === "string") &&
    Array.isArray(ends)
  );
}
