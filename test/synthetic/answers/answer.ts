import type { Stream } from "../random.ts";
import type { Volunteer } from "./volunteers.ts";
import { bestSplit, type Judgements, type Mode } from "./walking.ts";

export interface AnswerFacts {
  id: string;
  campaign: string;
  building: string;
  frames: readonly string[];
  mode: Mode;
}

/** The dates that volunteers read off their own judgements: careful ones by the best split, hasty ones at the first that looks destroyed. */
export function answerOf(judged: Judgements, who: Volunteer, facts: AnswerFacts, random: Stream): Record<string, unknown> {
  const order = [...judged].sort(([a], [b]) => a - b);
  const standing = order.filter(([, call]) => call === "standing").map(([k]) => k);
  const destroyed = order.filter(([, call]) => call === "destroyed").map(([k]) => k);
  const split = who.careful ? bestSplit(judged, facts.frames.length) : (destroyed[0] ?? facts.frames.length);
  let first = destroyed.find((k) => k >= split) ?? null;
  let last = standing.findLast((k) => k < (first ?? facts.frames.length)) ?? null;
  if (first !== null && last !== null && random.chance(who.slip)) {
    const step = random.chance(0.5) ? 1 : -1;
    if (last + step >= 0 && first + step < facts.frames.length) [last, first] = [last + step, first + step];
  }
  const verdict = verdictOf(last, first, destroyed.length + standing.length);
  if (verdict === "still_standing") last = standing.at(-1) ?? null;
  if (verdict !== "destroyed" && verdict !== "already_destroyed") first = null;
  if (verdict === "already_destroyed") [last, first] = [null, destroyed[0] ?? null];
  if (verdict === "cannot_tell") last = null;
  return {
    schema: "strike-tracker/answer/1",
    id: facts.id,
    campaign: facts.campaign,
    building: facts.building,
    verdict,
    last_standing: last === null ? null : facts.frames[last],
    first_destroyed: first === null ? null : facts.frames[first],
    frames: Object.fromEntries(order.map(([k, call]) => [facts.frames[k], call])),
    confidence: random.chance(0.8) ? 1 + random.below(3) : null,
    note: null,
    mode: facts.mode,
    edits: random.below(3),
    practice: false,
    nudge: null,
    started_at: "2026-01-02T03:04:05Z",
    submitted_at: "2026-01-02T03:05:05Z",
    active_seconds: 20 + random.below(90),
    frame_seconds: null,
    manifest: null,
    chip_check: "ok",
    chips_differ: [],
    presenter: "1.0.0",
    language: null,
    viewport: null,
    input: null,
  };
}

function verdictOf(last: number | null, first: number | null, usable: number): string {
  if (usable === 0) return "cannot_tell";
  if (first === null) return last === null ? "cannot_tell" : "still_standing";
  return last === null ? "already_destroyed" : "destroyed";
}
