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
  first: Int32Array;
  last: Int32Array;
  /** Statements of answer i: rows start[i] to start[i + 1] of `frame` (place in the timeline) and `call`. */
  start: Float64Array;
  frame: Uint16Array;
  call: Uint8Array;
  /** Answers of timeline t: rows taskStart[t] to taskStart[t + 1]. */
  taskStart: Int32Array;
}

/**
 * Lays the kept rows out as columns. Volunteers are numbered as they appear, so that equal answers give equal columns.
 * @param kept rows of `held`, sorted by task and run id
 */
export function tabulate(held: HeldAnswers, kept: readonly number[], timelines: Timeline[]): Answers {
  let statements = 0;
  for (const at of kept) statements += held.end(at) - held.value("start", at);
  const answers: Answers = {
    timelines,
    count: kept.length,
    run: new Float64Array(kept.length),
    task: new Int32Array(kept.length),
    volunteer: new Int32Array(kept.length),
    volunteers: 0,
    identities: [],
    verdict: new Uint8Array(kept.length),
    first: new Int32Array(kept.length),
    last: new Int32Array(kept.length),
    start: new Float64Array(kept.length + 1),
    frame: new Uint16Array(statements),
    call: new Uint8Array(statements),
    taskStart: new Int32Array(timelines.length + 1),
  };
  const numbers = new Map<number, number>();
  let filled = 0;
  kept.forEach((at, row) => {
    const identity = held.value("identity", at);
    const volunteer = numbers.get(identity) ?? numbers.size;
    if (volunteer === numbers.size) answers.identities.push(held.identity(at));
    numbers.set(identity, volunteer);
    answers.run[row] = held.value("run", at);
    answers.task[row] = held.value("task", at);
    answers.volunteer[row] = volunteer;
    answers.verdict[row] = held.value("verdict", at);
    answers.first[row] = held.value("first", at);
    answers.last[row] = held.value("last", at);
    for (let s = held.value("start", at); s < held.end(at); s++) {
      answers.frame[filled] = held.value("frame", s);
      answers.call[filled] = held.value("call", s);
      filled += 1;
    }
    answers.start[row + 1] = filled;
    const next = held.value("task", at) + 1;
    answers.taskStart[next] = (answers.taskStart[next] ?? 0) + 1;
  });
  for (let t = 0; t < timelines.length; t++) answers.taskStart[t + 1] = (answers.taskStart[t + 1] ?? 0) + (answers.taskStart[t] ?? 0);
  answers.volunteers = numbers.size;
  return answers;
}
