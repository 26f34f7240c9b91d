import { type Reason, type RunRead, readRun } from "./answer.ts";
import { type Answers, tabulate } from "./answers.ts";
import { type HeldAnswers, holdAnswers } from "./held-answers.ts";
import { isObject } from "./json.ts";
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
  /** Task runs by task id, used or not: what the server counts. */
  received: Map<number, number>;
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
  const held = holdAnswers();
  const rejections: Rejection[] = [];
  const rejected: Partial<Record<Reason, number>> = {};
  let read = 0;
  let practice = 0;
  let lastAnswer: string | null = null;
  const received = new Map<number, number>();
  return {
    add(run, { file, offset }) {
      read += 1;
      const finished = finishTime(run);
      if (finished !== null && (lastAnswer === null || finished > lastAnswer)) lastAnswer = finished;
      const task = taskOf(run);
      if (task !== null && byId.has(task)) received.set(task, (received.get(task) ?? 0) + 1);
      const result = readRun(run, campaign, byId);
      if (result.kind === "practice") practice += 1;
      else if (result.kind === "answer") held.add(result.value, rowOf.get(result.value.timeline.taskId) ?? -1, file, offset);
      else {
        rejected[result.reason] = (rejected[result.reason] ?? 0) + 1;
        rejections.push({ id: result.id, reason: result.reason, file, offset });
      }
      return result;
    },
    finish() {
      const { kept, duplicates } = withoutDuplicates(held);
      let droppedJudgements = 0;
      for (const row of kept) droppedJudgements += held.value("dropped", row);
      const repeated = duplicates.map((row): Rejection => {
        return { id: held.value("run", row), reason: "duplicate", file: held.file(row), offset: held.value("offset", row) };
      });
      return {
        answers: tabulate(held, kept, byTask),
        counts: { task_runs: read, used: kept.length, practice, duplicates: duplicates.length, rejected: byName(rejected) },
        rejections: [...rejections, ...repeated].sort(byRun),
        droppedJudgements,
        lastAnswer,
        received,
      };
    },
  };
}

/** One answer of an identity counts on a task: the accepted one with the lowest run id. Kept rows are sorted by task and run id. */
function withoutDuplicates(held: HeldAnswers): { kept: number[]; duplicates: number[] } {
  const keys = ["task", "run", "file", "offset"] as const;
  const order = Float64Array.from({ length: held.count }, (_, row) => row).sort((a, b) => {
    for (const key of keys) {
      const difference = held.value(key, a) - held.value(key, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const kept: number[] = [];
  const duplicates: number[] = [];
  let task = -1;
  let seen = new Set<number>();
  for (const row of order) {
    if (held.value("task", row) !== task) {
      task = held.value("task", row);
      seen = new Set();
    }
    const identity = held.value("identity", row);
    (seen.has(identity) ? duplicates : kept).push(row);
    seen.add(identity);
  }
  return { kept, duplicates };
}

/** PYBOSSA writes UTC without a zone; the second is enough here. */
function finishTime(run: unknown): string | null {
  if (typeof run !== "object" || run === null || !("finish_time" in run) || typeof run.finish_time !== "string") return null;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(run.finish_time) ? `${run.finish_time.slice(0, 19)}Z` : null;
}

function taskOf(run: unknown): number | null {
  return isObject(run) && typeof run.task_id === "number" ? run.task_id : null;
}

function byRun(a: Rejection, b: Rejection): number {
  return (a.id ?? -1) - (b.id ?? -1) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.offset - b.offset);
}

function byName(counts: Partial<Record<Reason, number>>): Partial<Record<Reason, number>> {
  const entries = Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries) as Partial<Record<Reason, number>>;
}
