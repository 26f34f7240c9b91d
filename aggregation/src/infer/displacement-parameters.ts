import { shared } from "./shared-memory.ts";
import { shrunk, within } from "./shrinkage.ts";
import type { Statements } from "./statements.ts";

/** What is counted for each voice, in this order. */
export const voiceCounts = 7;
export const voiceCount = { displaced: 0, placed: 1, late: 2, flips: 3, calls: 4, junk: 5, answers: 6 } as const;

/** Places of a part's own counts. Those by step and by gap of the axis follow one another. */
export const count = { change: 0, evidence: 1, steps: 2 } as const;

/** Memory of one estimation, which threads share. */
export interface DisplacementState {
  /** How many gaps an answer's moment may lie aside; beyond that it is junk. */
  reach: number;
  /** 0 or 1: whether the evidence is to be measured. */
  measures: Uint8Array;
  /** Each voice's share of displaced answers, and among these of those too late; of calls beside the own moment; of junk. */
  displaced: Float64Array;
  late: Float64Array;
  flip: Float64Array;
  junk: Float64Array;
  /** The crowd's share of each number of steps among displaced answers; the first is 0. */
  steps: Float64Array;
  priorSums: Float64Array;
  posterior: Float64Array;
  counts: Float64Array[];
  voiceCounts: Float64Array[];
  /** Where the counts by gap begin. */
  gapsAt: number;
}

const start = { displaced: 0.25, late: 0.5, flip: 0.04, junk: 0.02 };
const leastReach = 3;
const mostReach = 8;

export function displacementState({ voices, axisGaps, gapStart, timelines, mostFrames }: Statements, parts: number): DisplacementState {
  const reach = Math.min(mostReach, Math.max(leastReach, Math.ceil(mostFrames / 5)));
  const gapsAt = count.steps + reach + 1;
  const rates = (rate: number) => shared(Float64Array, voices).fill(rate);
  const state: DisplacementState = {
    reach,
    measures: shared(Uint8Array, 1),
    displaced: rates(start.displaced),
    late: rates(start.late),
    flip: rates(start.flip),
    junk: rates(start.junk),
    steps: shared(Float64Array, reach + 1),
    priorSums: shared(Float64Array, axisGaps + 1),
    posterior: shared(Float64Array, gapStart[timelines] ?? 0),
    counts: Array.from({ length: parts }, () => shared(Float64Array, gapsAt + axisGaps)),
    voiceCounts: Array.from({ length: parts }, () => shared(Float64Array, voices * voiceCounts)),
    gapsAt,
  };
  for (let d = 1; d <= reach; d++) state.steps[d] = 0.5 ** d / (1 - 0.5 ** reach);
  return state;
}

/** The parameters that the counts make most likely, drawn to the crowd's and kept within sense. */
export function learnDisplacement(state: DisplacementState, counts: Float64Array, voices: Float64Array): void {
  const all = { counts: voices, size: voiceCounts };
  const { displaced, placed, late, flips, calls, junk, answers } = voiceCount;
  shrunk({
    ...all,
    into: state.displaced,
    errors: displaced,
    tries: placed,
    start: start.displaced,
    pseudo: 8,
    leastRate: 0.005,
    mostRate: 0.95,
  });
  shrunk({ ...all, into: state.late, errors: late, tries: displaced, start: start.late, pseudo: 6, leastRate: 0.01, mostRate: 0.99 });
  shrunk({ ...all, into: state.flip, errors: flips, tries: calls, start: start.flip, pseudo: 30, leastRate: 0.002, mostRate: 0.4 });
  shrunk({ ...all, into: state.junk, errors: junk, tries: answers, start: start.junk, pseudo: 8, leastRate: 0.003, mostRate: 0.95 });
  let sum = 0;
  for (let d = 1; d <= state.reach; d++) sum += 1 + (counts[count.steps + d] ?? 0);
  for (let d = 1; d <= state.reach; d++) state.steps[d] = within((1 + (counts[count.steps + d] ?? 0)) / sum, 1e-6, 1);
}
