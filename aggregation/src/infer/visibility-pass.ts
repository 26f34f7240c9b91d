import { destroyed } from "../extract/index.ts";
import { countOnAxis, priorOf } from "./axis-prior.ts";
import type { Statements } from "./statements.ts";
import { count, crowd, framesAt, half, states, type VisibilityState, voiceCounts } from "./visibility-parameters.ts";

/** Room for one building's frames; by frame, or by frame and state. */
interface Room {
  /** Calls of each kind on a frame. */
  gone: Int32Array;
  stood: Int32Array;
  blind: Int32Array;
  /** Likelihood of the frame's calls in each state when it is clear; then of both, scaled to at most 1. */
  likelihood: Float64Array;
  /** How much of that a clear frame makes up. */
  clear: Float64Array;
  /** What a voice that judged the frame has to count: chances and errors before and after the change. */
  chanceBefore: Float64Array;
  chanceAfter: Float64Array;
  before: Float64Array;
  after: Float64Array;
  alarms: Float64Array;
  misses: Float64Array;
  upTo: Float64Array;
  from: Float64Array;
  /** Powers of the crowd's shares, one row for each of `bases`. */
  powers: Float64Array;
}

/** Of which shares powers are needed for each number of calls: unseeing on a clear frame, on a hidden one, seeing on either, guesses. */
const bases = 6;
/** More calls on one frame count as so many where its view is weighed. */
const mostPower = 255;

/** However many call it so, one frame never speaks more strongly than this against a state. */
const leastLikelihood = 1e-7;

/** One round over one part's buildings: posteriors, and the expected counts that the next parameters follow from. */
export function passVisibility(statements: Statements, state: VisibilityState, part: number): void {
  const { partStart, mostFrames } = statements;
  const tally = state.counts[part];
  const voices = state.voiceCounts[part];
  if (!tally || !voices) throw new RangeError(`there is no part ${part}`);
  tally.fill(0);
  voices.fill(0);
  const row = () => new Float64Array(mostFrames + 4);
  const room: Room = {
    gone: new Int32Array(mostFrames),
    stood: new Int32Array(mostFrames),
    blind: new Int32Array(mostFrames),
    likelihood: new Float64Array(mostFrames * states),
    clear: new Float64Array(mostFrames * states),
    chanceBefore: row(),
    chanceAfter: row(),
    before: row(),
    after: row(),
    alarms: row(),
    misses: row(),
    upTo: row(),
    from: row(),
    powers: powersOf(state.crowd),
  };
  for (let t = partStart[part] ?? 0; t < (partStart[part + 1] ?? 0); t++) {
    addCalls(statements, state, t, room);
    weighFrames(statements, state, t, room, tally);
    placeChange(statements, state, t, room, tally);
    weighStates(statements, state, t, room);
    countCalls(statements, state, t, room, voices);
    countFrames(statements, t, room, tally);
  }
}

function powersOf(shares: Float64Array): Float64Array {
  const blindClear = shares[crowd.blindClear] ?? 0;
  const blindHidden = shares[crowd.blindHidden] ?? 0;
  const guess = shares[crowd.guess] ?? 0;
  const powers = new Float64Array((mostPower + 1) * bases);
  [blindClear, 1 - blindClear, blindHidden, 1 - blindHidden, guess, 1 - guess].forEach((base, i) => {
    for (let n = 0; n <= mostPower; n++) powers[n * bases + i] = base ** n;
  });
  return powers;
}

function framesOf({ gapStart }: Statements, t: number): number {
  return (gapStart[t + 1] ?? 0) - (gapStart[t] ?? 0) - 1;
}

