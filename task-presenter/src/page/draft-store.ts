import type { Draft } from "../sitting/index.ts";

/** What was said of the building in hand, kept for this tab alone. */
export interface DraftStore {
  read(): Draft | null;
  keep(draft: Draft | null): void;
}

/**
 * @param storage the tab's storage; may throw, as browsers do where it is forbidden
 * @param name of the entry; another campaign's is left alone
 */
export function createDraftStore(storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">, name: string): DraftStore {
  return {
    read() {
      try {
        const draft: unknown = JSON.parse(storage().getItem(name) ?? "null");
        return isDraft(draft) ? draft : null;
      } catch {
        return null;
      }
    },
    keep(draft) {
      try {
        if (draft === null) storage().removeItem(name);
        else storage().setItem(name, JSON.stringify(draft));
      } catch {
        // Kept for this page only.
      }
    },
  };
}

/** Whether what the tab kept is whole: it may be damaged, or of another version. */
function isDraft(value: unknown): value is Draft {
  if (!isRecord(value) || !isRecord(value.timeline)) return false;
  const { taskId, answerId, note, startedAt, nudge, timeline } = value;
  const { frames, judgements, confirmed, past, edits } = timeline;
  return (
    [taskId, edits, value.activeSeconds].every((number) => typeof number === "number") &&
    [answerId, note, startedAt].every((text) => typeof text === "string") &&
    !Number.isNaN(Date.parse(String(startedAt))) &&
    [frames, confirmed, past, nudge].every(Array.isArray) &&
    isRecord(judgements) &&
    isRecord(value.frameSeconds)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
