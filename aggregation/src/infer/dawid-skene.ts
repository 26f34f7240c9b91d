/** Who gave which task which label; one entry a label. Numbers from 0. */
export interface Labels {
  task: Int32Array;
  worker: Int32Array;
  label: Int32Array;
  tasks: number;
  workers: number;
  classes: number;
}

export interface LabelPosterior {
  /** The probability of each class for each task, row by row; tasks without labels get the classes' shares. */
  posterior: Float64Array;
  /** How often all labels were gone through. */
  rounds: number;
}

const mostRounds = 100;
const settled = 1e-5;
/** Keeps a label that a worker never gave from ruling a class out for ever. */
const least = 1e-10;
/** What a class with less probability would add to a count is lost beside `least`. */
const negligible = 1e-18;
/** So many labels of one task are multiplied before they are brought back to numbers that a product can't underflow. */
const mostFactors = 18;

/**
 * Dawid and Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm (1979): a confusion
 * matrix for each worker and the classes' shares, learnt from the majority's shares on.
 */
export function dawidSkene(labels: Labels): LabelPosterior {
  const { task, label, tasks, classes } = labels;
  const cells = layOutCells(labels);
  const beliefs: Beliefs = { posterior: new Float64Array(tasks * classes), sole: new Int16Array(tasks).fill(-1) };
  const { posterior } = beliefs;
  for (let i = 0; i < task.length; i++) {
    const at = (task[i] ?? 0) * classes + (label[i] ?? 0);
    posterior[at] = (posterior[at] ?? 0) + 1;
  }
  for (let t = 0; t < tasks; t++) toShares(posterior, t * classes, (t + 1) * classes);
  const rates = new Float64Array(cells.count * classes);
  const shares = new Float64Array(classes);
  let rounds = 0;
  for (let change = 1; change >= settled && rounds < mostRounds; rounds++) {
    learnRates(cells, beliefs, rates, classes);
    learnShares(beliefs, shares);
    change = weighLabels(cells, shares, rates, beliefs);
  }
  return { posterior, rounds };
}

/**
 * The labels by task and by worker, and the cells of the workers' matrices that any label fell into: most workers give few
 * labels, so that whole matrices would be nearly empty. A cell has a rate for each true class, and is told by where they begin.
 */
interface Cells {
  count: number;
  /** Worker w's cells: start[w] to start[w + 1], one for each label that the worker gave. */
  start: Int32Array;
  /** The cells of task t's labels: places byTask[t] to byTask[t + 1] of `cellByTask`. */
  byTask: Int32Array;
  cellByTask: Int32Array;
  /** The tasks that worker w labelled, and the cells among the worker's own: places byWorker[w] to byWorker[w + 1]. */
  byWorker: Int32Array;
  taskByWorker: Int32Array;
  ownCellByWorker: Int32Array;
}

interface Beliefs {
  posterior: Float64Array;
  /** For each task the only class with more than a negligible probability; -1 = there are several. Most tasks soon have one. */
  sole: Int16Array;
}

function layOutCells(labels: Labels): Cells {
  const { tasks, workers, classes } = labels;
  const rows = labels.task.length;
  const byWorker = sorted(labels.worker, workers);
  const start = new Int32Array(workers + 1);
  const taskByWorker = new Int32Array(rows);
  const cellByWorker = new Int32Array(rows);
  const ownCellByWorker = new Int32Array(rows);
  const givenBy = new Int32Array(classes).fill(-1);
  const cellOfLabel = new Int32Array(classes);
  let count = 0;
  for (let w = 0; w < workers; w++) {
    const first = count;
    for (let i = byWorker.start[w] ?? 0; i < (byWorker.start[w + 1] ?? 0); i++) {
      const row = byWorker.order[i] ?? 0;
      const said = labels.label[row] ?? 0;
      if (givenBy[said] !== w) {
        givenBy[said] = w;
        cellOfLabel[said] = count++;
      }
      const cell = cellOfLabel[said] ?? 0;
      taskByWorker[i] = labels.task[row] ?? 0;
      cellByWorker[i] = cell * classes;
      ownCellByWorker[i] = (cell - first) * classes;
    }
    start[w + 1] = count;
  }
  const byTask = sorted(taskByWorker, tasks);
  const cellByTask = byTask.order.map((i) => cellByWorker[i] ?? 0);
  return { count, start, byTask: byTask.start, cellByTask, byWorker: byWorker.start, taskByWorker, ownCellByWorker };
}

/** Rows by their group, in their order; group g's are order[start[g]] to order[start[g + 1]]. */
function sorted(group: Int32Array, groups: number): { order: Int32Array; start: Int32Array } {
  const start = new Int32Array(groups + 1);
  for (const g of group) start[g + 1] = (start[g + 1] ?? 0) + 1;
  for (let g = 0; g < groups; g++) start[g + 1] = (start[g + 1] ?? 0) + (start[g] ?? 0);
  const next = start.slice();
  const order = new Int32Array(group.length);
  for (let row = 0; row < group.length; row++) {
    const g = group[row] ?? 0;
    order[next[g] ?? 0] = row;
    next[g] = (next[g] ?? 0) + 1;
  }
  return { order, start };
}

function learnShares({ posterior, sole }: Beliefs, shares: Float64Array): void {
  const classes = shares.length;
  shares.fill(0);
  for (let t = 0; t < sole.length; t++) {
    const only = sole[t] ?? -1;
    if (only >= 0) shares[only] = (shares[only] ?? 0) + 1;
    else for (let c = 0; c < classes; c++) shares[c] = (shares[c] ?? 0) + (posterior[t * classes + c] ?? 0);
  }
  for (let c = 0; c < classes; c++) shares[c] = Math.max((shares[c] ?? 0) / sole.length, least);
}

