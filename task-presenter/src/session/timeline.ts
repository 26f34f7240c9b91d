import type { Judgement, Mode, Verdict } from "pybossa-client-ts/strike-tracker";

/** What one volunteer has said so far about one building. Immutable: each function below returns a new one. */
export interface TimelineState {
  /** The task's frame ids by time. */
  readonly frames: readonly string[];
  readonly mode: Mode;
  /** How far the first look of the bisection lies off the middle, as a share of the frames, -0.1..0.1. */
  readonly jitter: number;
  readonly judgements: Readonly<Record<string, Judgement>>;
  /** Frames whose judgement was given again when it contradicted another: the volunteer means it. */
  readonly confirmed: readonly string[];
  /** Set by hand; null = it follows from the judgements. */
  readonly verdict: Verdict | null;
  /** How often something said was changed or taken back. */
  readonly edits: number;
  readonly past: readonly Said[];
}

/** The part of a state that undo brings back. */
type Said = Pick<TimelineState, "judgements" | "confirmed" | "verdict">;

export type Mark = "last_standing" | "first_destroyed";

/**
 * Starts a timeline.
 * @param frames ids by time, at least one
 * @param options.random uniform in [0, 1); moves the first look by up to 10 % of the frames, so that volunteers do
 * not all look at the same ones
 */
export function startTimeline(frames: readonly string[], options: { mode: Mode; random: () => number }): TimelineState {
  if (frames.length === 0) throw new RangeError("A timeline needs at least one frame.");
  return {
    frames: [...frames],
    mode: options.mode,
    jitter: (options.random() * 2 - 1) * 0.1,
    judgements: {},
    confirmed: [],
    verdict: null,
    edits: 0,
    past: [],
  };
}

/** Whether a judgement says anything about the building. */
export function isUsable(judgement: Judgement | undefined): judgement is "standing" | "destroyed" {
  return judgement === "standing" || judgement === "destroyed";
}

/** Records what was seen on one frame. */
export function judge(state: TimelineState, frame: string, judgement: Judgement): TimelineState {
  return judgeAll(state, { [frame]: judgement });
}

/**
 * Records several judgements as one step of undo. Saying the same again of a frame that contradicts another
 * confirms it; once both frames of a contradiction are confirmed, it is settled and kept.
 * @throws RangeError for a frame that is not in the timeline
 */
export function judgeAll(state: TimelineState, said: Readonly<Record<string, Judgement>>): TimelineState {
  const open = contradiction(state);
  const judgements = { ...state.judgements };
  const confirmed = new Set(state.confirmed);
  let edits = state.edits;
  let changed = state.verdict !== null;
  for (const [frame, judgement] of Object.entries(said)) {
    if (!state.frames.includes(frame)) throw new RangeError(`No frame ${frame} in this timeline.`);
    const before = judgements[frame];
    if (before === judgement) {
      const disputed = open !== null && (frame === open.destroyed || frame === open.standing);
      if (!disputed || confirmed.has(frame)) continue;
      confirmed.add(frame);
    } else {
      if (before !== undefined) edits += 1;
      judgements[frame] = judgement;
      confirmed.delete(frame);
    }
    changed = true;
  }
  if (!changed) return state;
  return remember(state, { judgements, confirmed: [...confirmed], verdict: null }, edits);
}

/**
 * Sets a date by hand, which judges that frame. Judgements between it and the other date that say otherwise become
 * `unclear`; one beyond the other date stays and contradicts, so that the volunteer settles it.
 */
export function setMark(state: TimelineState, mark: Mark, frame: string): TimelineState {
  const at = state.frames.indexOf(frame);
  if (at < 0) throw new RangeError(`No frame ${frame} in this timeline.`);
  const { lastStanding, firstDestroyed } = datesOf(state);
  const said: Record<string, Judgement> = {};
  if (mark === "first_destroyed") {
    const from = lastStanding === null ? -1 : state.frames.indexOf(lastStanding);
    for (const id of state.frames.slice(from + 1, at)) if (state.judgements[id] === "destroyed") said[id] = "unclear";
    said[frame] = "destroyed";
  } else {
    const to = firstDestroyed === null ? state.frames.length : state.frames.indexOf(firstDestroyed);
    for (const id of state.frames.slice(at + 1, to)) if (state.judgements[id] === "standing") said[id] = "unclear";
    said[frame] = "standing";
  }
  return judgeAll(state, said);
}

