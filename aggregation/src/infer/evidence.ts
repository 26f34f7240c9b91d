import type { KnownBuilding, KnownMarks } from "../campaign.ts";
import type { Answers, Timeline } from "../extract/index.ts";
import { boundsOf } from "./bounds.ts";
import { shared } from "./shared-memory.ts";

/** What an estimator works on. */
export interface Evidence {
  answers: Answers;
  /**
   * Which voice each volunteer speaks with; -1 = set aside.
   */
  voice: Int32Array;
  /** 1 where the answer counts, 0 where its voice is set aside. */
  counts: Uint8Array;
  gaps: Gaps;
}

/** All gaps of all timelines, one after another, in memory that threads can share. Timeline t's gaps 0..K are rows start[t] to start[t + 1]. */
export interface Gaps {
  start: Float64Array;
  /** 1 where what is known beforehand allows the gap. */
  allowed: Uint8Array;
  /** The gaps of the campaign's own axis that a gap spans: those above `from`, up to and with `to`. */
  axisFrom: Int16Array;
  axisTo: Int16Array;
  axisGaps: number;
  /** Task ids whose known dates leave no gap open, and are therefore left out of account. */
  contradictory: number[];
}

/** A posterior over the gaps of every timeline, laid out as `Gaps`. */
export type Posterior = Float64Array;

/** An estimator turns evidence into posteriors. The same evidence gives the same bits. */
export type Estimator = (evidence: Evidence) => Posterior;

/**
 * Lays out every timeline's gaps. Known marks (gold) and known dates (what the manager knew beforehand) close the
 * gaps that contradict them.
 * @param gold by building, before that of the lock; null leaves all gold out of account
 */
export function layOutGaps(
  timelines: readonly Timeline[],
  axisFrames: number,
  known: ReadonlyMap<string, KnownBuilding> | null,
  gold: ReadonlyMap<string, KnownMarks> | null,
): Gaps {
  const start = shared(Float64Array, timelines.length + 1);
  timelines.forEach((timeline, t) => {
    start[t + 1] = (start[t] ?? 0) + timeline.frames.length + 1;
  });
  const total = start[timelines.length] ?? 0;
  const axisFrom = shared(Int16Array, total);
  const axisTo = shared(Int16Array, total);
  timelines.forEach((timeline, t) => {
    const at = start[t] ?? 0;
    const frames = timeline.frames.length;
    for (let g = 0; g <= frames; g++) {
      axisFrom[at + g] = g === 0 ? -1 : (timeline.axis[g - 1] ?? 0);
      axisTo[at + g] = g === frames ? axisFrames : (timeline.axis[g] ?? 0);
    }
  });
  return { start, axisFrom, axisTo, axisGaps: axisFrames + 1, ...opened(timelines, start, known, gold) };
}

/** The same gaps with all gold left out of account. */
export function withoutGold(gaps: Gaps, timelines: readonly Timeline[], known: ReadonlyMap<string, KnownBuilding> | null): Gaps {
  return { ...gaps, ...opened(timelines, gaps.start, known, null) };
}

function opened(
  timelines: readonly Timeline[],
  start: Float64Array,
  known: ReadonlyMap<string, KnownBuilding> | null,
  gold: ReadonlyMap<string, KnownMarks> | null,
): Pick<Gaps, "allowed" | "contradictory"> {
  const allowed = new Uint8Array(start[timelines.length] ?? 0).fill(1);
  const contradictory: number[] = [];
  timelines.forEach((timeline, t) => {
    const building = known?.get(timeline.building) ?? null;
    const marks = gold && (gold.get(timeline.building) ?? building?.gold ?? null);
    if (!marks && building === null) return;
    const open = openGaps(timeline, building, marks);
    if (open.includes(true)) allowed.set(open.map(Number), start[t] ?? 0);
    else contradictory.push(timeline.taskId);
  });
  return { allowed, contradictory };
}

function openGaps(timeline: Timeline, known: KnownBuilding | null, gold: KnownMarks | null): boolean[] {
  const frames = timeline.frames.length;
  const last = gold?.lastStanding ? timeline.place.get(gold.lastStanding) : undefined;
  const first = gold?.firstDestroyed ? timeline.place.get(gold.firstDestroyed) : undefined;
  return Array.from({ length: frames + 1 }, (_, g) => {
    if (gold) {
      if (gold.lastStanding === null && gold.firstDestroyed === null) return true;
      if (gold.lastStanding === null && g !== 0) return false;
      if (gold.firstDestroyed === null && g !== frames) return false;
      if (last !== undefined && g < last + 1) return false;
      if (first !== undefined && g > first) return false;
    }
    const { priorStanding = null, priorDestroyed = null } = known ?? {};
    if (priorStanding === null && priorDestroyed === null) return true;
    // Standing at a moment known beforehand: not destroyed by a frame that was taken wholly before it.
    const { after, by } = boundsOf(timeline.frames, g, g);
    return (
      !(priorStanding !== null && by !== null && by < priorStanding) &&
      !(priorDestroyed !== null && after !== null && after > priorDestroyed)
    );
  });
}

/** Scales the rows from `from` to `to` so that they sum to 1, from their logarithms. */
export function normaliseLogs(logs: Float64Array, from: number, to: number): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) most = Math.max(most, logs[i] ?? most);
  let sum = 0;
  for (let i = from; i < to; i++) {
    const mass = Math.exp((logs[i] ?? Number.NEGATIVE_INFINITY) - most);
    logs[i] = mass;
    sum += mass;
  }
  for (let i = from; i < to; i++) logs[i] = (logs[i] ?? 0) / sum;
}
