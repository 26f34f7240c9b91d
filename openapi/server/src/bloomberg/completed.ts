import type { Hono } from "hono";
import { type Call, userOf } from "../api/call.ts";
import { limited } from "../api/limited.ts";
import { listSelection } from "../api/list-query.ts";
import type { Backend, Environment } from "../backend.ts";
import { ApiError } from "../errors.ts";
import { bloombergTasks, selectRecords, taskRuns } from "../store/index.ts";
import { bloombergTaskResource } from "./task.ts";
import { bloombergTaskRunResource } from "./task-run.ts";

/** Lists of what is completed, for admins; gold tasks count as completed. */
export function serveCompleted(app: Hono<Environment>, backend: Backend): void {
  app.get("/api/completedtask", limited(backend, { endpoint: "completedtask", target: "task" }, completedTasks));
  app.get("/api/completedtaskrun", limited(backend, { endpoint: "completedtaskrun", target: "taskrun" }, completedTaskRuns));
}

function refuseUnlessAdmin(call: Call): void {
  if (userOf(call)?.admin !== true) throw new ApiError(401, "Unauthorized", "Insufficient privilege to the request");
}

const completed = "state = 'completed' OR calibration = 1";

/** The query without what only these lists know: `exported`, and `finish_time` as a lower bound. */
function query({ context }: Call): { rest: URLSearchParams; exported: string | null; since: string | null } {
  const rest = new URL(context.req.url).searchParams;
  const [exported, since] = [rest.get("exported"), rest.get("finish_time")];
  rest.delete("exported");
  rest.delete("finish_time");
  return { rest, exported, since };
}

function completedTasks(call: Call): Response {
  refuseUnlessAdmin(call);
  const { rest, exported } = query(call);
  const wanted = exported === null ? [] : [{ sql: "exported = ?", values: [exported === "true" || exported === "1" ? 1 : 0] }];
  const selection = listSelection(bloombergTasks, rest, [{ sql: completed, values: [] }, ...wanted], "bloomberg");
  const found = selectRecords(call.backend.database, bloombergTasks, selection);
  return Response.json(found.map((task) => ({ ...task, ...bloombergTaskResource.links?.(call, task) })));
}

function completedTaskRuns(call: Call): Response {
  refuseUnlessAdmin(call);
  const { rest, since } = query(call);
  const done = [
    { sql: `task_id IN (SELECT id FROM task WHERE ${completed})`, values: [] },
    ...(since === null ? [] : [{ sql: "finish_time >= ?", values: [since] }]),
  ];
  const selection = listSelection(taskRuns, rest, done, "bloomberg");
  const found = selectRecords(call.backend.database, taskRuns, rest.has("orderby") ? selection : { ...selection, orderBy: "task_id, id" });
  return Response.json(found.map((run) => ({ ...run, ...bloombergTaskRunResource.links?.(call, run) })));
}
