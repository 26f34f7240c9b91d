import type { Hono } from "hono";
import { type Call, governs, projectOf, refused, userOf } from "../api/call.ts";
import { limited } from "../api/limited.ts";
import type { Backend, Environment } from "../backend.ts";
import { timestamp } from "../clock.ts";
import { ApiError, notFound } from "../errors.ts";
import { isObject, type Json } from "../json.ts";
import { type BloombergTask, bloombergTasks, countOf, findRecord, type Project, users } from "../store/index.ts";
import { timeoutOf } from "./access.ts";
import { lockOf, locksOf, releaseLock } from "./locks.ts";
import { namedProject } from "./lookups.ts";
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
  const { database, now } = call.backend;
  const task = findRecord(database, bloombergTasks, Number(call.context.req.param("id")));
  if (task !== null) releaseLock(database, user.id, task.id, timeoutOf(projectOf(call, task.project_id)), now());
  return Response.json({ success: true });
}

function locks(call: Call): Response {
  if (userOf(call) === null) throw refused(call);
  const project = namedProject(call);
  if (!governs(call, project)) throw refused(call);
  const { id, short_name, created } = project;
  return Response.json({ id, short_name, created, locks: lockHolders(call.backend, project) });
}

/** Who holds tasks of a project, with names and e-mail addresses, as PYBOSSA tells them. */
export function lockHolders({ database, now }: Backend, project: Project): object[] {
  return locksOf(database, project.id, timeoutOf(project), now()).flatMap(({ userId, taskId, expires }) => {
    const user = findRecord(database, users, userId);
    if (user === null) return [];
    const { name, fullname, email_addr: email, admin, subadmin } = user;
    const seconds_remaining = (expires - now()) / 1000;
    return [{ user_id: String(userId), task_id: String(taskId), seconds_remaining, name, fullname, email, admin, subadmin }];
  });
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
  changeBloombergTask(call.backend, task, { gold_answers: body.info ?? null, exported: true });
  return Response.json({ success: true });
}

function projectProgress(call: Call): Response {
  const project = namedProject(call);
  if (!governs(call, project)) throw refused(call);
  const count = (sql: string) => countOf(call.backend.database, `SELECT count(*) AS n FROM task WHERE project_id = ? ${sql}`, [project.id]);
  const n_completed_tasks = count("AND state = 'completed'");
  return Response.json({ n_completed_tasks, n_tasks: count(""), n_gold_tasks: count("AND calibration = 1") });
}
