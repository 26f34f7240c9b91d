import { createHash } from "node:crypto";
import { governs, projectOf, refused, userOf } from "../api/call.ts";
import { link } from "../api/limited.ts";
import { typedFields } from "../api/payload.ts";
import { lastResult, recordsOfTask } from "../api/related.ts";
import type { Resource } from "../api/resource.ts";
import { taskResource } from "../api/task.ts";
import type { Backend } from "../backend.ts";
import { timestamp } from "../clock.ts";
import { ApiError } from "../errors.ts";
import { isObject, type Json, type JsonObject, storedJson } from "../json.ts";
import {
  type BloombergTask,
  bloombergTasks,
  countOf,
  findRecord,
  insertRecord,
  type Project,
  projects,
  taskRuns,
  updateRecord,
} from "../store/index.ts";
import { passed } from "./access.ts";
import { answersTo } from "./locks.ts";
import { seesAll } from "./project.ts";

const day = 86_400_000;

/** Tasks: read by whoever is signed in and past the project's password; equal infos are refused with 409. */
export const bloombergTaskResource: Resource<BloombergTask> = {
  name: "task",
  table: bloombergTasks,
  reserved: ["id", "created", "state", "calibration", "fav_user_ids", "exported", "dup_checksum"],
  own: "project_id IN (SELECT id FROM project WHERE owner_id = ?)",
  signedIn: true,
  ...(taskResource.conditions === undefined ? {} : { conditions: taskResource.conditions }),
  mayRead: (call, { project_id }) => passed(call, projectOf(call, project_id)),
  shown: (call, task) => (seesAll(call, projectOf(call, task.project_id)) ? task : handedOut(task)),
  related({ backend, context }, { id }) {
    if (!new URL(context.req.url).searchParams.get("related")) return {};
    return { task_runs: recordsOfTask(backend.database, taskRuns, id), result: lastResult(backend.database, id) };
  },
  links: ({ context }, { id, project_id }) => ({
    links: [link(context, "parent", "project", project_id)],
    link: link(context, "self", "task", id),
  }),
  create(call, { fields }) {
    const user = userOf(call);
    if (user === null) throw refused(call);
    for (const name of ["info", "project_id"]) {
      if (!(name in fields)) throw new ApiError(500, "KeyError", `'${name}'`);
    }
    const given = typedFields(bloombergTasks, fields);
    const project = findRecord(call.backend.database, projects, given.project_id ?? 0);
    if (project === null) throw new ApiError(404, "NotFound", `404 Not Found: Non existing project id ${given.project_id ?? 0}`);
    if (!(user.admin || (user.subadmin && governs(call, project)))) throw refused(call);
    const known = duplicateOf(call.backend, project.id, given.info ?? null);
    if (known !== null) throw new ApiError(409, "Conflict", JSON.stringify({ reason: "DUPLICATE_TASK", task_id: known }));
    return addBloombergTask(call.backend, project, given);
  },
  update(call, task, changes) {
    if (!governs(call, projectOf(call, task.project_id))) throw refused(call);
    if (changes.info === null) throw new ApiError(415, "AttributeError", "'NoneType' object has no attribute 'setdefault'");
    if (changes.project_id !== undefined) throw new ApiError(403, "Forbidden", "Cannot change project_id via API");
    return changeBloombergTask(call.backend, task, changes);
  },
  allowRemoval(call, task) {
    if (!governs(call, projectOf(call, task.project_id))) throw refused(call);
    const results = countOf(call.backend.database, "SELECT count(*) AS n FROM result WHERE task_id = ?", [task.id]);
    if (results > 0 && userOf(call)?.admin !== true) throw refused(call);
  },
};

/** A task as volunteers get it: without the gold answers, and without the sign that it has some. */
export function handedOut(task: BloombergTask): Omit<BloombergTask, "calibration" | "gold_answers"> {
  const { calibration: _calibration, gold_answers: _gold, ...shown } = task;
  return shown;
}

/** The unfinished task of the project with this info, or null; only infos that are objects are compared. */
export function duplicateOf({ database }: Backend, projectId: number, info: Json): number | null {
  const checksum = checksumOf(info);
  const sql = "SELECT id FROM task WHERE project_id = ? AND dup_checksum = ? AND state = 'ongoing' LIMIT 1";
  const row = checksum === null ? null : database.get(sql, [projectId, checksum]);
  return row === null ? null : Number(row.id);
}

function checksumOf(info: Json): string | null {
  return isObject(info)
    ? createHash("sha256")
        .update(JSON.stringify(storedJson(info)))
        .digest("hex")
    : null;
}

/** Adds a task with the defaults of this dialect: one answer, an end after 60 days, at most a year away. */
export function addBloombergTask({ database, now }: Backend, project: Project, given: Partial<BloombergTask>): BloombergTask {
  const moment = now();
  const { default_n_answers } = project.info;
  const gold = given.gold_answers ?? null;
  const task: Omit<BloombergTask, "id"> = {
    created: timestamp(moment),
    project_id: project.id,
    state: "ongoing",
    quorum: given.quorum ?? 0,
    calibration: gold === null ? 0 : 1,
    priority_0: given.priority_0 ?? 0,
    info: storedJson(given.info ?? null),
    n_answers: given.n_answers ?? (typeof default_n_answers === "number" ? default_n_answers : 1),
    fav_user_ids: null,
    exported: gold !== null,
    user_pref: given.user_pref ?? null,
    worker_pref: given.worker_pref ?? null,
    worker_filter: given.worker_filter ?? null,
    gold_answers: gold,
    expiration: expirationOf(given.expiration, moment),
    dup_checksum: checksumOf(given.info ?? null),
  };
  return { id: insertRecord(database, bloombergTasks, task), ...task };
}

function expirationOf(asked: string | undefined, moment: number): string {
  if (asked === undefined) return timestamp(moment + 60 * day);
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(asked) ? asked : `${asked}Z`);
  if (Number.isNaN(time)) throw new ApiError(415, "ValueError", "Invalid expiration");
  return timestamp(Math.min(time, moment + 365 * day));
}

/** Changes a task: `info` is merged, gold answers mark it as gold, and its state follows `n_answers`. */
export function changeBloombergTask({ database, now }: Backend, task: BloombergTask, changes: Partial<BloombergTask>): BloombergTask {
  const merged = isObject(task.info) && isObject(changes.info) ? storedJson({ ...task.info, ...changes.info } as JsonObject) : changes.info;
  const changed: BloombergTask = { ...task, ...changes, info: merged ?? task.info };
  if (changes.expiration !== undefined) changed.expiration = expirationOf(changes.expiration, now());
  if ("gold_answers" in changes) {
    changed.calibration = changes.gold_answers == null ? 0 : 1;
    if (changed.calibration === 0) changed.exported = false;
  }
  if (changes.n_answers != null || "gold_answers" in changes) {
    changed.state = changed.calibration !== 1 && answersTo(database, task.id) >= changed.n_answers ? "completed" : "ongoing";
  }
  if (merged !== undefined) changed.dup_checksum = checksumOf(changed.info);
  updateRecord(database, bloombergTasks, task.id, changed);
  return changed;
}
