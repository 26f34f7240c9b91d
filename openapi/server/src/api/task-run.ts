import { addAnswer, hasAnswered } from "../answers.ts";
import { timestamp } from "../clock.ts";
import { ApiError, refusal } from "../errors.ts";
import { identityOf } from "../identity.ts";
import { isObject } from "../json.ts";
import { schedulerOf } from "../scheduler.ts";
import { consumeStamp, stampLives, stampOf } from "../stamps.ts";
import { findRecord, type Result, recordOf, results, type TaskRun, taskRuns, tasks, updateRecord } from "../store/index.ts";
import { type Call, originOf, projectOf, refused, userOf } from "./call.ts";
import { externalUid, tokenFault } from "./external.ts";
import { link } from "./limited.ts";
import { type Payload, typedFields } from "./payload.ts";
import type { Resource } from "./resource.ts";

export const taskRunResource: Resource<TaskRun> = {
  name: "taskrun",
  table: taskRuns,
  reserved: ["id", "created", "finish_time"],
  own: "project_id IN (SELECT id FROM project WHERE owner_id = ?)",
  related({ backend, context }, { id, task_id }) {
    if (!new URL(context.req.url).searchParams.get("related")) return {};
    return {
      task: findRecord(backend.database, tasks, Number(task_id)),
      result: resultWith(backend.database, Number(task_id), Number(id)),
    };
  },
  links: ({ context }, { id, project_id, task_id }) => ({
    links: [link(context, "parent", "project", project_id), link(context, "parent", "task", task_id)],
    link: link(context, "self", "taskrun", id),
  }),
  create: answer,
  update(call, run, changes) {
    refuseUnlessAuthor(call, run);
    const { info = run.info } = changes;
    updateRecord(call.backend.database, taskRuns, run.id, { info });
    return { ...run, info };
  },
  allowRemoval: refuseUnlessAuthor,
};

/** Takes an answer, checking as PYBOSSA does and in its order: the task, the project, the stamp, a second answer. */
function answer(call: Call, { fields, file }: Payload): TaskRun {
  const { database, now, uploads } = call.backend;
  const given = typedFields(taskRuns, fields);
  const task = findRecord(database, tasks, given.task_id ?? 0);
  if (task === null) throw new ApiError(403, "Forbidden", "Invalid task_id");
  if (fields.project_id !== task.project_id) throw new ApiError(403, "Forbidden", "Invalid project_id");
  const project = projectOf(call, task.project_id);
  const external = given.external_uid ?? null;
  const fault = external === null ? null : tokenFault(call, project);
  if (fault !== null) throw new ApiError(403, "Forbidden", fault.description);

  // The stamp is looked up by the query's external_uid, the answer is counted by the body's: both are needed.
  const caller = call.context.get("caller");
  const asked = identityOf(caller, externalUid(call));
  const stamp = stampOf(database, asked, task.id);
  const moment = now();
  const held = schedulerOf(project) !== "locked" || stamp?.locked === true;
  if (stamp === null || !stampLives(stamp, moment) || !held) throw new ApiError(403, "Forbidden", "You must request a task first!");
  const identity = identityOf(caller, external);
  if (identity.column !== "user_id" && project.allow_anonymous_contributors !== true) throw refused(call);
  // Here PYBOSSA answers 403 to the anonymous too.
  if (hasAnswered(database, identity, task.id)) throw refusal(true);

  const container = caller.user === null ? "anonymous" : `user_${caller.user.id}`;
  const name = file === null ? null : uploads.keep(container, `${moment}-${file.name}`, file.content);
  const info = given.info ?? null;
  const run = addAnswer(
    database,
    {
      created: timestamp(stamp.requested),
      project_id: task.project_id,
      task_id: task.id,
      user_id: identity.column === "user_id" ? identity.value : null,
      user_ip: identity.column === "user_ip" ? identity.value : null,
      finish_time: timestamp(moment),
      timeout: given.timeout ?? null,
      calibration: given.calibration ?? null,
      external_uid: external,
      media_url: name === null ? null : `${originOf(call.context)}/uploads/${container}/${name}`,
      info: name !== null && isObject(info) ? { ...info, container, file_name: name } : info,
    },
    moment,
  );
  consumeStamp(database, asked, task.id);
  return run;
}

export function refuseUnlessAuthor(call: Call, run: TaskRun): void {
  const user = userOf(call);
  const author = user !== null && (user.id === run.user_id || user.admin);
  if (!author || resultWith(call.backend.database, run.task_id, run.id) !== null) throw refused(call);
}

/** The latest result that a run is part of. */
export function resultWith(database: Call["backend"]["database"], taskId: number, runId: number): Result | null {
  const rows = database.all("SELECT * FROM result WHERE task_id = ? ORDER BY id DESC", [taskId]);
  const holding = rows.map((row) => recordOf(results, row)).find(({ task_run_ids }) => task_run_ids.includes(runId));
  return holding ?? null;
}
