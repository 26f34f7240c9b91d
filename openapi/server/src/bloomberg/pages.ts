import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { passwordFits } from "../accounts.ts";
import { findProject } from "../api/index.ts";
import { recordsOfTask } from "../api/related.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { timestamp } from "../clock.ts";
import { PageError } from "../errors.ts";
import { formPage, governedProject } from "../forms/project-form.ts";
import { answer, csrfField, formDone, readForm, redirect, signedIn, signInPath } from "../pages/answering.ts";
import { layout } from "../pages/layout.ts";
import { bloombergTasks, findRecord, type Project, projects, taskRuns, updateRecord } from "../store/index.ts";
import { hasPassword, isNamed, letPass, managesProject, passed, timeoutOf } from "./access.ts";
import { serveImport } from "./import.ts";
import { lockOf, locksOf } from "./locks.ts";
import { lockHolders } from "./more.ts";

/** What this dialect's pages ask before they show work, and the pages that only it has. */
export function serveBloombergPages(app: Hono<Environment>, backend: Backend): void {
  app.use(async (context, next) => {
    await next();
    context.header("X-Frame-Options", "SAMEORIGIN");
    context.header("Content-Security-Policy", "default-src * 'unsafe-inline' 'unsafe-eval' data: blob:");
  });
  // Only admins make accounts.
  app.use("/account/register", async (context, next) =>
    context.get("caller").user?.admin === true ? await next() : redirect(context, signInPath(context)),
  );
  for (const page of ["", "newtask", "presenter", "tutorial", "stats", "results", "task/:id{[0-9]+}"]) {
    app.get(`/project/:shortName/${page}`, async (context, next) => (await gate(backend, context)) ?? (await next()));
  }
  for (const page of ["results.json", "result_status"]) {
    app.get(`/project/:shortName/:id{[0-9]+}/${page}`, (context) => answersOf(backend, context));
  }
  app.get("/project/:shortName/locks/", (context) => context.json(lockHolders(backend, governedProject(backend, context))));
  app.post("/project/:shortName/remove-password", async (context) => {
    await readForm(backend, context);
    const project = governedProject(backend, context);
    updateRecord(backend.database, projects, project.id, { info: { ...project.info, passwd_hash: null } });
    return formDone(context, "Project password has been removed!", `/project/${encodeURIComponent(project.short_name)}/update`);
  });
  app.get("/project/:shortName/password", (context) => passwordPage(backend, context, ""));
  app.post("/project/:shortName/password", async (context) => {
    const { fields } = await readForm(backend, context);
    const project = projectOf(backend, context);
    signedIn(context);
    const { passwd_hash: hash } = project.info;
    if (typeof hash !== "string" || !passwordFits(fields.password ?? "", hash)) {
      return passwordPage(backend, context, "Sorry, incorrect password");
    }
    letPass(backend, context, project);
    const { next = "/" } = context.req.query();
    return redirect(context, next.startsWith("/project/") ? next : "/");
  });
  servePublish(app, backend);
  serveImport(app, backend);
  app.get("/project/:shortName/tasks/export", (context) => {
    const project = governedProject(backend, context);
    const { type, format } = context.req.query();
    if ((type === undefined) !== (format === undefined)) throw new PageError(404);
    if (type !== undefined && !["task", "task_run", "result", "consensus"].includes(type)) throw new PageError(404);
    if (format !== undefined && format !== "json" && format !== "csv") throw new PageError(415);
    const title = `Project: ${project.name} · Export`;
    const body = html`<h1>${project.name}: Export</h1><p>Exports are sent by e-mail, which this server does not do. Read the lists of the API.</p>`;
    return answer(context, { title, body, json: { template: "/projects/export.html", title } });
  });
}

function projectOf(backend: Backend, context: Context<Environment>): Project {
  const project = findProject(backend.database, context.req.param("shortName") ?? "");
  if (project === null) throw new PageError(404);
  return project;
}

