import type { components } from "pybossa-client-ts";
import { timestamp } from "./clock.ts";
import type { Identity } from "./identity.ts";
import { countOf, type Database, insertRecord, results, type TaskRun, taskRuns } from "./store/index.ts";

/** Whether the identity has answered the task. */
export function hasAnswered(database: Database, identity: Identity, taskId: number): boolean {
  return (
    database.get(`SELECT 1 AS n FROM task_run WHERE ${identity.column} = ? AND task_id = ? LIMIT 1`, [identity.value, taskId]) !== null
  );
}

/**
 * Stores an answer. With it the task may reach its `n_answers`: then it is completed and a new version of its
 * result, without info, takes the place of the last; so does every answer after that.
 */
export function addAnswer(database: Database, run: Omit<TaskRun, "id">, now: number): TaskRun {
  const id = insertRecord(database, taskRuns, run);
  const { project_id, task_id: taskId } = run;
  const wanted = countOf(database, "SELECT n_answers AS n FROM task WHERE id = ?", [taskId]);
  const ids = database.all("SELECT id FROM task_run WHERE task_id = ? ORDER BY id", [taskId]).map((row) => Number(row.id));
  if (ids.length >= wanted) {
    database.run("UPDATE task SET state = 'completed' WHERE id = ?", [taskId]);
    database.run("UPDATE result SET last_version = 0 WHERE task_id = ? AND last_version = 1", [taskId]);
    insertRecord(database, results, {
      created: timestamp(now),
      project_id,
      task_id: taskId,
      task_run_ids: ids,
      last_version: true,
      info: null,
    });
  }
  return { id, ...run };
}

/** How many tasks the identity has answered, and how many there are. */
export function progressOf(database: Database, identity: Identity, projectId: number): components["schemas"]["UserProgress"] {
  const done = `SELECT count(DISTINCT task_id) AS n FROM task_run WHERE ${identity.column} = ? AND project_id = ?`;
  return {
    done: countOf(database, done, [identity.value, projectId]),
    total: countOf(database, "SELECT count(*) AS n FROM task WHERE project_id = ?", [projectId]),
  };
}