/**
 * Settles the building. `already_destroyed` and `still_standing` judge the first or last usable frame where nothing
 * says so yet; `destroyed` follows from the judgements alone and confirms them.
 */
export function setVerdict(state: TimelineState, verdict: Verdict): TimelineState {
  const judgements = { ...state.judgements };
  const usable = state.frames.filter((id) => judgements[id] === undefined || isUsable(judgements[id]));
  const { firstDestroyed, lastStanding } = datesOf(state);
  if (verdict === "destroyed" && (firstDestroyed === null || lastStanding === null)) return state;
  const first = usable[0] ?? state.frames[0];
  const last = usable.at(-1) ?? state.frames.at(-1);
  if (verdict === "already_destroyed" && firstDestroyed === null && first !== undefined) judgements[first] = "destroyed";
  if (verdict === "still_standing" && latestStanding(state) === null && last !== undefined) judgements[last] = "standing";
  return remember(state, { judgements, confirmed: state.confirmed, verdict }, state.edits);
}

/** Takes back the last step, as often as there are steps. */
export function undo(state: TimelineState): TimelineState {
  const before = state.past.at(-1);
  if (before === undefined) return state;
  return { ...state, ...before, edits: state.edits + 1, past: state.past.slice(0, -1) };
}

/** Another way of working; nothing said is lost. */
export function setMode(state: TimelineState, mode: Mode): TimelineState {
  return { ...state, mode };
}

/** The destruction interval as said: the earliest destroyed frame, and the latest standing one before it. */
export function datesOf(state: TimelineState): { lastStanding: string | null; firstDestroyed: string | null } {
  const first = state.frames.findIndex((id) => state.judgements[id] === "destroyed");
  const before = first < 0 ? state.frames : state.frames.slice(0, first);
  return {
    lastStanding: before.findLast((id) => state.judgements[id] === "standing") ?? null,
    firstDestroyed: first < 0 ? null : (state.frames[first] ?? null),
  };
}

/** The latest frame judged standing, wherever it lies. */
export function latestStanding(state: TimelineState): string | null {
  return state.frames.findLast((id) => state.judgements[id] === "standing") ?? null;
}

/**
 * A frame judged destroyed and the next later one judged standing, unless the volunteer has confirmed both
 * (a building can be rebuilt). Null = nothing to settle.
 */
export function contradiction(state: TimelineState): { destroyed: string; standing: string } | null {
  const judged = state.frames.filter((id) => isUsable(state.judgements[id]));
  for (const [index, standing] of judged.entries()) {
    const destroyed = judged[index - 1];
    if (destroyed === undefined || state.judgements[destroyed] !== "destroyed" || state.judgements[standing] !== "standing") continue;
    if (state.confirmed.includes(destroyed) && state.confirmed.includes(standing)) continue;
    return { destroyed, standing };
  }
  return null;
}

/** What the judgements amount to, or what was set by hand. */
export function verdictOf(state: TimelineState): Verdict {
  if (state.verdict === "cannot_tell" || state.verdict === "wrong_place") return state.verdict;
  const { lastStanding, firstDestroyed } = datesOf(state);
  if (state.verdict === "still_standing" && latestStanding(state) !== null) return "still_standing";
  if (state.verdict === "already_destroyed" && firstDestroyed !== null) return "already_destroyed";
  if (firstDestroyed !== null) return lastStanding === null ? "already_destroyed" : "destroyed";
  return lastStanding === null ? "cannot_tell" : "still_standing";
}

function remember(state: TimelineState, said: Said, edits: number): TimelineState {
  const { judgements, confirmed, verdict } = state;
  return { ...state, ...said, edits, past: [...state.past, { judgements, confirmed, verdict }] };
}
