import { randomUUID } from "node:crypto";
import type { Backend, RequestContext } from "../backend.ts";
import { isObject, type JsonObject } from "../json.ts";

/** Deletes the task that a request names in its path or body, with its answers. */
export async function deleteNamedTask(backend: Backend, context: RequestContext): Promise<void> {
  const id = taskNamed(context, await bodyOf(context));
  if (id !== null) backend.database.run("DELETE FROM task WHERE id = ?", [id]);
}

/** Gives every stamp and lock on the named task to nobody who is here. */
export async function moveStamp(backend: Backend, context: RequestContext): Promise<void> {
  const id = taskNamed(context, await bodyOf(context));
  if (id === null) return;
  const { database, now } = backend;
  database.transaction(() => {
    database.run("DELETE FROM stamp WHERE task_id = ?", [id]);
    // A task that is gone has no stamp to give away.
    const given = "INSERT INTO stamp (identity, task_id, requested, locked) SELECT 'user:0', id, ?, 1 FROM task WHERE id = ?";
    database.run(given, [now(), id]);
  });
}

/** Gives the caller another key, as a manager would who revokes it. */
export function revokeKey({ database }: Backend, context: RequestContext): void {
  const key = context.req.header("authorization") ?? context.req.query("api_key");
  if (key !== undefined) database.run("UPDATE user SET api_key = ? WHERE api_key = ?", [randomUUID(), key]);
}

/** Makes a draft again of the project that a request names. */
export async function unpublishNamed({ database }: Backend, context: RequestContext): Promise<void> {
  const body = await bodyOf(context);
  const [, name] = /^(?:\/api)?\/project\/([^/]+)/.exec(context.req.path) ?? [];
  const task = taskNamed(context, body);
  if (name !== undefined) {
    database.run("UPDATE project SET published = 0 WHERE short_name = ? OR id = ?", [decodeURIComponent(name), name]);
  } else if (task !== null) {
    database.run("UPDATE project SET published = 0 WHERE id = (SELECT project_id FROM task WHERE id = ?)", [task]);
  } else {
    const id = Number(body.project_id ?? context.req.query("project_id"));
    if (Number.isInteger(id)) database.run("UPDATE project SET published = 0 WHERE id = ?", [id]);
  }
}

function taskNamed({ req }: RequestContext, body: JsonObject): number | null {
  const [, inPath] = /\/task\/(\d+)/.exec(req.path) ?? [];
  const id = Number(inPath ?? body.task_id ?? req.query("task_id"));
  return Number.isInteger(id) ? id : null;
}

async function bodyOf({ req }: RequestContext): Promise<JsonObject> {
  try {
    const body: unknown = await req.raw.clone().json();
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}
