import { destroyed, unseen } from "../extract/index.ts";
import { type Estimator, type Evidence, normaliseLogs, type Posterior } from "./evidence.ts";
import { evenPrior, learntPrior, logPriors } from "./prior.ts";

/** How a voice errs: calls a standing building destroyed, or a destroyed one standing. */
interface Rates {
  falseAlarm: Float64Array;
  miss: Float64Array;
}

const startRate = 0.1;
/** Frames of the crowd's own rate that each voice starts from. */
const pseudoStanding = 30;
const pseudoDestroyed = 8;
/** However surely an answer speaks against a gap, it leaves the gap this share of its best gap's likelihood. */
const answerFloor = 0.01;
const leastRate = 0.001;
const mostRate = 0.95;
const mostRounds = 12;
const settled = 1e-6;

/**
 * The forward-scan model on judgements of single frames. Before the change a voice calls a frame destroyed with its
 * false-alarm rate, after it standing with its miss rate; frames that could not be seen say nothing. Rates and the
 * prior over gaps are learnt by expectation maximisation, the rates shrunk towards the crowd's.
 */
export const scan: Estimator = (evidence) => {
  const { gaps, voice } = evidence;
  let voices = 0;
  for (const v of voice) voices = Math.max(voices, v + 1);
  let rates: Rates = { falseAlarm: new Float64Array(voices).fill(startRate), miss: new Float64Array(voices).fill(startRate) };
  let prior = evenPrior(gaps);
  let posterior = expect(evidence, rates, prior);
  for (let round = 1; round < mostRounds; round++) {
    rates = learnRates(evidence, posterior, voices);
    prior = learntPrior(posterior, gaps, prior);
    const next = expect(evidence, rates, prior);
    let change = 0;
    for (let i = 0; i < next.length; i++) change = Math.max(change, Math.abs((next[i] ?? 0) - (posterior[i] ?? 0)));
    posterior = next;
    if (change < settled) break;
  }
  return posterior;
};

/** Posteriors given the rates: an answer's log-likelihood changes only at the frames that it judges. */
function expect({ answers, gaps, voice, counts }: Evidence, rates: Rates, prior: Float64Array): Posterior {
  const logs = new Float64Array(gaps.allowed.length);
  logPriors(prior, gaps, logs);
  const answer = new Float64Array(gaps.axisGaps + 10_001);
  for (let t = 0; t < answers.timelines.length; t++) {
    const from = gaps.start[t] ?? 0;
    const size = (gaps.start[t + 1] ?? 0) - from;
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      if (counts[a] === 0) continue;
      const v = voice[answers.volunteer[a] ?? 0] ?? -1;
      const falseAlarm = rates.falseAlarm[v] ?? startRate;
      const miss = rates.miss[v] ?? startRate;
      // What a call adds to the likelihood when its frame passes from after the change to before it.
      const destroyedStep = Math.log(falseAlarm) - Math.log(1 - miss);
      const standingStep = Math.log(1 - falseAlarm) - Math.log(miss);
      let level = 0;
      let most = 0;
      let done = 0;
      for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
        const call = answers.call[s] ?? unseen;
        if (call >= unseen) continue;
        const gap = (answers.frame[s] ?? 0) + 1;
        answer.fill(level, done, gap);
        done = gap;
        level += call === destroyed ? destroyedStep : standingStep;
        most = Math.max(most, level);
      }
      if (done === 0) continue;
      answer.fill(level, done, size);
      let last = Number.NaN;
      let floored = 0;
      for (let g = 0; g < size; g++) {
        const here = answer[g] ?? 0;
        if (here !== last) {
          last = here;
          floored = Math.log(Math.exp(here - most) + answerFloor);
        }
        logs[from + g] = (logs[from + g] ?? 0) + floored;
      }
    }
    normaliseLogs(logs, from, from + size);
  }
  return logs;
}

/** Each voice's rates from the expected number of its frames before and after the change. */
function learnRates({ answers, gaps, voice, counts }: Evidence, posterior: Posterior, voices: number): Rates {
  const alarms = new Float64Array(voices);
  const standings = new Float64Array(voices);
  const misses = new Float64Array(voices);
  const destructions = new Float64Array(voices);
  const before = new Float64Array(gaps.axisGaps + 10_001);
  for (let t = 0; t < answers.timelines.length; t++) {
    const from = gaps.start[t] ?? 0;
    const size = (gaps.start[t + 1] ?? 0) - from;
    // before[k]: the probability that frame k + 1 still shows the building standing.
    let tail = 0;
    for (let g = size - 1; g > 0; g--) {
      tail += posterior[from + g] ?? 0;
      before[g - 1] = Math.min(tail, 1);
    }
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      if (counts[a] === 0) continue;
      const v = voice[answers.volunteer[a] ?? 0] ?? -1;
      for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
        const call = answers.call[s] ?? unseen;
        if (call >= unseen) continue;
        const stands = before[answers.frame[s] ?? 0] ?? 0;
        standings[v] = (standings[v] ?? 0) + stands;
        destructions[v] = (destructions[v] ?? 0) + 1 - stands;
        if (call === destroyed) alarms[v] = (alarms[v] ?? 0) + stands;
        else misses[v] = (misses[v] ?? 0) + 1 - stands;
      }
    }
  }
  return { falseAlarm: shrunk(alarms, standings, pseudoStanding), miss: shrunk(misses, destructions, pseudoDestroyed) };
}

function shrunk(errors: Float64Array, frames: Float64Array, pseudo: number): Float64Array {
  const crowd = (sum(errors) + startRate) / (sum(frames) + 1);
  return errors.map((error, v) => Math.min(mostRate, Math.max(leastRate, (error + pseudo * crowd) / ((frames[v] ?? 0) + pseudo))));
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
