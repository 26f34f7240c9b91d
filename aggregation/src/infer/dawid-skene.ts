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
const mostFactors = 16;

/**
 * Dawid and Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm (1979): a confusion
 * matrix for each worker and the classes' shares, learnt from the majority's shares on.
 */
export function dawidSkene(labels: Labels): LabelPosterior {
  const { task, label, tasks, classes } = labels;
  const cells = layOutCells(labels);
  const posterior = new Float64Array(tasks * classes);
  for (let i = 0; i < task.length; i++) {
    const at = (task[i] ?? 0) * classes + (label[i] ?? 0);
    posterior[at] = (posterior[at] ?? 0) + 1;
  }
  const likely: Likely = { sole: new Int16Array(tasks), listed: new Float64Array(tasks * likelySize(classes)) };
  for (let t = 0; t < tasks; t++) {
    toShares(posterior, t * classes, (t + 1) * classes);
    listLikely(likely, t, posterior, classes);
  }
  const rates = new Float64Array(cells.count * classes);
  const shares = new Float64Array(classes);
  let rounds = 0;
  for (let change = 1; change >= settled && rounds < mostRounds; rounds++) {
    learnRates(cells, likely, rates, classes);
    learnShares(posterior, shares, tasks);
    change = weighLabels(cells, shares, rates, posterior, likely, classes);
  }
  return { posterior, rounds };
}

/**
 * The labels by task and by worker, and the cells of the workers' matrices that any label fell into: most workers give few
 * labels, so that whole matrices would be nearly empty.
 */
interface Cells {
  count: number;
  /** Worker w's cells: start[w] to start[w + 1], one for each label that the worker gave. */
  start: Int32Array;
  /** The cells of task t's labels: places byTask[t] to byTask[t + 1] of `cellByTask`. */
  byTask: Int32Array;
  cellByTask: Int32Array;
  /** The tasks that worker w labelled, and the cells: places byWorker[w] to byWorker[w + 1]. */
  byWorker: Int32Array;
  taskByWorker: Int32Array;
  cellByWorker: Int32Array;
}

/** The classes that each task may well be of: most tasks rule out all but one or a few. */
interface Likely {
  /** The only likely class, whose probability is then 1; -1 = there are several. */
  sole: Int16Array;
  /** For each task `likelySize` numbers: where its list ends, then each class and its probability. */
  listed: Float64Array;
}

function likelySize(classes: number): number {
  return 1 + 2 * classes;
}

function listLikely({ sole, listed }: Likely, t: number, posterior: Float64Array, classes: number): void {
  const first = t * likelySize(classes);
  let at = first + 1;
  for (let c = 0; c < classes; c++) {
    const mass = posterior[t * classes + c] ?? 0;
    if (mass <= negligible) continue;
    listed[at] = c;
    listed[at + 1] = mass;
    at += 2;
  }
  listed[first] = at;
  sole[t] = at === first + 3 ? (listed[first + 1] ?? -1) : -1;
}

