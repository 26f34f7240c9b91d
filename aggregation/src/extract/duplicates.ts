import type { HeldAnswers } from "./held-answers.ts";

export interface Counted {
  /** Rows that count, by task and run id. */
  kept: Int32Array;
  duplicates: number[];
  /** For each task the duplicates that are a run which was read before. */
  readTwice: Int32Array;
}

/**
 * One answer of an identity counts on a task: the accepted one with the lowest run id. A run that is read again counts no more,
 * whoever it then names: `fetch` calls people otherwise than PYBOSSA's exports do.
 */
export function withoutDuplicates(held: HeldAnswers, tasks: number): Counted {
  const { order, start } = byTaskAndRun(held, tasks);
  const runs = held.column("run");
  const identities = held.column("identity");
  const duplicates: number[] = [];
  const readTwice = new Int32Array(tasks);
  let count = 0;
  const counted = new Set<number>();
  for (let t = 0; t < tasks; t++) {
    counted.clear();
    let before = Number.NaN;
    for (let i = start[t] ?? 0; i < (start[t + 1] ?? 0); i++) {
      const row = order[i] ?? 0;
      const run = runs.at(row);
      const identity = identities.at(row);
      if (run === before) readTwice[t] = (readTwice[t] ?? 0) + 1;
      if (run === before || counted.has(identity)) duplicates.push(row);
      else {
        counted.add(identity);
        order[count] = row;
        count += 1;
      }
      before = run;
    }
  }
  return { kept: order.subarray(0, count), duplicates, readTwice };
}

/** All rows by task, then run id, then the order of reading; task t's rows are start[t] to start[t + 1]. */
function byTaskAndRun(held: HeldAnswers, tasks: number): { order: Int32Array; start: Int32Array } {
  const task = held.column("task");
  const runs = held.column("run");
  const start = new Int32Array(tasks + 1);
  for (let row = 0; row < held.count; row++) start[task.at(row) + 1] = (start[task.at(row) + 1] ?? 0) + 1;
  for (let t = 0; t < tasks; t++) start[t + 1] = (start[t + 1] ?? 0) + (start[t] ?? 0);
  const next = start.slice();
  const order = new Int32Array(held.count);
  for (let row = 0; row < held.count; row++) {
    const t = task.at(row);
    order[next[t] ?? 0] = row;
    next[t] = (next[t] ?? 0) + 1;
  }
  for (let t = 0; t < tasks; t++) {
    const rows = order.subarray(start[t] ?? 0, start[t + 1] ?? 0);
    if (rows.some((row, at) => at > 0 && runs.at(row) < runs.at(rows[at - 1] ?? 0))) {
      rows.sort((a, b) => runs.at(a) - runs.at(b) || a - b);
    }
  }
  return { order, start };
}
