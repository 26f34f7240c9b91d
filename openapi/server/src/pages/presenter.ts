import type { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";
import { findProject, publicProject } from "../api/index.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { PageError } from "../errors.ts";
import { findUser, identityOf } from "../identity.ts";
import { stampTasks } from "../stamps.ts";
import { findRecord, type Project, recordOf, taskRuns, tasks } from "../store/index.ts";
import { answer, escapedTitle, redirect, signInPath, verbatim, wantsJson } from "./answering.ts";
import { layout, type Markup } from "./layout.ts";

/** The pages on which volunteers work. */
export function servePresenter(app: Hono<Environment>, backend: Backend): void {
  const work = (context: RequestContext) => newTaskPage(backend, context);
  app.get("/project/:shortName/newtask", work);
  app.get("/project/:shortName/presenter", work);
  app.get("/project/:shortName/tutorial", (context) => tutorialPage(context, readableProject(backend, context)));
  app.get("/project/:shortName/task/:id{[0-9]+}", (context) => taskPage(backend, context));
  app.get("/project/:shortName/:id{[0-9]+}/results.json", (context) => {
    readableProject(backend, context);
    const rows = backend.database.all("SELECT * FROM task_run WHERE task_id = ? ORDER BY id", [Number(context.req.param("id"))]);
    return context.json(rows.map((row) => recordOf(taskRuns, row)));
  });
}

/**
 * The project that the address names.
 * @throws PageError 404 without one; 401 or 403 for a draft of somebody else's
 */
export function readableProject(backend: Backend, context: RequestContext): Project {
  const project = findProject(backend.database, context.req.param("shortName") ?? "");
  if (project === null) throw new PageError(404);
  if (project.published !== true && !governsPage(context, project)) throw new PageError(context.get("caller").user === null ? 401 : 403);
  return project;
}

/** Whether the visitor is the project's owner, a co-owner or an admin. */
export function governsPage(context: RequestContext, project: Project): boolean {
  const { user } = context.get("caller");
  if (user === null) return false;
  return user.admin || project.owners_ids.includes(user.id);
}

function newTaskPage(backend: Backend, context: RequestContext): Response | Promise<Response> {
  const project = readableProject(backend, context);
  if (shutOut(context, project)) return redirect(context, signInPath(context));
  const cookie = `${project.short_name}tutorial`;
  if (infoText(project, "tutorial") !== "" && getCookie(context, cookie) === undefined) {
    setCookie(context, cookie, "seen", { path: "/" });
    return tutorialPage(context, project);
  }
  return context.html(presenterPage(context, project));
}

/** One task's page: opening it stamps the task for the visitor, even a completed one. */
async function taskPage(backend: Backend, context: RequestContext): Promise<Response> {
  const project = readableProject(backend, context);
  if (shutOut(context, project)) return redirect(context, signInPath(context));
  const task = findRecord(backend.database, tasks, Number(context.req.param("id")));
  if (task === null) throw new PageError(404);
  const title = `Project: ${project.name} · Contribute`;
  if (task.project_id !== project.id) {
    const body = html`<h1>This task belongs to another project</h1><p><a href="/project/${project.short_name}/newtask">Ask for a task of this one</a></p>`;
    return answer(context, { title, body, json: { template: "/projects/task/wrong.html", title } });
  }
  const identity = identityOf(context.get("caller"), context.req.query("external_uid") || null);
  if (backend.dialect === "scifabric") stampTasks(backend.database, identity, [task.id], backend.now());
  if (!wantsJson(context)) return context.html(presenterPage(context, project));
  const owner = findUser(backend, "id", project.owner_id);
  const shownOwner = owner === null ? null : { name: owner.name, fullname: owner.fullname, created: owner.created, locale: "en" };
  const anonymous = { flash: String(await anonymousNotice(context)), status: "warning" };
  const page = { owner: shownOwner, project: publicProject(project), template: "/projects/presenter.html", title };
  return context.json({ ...page, ...escapedTitle(page), ...(context.get("caller").user === null ? anonymous : {}) });
}

function shutOut(context: RequestContext, project: Project): boolean {
  return project.allow_anonymous_contributors !== true && context.get("caller").user === null;
}

/** The page around the project's presenter, whose HTML stands in it byte for byte. */
function presenterPage(context: RequestContext, project: Project): Markup {
  const { user } = context.get("caller");
  const presenter = verbatim(infoText(project, "task_presenter"));
  const body = html`<div class="container">
      <h1 class="title">${project.name}: Contribute</h1>
      ${context.get("dialect") === "bloomberg" ? html`<div id="task-presenter-section">${presenter}</div>` : presenter}
    </div>
    <div id="PYBOSSA_USER_LOCALE" style="display: none">
      en
    </div>`;
  return layout(context, { title: `Project: ${project.name} · Contribute`, body, flash: user === null ? anonymousFlash(context) : null });
}

function anonymousFlash(context: RequestContext): Markup {
  return html`${anonymousNotice(context)}
    <button type="button" class="close" aria-label="Close" onclick="this.parentElement.remove()">&times;</button>`;
}

function anonymousNotice(context: RequestContext): Markup {
  return html`You are not signed in: what you do here will not be credited to you. <a href="${signInPath(context)}">Sign in now</a>`;
}

/** The tutorial has the whole width, and no scripts before it. */
function tutorialPage(context: RequestContext, project: Project): Response | Promise<Response> {
  const body = html`${verbatim(infoText(project, "tutorial"))}
    <div class="container"><p><a class="btn btn-primary btn-lg" href="/project/${project.short_name}/newtask">Start contributing!</a></p></div>`;
  const title = `Project: ${project.name} · Tutorial`;
  if (wantsJson(context)) {
    const page = { project: publicProject(project), template: "/projects/tutorial.html", title };
    return context.json({ ...page, ...escapedTitle(page) });
  }
  return context.html(layout(context, { title, body, flash: null, scriptsLast: true }));
}

function infoText({ info }: Project, key: string): string {
  const text = info[key];
  return typeof text === "string" ? text : "";
}
