/**
 * Where a frame lies from the change: 0 standing with two frames or more between, 1 with one between, 2 the last before it;
 * 3 the first after it, 4 and 5 likewise.
 */
export const states = 6;
const half = states / 2;

export function stateOf(frame: number, gap: number): number {
  return frame < gap ? half - 1 - Math.min(half - 1, gap - 1 - frame) : half + Math.min(half - 1, frame - gap);
}

export function stands(state: number): boolean {
  return state < half;
}

export interface Parameters {
  /** Each voice's share of wrong calls on clear frames: standing called destroyed, destroyed called standing. */
  alarm: Float64Array;
  miss: Float64Array;
  /** By state: how much more often a clear frame is called wrong there than overall. */
  profile: Float64Array;
  /** Share of frames that are hidden. */
  hidden: number;
  /** Share of calls that see nothing, on clear and on hidden frames. */
  blindClear: number;
  blindHidden: number;
  /** Share of "destroyed" among the other calls on hidden frames. */
  guess: number;
}

/** Expected counts, from which the next parameters follow. */
export interface Tally {
  alarms: Float64Array;
  standings: Float64Array;
  misses: Float64Array;
  destructions: Float64Array;
  wrong: Float64Array;
  expectedWrong: Float64Array;
  frames: number;
  hiddenFrames: number;
  callsClear: number;
  blindClear: number;
  callsHidden: number;
  blindHidden: number;
  destroyedHidden: number;
}

const startRate = 0.1;
/** Frames of the crowd's own rate that each voice starts from. */
const pseudoStanding = 30;
const pseudoDestroyed = 8;
const pseudoWrong = 5;
const leastRate = 0.002;
const mostRate = 0.9;

export function startParameters(voices: number): Parameters {
  return {
    alarm: new Float64Array(voices).fill(startRate),
    miss: new Float64Array(voices).fill(startRate),
    profile: new Float64Array(states).fill(1),
    hidden: 0.1,
    blindClear: 0.05,
    blindHidden: 0.6,
    guess: 0.3,
  };
}

export function emptyTally(voices: number): Tally {
  return {
    alarms: new Float64Array(voices),
    standings: new Float64Array(voices),
    misses: new Float64Array(voices),
    destructions: new Float64Array(voices),
    wrong: new Float64Array(states),
    expectedWrong: new Float64Array(states),
    frames: 0,
    hiddenFrames: 0,
    callsClear: 0,
    blindClear: 0,
    callsHidden: 0,
    blindHidden: 0,
    destroyedHidden: 0,
  };
}

/** Logarithms of a right and a wrong call, by voice and state. */
export function callLogs({ alarm, miss, profile, blindClear }: Parameters): { right: Float64Array; wrong: Float64Array } {
  const right = new Float64Array(alarm.length * states);
  const wrong = new Float64Array(alarm.length * states);
  const seen = Math.log(1 - blindClear);
  for (let v = 0; v < alarm.length; v++) {
    for (let state = 0; state < states; state++) {
      const level = (stands(state) ? alarm[v] : miss[v]) ?? startRate;
      const rate = within(level * (profile[state] ?? 1), leastRate, mostRate);
      right[v * states + state] = seen + Math.log(1 - rate);
      wrong[v * states + state] = seen + Math.log(rate);
    }
  }
  return { right, wrong };
}

/** The parameters that the counts make most likely, drawn to the crowd's and kept within sense. */
export function learnParameters(tally: Tally, last: Parameters, hides: boolean): Parameters {
  const { wrong, expectedWrong, frames, hiddenFrames, callsClear, callsHidden } = tally;
  return {
    alarm: shrunk(tally.alarms, tally.standings, pseudoStanding),
    miss: shrunk(tally.misses, tally.destructions, pseudoDestroyed),
    profile: wrong.map((count, state) => within((count + pseudoWrong) / ((expectedWrong[state] ?? 0) + pseudoWrong), 0.2, 6)),
    hidden: hides ? within((hiddenFrames + 1) / (frames + 10), 0.01, 0.6) : last.hidden,
    blindClear: hides ? within((tally.blindClear + 1) / (callsClear + 20), 0.002, 0.5) : last.blindClear,
    blindHidden: hides ? within((tally.blindHidden + 6) / (callsHidden + 10), 0.05, 0.98) : last.blindHidden,
    guess: hides ? within((tally.destroyedHidden + 3) / (callsHidden - tally.blindHidden + 10), 0.1, 0.9) : last.guess,
  };
}

function shrunk(errors: Float64Array, frames: Float64Array, pseudo: number): Float64Array {
  const crowd = (sum(errors) + startRate) / (sum(frames) + 1);
  return errors.map((error, v) => within((error + pseudo * crowd) / ((frames[v] ?? 0) + pseudo), leastRate, mostRate));
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
