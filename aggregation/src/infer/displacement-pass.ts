import { destroyed, standing } from "../extract/index.ts";
import { countOnAxis, priorOf } from "./axis-prior.ts";
import { count, type DisplacementState, voiceCount, voiceCounts } from "./displacement-parameters.ts";
import type { Statements } from "./statements.ts";

/** Room for one building's answers, by answer and gap. */
interface Room {
  /**
   * Likelihood of an answer when its moment is the gap, and how many calls lie beside that moment. Rows are longer by the
   * reach at either end, where the first and the last gap are repeated: a moment never lies beyond them.
   */
  held: Float64Array;
  beside: Int32Array;
  /** Likelihood of an answer when the truth is the gap; its mean over the held gaps; how many calls it has. */
  given: Float64Array;
  even: Float64Array;
  calls: Int32Array;
  /** Chance of each step from the truth to the held moment, for the voice at hand. */
  steps: Float64Array;
  powers: Float64Array;
  weights: Float64Array;
  /** By how much an answer's likelihood rises from each gap to the next one of truth, in a row longer by the reach at either end. */
  rises: Float64Array;
  /** The building's gaps with posterior mass. */
  likely: Int32Array;
}

/** Posterior mass that is not worth a sum. */
const negligible = 1e-6;

/** One round over one part's buildings: posteriors, and the expected counts that the next parameters follow from. */
export function passDisplacement(statements: Statements, state: DisplacementState, part: number): void {
  const { partStart, mostFrames, mostAnswers } = statements;
  const tally = state.counts[part];
  const voices = state.voiceCounts[part];
  if (!tally || !voices) throw new RangeError(`there is no part ${part}`);
  tally.fill(0);
  voices.fill(0);
  const gaps = mostFrames + 1;
  const room: Room = {
    held: new Float64Array(mostAnswers * (gaps + 2 * state.reach)),
    beside: new Int32Array(mostAnswers * (gaps + 2 * state.reach)),
    given: new Float64Array(mostAnswers * gaps),
    even: new Float64Array(mostAnswers),
    calls: new Int32Array(mostAnswers),
    steps: new Float64Array(2 * state.reach + 1),
    powers: new Float64Array(mostFrames + 1),
    weights: new Float64Array(gaps),
    rises: new Float64Array(gaps + 2 * state.reach),
    likely: new Int32Array(gaps),
  };
  for (let t = partStart[part] ?? 0; t < (partStart[part + 1] ?? 0); t++) {
    weighAnswers(statements, state, t, room, tally);
    countAnswers(statements, state, t, room, tally, voices);
  }
}

/** The chance of each step for a voice; gaps beyond either end count as the end. */
function fillSteps({ reach, displaced, late, steps: shape }: DisplacementState, v: number, steps: Float64Array): void {
  const moved = displaced[v] ?? 0;
  const after = late[v] ?? 0;
  steps[reach] = 1 - moved;
  for (let d = 1; d <= reach; d++) {
    const share = moved * (shape[d] ?? 0);
    steps[reach + d] = share * after;
    steps[reach - d] = share * (1 - after);
  }
}

function weighAnswers(statements: Statements, state: DisplacementState, t: number, room: Room, tally: Float64Array): void {
  const { taskStart, voice, gapStart } = statements;
  const { reach, flip, junk, priorSums, posterior } = state;
  const { held, given, even, calls, steps, weights, rises } = room;
  const first = gapStart[t] ?? 0;
  const size = (gapStart[t + 1] ?? 0) - first;
  const measures = state.measures[0] === 1;
  let evidence = 0;
  for (let c = 0; c < size; c++) weights[c] = priorOf(statements, priorSums, first + c);
  const from = taskStart[t] ?? 0;
  for (let a = from; a < (taskStart[t + 1] ?? 0); a++) {
    const v = voice[a] ?? 0;
    const row = (a - from) * size;
    const wide = (a - from) * (size + 2 * reach);
    calls[a - from] = countOfCalls(statements, a);
    if (calls[a - from] === 0) continue;
    fillSteps(state, v, steps);
    const sum = holdAnswer(statements, a, flip[v] ?? 0, size, reach, wide, calls[a - from] ?? 0, room);
    even[a - from] = sum / size;
    const random = ((junk[v] ?? 0) * sum) / size;
    const sound = 1 - (junk[v] ?? 0);
    let most = 0;
    let mass = held[wide] ?? 0;
    for (let c = 1; c < reach; c++) mass += rises[c] ?? 0;
    for (let c = 0; c < size; c++) {
      mass += rises[c + reach] ?? 0;
      const likelihood = sound * mass + random;
      given[row + c] = likelihood;
      if (likelihood > most) most = likelihood;
    }
    for (let c = 0; c < size; c++) weights[c] = ((weights[c] ?? 0) * (given[row + c] ?? 0)) / most;
    if (measures) evidence += Math.log(most) + (calls[a - from] ?? 0) * Math.log(1 - (flip[v] ?? 0));
    if ((a - from) % 16 === 15) evidence += rescale(weights, size);
  }
  let sum = 0;
  for (let c = 0; c < size; c++) sum += weights[c] ?? 0;
  if (measures) tally[count.evidence] = (tally[count.evidence] ?? 0) + evidence + Math.log(sum);
  let change = tally[count.change] ?? 0;
  for (let c = 0; c < size; c++) {
    const mass = (weights[c] ?? 0) / sum;
    change += Math.abs(mass - (posterior[first + c] ?? 0));
    posterior[first + c] = mass;
    countOnAxis(statements, priorSums, first + c, mass, tally, state.gapsAt);
  }
  tally[count.change] = change;
}

