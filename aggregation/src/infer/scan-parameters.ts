import { shared } from "./shared-memory.ts";
import { shrunk, within } from "./shrinkage.ts";
import type { Statements } from "./statements.ts";

/** What is counted for each voice: false alarms, standing frames that could give one, misses, destroyed frames likewise. */
export const voiceCounts = 4;

/** Places of a part's own counts; those by gap of the axis follow. */
export const count = { change: 0, gaps: 1 } as const;

/** Memory of one estimation, which threads share. */
export interface ScanState {
  /** Each voice's share of wrong calls: standing called destroyed, destroyed called standing. */
  alarm: Float64Array;
  miss: Float64Array;
  /** By voice: how many times likelier a call of destroyed, or of standing, is before the change than after it. */
  destroyedOdds: Float64Array;
  standingOdds: Float64Array;
  /** Probability of each gap of the axis, summed up to each. */
  priorSums: Float64Array;
  posterior: Float64Array;
  /** One row of counts for each part. */
  counts: Float64Array[];
  voiceCounts: Float64Array[];
}

const startRate = 0.1;
/** Frames of the crowd's own rate that each voice starts from. */
const pseudoStanding = 30;
const pseudoDestroyed = 8;
const leastRate = 0.001;
const mostRate = 0.95;
/** The product of an answer's odds stays within the numbers: their logarithm to the base 10, over all its frames. */
const mostDigits = 300;

export function scanState({ voices, axisGaps, gapStart, timelines, mostFrames }: Statements, parts: number): ScanState {
  const rates = () => shared(Float64Array, voices);
  const state: ScanState = {
    alarm: rates().fill(startRate),
    miss: rates().fill(startRate),
    destroyedOdds: rates(),
    standingOdds: rates(),
    priorSums: shared(Float64Array, axisGaps + 1),
    posterior: shared(Float64Array, gapStart[timelines] ?? 0),
    counts: Array.from({ length: parts }, () => shared(Float64Array, count.gaps + axisGaps)),
    voiceCounts: Array.from({ length: parts }, () => shared(Float64Array, voices * voiceCounts)),
  };
  fillOdds(state, mostFrames);
  return state;
}

/** @param mostFrames of the longest timeline: beyond a hundred, single calls weigh less */
function fillOdds({ alarm, miss, destroyedOdds, standingOdds }: ScanState, mostFrames: number): void {
  const most = 10 ** (mostDigits / Math.max(mostFrames, mostDigits / 3));
  for (let v = 0; v < alarm.length; v++) {
    const falseAlarm = alarm[v] ?? startRate;
    const missed = miss[v] ?? startRate;
    destroyedOdds[v] = within(falseAlarm / (1 - missed), 1 / most, most);
    standingOdds[v] = within((1 - falseAlarm) / missed, 1 / most, most);
  }
}

/** The rates that the counts make most likely, drawn to the crowd's and kept within sense. */
export function learnRates(state: ScanState, voices: Float64Array, mostFrames: number): void {
  const all = { counts: voices, size: voiceCounts, start: startRate, leastRate, mostRate };
  shrunk({ ...all, into: state.alarm, errors: 0, tries: 1, pseudo: pseudoStanding });
  shrunk({ ...all, into: state.miss, errors: 2, tries: 3, pseudo: pseudoDestroyed });
  fillOdds(state, mostFrames);
}