/** For each cell and true class the share of the worker's labels that fall into it. */
function learnRates(cells: Cells, beliefs: Beliefs, rates: Float64Array, classes: number): void {
  const { start, byWorker } = cells;
  const counts = new Float64Array(classes * classes);
  const all = new Float64Array(classes);
  for (let w = 0; w + 1 < start.length; w++) {
    all.fill(classes * least);
    countLabels(cells, beliefs, byWorker[w] ?? 0, byWorker[w + 1] ?? 0, counts, all);
    for (let c = 0; c < classes; c++) all[c] = 1 / (all[c] ?? 1);
    countsToRates(counts, all, rates, (start[w] ?? 0) * classes, (start[w + 1] ?? 0) * classes);
  }
}

/** Adds one worker's labels, those at places `from` to `to`, to the counts of the worker's cells and to those of all of these. */
function countLabels(
  { taskByWorker, ownCellByWorker }: Cells,
  { posterior, sole }: Beliefs,
  from: number,
  to: number,
  counts: Float64Array,
  all: Float64Array,
): void {
  const classes = all.length;
  for (let i = from; i < to; i++) {
    const at = ownCellByWorker[i] ?? 0;
    const t = taskByWorker[i] ?? 0;
    const only = sole[t] ?? -1;
    if (only >= 0) {
      counts[at + only] = (counts[at + only] ?? 0) + 1;
      all[only] = (all[only] ?? 0) + 1;
      continue;
    }
    for (let c = 0; c < classes; c++) {
      const mass = posterior[t * classes + c] ?? 0;
      if (mass === 0) continue;
      counts[at + c] = (counts[at + c] ?? 0) + mass;
      all[c] = (all[c] ?? 0) + mass;
    }
  }
}

/** Writes one worker's rates, `from` to `to`, and leaves its counts at 0. */
function countsToRates(counts: Float64Array, scale: Float64Array, rates: Float64Array, from: number, to: number): void {
  const last = scale.length - 1;
  for (let at = from, c = 0; at < to; at++) {
    const rate = ((counts[at - from] ?? 0) + least) * (scale[c] ?? 0);
    // The greater of the two. No processor would guess which it is, and a wrong guess costs more than all the rest of this line.
    rates[at] = 0.5 * (rate + least + Math.abs(rate - least));
    counts[at - from] = 0;
    c = c === last ? 0 : c + 1;
  }
}

/** @returns by how much a task's probability of a class changed at most */
function weighLabels({ byTask, cellByTask }: Cells, shares: Float64Array, rates: Float64Array, beliefs: Beliefs): number {
  const classes = shares.length;
  const weights = new Float64Array(classes);
  let change = 0;
  for (let t = 0; t + 1 < byTask.length; t++) {
    const from = byTask[t] ?? 0;
    const to = byTask[t + 1] ?? 0;
    for (let c = 0; c < classes; c++) weights[c] = shares[c] ?? 0;
    let i = from;
    // Six labels at a time: the classes' weights are then fetched and stored a sixth as often.
    for (; i + 6 <= to; i += 6) {
      const one = cellByTask[i] ?? 0;
      const two = cellByTask[i + 1] ?? 0;
      const three = cellByTask[i + 2] ?? 0;
      const four = cellByTask[i + 3] ?? 0;
      const five = cellByTask[i + 4] ?? 0;
      const six = cellByTask[i + 5] ?? 0;
      for (let c = 0; c < classes; c++) {
        weights[c] =
          (weights[c] ?? 0) *
          ((rates[one + c] ?? 0) * (rates[two + c] ?? 0)) *
          ((rates[three + c] ?? 0) * (rates[four + c] ?? 0)) *
          ((rates[five + c] ?? 0) * (rates[six + c] ?? 0));
      }
      if ((i - from) % mostFactors === mostFactors - 6) toShares(weights, 0, classes);
    }
    for (; i < to; i++) {
      const cell = cellByTask[i] ?? 0;
      for (let c = 0; c < classes; c++) weights[c] = (weights[c] ?? 0) * (rates[cell + c] ?? 0);
    }
    if (!remainsSole(weights, beliefs.sole[t] ?? -1)) change = Math.max(change, keep(weights, beliefs, t));
  }
  return change;
}

/** Whether a task's only likely class still is, and nothing about the task has changed. */
function remainsSole(weights: Float64Array, only: number): boolean {
  if (only < 0) return false;
  const own = weights[only] ?? 0;
  weights[only] = 0;
  let others = 0;
  for (let c = 0; c < weights.length; c++) others += weights[c] ?? 0;
  weights[only] = own;
  return others <= negligible * own;
}

/** Keeps a task's weights as its probabilities. @returns by how much one of these changed at most */
function keep(weights: Float64Array, { posterior, sole }: Beliefs, t: number): number {
  const classes = weights.length;
  let change = 0;
  let likely = 0;
  let last = -1;
  toShares(weights, 0, classes);
  for (let c = 0; c < classes; c++) {
    const mass = weights[c] ?? 0;
    change = Math.max(change, Math.abs(mass - (posterior[t * classes + c] ?? 0)));
    posterior[t * classes + c] = mass;
    if (mass <= negligible) continue;
    likely += 1;
    last = c;
  }
  sole[t] = likely === 1 ? last : -1;
  return change;
}

/** Scales the rows from `from` to `to` so that they sum to 1; even where all are 0. */
export function toShares(values: Float64Array, from: number, to: number): void {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  for (let i = from; i < to; i++) values[i] = sum > 0 ? (values[i] ?? 0) / sum : 1 / (to - from);
}
