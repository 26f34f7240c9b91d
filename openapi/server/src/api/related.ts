import type { Json, JsonObject } from "../json.ts";
import { type Database, recordOf, results, type Table } from "../store/index.ts";

/** All records of a table that belong to a task, by id. */
export function recordsOfTask(database: Database, table: Table, taskId: number): JsonObject[] {
  return database.all(`SELECT * FROM ${table.sql} WHERE task_id = ? ORDER BY id`, [taskId]).map((row) => recordOf(table, row));
}

/** The last version of a task's result, or null. */
export function lastResult(database: Database, taskId: number): Json {
  const row = database.get("SELECT * FROM result WHERE task_id = ? AND last_version = 1", [taskId]);
  return row === null ? null : recordOf(results, row);
}
