import type { Identity } from "./identity.ts";
import { countOf, type Database } from "./store/index.ts";

/** How long a task stays asked for, in milliseconds. */
const lifetime = 3_600_000;

/** Notes that an identity asked for these tasks; asking again renews the time. */
export function stampTasks(database: Database, identity: Identity, taskIds: number[], now: number, locked = false): void {
  database.run("DELETE FROM stamp WHERE requested <= ?", [now - lifetime]);
  for (const id of taskIds) {
    database.run("INSERT OR REPLACE INTO stamp (identity, task_id, requested, locked) VALUES (?, ?, ?, ?)", [
      identity.key,
      id,
      now,
      locked ? 1 : 0,
    ]);
  }
}

/** When the identity last asked for the task (milliseconds), or null if it did not within the hour. */
export function stampOf(database: Database, identity: Identity, taskId: number): { requested: number; locked: boolean } | null {
  const row = database.get("SELECT requested, locked FROM stamp WHERE identity = ? AND task_id = ?", [identity.key, taskId]);
  return row === null ? null : { requested: Number(row.requested), locked: row.locked === 1 };
}

export function stampLives(stamp: { requested: number } | null, now: number): boolean {
  return stamp !== null && now - stamp.requested < lifetime;
}

export function consumeStamp(database: Database, identity: Identity, taskId: number): void {
  database.run("DELETE FROM stamp WHERE identity = ? AND task_id = ?", [identity.key, taskId]);
}

/** How many others hold a task under the scheduler `locked`. */
export function otherLocks(database: Database, identity: Identity, taskId: number, now: number): number {
  const sql = "SELECT count(*) AS n FROM stamp WHERE task_id = ? AND locked = 1 AND identity <> ? AND requested > ?";
  return countOf(database, sql, [taskId, identity.key, now - lifetime]);
}
