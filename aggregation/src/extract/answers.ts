import { type Extract, type Reason, type RunRead, readRun, verdicts } from "./answer.ts";
import { Column } from "./column.ts";
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

export interface Rejection {
  id: number | null;
  reason: Reason | "duplicate";
  /** Where the run was read. */
  file: string;
  offset: number;
}

export interface Counts {
  task_runs: number;
  used: number;
  practice: number;
  duplicates: number;
  rejected: Partial<Record<Reason, number>>;
}

export interface Extraction {
  answers: Answers;
  counts: Counts;
  rejections: Rejection[];
  /** Single judgements that were dropped out of answers that are used. */
  droppedJudgements: number;
  /** When the latest task run was finished, as the server wrote it (UTC); null where no run tells. */
  lastAnswer: string | null;
}

export interface Extractor {
  add(run: unknown, where: { file: string; offset: number }): RunRead;
  finish(): Extraction;
}

/** Takes task runs one by one, in any order, and makes columns of the answers that count. */
export function createExtractor(campaign: string, timelines: readonly Timeline[]): Extractor {
  const byTask = timelines.toSorted((a, b) => a.taskId - b.taskId);
  const byId = new Map(byTask.map((timeline) => [timeline.taskId, timeline]));
  const rowOf = new Map(byTask.map((timeline, at) => [timeline.taskId, at]));
  const identities = new Map<string, number>();
  const files: string[] = [];
  const rejections: Rejection[] = [];
  const rejected: Partial<Record<Reason, number>> = {};
  const held = {
    run: new Column(Float64Array),
    task: new Column(Int32Array),
    identity: new Column(Int32Array),
    verdict: new Column(Uint8Array),
    first: new Column(Int32Array),
    last: new Column(Int32Array),
    start: new Column(Float64Array),
    dropped: new Column(Uint16Array),
    file: new Column(Uint16Array),
    offset: new Column(Float64Array),
    frame: new Column(Uint16Array),
    call: new Column(Uint8Array),
  };
  let read = 0;
  let practice = 0;
  let lastAnswer: string | null = null;

  const hold = (extract: Extract, file: string, offset: number) => {
    let identity = identities.get(extract.identity);
    if (identity === undefined) {
      identity = identities.size;
      identities.set(extract.identity, identity);
    }
    let fileAt = files.indexOf(file);
    if (fileAt < 0) fileAt = files.push(file) - 1;
    held.run.push(extract.run);
    held.task.push(rowOf.get(extract.timeline.taskId) ?? -1);
    held.identity.push(identity);
    held.verdict.push(verdicts.indexOf(extract.verdict));
    held.first.push(extract.interval?.first ?? -1);
    held.last.push(extract.interval?.last ?? -1);
    held.start.push(held.frame.length);
    held.dropped.push(extract.dropped);
    held.file.push(fileAt);
    held.offset.push(offset);
    for (const frame of extract.frames) held.frame.push(frame);
    for (const call of extract.calls) held.call.push(call);
  };

  return {
    add(run, { file, offset }) {
      read += 1;
      const finished = finishTime(run);
      if (finished !== null && (lastAnswer === null || finished > lastAnswer)) lastAnswer = finished;
      const result = readRun(run, campaign, byId);
      if (result.kind === "practice") practice += 1;
      else if (result.kind === "answer") hold(result.value, file, offset);
      else {
        rejected[result.reason] = (rejected[result.reason] ?? 0) + 1;
        rejections.push({ id: result.id, reason: result.reason, file, offset });
      }
      return result;
    },
    finish() {
      const columns = Object.fromEntries(Object.entries(held).map(([name, column]) => [name, column.values()]));
      const value = (name: keyof typeof held, at: number) => columns[name]?.[at] ?? 0;
      const rows = held.run.length;
      const order = Float64Array.from({ length: rows }, (_, at) => at).sort(
        (a, b) =>
          value("task", a) - value("task", b) ||
          value("run", a) - value("run", b) ||
          value("file", a) - value("file", b) ||
          value("offset", a) - value("offset", b),
      );
      const kept: number[] = [];
      let here = -1;
      let seen = new Set<number>();
      for (const at of order) {
        if (value("task", at) !== here) {
          here = value("task", at);
          seen = new Set();
        }
        const identity = value("identity", at);
        if (seen.has(identity)) {
          rejections.push({ id: value("run", at), reason: "duplicate", file: files[value("file", at)] ?? "", offset: value("offset", at) });
        } else {
          seen.add(identity);
          kept.push(at);
        }
      }
      let statements = 0;
      for (const at of kept) statements += (at + 1 < rows ? value("start", at + 1) : held.frame.length) - value("start", at);
      const answers: Answers = {
        timelines: byTask,
        count: kept.length,
        run: new Float64Array(kept.length),
        task: new Int32Array(kept.length),
        volunteer: new Int32Array(kept.length),
        volunteers: 0,
        verdict: new Uint8Array(kept.length),
        first: new Int32Array(kept.length),
        last: new Int32Array(kept.length),
        start: new Float64Array(kept.length + 1),
        frame: new Uint16Array(statements),
        call: new Uint8Array(statements),
        taskStart: new Int32Array(byTask.length + 1),
      };
      const numbers = new Map<number, number>();
      let filled = 0;
      let droppedJudgements = 0;
      kept.forEach((at, row) => {
        const identity = value("identity", at);
        const volunteer = numbers.get(identity) ?? numbers.size;
        numbers.set(identity, volunteer);
        answers.run[row] = value("run", at);
        answers.task[row] = value("task", at);
        answers.volunteer[row] = volunteer;
        answers.verdict[row] = value("verdict", at);
        answers.first[row] = value("first", at);
        answers.last[row] = value("last", at);
        droppedJudgements += value("dropped", at);
        const end = at + 1 < rows ? value("start", at + 1) : held.frame.length;
        for (let s = value("start", at); s < end; s++) {
          answers.frame[filled] = value("frame", s);
          answers.call[filled] = value("call", s);
          filled += 1;
        }
        answers.start[row + 1] = filled;
        const next = value("task", at) + 1;
        answers.taskStart[next] = (answers.taskStart[next] ?? 0) + 1;
      });
      for (let t = 0; t < byTask.length; t++) answers.taskStart[t + 1] = (answers.taskStart[t + 1] ?? 0) + (answers.taskStart[t] ?? 0);
      answers.volunteers = numbers.size;
      rejections.sort((a, b) => (a.id ?? -1) - (b.id ?? -1) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.offset - b.offset));
      return {
        answers,
        counts: { task_runs: read, used: kept.length, practice, duplicates: rows - kept.length, rejected: sorted(rejected) },
        rejections,
        droppedJudgements,
        lastAnswer,
      };
    },
  };
}

/** PYBOSSA writes UTC without a zone; the day and second are enough here. */
function finishTime(run: unknown): string | null {
  if (typeof run !== "object" || run === null || !("finish_time" in run) || typeof run.finish_time !== "string") return null;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(run.finish_time) ? `${run.finish_time.slice(0, 19)}Z` : null;
}

function sorted<V>(record: Partial<Record<Reason, V>>): Partial<Record<Reason, V>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as Partial<Record<Reason, V>>;
}
