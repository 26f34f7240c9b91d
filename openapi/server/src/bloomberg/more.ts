import type { Hono } from "hono";
import { type Call, governs, projectOf, refused, userOf } from "../api/call.ts";
import { limited } from "../api/limited.ts";
import type { Backend, Environment } from "../backend.ts";
import { timestamp } from "../clock.ts";
import { ApiError, notFound } from "../errors.ts";
import { isObject, type Json } from "../json.ts";
import { type BloombergTask, bloombergTasks, countOf, findRecord, selectRecords, taskRuns, users } from "../store/index.ts";
import { timeoutOf } from "./access.ts";
import { dropLock, lockOf, locksOf } from "./locks.ts";
import { namedProject } from "./new-task.ts";
import { changeBloombergTask } from "./task.ts";

/** The addresses that only this dialect has. */
export function serveMore(app: Hono<Environment>, backend: Backend): void {
  const path = "/api/task/:id{[0-9]+}";
  app.get(`${path}/lock`, limited(backend, { endpoint: "lock", action: "FETCH_LOCK" }, lock));
  app.post(`${path}/canceltask`, limited(backend, { endpoint: "canceltask", action: "CANCEL_TASK" }, cancelTask));
  app.get("/api/locks/:project", limited(backend, { endpoint: "locks", action: "GET_LOCKS" }, locks));
  app.put("/api/bulktasks/:id{[0-9]+}", limited(backend, { endpoint: "bulktasks", target: "bulktasks" }, bulkTasks));
  app.post("/api/project/:project/taskgold", limited(backend, { endpoint: "taskgold", action: "TASK_GOLD" }, taskGold));
  app.get(
    "/api/project/:project/gold_annotations",
    limited(backend, { endpoint: "gold_annotations" }, (call) => {
      if (!governs(call, namedProject(call))) throw refused(call);
      return Response.json([]);
    }),
  );
  app.get(
    "/api/project/:project/projectprogress",
    limited(backend, { endpoint: "projectprogress", action: "GET_PROJECT_PROGRESS" }, projectProgress),
  );
  app.get("/api/completedtask", limited(backend, { endpoint: "completedtask", target: "task" }, completedTasks));
  app.get("/api/completedtaskrun", limited(backend, { endpoint: "completedtaskrun", target: "taskrun" }, completedTaskRuns));
}

function taskOf({ backend, context }: Call): BloombergTask {
  const task = findRecord(backend.database, bloombergTasks, Number(context.req.param("id")));
  if (task === null) throw notFound();
  return task;
}

async function bodyOf({ context }: Call): Promise<Json> {
  try {
    return (await context.req.json()) as Json;
  } catch {
    throw new ApiError(500, "UnsupportedMediaType", "415 Unsupported Media Type: Did not attempt to load JSON data");
  }
}

/** How long the caller still holds a task, in seconds. */
function lock(call: Call): Response {
  const user = userOf(call);
  if (user === null) throw refused(call);
  const { database, now } = call.backend;
  const task = taskOf(call);
  const held = lockOf(database, user.id, task.id, timeoutOf(projectOf(call, task.project_id)), now());
  if (held === null) throw notFound();
  return Response.json({ success: true, expires: (held.expires - now()) / 1000, lockTime: timestamp(held.since) });
}

/** Gives a task back; says success even if it was not held. */
async function cancelTask(call: Call): Promise<Response> {
  const user = userOf(call);
  if (user === null) throw refused(call);
  await bodyOf(call);
  dropLock(call.backend.database, user.id, Number(call.context.req.param("id")));
  return Response.json({ success: true });
}

function locks(call: Call): Response {
  if (userOf(call) === null) throw refused(call);
  const project = namedProject(call);
  if (!governs(call, project)) throw refused(call);
  const { database, now } = call.backend;
  const held = locksOf(database, project.id, timeoutOf(project), now()).flatMap(({ userId, taskId, expires }) => {
    const user = findRecord(database, users, userId);
    if (user === null) return [];
    const { name, fullname, email_addr: email, admin, subadmin } = user;
    const seconds_remaining = (expires - now()) / 1000;
    return [{ user_id: String(userId), task_id: String(taskId), seconds_remaining, name, fullname, email, admin, subadmin }];
  });
  return Response.json({ id: project.id, short_name: project.short_name, created: project.created, locks: held });
}

/** PUT [{id, priority_0}]: tasks of other projects, and none at all, are passed over. */
async function bulkTasks(call: Call): Promise<Response> {
  const project = projectOf(call, Number(call.context.req.param("id")));
  if (!governs(call, project)) throw refused(call);
  const body = await bodyOf(call);
  call.backend.database.transaction(() => {
    for (const change of Array.isArray(body) ? body : []) {
      if (!isObject(change) || typeof change.priority_0 !== "number") continue;
      call.backend.database.run("UPDATE task SET priority_0 = ? WHERE id = ? AND project_id = ?", [
        change.priority_0,
        Number(change.id),
        project.id,
      ]);
    }
  });
  return new Response("", { headers: { "Content-Type": "application/json" } });
}

async function taskGold(call: Call): Promise<Response> {
  const project = namedProject(call);
  if (!governs(call, project)) throw refused(call);
  const body = await bodyOf(call);
  const task = isObject(body) ? findRecord(call.backend.database, bloombergTasks, Number(body.task_id)) : null;
  if (task === null || task.project_id !== project.id || !isObject(body)) throw notFound();
  changeBloombergTask(call.backend, task, { gold_answers: body.info ?? null });
  return Response.json({ success: true });
}

function projectProgress(call: Call): Response {
  const project = namedProject(call);
  if (!governs(call, project)) throw refused(call);
  const count = (sql: string) => countOf(call.backend.database, `SELECT count(*) AS n FROM task WHERE project_id = ? ${sql}`, [project.id]);
  const n_completed_tasks = count("AND state = 'completed'");
  return Response.json({ n_completed_tasks, n_tasks: count(""), n_gold_tasks: count("AND calibration = 1") });
}

function refuseUnlessAdmin(call: Call): void {
  if (userOf(call)?.admin !== true) throw new ApiError(401, "Unauthorized", "Insufficient privilege to the request");
}

function paging({ context }: Call): { limit: number; offset: number; conditions: { sql: string; values: number[] }[] } {
  const { limit = "20", offset = "0", project_id, last_id } = context.req.query();
  const number = (text: string, otherwise: number) => (/^\d+$/.test(text) ? Number(text) : otherwise);
  const of = project_id === undefined ? [] : [{ sql: "project_id = ?", values: [number(project_id, 0)] }];
  const after = last_id === undefined ? [] : [{ sql: "id > ?", values: [number(last_id, 0)] }];
  return { limit: Math.min(number(limit, 20), 100), offset: number(offset, 0), conditions: [...of, ...after] };
}

function completedTasks(call: Call): Response {
  refuseUnlessAdmin(call);
  const { conditions, ...page } = paging(call);
  const done = [...conditions, { sql: "state = 'completed'", values: [] }];
  return Response.json(selectRecords(call.backend.database, bloombergTasks, { ...page, conditions: done, orderBy: "id" }));
}

function completedTaskRuns(call: Call): Response {
  refuseUnlessAdmin(call);
  const { conditions, ...page } = paging(call);
  const done = [...conditions, { sql: "task_id IN (SELECT id FROM task WHERE state = 'completed')", values: [] }];
  return Response.json(selectRecords(call.backend.database, taskRuns, { ...page, conditions: done, orderBy: "id" }));
}
