import type { HeldAnswers } from "./held-answers.ts";

export interface Counted {
  /** Rows that count, by task and run id. */
  kept: Int32Array;
  duplicates: number[];
  /** Duplicates that are the very run that counts, read once more. */
  readTwice: number;
}

/** One answer of an identity counts on a task: the accepted one with the lowest run id, of equal ids the one read first. */
export function withoutDuplicates(held: HeldAnswers, tasks: number): Counted {
  const { order, start } = byTaskAndRun(held, tasks);
  const runs = held.column("run");
  const identities = held.column("identity");
  const duplicates: number[] = [];
  let readTwice = 0;
  let count = 0;
  const counted = new Map<number, number>();
  for (let t = 0; t < tasks; t++) {
    counted.clear();
    for (let i = start[t] ?? 0; i < (start[t + 1] ?? 0); i++) {
      const row = order[i] ?? 0;
      const run = runs.at(row);
      const identity = identities.at(row);
      const earlier = counted.get(identity);
      if (earlier === undefined) {
        counted.set(identity, run);
        order[count] = row;
        count += 1;
      } else {
        duplicates.push(row);
        if (earlier === run) readTwice += 1;
      }
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
