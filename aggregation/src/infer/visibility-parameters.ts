import { shared } from "./shared-memory.ts";
import { shrunk, within } from "./shrinkage.ts";
import type { Statements } from "./statements.ts";

/**
 * Where a frame lies from the change: 0 standing with two frames or more between, 1 with one between, 2 the last before it;
 * 3 the first after it, 4 and 5 likewise.
 */
export const states = 6;
export const half = states / 2;

/** Places of the crowd's own parameters, and whether frames may be hidden (0 or 1) and the evidence is to be measured. */
export const crowd = { hidden: 0, blindClear: 1, blindHidden: 2, guess: 3, hides: 4, measures: 5, profile: 6 } as const;
export const crowdSize = crowd.profile + states;

/** Places of a part's own counts. Those by state and by gap of the axis follow one another. */
export const count = {
  frames: 0,
  hiddenFrames: 1,
  callsClear: 2,
  blindClear: 3,
  callsHidden: 4,
  blindHidden: 5,
  destroyedHidden: 6,
  change: 7,
  /** Log-likelihood of all calls, and of which calls saw nothing. */
  evidence: 8,
  blindEvidence: 9,
  wrong: 10,
  expectedWrong: 10 + states,
  gaps: 10 + 2 * states,
} as const;

/** Where the counts by frame of the axis begin: hidden and judged, two for each. */
export function framesAt(axisGaps: number): number {
  return count.gaps + axisGaps;
}

/** What is counted for each voice: false alarms, standing frames that could give one, misses, destroyed frames likewise. */
export const voiceCounts = 4;

/** Memory of one estimation, which threads share. */
export interface VisibilityState {
  crowd: Float64Array;
  /** Each voice's share of wrong calls on clear frames: standing called destroyed, destroyed called standing. */
  alarm: Float64Array;
  miss: Float64Array;
  /** For each frame of the axis the share of buildings for which it is hidden: clouds cover images, not the timeline evenly. */
  hidden: Float64Array;
  /** Probability of calling a clear frame destroyed and standing, by voice and state. */
  callsDestroyed: Float64Array;
  callsStanding: Float64Array;
  /** Probability of each gap of the axis, summed up to each. */
  priorSums: Float64Array;
  posterior: Float64Array;
  /** One row of counts for each part. */
  counts: Float64Array[];
  voiceCounts: Float64Array[];
}

const startRate = 0.1;
const startHidden = 0.1;
/** Buildings with the crowd's share of hidden frames that each frame of the axis starts from. */
const pseudoHidden = 20;
const pseudoWrong = 5;
const leastRate = 0.002;
const mostRate = 0.9;

export function visibilityState({ voices, axisGaps, gapStart, timelines }: Statements, parts: number): VisibilityState {
  const state: VisibilityState = {
    crowd: shared(Float64Array, crowdSize),
    alarm: shared(Float64Array, voices).fill(startRate),
    miss: shared(Float64Array, voices).fill(startRate),
    hidden: shared(Float64Array, axisGaps - 1).fill(startHidden),
    callsDestroyed: shared(Float64Array, voices * states),
    callsStanding: shared(Float64Array, voices * states),
    priorSums: shared(Float64Array, axisGaps + 1),
    posterior: shared(Float64Array, gapStart[timelines] ?? 0),
    counts: Array.from({ length: parts }, () => shared(Float64Array, framesAt(axisGaps) + 2 * (axisGaps - 1))),
    voiceCounts: Array.from({ length: parts }, () => shared(Float64Array, voices * voiceCounts)),
  };
  state.crowd.set([startHidden, 0.05, 0.6, 0.3, 0, 0, 1, 1, 1, 1, 1, 1]);
  return state;
}

/** The tables that follow from the rates. */
export function fillTables({ crowd: shares, alarm, miss, callsDestroyed, callsStanding }: VisibilityState): void {
  const seen = 1 - (shares[crowd.blindClear] ?? 0);
  for (let v = 0; v < alarm.length; v++) {
    for (let s = 0; s < states; s++) {
      const rate = within(((s < half ? alarm[v] : miss[v]) ?? startRate) * (shares[crowd.profile + s] ?? 1), leastRate, mostRate);
      const gone = s < half ? rate : 1 - rate;
      callsDestroyed[v * states + s] = seen * gone;
      callsStanding[v * states + s] = seen * (1 - gone);
    }
  }
}

/** The parameters that the counts make most likely, drawn to the crowd's and kept within sense. */
export function learnParameters(state: VisibilityState, counts: Float64Array, voices: Float64Array): void {
  const at = (place: number) => counts[place] ?? 0;
  const shares = state.crowd;
  shrunk({ into: state.alarm, counts: voices, errors: 0, tries: 1, size: voiceCounts, start: startRate, pseudo: 30, leastRate, mostRate });
  shrunk({ into: state.miss, counts: voices, errors: 2, tries: 3, size: voiceCounts, start: startRate, pseudo: 8, leastRate, mostRate });
  for (let side = 0; side < states; side += half) {
    // How far off the levels were last round is theirs to mend; the profile only tells states of one side apart.
    let wrong = 1;
    let expected = 1;
    for (let s = side; s < side + half; s++) {
      wrong += at(count.wrong + s);
      expected += at(count.expectedWrong + s);
    }
    for (let s = side; s < side + half; s++) {
      const usual = (at(count.expectedWrong + s) * wrong) / expected;
      shares[crowd.profile + s] = within((at(count.wrong + s) + pseudoWrong) / (usual + pseudoWrong), 0.2, 6);
    }
  }
  if (shares[crowd.hides] === 0) return;
  shares[crowd.hidden] = within((at(count.hiddenFrames) + 1) / (at(count.frames) + 10), 0.01, 0.6);
  const from = framesAt(state.hidden.length + 1);
  for (let k = 0; k < state.hidden.length; k++) {
    const share = (at(from + 2 * k) + pseudoHidden * (shares[crowd.hidden] ?? 0)) / (at(from + 2 * k + 1) + pseudoHidden);
    state.hidden[k] = within(share, 0.005, 0.9);
  }
  shares[crowd.blindClear] = within((at(count.blindClear) + 1) / (at(count.callsClear) + 20), 0.002, 0.5);
  shares[crowd.blindHidden] = within((at(count.blindHidden) + 6) / (at(count.callsHidden) + 10), 0.05, 0.98);
  shares[crowd.guess] = within((at(count.destroyedHidden) + 3) / (at(count.callsHidden) - at(count.blindHidden) + 10), 0.1, 0.9);
}
