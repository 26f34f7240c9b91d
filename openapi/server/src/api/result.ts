import { findRecord, type Result, results, taskRuns, tasks, updateRecord } from "../store/index.ts";
import { governs, projectOf, refused } from "./call.ts";
import { link } from "./limited.ts";
import { recordsOfTask } from "./related.ts";
import type { Resource } from "./resource.ts";

/** Results come by themselves; their owner may only write `info`, and an older version shows only when asked for. */
export const resultResource: Resource<Result> = {
  name: "result",
  table: results,
  reserved: ["id", "created", "project_id", "task_id", "task_run_ids", "last_version"],
  own: "project_id IN (SELECT id FROM project WHERE owner_id = ?)",
  conditions: (_call, query) => (query.has("last_version") ? [] : [{ sql: "last_version = 1", values: [] }]),
  related({ backend, context }, { task_id, task_run_ids }) {
    if (!new URL(context.req.url).searchParams.get("related")) return {};
    const runs = recordsOfTask(backend.database, taskRuns, task_id).filter(({ id }) => task_run_ids.includes(id));
    return { task_runs: runs, task: findRecord(backend.database, tasks, task_id) };
  },
  links: ({ context }, { id, project_id, task_id }) => ({
    links: [link(context, "parent", "project", project_id), link(context, "parent", "task", task_id)],
    link: link(context, "self", "result", id),
  }),
  update(call, result, changes) {
    if (!governs(call, projectOf(call, result.project_id))) throw refused(call);
    updateRecord(call.backend.database, results, result.id, changes);
    return { ...result, ...changes };
  },
  allowRemoval(call) {
    throw refused(call);
  },
};
