import type { Hono } from "hono";
import type { components } from "pybossa-client-ts";
import { progressOf } from "../answers.ts";
import type { Backend, Environment } from "../backend.ts";
import { ApiError, notFound, wrongValue } from "../errors.ts";
import { identityOf } from "../identity.ts";
import { nextTasks } from "../scheduler.ts";
import { findRecord, projects, tasks } from "../store/index.ts";
import { type Call, projectOf, userOf } from "./call.ts";
import { externalUid, tokenFault } from "./external.ts";
import { limited } from "./limited.ts";
import { isTrue, notNegative, orderColumn } from "./list-query.ts";
import { findProject } from "./project.ts";

type Schemas = components["schemas"];

/** GET /api/project/<id>/newtask and /api/project/<id or short_name>/userprogress (also at /api/app/…), each with its own rate bucket. */
export function serveVolunteer(app: Hono<Environment>, backend: Backend): void {
  const newTaskName = { endpoint: "newtask", action: "NEW_TASK", target: "project" };
  app.get("/api/project/:project/newtask", limited(backend, newTaskName, newTask));
  const progressName = { endpoint: "userprogress", action: "USER_PROGRESS" };
  for (const name of ["project", "app"]) app.get(`/api/${name}/:project/userprogress`, limited(backend, progressName, userProgress));
}

/** One task as an object, several as an array, none as `{}`; all of them are stamped. */
function newTask(call: Call): Response {
  const { context, backend } = call;
  const name = context.req.param("project") ?? "";
  if (!/^\d+$/.test(name)) throw wrongValue("integer", name);
  const project = projectOf(call, Number(name));
  const external = externalUid(call);
  const fault = external === null ? null : tokenFault(call, project);
  if (fault !== null) return Response.json(fault, { status: 401 });
  if (project.allow_anonymous_contributors !== true && (userOf(call) === null || external !== null)) {
    return Response.json(noTask("This project does not allow anonymous contributors"));
  }
  const query = new URL(context.req.url).searchParams;
  const limit = Math.min(whole(query.get("limit"), 1, "LIMIT"), 100);
  const request = {
    limit,
    offset: whole(query.get("offset"), 0, "OFFSET"),
    orderBy: orderColumn(tasks, query.get("orderby")),
    desc: isTrue(query.get("desc")),
  };
  const identity = identityOf(context.get("caller"), external);
  const found = nextTasks(backend.database, project, identity, request, backend.now());
  const body: Schemas["NewTask"] = found.length > 1 ? found : (found[0] ?? {});
  return Response.json(body);
}

function whole(text: string | null, otherwise: number, clause: "LIMIT" | "OFFSET"): number {
  if (!text) return otherwise;
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new ApiError(415, "ValueError", `invalid literal for int() with base 10: '${text}'`);
  return notNegative(Number(text), clause);
}

/** A refusal dressed as a task without values, as PYBOSSA sends it (status 200). */
function noTask(error: string): Schemas["RefusedTask"] {
  const empty = Object.fromEntries(tasks.columns.map(({ name }) => [name, null]));
  return { ...empty, id: null, info: { error } };
}

function userProgress(call: Call): Response {
  const { context, backend } = call;
  const name = context.req.param("project") ?? "";
  const byId = /^\d+$/.test(name) ? findRecord(backend.database, projects, Number(name)) : null;
  const project = byId ?? findProject(backend.database, name);
  if (project === null) throw notFound();
  const identity = identityOf(context.get("caller"), externalUid(call));
  return Response.json(progressOf(backend.database, identity, project.id));
}
