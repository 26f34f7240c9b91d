import type { Hono } from "hono";
import { html } from "hono/html";
import { typedFields } from "../api/index.ts";
import { refuseUnfit } from "../api/project.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { timestamp } from "../clock.ts";
import { ApiError } from "../errors.ts";
import { formDone, readForm } from "../pages/answering.ts";
import { type Project, projects, updateRecord } from "../store/index.ts";
import { formPage, governedProject } from "./project-form.ts";

const mostPresenter = 2 * 1024 * 1024;

/** The forms of a project itself: its texts, and its task presenter. */
export function serveProjectSettings(app: Hono<Environment>, backend: Backend): void {
  app.get("/project/:shortName/update", (context) => settingsPage(backend, context, governedProject(backend, context), {}));
  app.post("/project/:shortName/update", async (context) => {
    const { fields } = await readForm(backend, context);
    const project = governedProject(backend, context);
    try {
      change(backend, project, fields);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return settingsPage(backend, context, project, { name: [error.message.split("\n")[0] ?? ""] });
    }
    return formDone(context, "Project updated!", `/project/${encodeURIComponent(project.short_name)}/`);
  });
  const editor = "/project/:shortName/tasks/taskpresentereditor";
  app.get(editor, (context) => editorPage(backend, context, governedProject(backend, context), null));
  app.post(editor, async (context) => {
    const { fields } = await readForm(backend, context);
    const project = governedProject(backend, context);
    const text = fields.editor ?? "";
    if (backend.dialect === "bloomberg" && Buffer.byteLength(text) > mostPresenter) {
      return editorPage(
        backend,
        context,
        project,
        "The task presenter content exceeds 2 MB. Please move large content to an external file.",
      );
    }
    const info = { ...project.info, task_presenter: text };
    updateRecord(backend.database, projects, project.id, { info, updated: timestamp(backend.now()) });
    // As measured: bloomberg shows the editor again.
    if (backend.dialect === "bloomberg") return editorPage(backend, context, { ...project, info }, null);
    return formDone(context, '<i class="icon-ok"></i> Task presenter added!', `/project/${encodeURIComponent(project.short_name)}/tasks/`);
  });
}

const changeable = ["name", "description", "long_description", "webhook", "category_id", "allow_anonymous_contributors", "zip_download"];

function change({ database, now }: Backend, project: Project, fields: Record<string, string>): void {
  const given = Object.entries(fields).filter(([name]) => changeable.includes(name));
  const value = (text: string) => (/^(true|false)$/.test(text) ? text === "true" : text === "" || text === "null" ? null : text);
  const changes = typedFields(projects, Object.fromEntries(given.map(([name, text]) => [name, value(text)])));
  refuseUnfit(database, changes, project.id);
  updateRecord(database, projects, project.id, { ...changes, updated: timestamp(now()) });
}

function settingsPage(backend: Backend, context: RequestContext, project: Project, errors: Record<string, string[]>) {
  const { id, name, short_name, description, long_description, category_id, allow_anonymous_contributors, webhook, zip_download } = project;
  const protect = typeof project.info.passwd_hash === "string";
  const texts = { name, short_name, description, long_description, webhook };
  return formPage(backend, context, project, {
    heading: "Update",
    template: "/projects/update.html",
    fields: html`${errors.name ? html`<p class="alert alert-danger" role="alert">${errors.name.join(" ")}</p>` : ""}
      <div class="form-group"><label for="name">Name</label> <input class="form-control" id="name" name="name" value="${name}" required></div>
      <div class="form-group"><label for="description">Description</label>
        <input class="form-control" id="description" name="description" value="${description}" required></div>
      <div class="form-group"><label for="long_description">Long description</label>
        <textarea class="form-control" id="long_description" name="long_description">${long_description ?? ""}</textarea></div>`,
    button: "Save",
    values: { ...texts, id, category_id, allow_anonymous_contributors, zip_download, protect, password: null, csrf_token: null, errors },
  });
}

function editorPage(backend: Backend, context: RequestContext, project: Project, complaint: string | null) {
  const text = typeof project.info.task_presenter === "string" ? project.info.task_presenter : "";
  return formPage(backend, context, project, {
    heading: "Task Presenter Editor",
    template: "projects/task_presenter_editor.html",
    fields: html`${complaint === null ? "" : html`<p class="alert alert-danger" role="alert">${complaint}</p>`}
      <label for="editor">Task presenter, as HTML</label>
      <textarea class="form-control" id="editor" name="editor" rows="20">${text}</textarea>`,
    button: "Save",
    values: { editor: text, id: project.id },
    more: complaint === null ? {} : { flash: complaint, status: "error" },
  });
}