/** Sends away whom the page is not for; null lets the request pass. */
async function gate(backend: Backend, context: Context<Environment>): Promise<Response | null> {
  const project = projectOf(backend, context);
  if (context.get("caller").user === null && context.req.path.endsWith("/tutorial")) throw new PageError(401);
  const user = signedIn(context);
  const call = { backend, context };
  if (managesProject(call, project)) return null;
  if (!hasPassword(project) && !isNamed(project, user.id)) throw new PageError(423);
  if (!passed(call, project)) {
    return redirect(context, `/project/${encodeURIComponent(project.short_name)}/password?next=${context.req.path}`);
  }
  const task = Number(context.req.param("id"));
  if (task > 0 && lockOf(backend.database, user.id, task, timeoutOf(project), backend.now()) === null) throw new PageError(403);
  return null;
}

/** The answers to one task, or who answered and who holds it; for managers. */
function answersOf(backend: Backend, context: Context<Environment>): Response {
  const project = projectOf(backend, context);
  if (!managesProject({ backend, context }, project)) throw new PageError(403);
  const task = findRecord(backend.database, bloombergTasks, Number(context.req.param("id")));
  if (task === null || task.project_id !== project.id) throw new PageError(404);
  const runs = recordsOfTask(backend.database, taskRuns, task.id);
  if (context.req.path.endsWith("/results.json")) return context.json({ taskruns_info: runs, gold_answers: task.gold_answers ?? {} });
  const held = locksOf(backend.database, project.id, timeoutOf(project), backend.now()).filter(({ taskId }) => taskId === task.id);
  const user_details = [
    ...runs.map(({ user_id }) => ({ user_id, status: "Completed" })),
    ...held.map(({ userId, expires }) => ({ user_id: userId, status: "Locked", lock_ttl: Math.round((expires - backend.now()) / 1000) })),
  ];
  return context.json({ redundancy: task.n_answers, user_details });
}

function passwordPage(backend: Backend, context: RequestContext, complaint: string) {
  const project = projectOf(backend, context);
  signedIn(context);
  const body = html`<h1>${project.name}: Password</h1>
    ${complaint === "" ? "" : html`<p class="alert alert-danger" role="alert">${complaint}</p>`}
    <form method="post">${csrfField(backend, context)}
      <div class="form-group"><label for="password">Password of the project</label>
        <input class="form-control" id="password" name="password" type="password" required></div>
      <button class="btn btn-primary">Enter</button>
    </form>`;
  return context.html(layout(context, { title: "Password", body: html`<div class="container">${body}</div>`, flash: null }));
}

/** The publish form toggles: a published project becomes a draft again. It empties the project only if told to. */
function servePublish(app: Hono<Environment>, backend: Backend): void {
  const publishable = (context: RequestContext) => {
    const project = governedProject(backend, context);
    if (project.published !== true && !project.info.task_presenter) throw new PageError(403);
    return project;
  };
  app.get("/project/:shortName/publish", (context) => {
    const project = publishable(context);
    return formPage(backend, context, project, {
      heading: "Publish",
      template: "/projects/publish.html",
      fields: html`<p><label><input type="checkbox" name="force_reset"> Delete all answers given so far</label></p>`,
      button: project.published === true ? "Make it a draft again" : "Publish",
      values: null,
    });
  });
  app.post("/project/:shortName/publish", async (context) => {
    const { fields } = await readForm(backend, context);
    const project = publishable(context);
    const published = project.published !== true;
    backend.database.transaction(() => {
      if (published && fields.force_reset === "on") {
        backend.database.run("DELETE FROM result WHERE project_id = ?", [project.id]);
        backend.database.run("DELETE FROM task_run WHERE project_id = ?", [project.id]);
      }
      updateRecord(backend.database, projects, project.id, { published, updated: timestamp(backend.now()) });
    });
    const flash = published ? "Project published! Volunteers will now be able to help you!" : "Project unpublished";
    return formDone(context, flash, `/project/${encodeURIComponent(project.short_name)}/`);
  });
}
