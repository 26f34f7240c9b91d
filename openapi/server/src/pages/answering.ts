import { setCookie } from "hono/cookie";
import { html, raw } from "hono/html";
import type { Backend, RequestContext } from "../backend.ts";
import { PageError } from "../errors.ts";
import type { User } from "../identity.ts";
import type { Session } from "../session.ts";
import { layout, type Markup } from "./layout.ts";

/** Whether a page is asked for as JSON: by this Content-Type, even on a GET, or by `response_format=json`. */
export function wantsJson({ req }: RequestContext): boolean {
  return req.header("content-type") === "application/json" || req.query("response_format") === "json";
}

export interface Page {
  title: string;
  body: Markup;
  /** The same in JSON mode. */
  json: object;
  status?: 200 | 400 | 401 | 403 | 404 | 415 | 423 | 500;
}

/** A page as HTML or, in JSON mode, as JSON. */
export function answer(context: RequestContext, { title, body, json, status = 200 }: Page): Response | Promise<Response> {
  if (wantsJson(context)) return context.json({ ...json, ...escapedTitle(json) }, status);
  return context.html(layout(context, { title, body: html`<div class="container">${body}</div>`, flash: null }), status);
}

/** In JSON mode too a title is written for HTML. */
export function escapedTitle(json: object): { title?: string } {
  return "title" in json && typeof json.title === "string" ? { title: json.title.replace(" · ", " &middot; ") } : {};
}

/** 302; to the whole address on scifabric, to a path on bloomberg, as their Flasks write it. */
export function redirect(context: RequestContext, path: string): Response {
  const { href, pathname, search } = new URL(path, context.req.url);
  context.header("Content-Type", "text/html; charset=utf-8");
  return context.redirect(context.get("dialect") === "bloomberg" ? pathname + search : href, 302);
}

/** The end of a form: a redirect, or in JSON mode what the next page would have said. */
export function formDone(context: RequestContext, flash: string, next: string, status = "success"): Response {
  return wantsJson(context) ? context.json({ flash, next, status }) : redirect(context, next);
}

/** A refusal of a page. */
export function pageRefusal(context: RequestContext, error: PageError): Response | Promise<Response> {
  const { status, message } = error;
  const json = { code: status, description: message, template: `${status}.html` };
  return answer(context, { title: String(status), body: html`<h1>${String(status)}</h1><p>${message}</p>`, json, status });
}

/** The browser's session, begun if it has none. */
export function sessionOf(backend: Backend, context: RequestContext): Session {
  const known = context.get("session");
  if (known !== null) return known;
  const session = backend.sessions.start(null);
  keepSession(backend, context, session);
  return session;
}

export function keepSession(backend: Backend, context: RequestContext, session: Session): void {
  setCookie(context, "session", backend.sessions.write(session), { path: "/", httpOnly: true, sameSite: "Lax" });
  context.set("session", session);
}

export function csrfOf(backend: Backend, context: RequestContext): string {
  return backend.sessions.csrfToken(sessionOf(backend, context));
}

/** A hidden field with the form's token. */
export function csrfField(backend: Backend, context: RequestContext): Markup {
  return html`<input type="hidden" name="csrf_token" value="${csrfOf(backend, context)}">`;
}

export interface FormBody {
  fields: Record<string, string>;
  files: Record<string, File>;
}

/**
 * A form's fields, from JSON, multipart or a plain form.
 * @throws PageError 400 without this session's token (header `X-CSRFToken` or field `csrf_token`)
 */
export async function readForm(backend: Backend, context: RequestContext): Promise<FormBody> {
  const form = await formBody(context);
  const session = context.get("session");
  const token = context.req.header("x-csrftoken") ?? form.fields.csrf_token ?? "";
  if (session === null || !backend.sessions.holdsToken(session, token)) throw new PageError(400, "CSRF validation failed.");
  return form;
}

async function formBody({ req }: RequestContext): Promise<FormBody> {
  const fields: Record<string, string> = {};
  const files: Record<string, File> = {};
  const type = req.header("content-type") ?? "";
  if (type.startsWith("application/json")) {
    const text = await req.text();
    let body: unknown = {};
    try {
      body = text.trim() === "" ? {} : JSON.parse(text);
    } catch {
      throw new PageError(400);
    }
    for (const [name, value] of Object.entries(body ?? {})) {
      if (value !== null) fields[name] = typeof value === "string" ? value : JSON.stringify(value);
    }
  } else if (type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form-urlencoded")) {
    // Without its boundaries a form has no fields, as Flask reads it.
    for (const [name, value] of await req.formData().catch(() => new FormData())) {
      if (typeof value === "string") fields[name] = value;
      else files[name] = value;
    }
  }
  return { fields, files };
}

/** Who is signed in. @throws SignInNeeded */
export function signedIn(context: RequestContext): User {
  const { user } = context.get("caller");
  if (user === null) throw new SignInNeeded();
  return user;
}

/** A page that needs somebody signed in: leads to the sign-in page. */
export class SignInNeeded extends Error {
  override name = "SignInNeeded";
}

export function signInPath(context: RequestContext): string {
  const { pathname, search } = new URL(context.req.url);
  return `/account/signin?next=${encodeURIComponent(pathname + search)}`;
}

/** Text that is HTML already. */
export function verbatim(text: string): Markup {
  return raw(text);
}
