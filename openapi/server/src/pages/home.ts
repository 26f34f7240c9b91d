import type { Hono } from "hono";
import { html } from "hono/html";
import { publicProject } from "../api/index.ts";
import type { Backend, Environment } from "../backend.ts";
import { projects, recordOf } from "../store/index.ts";
import { answer } from "./answering.ts";
import { governsPage, readableProject } from "./presenter.ts";

/** The list of published projects, and a page for each. */
export function serveHome(app: Hono<Environment>, backend: Backend): void {
  app.get("/", (context) => {
    const rows = backend.database.all("SELECT * FROM project WHERE published = 1 ORDER BY id DESC LIMIT 100");
    const published = rows.map((row) => recordOf(projects, row));
    const { user } = context.get("caller");
    const own =
      user === null
        ? []
        : backend.database.all("SELECT * FROM project WHERE published = 0 AND owner_id = ? ORDER BY id DESC LIMIT 100", [user.id]);
    const list = (records: typeof published) => html`<ul class="projects">
        ${records.map((project) => html`<li><a href="/project/${project.short_name}/">${project.name}</a> <span>${project.description}</span></li>`)}
      </ul>`;
    const body = html`<h1>Projects</h1>
      ${published.length === 0 ? html`<p>No project is published yet.</p>` : list(published)}
      ${own.length === 0 ? "" : html`<h2>Your drafts</h2>${list(own.map((row) => recordOf(projects, row)))}`}`;
    return answer(context, { title: "Projects", body, json: { projects: published.map(publicProject), template: "/home/index.html" } });
  });

  app.get("/project/:shortName", (context) => context.redirect(`${context.req.path}/`, 308));
  app.get("/project/:shortName/", (context) => {
    const project = readableProject(backend, context);
    const path = `/project/${project.short_name}`;
    const body = html`<h1>${project.name}</h1>
      <p>${project.description}</p>
      <p><a class="btn btn-primary" href="${path}/newtask">Contribute</a></p>
      <pre class="long-description">${project.long_description ?? ""}</pre>
      ${governsPage(context, project) ? html`<p><a href="${path}/tasks/">Tasks and settings</a></p>` : ""}`;
    const title = `Project: ${project.name}`;
    return answer(context, { title, body, json: { project: publicProject(project), template: "/projects/project.html", title } });
  });
}
