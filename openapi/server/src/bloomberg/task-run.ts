import { type Call, projectOf, refused, userOf } from "../api/call.ts";
import { link } from "../api/limited.ts";
import { type Payload, typedFields } from "../api/payload.ts";
import type { Resource } from "../api/resource.ts";
import { resultWith, taskRunResource } from "../api/task-run.ts";
import { timestamp } from "../clock.ts";
import { ApiError, refusal } from "../errors.ts";
import { isObject, type Json, type JsonObject, storedJson } from "../json.ts";
import {
  bloombergTasks,
  countOf,
  findRecord,
  insertRecord,
  type Result,
  results,
  type TaskRun,
  taskRuns,
  updateRecord,
} from "../store/index.ts";
import { managesProject, timeoutOf } from "./access.ts";
import { answersTo, lockOf, releaseLock } from "./locks.ts";

/** Task runs: written by whoever holds the task, read by the project's managers alone. */
export const bloombergTaskRunResource: Resource<TaskRun> = {
  ...taskRunResource,
  signedIn: true,
  mayRead: (call, { project_id }) => managesProject(call, projectOf(call, project_id)),
  links: ({ context }, { id, project_id, task_id }) => ({
    links: [link(context, "parent", "project", project_id), link(context, "parent", "task", task_id)],
    link: link(context, "self", "taskrun", id),
  }),
  related(call, run) {
    const added = taskRunResource.related?.(call, run) ?? {};
    if (!("task" in added)) return added;
    return { ...added, task: findRecord(call.backend.database, bloombergTasks, run.task_id) };
  },
  create: answer,
  checkStored({ fields }) {
    // As measured: PYBOSSA looks for the info only after the answer was stored.
    if (!("info" in fields)) throw new ApiError(500, "KeyError", "'info'");
  },
  update(call, run, changes) {
    const user = userOf(call);
    const project = projectOf(call, run.project_id);
    if (user === null || user.id !== run.user_id || project.info.allow_taskrun_edit !== true) throw refused(call);
    const { info = {} } = changes;
    const merged = isObject(run.info) && isObject(info) ? (storedJson({ ...run.info, ...info } as JsonObject) as Json) : info;
    updateRecord(call.backend.database, taskRuns, run.id, { info: merged });
    const task = findRecord(call.backend.database, bloombergTasks, run.task_id);
    const answered: Answered = { ...run, info: merged, gold_answers: task?.gold_answers ?? null };
    return answered;
  },
  allowRemoval(call, run) {
    const user = userOf(call);
    const author = user !== null && (user.id === run.user_id || user.admin);
    if (!author || resultWith(call.backend.database, run.task_id, run.id) !== null) throw refused(call);
  },
};

/** An answer, with the gold answers of its task, which PYBOSSA tells the volunteer too. */
type Answered = TaskRun & { gold_answers: Json };

function answer(call: Call, { fields, file }: Payload): Answered {
  const { database, now } = call.backend;
  const user = userOf(call);
  if (user === null || fields.external_uid !== undefined) throw new ApiError(403, "Forbidden", "");
  const given = typedFields(taskRuns, fields);
  for (const name of ["task_id", "project_id"]) {
    if (!(name in fields)) throw new ApiError(500, "KeyError", `'${name}'`);
  }
  const task = findRecord(database, bloombergTasks, given.task_id ?? 0);
  const moment = now();
  const project = task === null ? null : projectOf(call, task.project_id);
  if (task === null || project === null) throw new ApiError(403, "Forbidden", "You must request a task first!");
  const answered = countOf(database, "SELECT count(*) AS n FROM task_run WHERE user_id = ? AND task_id = ?", [user.id, task.id]) > 0;
  if (answered) throw refusal(true);
  const timeout = timeoutOf(project);
  const lock = lockOf(database, user.id, task.id, timeout, moment);
  if (lock === null) throw new ApiError(403, "Forbidden", "You must request a task first!");
  if (given.project_id !== project.id) throw new ApiError(403, "Forbidden", "Invalid project_id");
  if (task.calibration !== 1 && answersTo(database, task.id) >= task.n_answers) {
    throw new ApiError(403, "Forbidden", "This task has already received enough submissions.");
  }
  // Files go to a store of Amazon's, which no test server has.
  if (file !== null) throw new ApiError(500, "NoCredentialsError", "Unable to locate credentials");
  const run: Omit<TaskRun, "id"> = {
    created: timestamp(lock.since),
    project_id: project.id,
    task_id: task.id,
    user_id: user.id,
    user_ip: null,
    finish_time: timestamp(moment),
    timeout: given.timeout ?? null,
    calibration: given.calibration ?? null,
    external_uid: null,
    media_url: null,
    info: given.info ?? null,
  };
  const id = insertRecord(database, taskRuns, run);
  releaseLock(database, user.id, task.id, timeout, moment);
  // An answer to a gold task is yet to be exported.
  if (task.calibration === 1) database.run("UPDATE task SET exported = 0 WHERE id = ?", [task.id]);
  const full = task.calibration !== 1 && answersTo(database, task.id) >= task.n_answers;
  if (full) complete(call, task.id, project.id, project.published === true, moment);
  return { id, ...run, gold_answers: task.gold_answers };
}

/** Completes a task; only a published project's gets a result. */
function complete({ backend: { database } }: Call, taskId: number, projectId: number, published: boolean, moment: number): void {
  database.run("UPDATE task SET state = 'completed' WHERE id = ?", [taskId]);
  if (!published) return;
  const ids = database.all("SELECT id FROM task_run WHERE task_id = ? ORDER BY id", [taskId]).map((row) => Number(row.id));
  database.run("UPDATE result SET last_version = 0 WHERE task_id = ? AND last_version = 1", [taskId]);
  const result: Omit<Result, "id"> = {
    created: timestamp(moment),
    project_id: projectId,
    task_id: taskId,
    task_run_ids: ids,
    last_version: true,
    info: null,
  };
  insertRecord(database, results, result);
}
