import { countOf, type Database } from "../store/index.ts";

/** A lock that was used or given up keeps its place this long, in milliseconds. */
const afterglow = 5_000;

/** A task held by a user; times in milliseconds since 1970. */
export interface Lock {
  taskId: number;
  userId: number;
  since: number;
  expires: number;
}

/** Locks of a project that still count. `timeout` in milliseconds. */
export function locksOf(database: Database, projectId: number, timeout: number, now: number): Lock[] {
  const sql = `SELECT stamp.identity, stamp.task_id, stamp.requested FROM stamp JOIN task ON task.id = stamp.task_id
    WHERE task.project_id = ? AND stamp.locked = 1 AND stamp.requested > ? ORDER BY stamp.identity, stamp.task_id`;
  return database.all(sql, [projectId, now - timeout]).map(({ identity, task_id, requested }) => ({
    taskId: Number(task_id),
    userId: Number(String(identity).replace("user:", "")),
    since: Number(requested),
    expires: Number(requested) + timeout,
  }));
}

export function lockOf(database: Database, userId: number, taskId: number, timeout: number, now: number): Lock | null {
  const row = database.get("SELECT requested FROM stamp WHERE identity = ? AND task_id = ? AND locked = 1", [`user:${userId}`, taskId]);
  const since = Number(row?.requested);
  return row === null || since <= now - timeout ? null : { taskId, userId, since, expires: since + timeout };
}

export function takeLock(database: Database, userId: number, taskId: number, now: number): void {
  database.run("INSERT OR REPLACE INTO stamp (identity, task_id, requested, locked) VALUES (?, ?, ?, 1)", [`user:${userId}`, taskId, now]);
}

/** Ends a lock, whose place stays taken some seconds, as PYBOSSA does. */
export function releaseLock(database: Database, userId: number, taskId: number, timeout: number, now: number): void {
  const since = now + afterglow - timeout;
  database.run("UPDATE stamp SET requested = min(requested, ?) WHERE identity = ? AND task_id = ?", [since, `user:${userId}`, taskId]);
}

/** How many answers a task has. */
export function answersTo(database: Database, taskId: number): number {
  return countOf(database, "SELECT count(*) AS n FROM task_run WHERE task_id = ?", [taskId]);
}
