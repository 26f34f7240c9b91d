import { calls, destroyed, unseen } from "../extract/index.ts";
import { type Estimator, type Evidence, normaliseLogs, type Posterior } from "./evidence.ts";
import { evenPrior, learntPrior, logPriors } from "./prior.ts";
import {
  callLogs,
  emptyTally,
  learnParameters,
  type Parameters,
  stands,
  startParameters,
  stateOf,
  states,
  type Tally,
} from "./visibility-parameters.ts";

const loadFailed = calls.indexOf("load_failed");
/** Hidden frames come in only when the voices' rates have settled; else they explain away whoever disagrees. */
const roundsBeforeHiding = 8;
const mostRounds = 30;
const settled = 1e-6;

/**
 * Each frame of a building is clear, or hidden for all volunteers alike (cloud, smoke, shadow); a hidden one says nothing,
 * whatever is called on it. Summed out exactly, told by the calls that see nothing, so that ten volunteers under one
 * cloud do not count as ten witnesses. Error rates grow near the change as the crowd's do.
 */
export const visibility: Estimator = (evidence) => {
  const { gaps, voice } = evidence;
  let voices = 0;
  for (const v of voice) voices = Math.max(voices, v + 1);
  let parameters = startParameters(voices);
  let prior = evenPrior(gaps);
  let posterior: Posterior = new Float64Array(gaps.allowed.length);
  for (let round = 0; round < mostRounds; round++) {
    const hides = round >= roundsBeforeHiding;
    const tally = emptyTally(voices);
    const next = expect(evidence, parameters, prior, hides, tally);
    let change = 0;
    for (let i = 0; i < next.length; i++) change = Math.max(change, Math.abs((next[i] ?? 0) - (posterior[i] ?? 0)));
    posterior = next;
    parameters = learnParameters(tally, parameters, hides);
    prior = learntPrior(posterior, gaps, prior);
    if (round > roundsBeforeHiding && change < settled) break;
  }
  return posterior;
};

/** One building's frames: log-likelihoods by frame and state. */
interface Frames {
  judged: Uint8Array;
  clear: Float64Array;
  hidden: Float64Array;
  /** Clear and hidden together. */
  either: Float64Array;
  /** Probability of the state and of a clear frame. */
  clearMass: Float64Array;
}

function expect(evidence: Evidence, parameters: Parameters, prior: Float64Array, hides: boolean, tally: Tally): Posterior {
  const { answers, gaps } = evidence;
  const posterior = new Float64Array(gaps.allowed.length);
  logPriors(prior, gaps, posterior);
  const most = answers.timelines.reduce((longest, { frames }) => Math.max(longest, frames.length), 0);
  const room: Frames = {
    judged: new Uint8Array(most),
    clear: new Float64Array(most * states),
    hidden: new Float64Array(most),
    either: new Float64Array(most * states),
    clearMass: new Float64Array(most * states),
  };
  const logs = callLogs(parameters);
  for (let t = 0; t < answers.timelines.length; t++) {
    const from = gaps.start[t] ?? 0;
    const count = (gaps.start[t + 1] ?? 0) - from - 1;
    addCalls(evidence, t, count, parameters, logs, room);
    combine(room, count, parameters.hidden, hides);
    for (let gap = 0; gap <= count; gap++) {
      let sum = 0;
      for (let k = 0; k < count; k++) if (room.judged[k]) sum += room.either[k * states + stateOf(k, gap)] ?? 0;
      posterior[from + gap] = (posterior[from + gap] ?? 0) + sum;
    }
    normaliseLogs(posterior, from, from + count + 1);
    weigh(room, posterior, from, count, parameters.hidden, tally);
    tallyCalls(evidence, t, parameters, room, tally);
  }
  return posterior;
}