/** @returns the logarithm of what was divided by */
function rescale(weights: Float64Array, size: number): number {
  let most = 0;
  for (let c = 0; c < size; c++) most = Math.max(most, weights[c] ?? 0);
  for (let c = 0; c < size; c++) weights[c] = (weights[c] ?? 0) / most;
  return Math.log(most);
}

/** How many of an answer's calls saw something. */
function countOfCalls({ start, call }: Statements, a: number): number {
  let said = 0;
  for (let s = start[a] ?? 0; s < (start[a + 1] ?? 0); s++) if ((call[s] ?? 0) <= destroyed) said += 1;
  return said;
}

/**
 * How likely an answer's calls are for each moment that may be held: (flip / (1 - flip)) to the number of calls beside it.
 * What changes from one moment to the next is spread over the truths within reach: so each call costs the same, however
 * long the timeline is.
 * @returns the sum over the moments
 */
function holdAnswer(
  { start, frame, call }: Statements,
  a: number,
  flip: number,
  size: number,
  reach: number,
  row: number,
  said: number,
  { held, beside, powers, steps, rises }: Room,
): number {
  const odds = flip / (1 - flip);
  powers[0] = 1;
  for (let n = 1; n <= said; n++) powers[n] = (powers[n - 1] ?? 0) * odds;
  let wrong = 0;
  for (let s = start[a] ?? 0; s < (start[a + 1] ?? 0); s++) if (call[s] === standing) wrong += 1;
  rises.fill(0, 0, size + 2 * reach);
  const width = 2 * reach;
  let level = powers[wrong] ?? 0;
  let sum = 0;
  let h = 0;
  let done = 0;
  for (let s = start[a] ?? 0; s < (start[a + 1] ?? 0); s++) {
    const which = call[s] ?? 0;
    if (which > destroyed) continue;
    const end = (frame[s] ?? 0) + 1;
    sum += level * (end - done);
    done = end;
    for (const last = end + reach; h < last; h++) {
      held[row + h] = level;
      beside[row + h] = wrong;
    }
    wrong += which === destroyed ? 1 : -1;
    const next = powers[wrong] ?? 0;
    const rise = next - level;
    for (let d = 0; d <= width; d++) rises[end + width - d] = (rises[end + width - d] ?? 0) + rise * (steps[d] ?? 0);
    level = next;
  }
  sum += level * (size - done);
  for (; h < size + width; h++) {
    held[row + h] = level;
    beside[row + h] = wrong;
  }
  return sum;
}

function countAnswers(
  statements: Statements,
  state: DisplacementState,
  t: number,
  room: Room,
  tally: Float64Array,
  voices: Float64Array,
): void {
  const { taskStart, voice, gapStart } = statements;
  const { reach, junk, posterior } = state;
  const { held, beside, given, even, calls, steps, likely } = room;
  const first = gapStart[t] ?? 0;
  const size = (gapStart[t + 1] ?? 0) - first;
  let gaps = 0;
  for (let c = 0; c < size; c++) if ((posterior[first + c] ?? 0) >= negligible) likely[gaps++] = c;
  const from = taskStart[t] ?? 0;
  for (let a = from; a < (taskStart[t + 1] ?? 0); a++) {
    const said = calls[a - from] ?? 0;
    if (said === 0) continue;
    const v = voice[a] ?? 0;
    const row = (a - from) * size;
    const wide = (a - from) * (size + 2 * reach) + reach;
    fillSteps(state, v, steps);
    const random = (junk[v] ?? 0) * (even[a - from] ?? 0);
    const sound = 1 - (junk[v] ?? 0);
    let wasted = 0;
    let moved = 0;
    let late = 0;
    let flips = 0;
    for (let g = 0; g < gaps; g++) {
      const c = likely[g] ?? 0;
      const each = (posterior[first + c] ?? 0) / (given[row + c] ?? 1);
      wasted += each * random;
      const weight = each * sound;
      const at = wide + c;
      flips += weight * (steps[reach] ?? 0) * (held[at] ?? 0) * (beside[at] ?? 0);
      for (let d = 1; d <= reach; d++) {
        const before = weight * (steps[reach - d] ?? 0) * (held[at - d] ?? 0);
        const after = weight * (steps[reach + d] ?? 0) * (held[at + d] ?? 0);
        flips += before * (beside[at - d] ?? 0) + after * (beside[at + d] ?? 0);
        moved += before + after;
        late += after;
        tally[count.steps + d] = (tally[count.steps + d] ?? 0) + before + after;
      }
    }
    const at = v * voiceCounts;
    voices[at + voiceCount.displaced] = (voices[at + voiceCount.displaced] ?? 0) + moved;
    voices[at + voiceCount.placed] = (voices[at + voiceCount.placed] ?? 0) + 1 - wasted;
    voices[at + voiceCount.late] = (voices[at + voiceCount.late] ?? 0) + late;
    voices[at + voiceCount.flips] = (voices[at + voiceCount.flips] ?? 0) + flips;
    voices[at + voiceCount.calls] = (voices[at + voiceCount.calls] ?? 0) + said * (1 - wasted);
    voices[at + voiceCount.junk] = (voices[at + voiceCount.junk] ?? 0) + wasted;
    voices[at + voiceCount.answers] = (voices[at + voiceCount.answers] ?? 0) + 1;
  }
}