function addCalls(
  { taskStart, voice, start, frame, call, gapStart }: Statements,
  { callsDestroyed, callsStanding }: VisibilityState,
  t: number,
  { gone, stood, blind, likelihood }: Room,
): void {
  const frames = (gapStart[t + 1] ?? 0) - (gapStart[t] ?? 0) - 1;
  gone.fill(0, 0, frames);
  stood.fill(0, 0, frames);
  blind.fill(0, 0, frames);
  likelihood.fill(1, 0, frames * states);
  for (let a = taskStart[t] ?? 0; a < (taskStart[t + 1] ?? 0); a++) {
    const v = (voice[a] ?? 0) * states;
    for (let s = start[a] ?? 0; s < (start[a + 1] ?? 0); s++) {
      const k = frame[s] ?? 0;
      const said = call[s] ?? 0;
      if (said > destroyed) {
        blind[k] = (blind[k] ?? 0) + 1;
        continue;
      }
      const table = said === destroyed ? callsDestroyed : callsStanding;
      if (said === destroyed) gone[k] = (gone[k] ?? 0) + 1;
      else stood[k] = (stood[k] ?? 0) + 1;
      const at = k * states;
      for (let i = 0; i < states; i++) likelihood[at + i] = (likelihood[at + i] ?? 0) * (table[v + i] ?? 0);
      // Some hundred calls on one frame would leave nothing but zeros.
      if (((gone[k] ?? 0) + (stood[k] ?? 0)) % 64 === 0) rescale(likelihood, at);
    }
  }
}

function rescale(likelihood: Float64Array, at: number): void {
  let most = 0;
  for (let i = at; i < at + states; i++) most = Math.max(most, likelihood[i] ?? 0);
  for (let i = at; i < at + states; i++) likelihood[i] = Math.max((likelihood[i] ?? 0) / most, leastLikelihood);
}

/** Sums out whether each frame is clear or hidden. */
function weighFrames(
  statements: Statements,
  { crowd: shares, hidden: hiddenShare }: VisibilityState,
  t: number,
  room: Room,
  tally: Float64Array,
): void {
  const { gone, stood, blind, likelihood, clear, powers } = room;
  const hides = shares[crowd.hides] !== 0;
  const first = statements.gapStart[t] ?? 0;
  const frames = framesOf(statements, t);
  for (let k = 0; k < frames; k++) {
    const n = Math.min(mostPower, (gone[k] ?? 0) + (stood[k] ?? 0)) * bases;
    const b = Math.min(mostPower, blind[k] ?? 0) * bases;
    // A frame that nobody judged keeps the likelihood 1 in every state.
    if (n + b === 0) continue;
    const hidden = hides ? (hiddenShare[statements.axisTo[first + k] ?? 0] ?? 0) : 0;
    const open = (1 - hidden) * (powers[b] ?? 0);
    const cover = hidden * (powers[b + 2] ?? 0) * (powers[n + 3] ?? 0);
    const gones = Math.min(mostPower, gone[k] ?? 0) * bases;
    const under = cover * (powers[gones + 4] ?? 0) * (powers[Math.min(mostPower, stood[k] ?? 0) * bases + 5] ?? 0);
    let most = 0;
    for (let i = k * states; i < (k + 1) * states; i++) {
      const seen = (likelihood[i] ?? 0) * open;
      const both = seen + under;
      clear[i] = both > 0 ? seen / both : 0;
      likelihood[i] = both;
      if (both > most) most = both;
    }
    if (most > 0)
      for (let i = k * states; i < (k + 1) * states; i++) likelihood[i] = Math.max((likelihood[i] ?? 0) / most, leastLikelihood);
    else likelihood.fill(1, k * states, (k + 1) * states);
    if (!shares[crowd.measures]) continue;
    tally[count.evidence] = (tally[count.evidence] ?? 0) + Math.log(Math.max(most, Number.MIN_VALUE));
    const told = Math.max(open * (powers[n + 1] ?? 0) + cover, Number.MIN_VALUE);
    tally[count.blindEvidence] = (tally[count.blindEvidence] ?? 0) + Math.log(told);
  }
}

