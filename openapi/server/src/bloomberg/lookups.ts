import type { Hono } from "hono";
import { type Call, governs, refused, userOf } from "../api/call.ts";
import { limited } from "../api/limited.ts";
import { findProject } from "../api/project.ts";
import type { Backend, Environment } from "../backend.ts";
import { notFound } from "../errors.ts";
import { bloombergProjects, bloombergTasks, countOf, findRecord, type Project, projects, type SqlValue } from "../store/index.ts";
import { bloombergProjectResource, cloneProject, seesAll } from "./project.ts";

/** A project by its id or short name. @throws ApiError 404 */
export function namedProject({ backend, context }: Call): Project {
  const name = context.req.param("project") ?? "";
  const project = (/^\d+$/.test(name) ? findRecord(backend.database, projects, Number(name)) : null) ?? findProject(backend.database, name);
  if (project === null) throw notFound();
  return project;
}

/** Other ways to ask for projects, and lists that stay empty here. */
export function serveLookups(app: Hono<Environment>, backend: Backend): void {
  app.get("/api/projectbyname/:project", limited(backend, { endpoint: "projectbyname", target: "project" }, byName));
  app.get("/api/projectdetails/:project{[0-9]+}", limited(backend, { endpoint: "projectdetails", target: "project" }, details));
  app.get("/api/project/:project/taskprogress", limited(backend, { endpoint: "taskprogress", action: "GET_TASK_PROGRESS" }, taskProgress));
  app.post("/api/project/:project/clone", limited(backend, { endpoint: "clone", action: "PROJECT_CLONE" }, clone));
  app.get(
    "/api/performancestats",
    limited(backend, { endpoint: "performancestats", target: "performancestats" }, (call) => emptyFor(call, userOf(call) !== null, [])),
  );
  app.get(
    "/api/auditlog",
    limited(backend, { endpoint: "auditlog", target: "auditlog" }, (call) => emptyFor(call, userOf(call)?.admin === true, [])),
  );
  app.get(
    "/api/token",
    limited(backend, { endpoint: "token", target: "token" }, (call) => emptyFor(call, userOf(call) !== null, {})),
  );
  const preferences = { endpoint: "preferences", action: "GET_USER_PREFERENCES" };
  app.get(
    "/api/preferences/:name",
    limited(backend, preferences, (call) => emptyFor(call, userOf(call)?.admin === true, {})),
  );
}

function emptyFor(call: Call, allowed: boolean, nothing: object): Response {
  if (!allowed) throw refused(call);
  return Response.json(nothing);
}

function byName(call: Call): Response {
  if (userOf(call) === null) throw refused(call);
  const project = findRecord(call.backend.database, bloombergProjects, namedProject(call).id);
  if (project === null || bloombergProjectResource.mayRead?.(call, project) !== true) throw notFound();
  return Response.json({ ...bloombergProjectResource.shown?.(call, project), ...bloombergProjectResource.links?.(call, project) });
}

function details(call: Call): Response {
  if (userOf(call) === null) throw refused(call);
  const project = namedProject(call);
  if (!seesAll(call, project)) throw refused(call);
  const { id, short_name, created, info } = project;
  return Response.json({ id, short_name, product: info.product ?? null, subproduct: info.subproduct ?? null, created });
}

/** Counts the tasks that the query keeps: a column, or else a key of the tasks' info. */
function taskProgress(call: Call): Response {
  const project = namedProject(call);
  if (!governs(call, project)) throw refused(call);
  const conditions = ["project_id = ?"];
  const values: SqlValue[] = [project.id];
  for (const [name, value] of new URL(call.context.req.url).searchParams) {
    if (name === "api_key") continue;
    const isColumn = bloombergTasks.columns.some((column) => column.name === name);
    conditions.push(isColumn ? `${name} = ?` : "info_text(info, ?) = ?");
    values.push(...(isColumn ? [value] : [name, value]));
  }
  const sql = `SELECT count(*) AS n FROM task WHERE ${conditions.join(" AND ")}`;
  return Response.json({ task_count: countOf(call.backend.database, sql, values) });
}

async function clone(call: Call): Promise<Response> {
  const project = findRecord(call.backend.database, bloombergProjects, namedProject(call).id);
  if (project === null || !governs(call, project)) throw refused(call);
  const copy = await cloneProject(call, project);
  return Response.json(copy);
}
