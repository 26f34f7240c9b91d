import { type Call, projectOf, refused, userOf } from "../api/call.ts";
import { typedFields } from "../api/payload.ts";
import type { Resource } from "../api/resource.ts";
import { resultResource } from "../api/result.ts";
import { timestamp } from "../clock.ts";
import { ApiError, refusal } from "../errors.ts";
import { bloombergTasks, countOf, findRecord, insertRecord, type Result, results } from "../store/index.ts";
import { managesProject } from "./access.ts";

/** Results: read by managers; an admin may add one to a completed task that has none. */
export const bloombergResultResource: Resource<Result> = {
  ...resultResource,
  reserved: ["id", "created", "project_id", "task_run_ids", "last_version"],
  signedIn: true,
  conditions(call, query) {
    const user = userOf(call);
    if (user?.admin !== true && user?.subadmin !== true) throw refused(call);
    return resultResource.conditions?.(call, query) ?? [];
  },
  mayRead(call, { project_id }) {
    if (!managesProject(call, projectOf(call, project_id))) throw refusal(true);
    return true;
  },
  related: (call, record) => {
    const added = resultResource.related?.(call, record) ?? {};
    if (!("task" in added)) return added;
    return { ...added, task: findRecord(call.backend.database, bloombergTasks, record.task_id) };
  },
  links: (call, record) => resultResource.links?.(call, record) ?? { link: "" },
  create(call, { fields }) {
    if (userOf(call)?.admin !== true) throw refused(call);
    const { task_id = 0, info = null } = typedFields(results, fields);
    const { database, now } = call.backend;
    const task = findRecord(database, bloombergTasks, task_id);
    const known = countOf(database, "SELECT count(*) AS n FROM result WHERE task_id = ?", [task_id]);
    if (task === null || task.state !== "completed" || known > 0) throw new ApiError(400, "BadRequest", "Invalid task");
    const ids = database.all("SELECT id FROM task_run WHERE task_id = ? ORDER BY id", [task_id]).map(({ id }) => Number(id));
    const { project_id } = task;
    const result = { created: timestamp(now()), project_id, task_id, task_run_ids: ids, last_version: true, info };
    return { id: insertRecord(database, results, result), ...result };
  },
  update(call: Call, record, changes) {
    if (changes.task_id !== undefined) throw new ApiError(403, "Forbidden", "Cannot change task_id via API");
    return resultResource.update?.(call, record, changes) ?? record;
  },
};
