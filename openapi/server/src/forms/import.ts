import type { Hono } from "hono";
import { html } from "hono/html";
import { typedFields } from "../api/index.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { ApiError, PageError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { readForm, redirect } from "../pages/answering.ts";
import { type Project, type Task, tasks } from "../store/index.ts";
import { addTask, hasTaskWith } from "../tasks.ts";
import { CsvError, type ImportedRow, importedRows } from "./csv.ts";
import { formPage, governedProject } from "./project-form.ts";

/** As many rows are imported while the browser waits; more go on in the background. */
const atOnce = 200;

/** The CSV import. It has no rate limit; how far a long one is shows only in the number of tasks. */
export function serveImport(app: Hono<Environment>, backend: Backend): void {
  app.get("/project/:shortName/tasks/import", (context) => {
    const project = governedProject(backend, context);
    const type = context.req.query("type");
    if (type !== undefined && type !== "localCSV") throw new PageError(404);
    return importPage(backend, context, project, type === undefined ? null : "localCSV", {});
  });
  app.post("/project/:shortName/tasks/import", async (context) => {
    const { fields, files } = await readForm(backend, context);
    const project = governedProject(backend, context);
    const type = context.req.query("type") ?? fields.form_name;
    if (type !== "localCSV") throw new PageError(404);
    const { file } = files;
    if (file === undefined || !file.name.toLowerCase().endsWith(".csv")) {
      return importPage(backend, context, project, "localCSV", { file: ["Choose a file whose name ends in .csv"] });
    }
    let rows: ImportedRow[];
    try {
      rows = importedRows(await file.text());
    } catch (error) {
      if (error instanceof CsvError) return importPage(backend, context, project, "localCSV", { file: [error.message] });
      throw error;
    }
    if (rows.length <= atOnce) {
      if (!importSome(backend, project.id, rows)) throw new PageError(500);
    } else {
      importLater(backend, project.id, rows);
    }
    return redirect(context, `/project/${project.short_name}/tasks/`);
  });
}

/** Imports rows up to the first that the table does not take; false if there was one. Rows whose info exists are skipped. */
function importSome({ database, now }: Backend, projectId: number, rows: ImportedRow[]): boolean {
  return database.transaction(() => {
    for (const row of rows) {
      const fields = row === null ? null : taskFields(row.task);
      if (row === null || fields === null) return false;
      if (!hasTaskWith(database, projectId, row.info)) addTask(database, { ...fields, project_id: projectId, info: row.info }, now());
    }
    return true;
  });
}

/** The fields with their columns' types, or null where one does not fit. */
function taskFields(task: JsonObject): Partial<Task> | null {
  try {
    return typedFields(tasks, task);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

function importLater(backend: Backend, projectId: number, rows: ImportedRow[]): void {
  let from = 0;
  backend.background.add(() => {
    const part = rows.slice(from, from + atOnce);
    from += atOnce;
    const gone = backend.database.get("SELECT id FROM project WHERE id = ?", [projectId]) === null;
    return gone || !importSome(backend, projectId, part) || from >= rows.length;
  });
}

function importPage(
  backend: Backend,
  context: RequestContext,
  project: Project,
  type: "localCSV" | null,
  errors: Record<string, string[]>,
) {
  const values = type === null ? null : { file: null, form_name: type, errors };
  const more = type === null ? { available_importers: ["projects/tasks/localCSV.html"], form: null } : {};
  return formPage(backend, context, project, {
    heading: "Import Tasks",
    template: type === null ? "/projects/task_import_options.html" : "/projects/importers/localCSV.html",
    fields: html`<input type="hidden" name="form_name" value="localCSV">
      ${Object.values(errors).map((texts) => html`<p class="alert alert-danger" role="alert">${texts.join(" ")}</p>`)}
      <div class="form-group"><label for="file">CSV file</label> <input id="file" name="file" type="file" accept=".csv" required></div>`,
    button: "Import",
    values,
    more,
  });
}