/** Sums the calls' log-likelihoods, for a clear frame in each state and for a hidden one. */
function addCalls(
  { answers, voice, counts }: Evidence,
  t: number,
  count: number,
  { blindClear, blindHidden, guess }: Parameters,
  logs: { right: Float64Array; wrong: Float64Array },
  { judged, clear, hidden }: Frames,
): void {
  judged.fill(0, 0, count);
  clear.fill(0, 0, count * states);
  hidden.fill(0, 0, count);
  const blindClearLog = Math.log(blindClear);
  const blindHiddenLog = Math.log(blindHidden);
  const destroyedLog = Math.log((1 - blindHidden) * guess);
  const standingLog = Math.log((1 - blindHidden) * (1 - guess));
  for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
    if (counts[a] === 0) continue;
    const v = (voice[answers.volunteer[a] ?? 0] ?? 0) * states;
    for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
      const call = answers.call[s] ?? unseen;
      if (call === loadFailed) continue;
      const k = answers.frame[s] ?? 0;
      judged[k] = 1;
      const blind = call >= unseen;
      hidden[k] = (hidden[k] ?? 0) + (blind ? blindHiddenLog : call === destroyed ? destroyedLog : standingLog);
      for (let state = 0; state < states; state++) {
        const from = stands(state) === (call === destroyed) ? logs.wrong : logs.right;
        clear[k * states + state] = (clear[k * states + state] ?? 0) + (blind ? blindClearLog : (from[v + state] ?? 0));
      }
    }
  }
}

function combine({ judged, clear, hidden, either }: Frames, count: number, share: number, hides: boolean): void {
  const clearLog = Math.log(1 - share);
  const hiddenLog = hides ? Math.log(share) : Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    if (!judged[k]) continue;
    const under = (hidden[k] ?? 0) + hiddenLog;
    for (let i = k * states; i < (k + 1) * states; i++) {
      const open = (clear[i] ?? 0) + clearLog;
      either[i] = open > under ? open + Math.log1p(Math.exp(under - open)) : under + Math.log1p(Math.exp(open - under));
    }
  }
}

/** How probable each frame is in each state and clear. */
function weigh(room: Frames, posterior: Posterior, from: number, count: number, share: number, tally: Tally): void {
  const { judged, clear, either, clearMass } = room;
  clearMass.fill(0, 0, count * states);
  for (let gap = 0; gap <= count; gap++) {
    const mass = posterior[from + gap] ?? 0;
    for (let k = 0; k < count; k++) {
      const i = k * states + stateOf(k, gap);
      clearMass[i] = (clearMass[i] ?? 0) + mass;
    }
  }
  const clearLog = Math.log(1 - share);
  for (let k = 0; k < count; k++) {
    if (!judged[k]) continue;
    tally.frames += 1;
    for (let i = k * states; i < (k + 1) * states; i++) {
      const mass = clearMass[i] ?? 0;
      clearMass[i] = mass * Math.exp((clear[i] ?? 0) + clearLog - (either[i] ?? 0));
      tally.hiddenFrames += mass - (clearMass[i] ?? 0);
    }
  }
}

function tallyCalls(
  { answers, voice, counts }: Evidence,
  t: number,
  { alarm, miss, profile }: Parameters,
  { clearMass }: Frames,
  tally: Tally,
): void {
  const add = (column: Float64Array, at: number, value: number) => {
    column[at] = (column[at] ?? 0) + value;
  };
  for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
    if (counts[a] === 0) continue;
    const v = voice[answers.volunteer[a] ?? 0] ?? 0;
    for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
      const call = answers.call[s] ?? unseen;
      if (call === loadFailed) continue;
      const blind = call >= unseen;
      const k = (answers.frame[s] ?? 0) * states;
      let clear = 0;
      for (let state = 0; state < states; state++) {
        const mass = clearMass[k + state] ?? 0;
        clear += mass;
        if (blind || mass === 0) continue;
        const standing = stands(state);
        const isWrong = standing === (call === destroyed);
        add(standing ? tally.standings : tally.destructions, v, mass * (profile[state] ?? 1));
        add(tally.expectedWrong, state, mass * ((standing ? alarm[v] : miss[v]) ?? 0));
        if (!isWrong) continue;
        add(standing ? tally.alarms : tally.misses, v, mass);
        add(tally.wrong, state, mass);
      }
      const hidden = Math.max(0, 1 - clear);
      tally.callsClear += clear;
      tally.callsHidden += hidden;
      if (blind) {
        tally.blindClear += clear;
        tally.blindHidden += hidden;
      } else if (call === destroyed) tally.destroyedHidden += hidden;
    }
  }
}
