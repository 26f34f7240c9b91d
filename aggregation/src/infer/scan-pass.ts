import { destroyed } from "../extract/index.ts";
import { countOnAxis, priorOf } from "./axis-prior.ts";
import { count, type ScanState, voiceCounts } from "./scan-parameters.ts";
import type { Statements } from "./statements.ts";

/** Room for one building. */
interface Room {
  weights: Float64Array;
  /** An answer's likelihood changes only behind the frames that it judges: the gap before which each step ends, and its level. */
  ends: Int32Array;
  levels: Float64Array;
  /** The probability that each frame still shows the building standing. */
  before: Float64Array;
}

/** However surely an answer speaks against a gap, it leaves the gap this share of its best gap's likelihood. */
const answerFloor = 0.01;

/** One round over one part's buildings: posteriors, and the expected counts that the next rates follow from. */
export function passScan(statements: Statements, state: ScanState, part: number): void {
  const { partStart, mostFrames } = statements;
  const tally = state.counts[part];
  const voices = state.voiceCounts[part];
  if (!tally || !voices) throw new RangeError(`there is no part ${part}`);
  tally.fill(0);
  voices.fill(0);
  const room: Room = {
    weights: new Float64Array(mostFrames + 1),
    ends: new Int32Array(mostFrames + 1),
    levels: new Float64Array(mostFrames + 1),
    before: new Float64Array(mostFrames + 1),
  };
  for (let t = partStart[part] ?? 0; t < (partStart[part + 1] ?? 0); t++) {
    weighAnswers(statements, state, t, room);
    placeChange(statements, state, t, room, tally);
    countCalls(statements, t, room, voices);
  }
}

/** The prior times the product over the answers of their likelihoods, each relative to its best gap's. */
function weighAnswers(statements: Statements, state: ScanState, t: number, { weights, ends, levels }: Room): void {
  const { taskStart, voice, start, frame, call, gapStart } = statements;
  const { destroyedOdds, standingOdds, priorSums } = state;
  const first = gapStart[t] ?? 0;
  const size = (gapStart[t + 1] ?? 0) - first;
  for (let g = 0; g < size; g++) weights[g] = priorOf(statements, priorSums, first + g);
  const from = taskStart[t] ?? 0;
  for (let a = from; a < (taskStart[t + 1] ?? 0); a++) {
    const v = voice[a] ?? 0;
    const gone = destroyedOdds[v] ?? 1;
    const stood = standingOdds[v] ?? 1;
    let steps = 0;
    let level = 1;
    let most = 1;
    for (let s = start[a] ?? 0; s < (start[a + 1] ?? 0); s++) {
      const said = call[s] ?? 0;
      if (said > destroyed) continue;
      ends[steps] = (frame[s] ?? 0) + 1;
      levels[steps] = level;
      steps += 1;
      level *= said === destroyed ? gone : stood;
      if (level > most) most = level;
    }
    if (steps === 0) continue;
    let g = 0;
    for (let step = 0; step < steps; step++) {
      const mass = (levels[step] ?? 0) / most + answerFloor;
      for (const end = ends[step] ?? 0; g < end; g++) weights[g] = (weights[g] ?? 0) * mass;
    }
    const mass = level / most + answerFloor;
    for (; g < size; g++) weights[g] = (weights[g] ?? 0) * mass;
    if ((a - from) % 64 === 63) rescale(weights, size);
  }
}

/** Some hundred answers would leave nothing but zeros. */
function rescale(weights: Float64Array, size: number): void {
  let most = 0;
  for (let g = 0; g < size; g++) most = Math.max(most, weights[g] ?? 0);
  for (let g = 0; g < size; g++) weights[g] = (weights[g] ?? 0) / most;
}

function placeChange(statements: Statements, state: ScanState, t: number, { weights, before }: Room, tally: Float64Array): void {
  const { gapStart } = statements;
  const { posterior, priorSums } = state;
  const first = gapStart[t] ?? 0;
  const size = (gapStart[t + 1] ?? 0) - first;
  let sum = 0;
  for (let g = 0; g < size; g++) sum += weights[g] ?? 0;
  let change = tally[count.change] ?? 0;
  for (let g = 0; g < size; g++) {
    const mass = (weights[g] ?? 0) / sum;
    change += Math.abs(mass - (posterior[first + g] ?? 0));
    posterior[first + g] = mass;
    countOnAxis(statements, priorSums, first + g, mass, tally, count.gaps);
  }
  tally[count.change] = change;
  let tail = 0;
  for (let g = size - 1; g > 0; g--) {
    tail += posterior[first + g] ?? 0;
    before[g - 1] = Math.min(tail, 1);
  }
}

function countCalls({ taskStart, voice, start, frame, call }: Statements, t: number, { before }: Room, voices: Float64Array): void {
  for (let a = taskStart[t] ?? 0; a < (taskStart[t + 1] ?? 0); a++) {
    let alarms = 0;
    let standings = 0;
    let misses = 0;
    let destructions = 0;
    for (let s = start[a] ?? 0; s < (start[a + 1] ?? 0); s++) {
      const said = call[s] ?? 0;
      if (said > destroyed) continue;
      const stands = before[frame[s] ?? 0] ?? 0;
      standings += stands;
      destructions += 1 - stands;
      if (said === destroyed) alarms += stands;
      else misses += 1 - stands;
    }
    const at = (voice[a] ?? 0) * voiceCounts;
    voices[at] = (voices[at] ?? 0) + alarms;
    voices[at + 1] = (voices[at + 1] ?? 0) + standings;
    voices[at + 2] = (voices[at + 2] ?? 0) + misses;
    voices[at + 3] = (voices[at + 3] ?? 0) + destructions;
  }
}
