import { type Database, type Identified, type Result, recordOf, results, type Table } from "../store/index.ts";

/** All records of a table that belong to a task, by id. */
export function recordsOfTask<R extends Identified>(database: Database, table: Table<R>, taskId: number): R[] {
  return database.all(`SELECT * FROM ${table.sql} WHERE task_id = ? ORDER BY id`, [taskId]).map((row) => recordOf(table, row));
}

/** The last version of a task's result, or null. */
export function lastResult(database: Database, taskId: number): Result | null {
  const row = database.get("SELECT * FROM result WHERE task_id = ? AND last_version = 1", [taskId]);
  return row === null ? null : recordOf(results, row);
}
