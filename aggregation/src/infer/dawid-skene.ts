import { type Estimator, normaliseLogs } from "./evidence.ts";

/** Who gave which task which label; one entry a label. Numbers from 0. */
export interface Labels {
  task: Int32Array;
  worker: Int32Array;
  label: Int32Array;
  tasks: number;
  workers: number;
  classes: number;
}

const mostRounds = 100;
const settled = 1e-5;
/** Keeps a label that a worker never gave from ruling a class out for ever. */
const least = 1e-10;

/**
 * Dawid and Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm (1979): a confusion
 * matrix for each worker and the classes' shares, learnt from the majority's shares on.
 * @returns the probability of each class for each task, row by row; tasks without labels get the classes' shares
 */
export function dawidSkene({ task, worker, label, tasks, workers, classes }: Labels): Float64Array {
  let posterior = new Float64Array(tasks * classes);
  for (let i = 0; i < task.length; i++) {
    const at = (task[i] ?? 0) * classes + (label[i] ?? 0);
    posterior[at] = (posterior[at] ?? 0) + 1;
  }
  for (let t = 0; t < tasks; t++) toShares(posterior, t * classes, (t + 1) * classes);
  const confusion = new Float64Array(workers * classes * classes);
  for (let round = 0; round < mostRounds; round++) {
    const shares = new Float64Array(classes);
    for (let i = 0; i < posterior.length; i++) shares[i % classes] = (shares[i % classes] ?? 0) + (posterior[i] ?? 0) / tasks;
    // Rows of the matrices: true class, then label.
    confusion.fill(least);
    for (let i = 0; i < task.length; i++) {
      const at = (worker[i] ?? 0) * classes * classes + (label[i] ?? 0);
      const from = (task[i] ?? 0) * classes;
      for (let c = 0; c < classes; c++) confusion[at + c * classes] = (confusion[at + c * classes] ?? 0) + (posterior[from + c] ?? 0);
    }
    for (let row = 0; row < workers * classes; row++) toShares(confusion, row * classes, (row + 1) * classes);
    for (let i = 0; i < confusion.length; i++) confusion[i] = Math.log(Math.max(confusion[i] ?? 0, least));
    const next = new Float64Array(tasks * classes);
    for (let i = 0; i < next.length; i++) next[i] = Math.log(Math.max(shares[i % classes] ?? 0, least));
    for (let i = 0; i < task.length; i++) {
      const at = (worker[i] ?? 0) * classes * classes + (label[i] ?? 0);
      const from = (task[i] ?? 0) * classes;
      for (let c = 0; c < classes; c++) next[from + c] = (next[from + c] ?? 0) + (confusion[at + c * classes] ?? 0);
    }
    for (let t = 0; t < tasks; t++) normaliseLogs(next, t * classes, (t + 1) * classes);
    let change = 0;
    for (let i = 0; i < next.length; i++) change = Math.max(change, Math.abs((next[i] ?? 0) - (posterior[i] ?? 0)));
    posterior = next;
    if (change < settled) break;
  }
  return posterior;
}

/**
 * The baseline that other tools offer: each answer is a label, the middle gap of its own interval on the campaign's axis,
 * and gaps are classes without order. What is known beforehand closes gaps afterwards.
 */
export const dawidSkeneOnGaps: Estimator = ({ answers, gaps, voice, counts }) => {
  const rows = Array.from({ length: answers.count }, (_, a) => a).filter((a) => counts[a] !== 0 && (answers.first[a] ?? -1) >= 0);
  const classes = gaps.axisGaps;
  const labelOf = (a: number): number => {
    const gap = ((answers.first[a] ?? 0) + (answers.last[a] ?? 0)) >> 1;
    return gaps.axisTo[(gaps.start[answers.task[a] ?? 0] ?? 0) + gap] ?? 0;
  };
  const posterior = dawidSkene({
    task: Int32Array.from(rows, (a) => answers.task[a] ?? 0),
    worker: Int32Array.from(rows, (a) => voice[answers.volunteer[a] ?? 0] ?? 0),
    label: Int32Array.from(rows, labelOf),
    tasks: answers.timelines.length,
    workers: voice.reduce((most, v) => Math.max(most, v + 1), 0),
    classes,
  });
  const mass = new Float64Array(gaps.allowed.length);
  answers.timelines.forEach((_, t) => {
    const from = gaps.start[t] ?? 0;
    const to = gaps.start[t + 1] ?? from;
    for (let i = from; i < to; i++) {
      if (gaps.allowed[i] === 0) continue;
      mass[i] = least;
      for (let c = (gaps.axisFrom[i] ?? -1) + 1; c <= (gaps.axisTo[i] ?? 0); c++)
        mass[i] = (mass[i] ?? 0) + (posterior[t * classes + c] ?? 0);
    }
    toShares(mass, from, to);
  });
  return mass;
};

/** Scales the rows from `from` to `to` so that they sum to 1; even where all are 0. */
function toShares(values: Float64Array, from: number, to: number): void {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  for (let i = from; i < to; i++) values[i] = sum > 0 ? (values[i] ?? 0) / sum : 1 / (to - from);
}
