import { callOf, placeOf } from "./extract.ts";
import type { HeldAnswers } from "./held-answers.ts";
import type { Timeline } from "./timelines.ts";

/** The used answers as columns: sorted by task id, then run id, so that the order of the input never matters. */
export interface Answers {
  /** By task id. */
  timelines: Timeline[];
  count: number;
  run: Float64Array;
  /** Row of `timelines`. */
  task: Int32Array;
  /** Numbered in the order of the rows. */
  volunteer: Int32Array;
  volunteers: number;
  /** Who each volunteer is in the task runs: external_uid, user_id or user_ip, with its kind. */
  identities: string[];
  /** Index into `verdicts`. */
  verdict: Uint8Array;
  /** The answer's own interval of gaps; -1 = none. */
  first: Int16Array;
  last: Int16Array;
  /** How long the volunteer was at it: whole seconds; `unknownSeconds` = not told. */
  seconds: Uint16Array;
  /** Statements of answer i: rows start[i] to start[i + 1] of `frame` (place in the timeline) and `call`. */
  start: Uint32Array;
  frame: Uint16Array;
  call: Uint8Array;
  /** Answers of timeline t: rows taskStart[t] to taskStart[t + 1]. */
  taskStart: Int32Array;
}

/**
 * Lays the kept rows out as columns, and empties `held` on the way: both would be too much of a large campaign. Volunteers
 * are numbered as they appear, so that equal answers give equal columns.
 * @param kept rows of `held`, sorted by task and run id
 */
export function tabulate(held: HeldAnswers, kept: Int32Array, timelines: Timeline[], nameOf: (identity: number) => string): Answers {
  const count = kept.length;
  const start = new Uint32Array(count + 1);
  const starts = held.column("start");
  const statements = held.statements();
  const endOf = (row: number) => (row + 1 < held.count ? starts.at(row + 1) : held.statementCount);
  for (let row = 0; row < count; row++) {
    const at = kept[row] ?? 0;
    start[row + 1] = (start[row] ?? 0) + endOf(at) - starts.at(at);
  }
  held.forget("offset");
  const run = held.take("run", kept, new Float64Array(count));
  const task = held.take("task", kept, new Int32Array(count));
  const volunteer = held.take("identity", kept, new Int32Array(count));
  const verdict = held.take("verdict", kept, new Uint8Array(count));
  const first = held.take("first", kept, new Int16Array(count));
  const last = held.take("last", kept, new Int16Array(count));
  const seconds = held.take("seconds", kept, new Uint16Array(count));
  const frame = new Uint16Array(start[count] ?? 0);
  const call = new Uint8Array(start[count] ?? 0);
  for (let row = 0; row < count; row++) {
    const from = starts.at(kept[row] ?? 0);
    const to = start[row] ?? 0;
    const length = (start[row + 1] ?? 0) - to;
    for (let s = 0; s < length; s++) {
      const statement = statements.at(from + s);
      frame[to + s] = placeOf(statement);
      call[to + s] = callOf(statement);
    }
  }
  held.forgetStatements();
  held.forget("start");
  const identities = numbered(volunteer, nameOf);
  const taskStart = new Int32Array(timelines.length + 1);
  for (const t of task) taskStart[t + 1] = (taskStart[t + 1] ?? 0) + 1;
  for (let t = 0; t < timelines.length; t++) taskStart[t + 1] = (taskStart[t + 1] ?? 0) + (taskStart[t] ?? 0);
  const volunteers = identities.length;
  return { timelines, count, run, task, volunteer, volunteers, identities, verdict, first, last, seconds, start, frame, call, taskStart };
}

/** Renumbers identities in the order of the rows; returns their names. */
function numbered(volunteer: Int32Array, nameOf: (identity: number) => string): string[] {
  const numbers = new Map<number, number>();
  const names: string[] = [];
  volunteer.forEach((identity, row) => {
    let number = numbers.get(identity);
    if (number === undefined) {
      number = names.push(nameOf(identity)) - 1;
      numbers.set(identity, number);
    }
    volunteer[row] = number;
  });
  return names;
}