function layOutCells({ task, worker, label, tasks, workers, classes }: Labels): Cells {
  const byWorker = sorted(worker, workers);
  const start = new Int32Array(workers + 1);
  const cellOfLabel = new Int32Array(task.length);
  const givenBy = new Int32Array(classes).fill(-1);
  const cellOfClass = new Int32Array(classes);
  let count = 0;
  for (let w = 0; w < workers; w++) {
    for (let i = byWorker.start[w] ?? 0; i < (byWorker.start[w + 1] ?? 0); i++) {
      const row = byWorker.order[i] ?? 0;
      const said = label[row] ?? 0;
      if (givenBy[said] !== w) {
        givenBy[said] = w;
        cellOfClass[said] = count++;
      }
      cellOfLabel[row] = cellOfClass[said] ?? 0;
    }
    start[w + 1] = count;
  }
  const byTask = sorted(task, tasks);
  return {
    count,
    start,
    byTask: byTask.start,
    cellByTask: byTask.order.map((row) => cellOfLabel[row] ?? 0),
    byWorker: byWorker.start,
    taskByWorker: byWorker.order.map((row) => task[row] ?? 0),
    cellByWorker: byWorker.order.map((row) => cellOfLabel[row] ?? 0),
  };
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

function learnShares(posterior: Float64Array, shares: Float64Array, tasks: number): void {
  const classes = shares.length;
  shares.fill(0);
  for (let at = 0; at < posterior.length; at += classes) {
    for (let c = 0; c < classes; c++) shares[c] = (shares[c] ?? 0) + (posterior[at + c] ?? 0) / tasks;
  }
}

/** For each cell and true class the share of the worker's labels that fall into it. */
function learnRates(
  { start, byWorker, taskByWorker, cellByWorker }: Cells,
  { sole, listed }: Likely,
  rates: Float64Array,
  classes: number,
): void {
  const size = likelySize(classes);
  const all = new Float64Array(classes);
  for (let w = 0; w + 1 < start.length; w++) {
    const from = (start[w] ?? 0) * classes;
    const to = (start[w + 1] ?? 0) * classes;
    rates.fill(0, from, to);
    all.fill(classes * least);
    for (let i = byWorker[w] ?? 0; i < (byWorker[w + 1] ?? 0); i++) {
      const at = (cellByWorker[i] ?? 0) * classes;
      const t = taskByWorker[i] ?? 0;
      const only = sole[t] ?? -1;
      if (only >= 0) {
        rates[at + only] = (rates[at + only] ?? 0) + 1;
        all[only] = (all[only] ?? 0) + 1;
        continue;
      }
      const first = t * size;
      const end = listed[first] ?? 0;
      for (let n = first + 1; n < end; n += 2) {
        const c = listed[n] ?? 0;
        const mass = listed[n + 1] ?? 0;
        rates[at + c] = (rates[at + c] ?? 0) + mass;
        all[c] = (all[c] ?? 0) + mass;
      }
    }
    for (let c = 0; c < classes; c++) all[c] = 1 / (all[c] ?? 1);
    for (let at = from; at < to; at += classes) {
      for (let c = 0; c < classes; c++) {
        const rate = ((rates[at + c] ?? 0) + least) * (all[c] ?? 0);
        rates[at + c] = rate > least ? rate : least;
      }
    }
  }
}

/** @returns by how much a task's probability of a class changed at most */
function weighLabels(
  { byTask, cellByTask }: Cells,
  shares: Float64Array,
  rates: Float64Array,
  posterior: Float64Array,
  likely: Likely,
  classes: number,
): number {
  const weights = new Float64Array(classes);
  let change = 0;
  for (let t = 0; t + 1 < byTask.length; t++) {
    const from = byTask[t] ?? 0;
    const to = byTask[t + 1] ?? 0;
    for (let c = 0; c < classes; c++) weights[c] = Math.max(shares[c] ?? 0, least);
    let i = from;
    // Four labels at a time: the classes' weights are then fetched and stored a fourth as often.
    for (; i + 4 <= to; i += 4) {
      const one = (cellByTask[i] ?? 0) * classes;
      const two = (cellByTask[i + 1] ?? 0) * classes;
      const three = (cellByTask[i + 2] ?? 0) * classes;
      const four = (cellByTask[i + 3] ?? 0) * classes;
      for (let c = 0; c < classes; c++) {
        weights[c] =
          (weights[c] ?? 0) * ((rates[one + c] ?? 0) * (rates[two + c] ?? 0)) * ((rates[three + c] ?? 0) * (rates[four + c] ?? 0));
      }
      if ((i - from) % mostFactors === mostFactors - 4) toShares(weights, 0, classes);
    }
    for (; i < to; i++) {
      const rate = (cellByTask[i] ?? 0) * classes;
      for (let c = 0; c < classes; c++) weights[c] = (weights[c] ?? 0) * (rates[rate + c] ?? 0);
    }
    toShares(weights, 0, classes);
    for (let c = 0; c < classes; c++) {
      const mass = weights[c] ?? 0;
      const moved = Math.abs(mass - (posterior[t * classes + c] ?? 0));
      if (moved > change) change = moved;
      posterior[t * classes + c] = mass;
    }
    listLikely(likely, t, posterior, classes);
  }
  return change;
}

/** Scales the rows from `from` to `to` so that they sum to 1; even where all are 0. */
export function toShares(values: Float64Array, from: number, to: number): void {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  for (let i = from; i < to; i++) values[i] = sum > 0 ? (values[i] ?? 0) / sum : 1 / (to - from);
}
