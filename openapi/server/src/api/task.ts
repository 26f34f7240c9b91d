import { ApiError } from "../errors.ts";
import { identityOf } from "../identity.ts";
import { countOf, findRecord, projects, type Task, taskRuns, tasks } from "../store/index.ts";
import { addTask, changeTask } from "../tasks.ts";
import { type Call, governs, projectOf, refused, userOf } from "./call.ts";
import { link } from "./limited.ts";
import { typedFields } from "./payload.ts";
import { lastResult, recordsOfTask } from "./related.ts";
import type { Resource } from "./resource.ts";

export const taskResource: Resource<Task> = {
  name: "task",
  table: tasks,
  reserved: ["id", "created", "state", "fav_user_ids"],
  own: "project_id IN (SELECT id FROM project WHERE owner_id = ?)",
  conditions: notParticipated,
  related: ({ backend, context }, { id }) => {
    if (!new URL(context.req.url).searchParams.get("related")) return {};
    return { task_runs: recordsOfTask(backend.database, taskRuns, id), result: lastResult(backend.database, id) };
  },
  links: ({ context }, { id, project_id }) => ({
    links: [link(context, "parent", "project", project_id)],
    link: link(context, "self", "task", id),
  }),
  create(call, { fields }) {
    const given = typedFields(tasks, fields);
    if (userOf(call) === null) throw refused(call);
    const project = findRecord(call.backend.database, projects, given.project_id ?? 0);
    if (project === null) throw new ApiError(415, "AttributeError", "'NoneType' object has no attribute 'owners_ids'");
    if (!governs(call, project)) throw refused(call);
    return addTask(call.backend.database, { ...given, project_id: project.id }, call.backend.now());
  },
  update(call, task, changes) {
    if (!governs(call, projectOf(call, task.project_id))) throw refused(call);
    if (changes.project_id !== undefined && !governs(call, projectOf(call, changes.project_id))) throw refused(call);
    return changeTask(call.backend.database, task, changes);
  },
  allowRemoval(call, task) {
    if (!governs(call, projectOf(call, task.project_id))) throw refused(call);
    const results = countOf(call.backend.database, "SELECT count(*) AS n FROM result WHERE task_id = ?", [task.id]);
    if (results > 0 && userOf(call)?.admin !== true) throw refused(call);
  },
};

/** A task with its links, as lists show it. */
export function dressedTask(call: Call, task: Task): object {
  return { ...task, ...taskResource.links?.(call, task) };
}

/** `participated` keeps the tasks that the caller has NOT answered, whatever its name says. */
function notParticipated(call: Call, query: URLSearchParams) {
  if (!query.get("participated")) return [];
  const { column, value } = identityOf(call.context.get("caller"), null);
  return [{ sql: `NOT EXISTS (SELECT 1 FROM task_run AS run WHERE run.${column} = ? AND run.task_id = task.id)`, values: [value] }];
}
