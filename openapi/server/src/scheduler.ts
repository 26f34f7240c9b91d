import { randomInt } from "node:crypto";
import { badRequest } from "./errors.ts";
import type { Identity } from "./identity.ts";
import { isObject, type Json } from "./json.ts";
import { otherLocks, stampTasks } from "./stamps.ts";
import { countOf, type Database, type Project, recordOf, type SqlValue, type Task, tasks } from "./store/index.ts";

export const schedulers = ["default", "breadth_first", "depth_first", "depth_first_all", "locked", "incremental"] as const;
export type Scheduler = (typeof schedulers)[number];

/** The project's scheduler; an unknown name is the default one. */
export function schedulerOf({ info }: Project): Scheduler {
  const name = info.sched;
  return schedulers.find((each) => each === name) ?? "default";
}

export interface TaskRequest {
  limit: number;
  offset: number;
  /** A column of the task. */
  orderBy: string;
  desc: boolean;
}

/**
 * The tasks that an identity gets next, each stamped as asked for. Nobody holds a task, except under `locked`:
 * everybody who asks the same gets the same.
 * @throws ApiError 400 under `locked` for an offset above 2
 */
export function nextTasks(database: Database, project: Project, identity: Identity, request: TaskRequest, now: number): Task[] {
  const scheduler = schedulerOf(project);
  const found =
    scheduler === "locked" ? lockable(database, project, identity, request, now) : open(database, project, identity, request, scheduler);
  const ids = found.map(({ id }) => id);
  if (ids.length > 0) database.transaction(() => stampTasks(database, identity, ids, now, scheduler === "locked"));
  return found;
}

const runs = "(SELECT count(*) FROM task_run AS answer WHERE answer.task_id = task.id)";

function open(database: Database, project: Project, identity: Identity, request: TaskRequest, scheduler: Scheduler): Task[] {
  const { orderBy, desc, offset } = request;
  const state = scheduler === "depth_first_all" ? "" : "AND state = 'ongoing'";
  const direction = desc ? "DESC" : "ASC";
  // Among equals PostgreSQL keeps no order; `tie` is arbitrary too, but always the same.
  const column = orderBy === "id" ? `id ${direction}` : `${orderBy} ${direction}, tie ${direction}`;
  const order = scheduler === "breadth_first" ? `${runs} ASC, ${column}` : column;
  const limit = scheduler === "incremental" ? 100 : request.limit;
  const found = select(database, `${unanswered(identity)} ${state} ORDER BY ${order} LIMIT ? OFFSET ?`, [
    project.id,
    identity.value,
    limit,
    offset,
  ]);
  return scheduler === "incremental" ? incremental(database, found) : found;
}

function unanswered({ column }: Identity): string {
  return `SELECT * FROM task WHERE project_id = ? AND NOT EXISTS (SELECT 1 FROM task_run AS run WHERE run.${column} = ? AND run.task_id = task.id)`;
}

function select(database: Database, sql: string, values: SqlValue[]): Task[] {
  return database.all(sql, values).map((row) => recordOf(tasks, row));
}

/** One of the candidates by chance, with the last answer to it. */
function incremental(database: Database, candidates: Task[]): Task[] {
  const task = candidates[randomInt(Math.max(1, candidates.length))];
  if (task === undefined) return [];
  const row = database.get("SELECT info FROM task_run WHERE task_id = ? ORDER BY id DESC LIMIT 1", [task.id]);
  if (row === null || !isObject(task.info)) return [task];
  return [{ ...task, info: { ...task.info, last_answer: JSON.parse(String(row.info)) as Json } }];
}

/** One task that lacks more answers than others hold it for, highest priority first. */
function lockable(database: Database, project: Project, identity: Identity, { offset }: TaskRequest, now: number): Task[] {
  if (offset > 2) throw badRequest();
  if (offset === 2) return [];
  const sql = `${unanswered(identity)} AND state = 'ongoing' ORDER BY priority_0 DESC, id LIMIT 100 OFFSET ?`;
  let skip = offset;
  for (let page = 0; ; page += 100) {
    const candidates = select(database, sql, [project.id, identity.value, page]);
    for (const task of candidates) {
      const { id } = task;
      const answers = countOf(database, "SELECT count(*) AS n FROM task_run WHERE task_id = ?", [id]);
      if (answers + otherLocks(database, identity, id, now) >= task.n_answers) continue;
      if (skip === 0) return [task];
      skip -= 1;
    }
    if (candidates.length < 100) return [];
  }
}