/** The posterior of the gap: a product over the frames, each in the state that the gap puts it in. */
function placeChange(statements: Statements, state: VisibilityState, t: number, room: Room, tally: Float64Array): void {
  const { gapStart } = statements;
  const { posterior, priorSums } = state;
  const { likelihood, upTo, from } = room;
  const first = gapStart[t] ?? 0;
  const frames = framesOf(statements, t);
  // upTo[k]: frames before k far before the change; from[k]: frames from k on far after it.
  upTo[0] = 1;
  for (let k = 0; k < frames; k++) upTo[k + 1] = (upTo[k] ?? 1) * (likelihood[k * states] ?? 1);
  from[frames] = 1;
  for (let k = frames - 1; k >= 0; k--) from[k] = (from[k + 1] ?? 1) * (likelihood[k * states + states - 1] ?? 1);
  let sum = 0;
  const next = room.chanceBefore;
  for (let g = 0; g <= frames; g++) {
    const i = first + g;
    const prior = priorOf(statements, priorSums, i);
    const far = (g < 2 ? 1 : (upTo[g - 2] ?? 1)) * (g + 2 > frames ? 1 : (from[g + 2] ?? 1));
    let mass = prior * far;
    if (g > 1) mass *= likelihood[(g - 2) * states + 1] ?? 1;
    if (g > 0) mass *= likelihood[(g - 1) * states + 2] ?? 1;
    if (g < frames) mass *= likelihood[g * states + 3] ?? 1;
    if (g + 1 < frames) mass *= likelihood[(g + 1) * states + 4] ?? 1;
    next[g] = mass;
    sum += mass;
  }
  if (state.crowd[crowd.measures]) tally[count.evidence] = (tally[count.evidence] ?? 0) + Math.log(Math.max(sum, Number.MIN_VALUE));
  let change = tally[count.change] ?? 0;
  for (let g = 0; g <= frames; g++) {
    const i = first + g;
    const mass = sum > 0 ? (next[g] ?? 0) / sum : 1 / (frames + 1);
    change += Math.abs(mass - (posterior[i] ?? 0));
    posterior[i] = mass;
    countOnAxis(statements, priorSums, i, mass, tally, count.gaps);
  }
  tally[count.change] = change;
}

/** For each frame the probability of its states with a clear view, and what a voice that judged it has to count. */
function weighStates(statements: Statements, { posterior, crowd: shares }: VisibilityState, t: number, room: Room): void {
  const { clear, chanceBefore, chanceAfter, before, after } = room;
  const first = statements.gapStart[t] ?? 0;
  const frames = framesOf(statements, t);
  const [p0 = 1, p1 = 1, p2 = 1, p3 = 1, p4 = 1, p5 = 1] = shares.subarray(crowd.profile, crowd.profile + states);
  let early = 0;
  let late = 1 - (posterior[first] ?? 0) - (frames > 0 ? (posterior[first + 1] ?? 0) : 0) - (frames > 1 ? (posterior[first + 2] ?? 0) : 0);
  for (let k = 0; k < frames; k++) {
    // late: the change comes three gaps or more behind frame k; early: two or more before it.
    const at = k * states;
    const here = first + k;
    if (k > 1) early += posterior[here - 2] ?? 0;
    const s0 = Math.max(0, late) * (clear[at] ?? 0);
    const s1 = k + 2 > frames ? 0 : (posterior[here + 2] ?? 0) * (clear[at + 1] ?? 0);
    const s2 = (posterior[here + 1] ?? 0) * (clear[at + 2] ?? 0);
    const s3 = (posterior[here] ?? 0) * (clear[at + 3] ?? 0);
    const s4 = k < 1 ? 0 : (posterior[here - 1] ?? 0) * (clear[at + 4] ?? 0);
    const s5 = Math.min(1, early) * (clear[at + 5] ?? 0);
    clear[at] = s0;
    clear[at + 1] = s1;
    clear[at + 2] = s2;
    clear[at + 3] = s3;
    clear[at + 4] = s4;
    clear[at + 5] = s5;
    before[k] = s0 + s1 + s2;
    after[k] = s3 + s4 + s5;
    chanceBefore[k] = s0 * p0 + s1 * p1 + s2 * p2;
    chanceAfter[k] = s3 * p3 + s4 * p4 + s5 * p5;
    if (k + 3 <= frames) late -= posterior[here + 3] ?? 0;
  }
}

