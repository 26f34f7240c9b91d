import { type Reason, readRun, whole } from "./answer.ts";
import { type Answers, tabulate } from "./answers.ts";
import { withoutDuplicates } from "./duplicates.ts";
import { Extract } from "./extract.ts";
import { HeldAnswers } from "./held-answers.ts";
import { Identities } from "./identity.ts";
import { isObject } from "./json.ts";
import { LatestTime } from "./latest-time.ts";
import { QuickRuns } from "./quick-run.ts";
import type { Timeline } from "./timelines.ts";

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
  /** How many task runs each task has, used or not, in the order of the timelines: what the server counts. */
  received: Int32Array;
  /** Task runs that were read more than once: the folder holds them twice. */
  readTwice: number;
}

export interface Where {
  file: string;
  /** Bytes from the beginning of the file. */
  offset: number;
}

export interface Extractor {
  /**
   * Reads the task run that begins at `from` out of its bytes, if it is plainly acceptable.
   * @returns where it ends, or -1: nothing was taken, and the run is to be given to `add`
   */
  addBytes(bytes: Uint8Array, from: number, to: number, where: Where): number;
  /** Takes any task run, parsed from JSON. */
  add(run: unknown, where: Where): void;
  finish(): Extraction;
}

/** Takes task runs one by one, in any order, and makes columns of the answers that count. */
export function createExtractor(campaign: string, timelines: readonly Timeline[]): Extractor {
  const byTask = timelines.toSorted((a, b) => a.taskId - b.taskId);
  const rowOf = new Map(byTask.map((timeline, at) => [timeline.taskId, at]));
  const held = new HeldAnswers();
  const extract = new Extract();
  const quick = new QuickRuns(campaign, byTask, rowOf, extract);
  const identities = new Identities();
  const latest = new LatestTime();
  const rejections: Rejection[] = [];
  const rejected: Partial<Record<Reason, number>> = {};
  let read = 0;
  let practice = 0;
  const received = new Int32Array(byTask.length);
  const receive = (row: number) => {
    received[row] = (received[row] ?? 0) + 1;
  };
  return {
    addBytes(bytes, from, to, { file, offset }) {
      const end = quick.read(bytes, from, to);
      if (end < 0) return end;
      const { task, practice: isPractice, identity, finished } = quick.found;
      read += 1;
      receive(task);
      latest.seeBytes(bytes, finished.from, finished.to);
      if (isPractice) practice += 1;
      else held.add(extract, task, identities.ofBytes(identity.kind, bytes, identity.from, identity.to), file, offset);
      return end;
    },
    add(run, { file, offset }) {
      read += 1;
      const task = isObject(run) ? rowOf.get(whole(run.task_id) ?? Number.NaN) : undefined;
      if (task !== undefined) receive(task);
      if (isObject(run) && typeof run.finish_time === "string") latest.see(run.finish_time);
      const result = readRun(run, campaign, (id) => byTask[rowOf.get(id) ?? -1], extract);
      if (result.kind === "practice") practice += 1;
      else if (result.kind === "answer") held.add(extract, task ?? -1, identities.ofRun(isObject(run) ? run : {}), file, offset);
      else {
        rejected[result.reason] = (rejected[result.reason] ?? 0) + 1;
        rejections.push({ id: result.id, reason: result.reason, file, offset });
      }
    },
    finish() {
      const { kept, duplicates, readTwice } = withoutDuplicates(held, byTask.length);
      for (let t = 0; t < readTwice.length; t++) received[t] = (received[t] ?? 0) - (readTwice[t] ?? 0);
      let droppedJudgements = 0;
      if (held.dropped.size > 0) for (const row of kept) droppedJudgements += held.dropped.get(row) ?? 0;
      const repeated = duplicates.map((row): Rejection => {
        return { id: held.at("run", row), reason: "duplicate", file: held.file(row), offset: held.at("offset", row) };
      });
      return {
        counts: { task_runs: read, used: kept.length, practice, duplicates: duplicates.length, rejected: byName(rejected) },
        rejections: [...rejections, ...repeated].sort(byRun),
        droppedJudgements,
        lastAnswer: latest.text,
        received,
        readTwice: readTwice.reduce((sum, n) => sum + n, 0),
        answers: tabulate(held, kept, byTask, (identity) => identities.text(identity)),
      };
    },
  };
}

function byRun(a: Rejection, b: Rejection): number {
  return (a.id ?? -1) - (b.id ?? -1) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.offset - b.offset);
}

function byName(counts: Partial<Record<Reason, number>>): Partial<Record<Reason, number>> {
  const entries = Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries) as Partial<Record<Reason, number>>;
}
