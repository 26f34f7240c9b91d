import type { Backend, RequestContext } from "../backend.ts";
import { type ApiError, notFound, refusal } from "../errors.ts";
import type { User } from "../identity.ts";
import { findRecord, type Project, projects } from "../store/index.ts";

/** One request to the REST API. */
export interface Call {
  backend: Backend;
  context: RequestContext;
}

export function userOf({ context }: Call): User | null {
  return context.get("caller").user;
}

/** The error for what this caller may not do. */
export function refused(call: Call): ApiError {
  return refusal(userOf(call) !== null);
}

/** Whether the caller is the project's owner, a co-owner or an admin. */
export function governs(call: Call, project: Project): boolean {
  const user = userOf(call);
  if (user === null) return false;
  return user.admin || project.owners_ids.includes(user.id);
}

export function mayRead(call: Call, project: Project): boolean {
  return project.published === true || governs(call, project);
}

/** @throws ApiError 404 */
export function projectOf(call: Call, id: number): Project {
  const project = findRecord(call.backend.database, projects, id);
  if (project === null) throw notFound();
  return project;
}

/** The server's own address as the client wrote it. */
export function originOf({ req }: RequestContext): string {
  return new URL(req.url).origin;
}
