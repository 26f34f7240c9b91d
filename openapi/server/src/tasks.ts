import { createHash } from "node:crypto";
import { timestamp } from "./clock.ts";
import { type Json, type JsonObject, storedJson } from "./json.ts";
import { type Database, insertRecord, type Task, tasks, updateRecord } from "./store/index.ts";

/** What equal infos share; PYBOSSA's import skips a row whose info a task of the project has already. */
function infoHash(info: Json): string {
  return createHash("sha1").update(JSON.stringify(info)).digest("base64url");
}

/**
 * Adds a task with PYBOSSA's defaults (30 answers, priority 0). Its `tie` orders it among tasks of equal priority:
 * arbitrary, as PYBOSSA's order is, but always the same.
 */
export function addTask(database: Database, given: Partial<Task> & { project_id: number }, now: number): Task {
  const task: Omit<Task, "id"> = {
    created: timestamp(now),
    project_id: given.project_id,
    state: given.state ?? "ongoing",
    quorum: given.quorum ?? 0,
    calibration: given.calibration ?? 0,
    priority_0: given.priority_0 ?? 0,
    info: storedJson(given.info ?? null),
    n_answers: given.n_answers ?? 30,
    fav_user_ids: null,
  };
  const id = insertRecord(database, tasks, task, { info_hash: infoHash(task.info) });
  database.run("UPDATE task SET tie = ? WHERE id = ?", [scattered(id), id]);
  return { id, ...task };
}

/** Changes a task. Any change of a completed one that does not lower `n_answers` opens it again. */
export function changeTask(database: Database, task: Task, changes: Partial<Task>): Task {
  const changed = { ...task, ...changes, n_answers: changes.n_answers ?? task.n_answers };
  if (task.state === "completed" && changed.n_answers >= task.n_answers) changed.state = "ongoing";
  updateRecord(database, tasks, task.id, changed, { info_hash: infoHash(changed.info) });
  return changed;
}

/** Whether the project has a task with this info already. */
export function hasTaskWith(database: Database, projectId: number, info: JsonObject): boolean {
  const hash = infoHash(storedJson(info));
  return database.get("SELECT id FROM task WHERE project_id = ? AND info_hash = ? LIMIT 1", [projectId, hash]) !== null;
}

/** Knuth's multiplicative hash of an id, 32 bits: neighbouring ids fall far apart. */
function scattered(id: number): number {
  return Math.imul(id, 2654435761) >>> 0;
}
