import { getCookie, setCookie } from "hono/cookie";
import type { Call } from "../api/call.ts";
import { governs, userOf } from "../api/call.ts";
import type { Backend, RequestContext } from "../backend.ts";
import type { Project } from "../store/index.ts";

/** How long a typed project password counts, in milliseconds; each newtask makes it the project's timeout. */
const typedFor = 1_800_000;

export function hasPassword({ info }: Project): boolean {
  return typeof info.passwd_hash === "string";
}

/** How long a task is held, in milliseconds: `info.timeout` seconds, an hour by default. */
export function timeoutOf({ info }: Project): number {
  return typeof info.timeout === "number" && info.timeout > 0 ? info.timeout * 1000 : 3_600_000;
}

/** Whether the caller is the project's owner, a co-owner, a subadmin or an admin: they see more, and need no password. */
export function managesProject(call: Call, project: Project): boolean {
  return governs(call, project) || userOf(call)?.subadmin === true;
}

/** Whether volunteers may see a project at all: published, with a password or with them among its `project_users`. */
export function openToVolunteer(project: Project, userId: number): boolean {
  return project.published === true && (hasPassword(project) || isNamed(project, userId));
}

/** Whether the project names the user in `info.project_users`. */
export function isNamed({ info }: Project, userId: number): boolean {
  return Array.isArray(info.project_users) && info.project_users.includes(userId);
}

/** Whether the caller needs no password of this project, or typed it lately. */
export function passed(call: Call, project: Project): boolean {
  const user = userOf(call);
  if (user === null) return false;
  if (!hasPassword(project) || managesProject(call, project) || isNamed(project, user.id)) return true;
  const kept = call.backend.sessions.unseal(getCookie(call.context, cookieName(project)));
  const [userId, until] = (kept ?? "").split(" ").map(Number);
  return userId === user.id && call.backend.now() < (until ?? 0);
}

/** Notes in a cookie that the password was typed. */
export function letPass({ sessions, now }: Backend, context: RequestContext, project: Project, milliseconds = typedFor): void {
  const userId = context.get("caller").user?.id;
  const cookie = sessions.seal(`${userId} ${now() + milliseconds}`);
  setCookie(context, cookieName(project), cookie, { path: "/", httpOnly: true, sameSite: "Lax" });
}

function cookieName({ short_name }: Project): string {
  return `${short_name.replaceAll(/[^A-Za-z0-9_-]/g, "_")}pswd`;
}
