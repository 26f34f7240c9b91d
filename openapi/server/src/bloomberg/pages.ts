import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { passwordFits } from "../accounts.ts";
import { findProject } from "../api/index.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { timestamp } from "../clock.ts";
import { PageError } from "../errors.ts";
import { formPage, governedProject } from "../forms/project-form.ts";
import { answer, csrfField, csrfOf, formDone, readForm, redirect, signedIn, signInPath } from "../pages/answering.ts";
import { type Project, projects, updateRecord } from "../store/index.ts";
import { hasPassword, isNamed, letPass, managesProject, passed, timeoutOf } from "./access.ts";
import { serveImport } from "./import.ts";
import { lockOf } from "./locks.ts";

/** What this dialect's pages ask before they show work, and the pages that only it has. */
export function serveBloombergPages(app: Hono<Environment>, backend: Backend): void {
  app.get("/account/register", (context) => redirect(context, signInPath(context)));
  for (const page of ["newtask", "presenter", "tutorial", "task/:id{[0-9]+}"]) {
    app.use(`/project/:shortName/${page}`, async (context, next) => (await gate(backend, context)) ?? (await next()));
  }
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
  const form = { csrf: csrfOf(backend, context), password: "", errors: complaint === "" ? {} : { password: [complaint] } };
  return answer(context, { title: "Password", body, json: { form, template: "/projects/password.html", title: "Password" } });
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
