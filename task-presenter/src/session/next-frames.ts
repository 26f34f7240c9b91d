import { contradiction, datesOf, isUsable, type TimelineState } from "./timeline.ts";

/**
 * ends: the first and last usable frame; bisect: one frame in between; settle: two frames that contradict each other;
 * each: the next frame of a full reading; free: whatever the volunteer opens; check: the two dates, to be confirmed;
 * done: confirmed.
 */
export type Step = "ends" | "bisect" | "settle" | "each" | "free" | "check" | "done";

export interface NextFrames {
  step: Step;
  /** What to show now, by time. */
  frames: string[];
  /** Those of them that want a judgement now. In `settle` one of the two is changed, or both are said again. */
  ask: string[];
}

/** Which frames to look at now. */
export function nextFrames(state: TimelineState): NextFrames {
  if (state.verdict !== null) return { step: "done", frames: datesToShow(state), ask: [] };
  const open = contradiction(state);
  if (open !== null) return { step: "settle", frames: [open.destroyed, open.standing], ask: [open.destroyed, open.standing] };
  if (state.mode === "full") return each(state);
  if (state.mode === "free") return free(state);
  return guided(state);
}

/** The frames that the volunteer may be asked for after this one, likeliest first: what to load ahead. */
export function framesAhead(state: TimelineState): string[] {
  const { frames } = state;
  const next = nextFrames(state);
  const asked = next.ask[0];
  if (next.step === "ends") return [...next.frames, bisected(state, 0, frames.length - 1)].filter((id) => id !== undefined);
  if (next.step === "each") return frames.slice(frames.indexOf(asked ?? ""), frames.indexOf(asked ?? "") + 3);
  if (next.step !== "bisect" || asked === undefined) return next.frames;
  const middle = frames.indexOf(asked);
  const { low, high } = windowOf(state);
  return [asked, bisected(state, low, middle), bisected(state, middle, high)].filter((id) => id !== undefined);
}

/** How many frames between the two dates nobody has judged yet; null before both ends are known. */
export function framesLeft(state: TimelineState): number | null {
  const { lastStanding, firstDestroyed } = datesOf(state);
  if (lastStanding === null || firstDestroyed === null) return null;
  const { low, high } = windowOf(state);
  return state.frames.slice(low + 1, high).filter((id) => state.judgements[id] === undefined).length;
}

function guided(state: TimelineState): NextFrames {
  const { frames, judgements } = state;
  // Frames that could not be seen make way for their neighbours.
  const candidates = frames.filter((id) => judgements[id] === undefined || isUsable(judgements[id]));
  const first = candidates[0];
  const last = candidates.at(-1);
  if (first === undefined || last === undefined) return check(state);
  const ends = first === last ? [first] : [first, last];
  const open = ends.filter((id) => judgements[id] === undefined);
  if (open.length > 0) return { step: "ends", frames: ends, ask: open };
  const { lastStanding, firstDestroyed } = datesOf(state);
  if (lastStanding === null || firstDestroyed === null) return check(state);
  const { low, high } = windowOf(state);
  const middle = bisected(state, low, high);
  return middle === undefined ? check(state) : { step: "bisect", frames: [middle], ask: [middle] };
}

/** The unseen frame nearest to the middle of the window (both bounds excluded), off the middle at the first look. */
function bisected(state: TimelineState, low: number, high: number): string | undefined {
  const { frames, judgements, jitter } = state;
  const first = !frames.slice(low + 1, high).some((id) => isUsable(judgements[id])) && windowIsWhole(state, low, high);
  const middle = Math.min(high - 1, Math.max(low + 1, (low + high) / 2 + (first ? jitter * frames.length : 0)));
  let best: string | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = low + 1; index < high; index += 1) {
    const id = frames[index];
    const distance = Math.abs(index - middle);
    if (id === undefined || judgements[id] !== undefined || distance >= nearest) continue;
    best = id;
    nearest = distance;
  }
  return best;
}

/** Whether the window still reaches from the first to the last usable frame: nothing between was judged yet. */
function windowIsWhole({ frames, judgements }: TimelineState, low: number, high: number): boolean {
  const outside = [...frames.slice(0, low), ...frames.slice(high + 1)];
  return !outside.some((id) => isUsable(judgements[id]));
}

function windowOf(state: TimelineState): { low: number; high: number } {
  const { lastStanding, firstDestroyed } = datesOf(state);
  return {
    low: lastStanding === null ? -1 : state.frames.indexOf(lastStanding),
    high: firstDestroyed === null ? state.frames.length : state.frames.indexOf(firstDestroyed),
  };
}

function each(state: TimelineState): NextFrames {
  const open = state.frames.find((id) => state.judgements[id] === undefined);
  return open === undefined ? check(state) : { step: "each", frames: [open], ask: [open] };
}

function free(state: TimelineState): NextFrames {
  const { lastStanding, firstDestroyed } = datesOf(state);
  if (lastStanding !== null && firstDestroyed !== null) return check(state);
  return { step: "free", frames: [...state.frames], ask: [] };
}

function check(state: TimelineState): NextFrames {
  return { step: "check", frames: datesToShow(state), ask: [] };
}

/** The pair around the destruction interval; where one side is open, the frame that says so and the far end. */
function datesToShow(state: TimelineState): string[] {
  const { lastStanding, firstDestroyed } = datesOf(state);
  const shown = [lastStanding ?? (firstDestroyed === null ? state.frames[0] : undefined), firstDestroyed ?? undefined];
  return shown.filter((id) => id !== undefined);
}
