import type { Hono } from "hono";
import { html } from "hono/html";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { timestamp } from "../clock.ts";
import { PageError } from "../errors.ts";
import { readForm, redirect } from "../pages/answering.ts";
import { countOf, type Project, projects, updateRecord } from "../store/index.ts";
import { formPage, governedProject } from "./project-form.ts";

/** Publishing: needs a presenter and a task, and deletes the answers and results given so far; states stay. */
export function servePublish(app: Hono<Environment>, backend: Backend): void {
  app.get("/project/:shortName/publish", (context) => {
    const project = publishable(backend, context);
    return formPage(backend, context, project, {
      heading: "Publish",
      template: "/projects/publish.html",
      fields: html`<p>Publishing deletes all answers given so far.</p>`,
      button: "Publish",
      values: null,
    });
  });
  app.post("/project/:shortName/publish", async (context) => {
    await readForm(backend, context);
    const project = publishable(backend, context);
    const { database, now } = backend;
    const { id } = project;
    database.transaction(() => {
      database.run("DELETE FROM result WHERE project_id = ?", [id]);
      database.run("DELETE FROM task_run WHERE project_id = ?", [id]);
      updateRecord(database, projects, id, { published: true, updated: timestamp(now()) });
    });
    return redirect(context, `/project/${project.short_name}/`);
  });
}

function publishable(backend: Backend, context: RequestContext): Project {
  const project = governedProject(backend, context);
  const count = countOf(backend.database, "SELECT count(*) AS n FROM task WHERE project_id = ?", [project.id]);
  if (!project.info.task_presenter || count === 0) throw new PageError(403);
  return project;
}
