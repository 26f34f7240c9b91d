import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { infer } from "strike-tracker-aggregation";
import type { VerifyResult } from "strike-tracker-setup";

/** What the server holds at the end, faults over. */
export interface Held {
  tasks: number[];
  runs: { id: number; answer: string }[];
}

export interface Ending {
  /** Where fetch wrote. */
  raw: string;
  lockPath: string;
  /** The answers that the page told as stored. */
  acknowledged: readonly { id: string; taskId: number }[];
  held: Held;
  verified: VerifyResult;
}

/** An answer that was acknowledged and is in no result, or a record that is there twice. */
export class BrokenPromise extends Error {
  override name = "BrokenPromise";
  readonly kind: "lost" | "doubled";

  constructor(kind: "lost" | "doubled", message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The id of the answer in a task run's info. */
export function answerId(info: unknown): string {
  return typeof info === "object" && info !== null && "id" in info ? String(info.id) : "";
}

/**
 * Infers the results, and checks that each acknowledged answer is in them once, and no building has two tasks. An answer
 * may be gone only with its task, which only a fault deletes.
 * @throws BrokenPromise naming what is lost or doubled; Error where the counts of the results do not add up
 */
export async function checkResults({ raw, lockPath, acknowledged, held, verified }: Ending) {
  if (verified.duplicate > 0) throw new BrokenPromise("doubled", `tasks: ${JSON.stringify(verified.problems)}`);
  if (verified.different > 0 || verified.unknown > 0) throw new Error(`tasks: ${JSON.stringify(verified.problems)}`);
  const path = join(raw, "fire_task_run.json");
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const runs = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as { id: number; task_id: number; info: unknown });
  const there = new Set(held.tasks);
  let deleted = 0;
  for (const { id, taskId } of acknowledged) {
    const times = runs.filter(({ info }) => answerId(info) === id).length;
    if (times > 1) throw new BrokenPromise("doubled", `answer ${id} was fetched ${times} times`);
    if (times === 0 && there.has(taskId)) throw new BrokenPromise("lost", `answer ${id} was acknowledged, and is lost`);
    if (times === 0) deleted += 1;
  }
  const fetched = new Set(runs.map(({ id }) => id));
  for (const { id } of held.runs) if (!fetched.has(id)) throw new BrokenPromise("lost", `task run ${id} was not fetched`);

  // Faults may have deleted every task before anything was fetched: infer then says that there are none.
  if (held.tasks.length === 0 && !existsSync(join(raw, "fire_task.json"))) return { acknowledged: acknowledged.length, stored: 0, deleted };
  const out = join(raw, "..", "results");
  const { counts } = await infer({ dir: raw, out, campaign: lockPath, acceptAlarm: true, threads: 1 });
  if (counts.task_runs !== runs.length) throw new Error(`${counts.task_runs} of ${runs.length} task runs were read`);
  const unreadable = Object.entries(counts.rejected).filter(([reason]) => reason !== "unknown_task");
  if (unreadable.length > 0 || counts.duplicates > 0) throw new Error(`answers were set aside: ${JSON.stringify(counts)}`);
  const rows = parse<{ task_id: string; n_answers: string }>(readFileSync(join(out, "results.csv"), "utf8"), { columns: true });
  for (const { task_id, n_answers } of rows) {
    const given = runs.filter((run) => run.task_id === Number(task_id)).length;
    if (given !== Number(n_answers)) throw new Error(`task ${task_id} has ${given} answers, and its result ${n_answers}`);
  }
  const used = rows.reduce((sum, { n_answers }) => sum + Number(n_answers), 0);
  if (used !== counts.used) throw new Error(`${counts.used} answers were used, and the results tell ${used}`);
  return { acknowledged: acknowledged.length, stored: held.runs.length, deleted };
}