function countCalls(
  { taskStart, voice, start, frame, call }: Statements,
  { alarm, miss }: VisibilityState,
  t: number,
  { chanceBefore, chanceAfter, before, after, alarms, misses }: Room,
  voices: Float64Array,
): void {
  alarms.fill(0);
  misses.fill(0);
  for (let a = taskStart[t] ?? 0; a < (taskStart[t + 1] ?? 0); a++) {
    const v = voice[a] ?? 0;
    const falseAlarm = alarm[v] ?? 0;
    const missed = miss[v] ?? 0;
    let wrongBefore = 0;
    let chancesBefore = 0;
    let wrongAfter = 0;
    let chancesAfter = 0;
    for (let s = start[a] ?? 0; s < (start[a + 1] ?? 0); s++) {
      const k = frame[s] ?? 0;
      const said = call[s] ?? 0;
      if (said > destroyed) continue;
      chancesBefore += chanceBefore[k] ?? 0;
      chancesAfter += chanceAfter[k] ?? 0;
      if (said === destroyed) wrongBefore += before[k] ?? 0;
      else wrongAfter += after[k] ?? 0;
      alarms[k] = (alarms[k] ?? 0) + falseAlarm;
      misses[k] = (misses[k] ?? 0) + missed;
    }
    const at = v * voiceCounts;
    voices[at] = (voices[at] ?? 0) + wrongBefore;
    voices[at + 1] = (voices[at + 1] ?? 0) + chancesBefore;
    voices[at + 2] = (voices[at + 2] ?? 0) + wrongAfter;
    voices[at + 3] = (voices[at + 3] ?? 0) + chancesAfter;
  }
}

function countFrames(statements: Statements, t: number, room: Room, tally: Float64Array): void {
  const { gone, stood, blind, clear, before, after, alarms, misses } = room;
  const first = statements.gapStart[t] ?? 0;
  const onAxis = framesAt(statements.axisGaps);
  const frames = framesOf(statements, t);
  for (let k = 0; k < frames; k++) {
    const g = gone[k] ?? 0;
    const s = stood[k] ?? 0;
    const b = blind[k] ?? 0;
    if (g + s + b === 0) continue;
    const hidden = Math.max(0, 1 - (before[k] ?? 0) - (after[k] ?? 0));
    const place = onAxis + 2 * (statements.axisTo[first + k] ?? 0);
    tally[place] = (tally[place] ?? 0) + hidden;
    tally[place + 1] = (tally[place + 1] ?? 0) + 1;
    tally[count.frames] = (tally[count.frames] ?? 0) + 1;
    tally[count.hiddenFrames] = (tally[count.hiddenFrames] ?? 0) + hidden;
    tally[count.callsClear] = (tally[count.callsClear] ?? 0) + (1 - hidden) * (g + s + b);
    tally[count.blindClear] = (tally[count.blindClear] ?? 0) + (1 - hidden) * b;
    tally[count.callsHidden] = (tally[count.callsHidden] ?? 0) + hidden * (g + s + b);
    tally[count.blindHidden] = (tally[count.blindHidden] ?? 0) + hidden * b;
    tally[count.destroyedHidden] = (tally[count.destroyedHidden] ?? 0) + hidden * g;
    for (let i = 0; i < states; i++) {
      const mass = clear[k * states + i] ?? 0;
      const wrong = count.wrong + i;
      const expected = count.expectedWrong + i;
      tally[wrong] = (tally[wrong] ?? 0) + mass * (i < half ? g : s);
      tally[expected] = (tally[expected] ?? 0) + mass * ((i < half ? alarms[k] : misses[k]) ?? 0);
    }
  }
}
