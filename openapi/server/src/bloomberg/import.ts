import type { Hono } from "hono";
import { html } from "hono/html";
import { typedFields } from "../api/payload.ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { ApiError, PageError } from "../errors.ts";
import { CsvError } from "../forms/csv.ts";
import { formPage, governedProject } from "../forms/project-form.ts";
import { answer, formDone, readForm } from "../pages/answering.ts";
import { type BloombergTask, bloombergTasks, findRecord, type Project, projects } from "../store/index.ts";
import { type BloombergRow, bloombergRows } from "./csv.ts";
import { addBloombergTask, duplicateOf } from "./task.ts";

const atOnce = 200;

/** The CSV import. In JSON mode it always answers 200; what came of it is in the message. */
export function serveImport(app: Hono<Environment>, backend: Backend): void {
  const path = "/project/:shortName/tasks/import";
  app.get(path, (context) => {
    const { type } = context.req.query();
    if (type !== undefined && type !== "localCSV") throw new PageError(404);
    const project = governedProject(backend, context);
    return type === undefined ? importersPage(context, project) : importPage(backend, context, project, null);
  });
  app.post(path, async (context) => {
    const { fields, files } = await readForm(backend, context);
    const project = governedProject(backend, context);
    const type = context.req.query("type") ?? fields.form_name;
    if (type !== "localCSV") throw new PageError(404);
    const here = `/project/${encodeURIComponent(project.short_name)}/tasks/`;
    const again = `${here}import?type=localCSV`;
    let table: ReturnType<typeof bloombergRows>;
    try {
      table = bloombergRows((await files.file?.text()) ?? "");
    } catch (error) {
      if (error instanceof CsvError) return importPage(backend, context, project, error.message, fields.do_not_validate_tp !== undefined);
      throw error;
    }
    const missing = unknownFields(project, table.names);
    if (missing.length > 0 && fields.do_not_validate_tp === undefined) {
      const flash = `Task presenter code uses fields not in import. Fields missing from import: ${missing.join(", ")}`;
      return formDone(context, flash, again, "message");
    }
    if (table.rows.length > atOnce) {
      importLater(backend, project.id, table.rows);
      const flash =
        "You're trying to import a large amount of tasks, so please be patient.            You will receive an email when the tasks are ready.";
      return formDone(context, flash, here, "message");
    }
    const { added, invalid } = importSome(backend, project, table.rows);
    const failed = invalid === 0 ? "" : `${invalid} task import failed due to invalid n_answers.`;
    if (added === 0) return formDone(context, `It looks like there were no new records to import. ${failed}`, again, "message");
    const skipped = table.rows.length - added - invalid;
    const flash = `${added} new ${added === 1 ? "task was" : "tasks were"} imported successfully. ${skipped === 0 ? "" : `${skipped} tasks not imported. `}${failed}`;
    return formDone(context, flash, here, "message");
  });
}

/** Names of `info` that the presenter's text reads and the file lacks. */
function unknownFields({ info }: Project, names: string[]): string[] {
  const text = typeof info.task_presenter === "string" ? info.task_presenter : "";
  return [...new Set([...text.matchAll(/\.info\.(\w+)/g)].map(([, name = ""]) => name))].filter((name) => !names.includes(name));
}

function importSome(backend: Backend, project: Project, rows: BloombergRow[]): { added: number; invalid: number } {
  let added = 0;
  let invalid = 0;
  backend.database.transaction(() => {
    for (const { fields, info, gold } of rows) {
      const task = taskOf(fields);
      if (task === null) invalid += 1;
      else if (duplicateOf(backend, project.id, info) === null) {
        addBloombergTask(backend, project, { ...task, info, ...(gold === null ? {} : { gold_answers: gold }) });
        added += 1;
      }
    }
  });
  return { added, invalid };
}

function taskOf(fields: Record<string, string>): Partial<BloombergTask> | null {
  try {
    return typedFields(bloombergTasks, fields);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

function importLater(backend: Backend, projectId: number, rows: BloombergRow[]): void {
  let from = 0;
  backend.background.add(() => {
    const project = findRecord(backend.database, projects, projectId);
    if (project === null) return true;
    importSome(backend, project, rows.slice(from, from + atOnce));
    from += atOnce;
    return from >= rows.length;
  });
}

/** The kinds of import that there are. */
function importersPage(context: RequestContext, project: Project) {
  const title = `Project: ${project.name} · Import Tasks`;
  const body = html`<h1>${project.name}: Import Tasks</h1><p><a href="?type=localCSV">A CSV file</a></p>`;
  const json = {
    form: null,
    available_importers: ["projects/tasks/localCSV.html"],
    project,
    template: "/projects/task_import_options.html",
    title,
  };
  return answer(context, { title, body, json });
}

function importPage(backend: Backend, context: RequestContext, project: Project, error: string | null, unchecked = false) {
  const complaint = error === null ? {} : { flash: error, status: "error" };
  return formPage(backend, context, project, {
    heading: "Import Tasks",
    template: "/projects/importers/localCSV.html",
    fields: html`<input type="hidden" name="form_name" value="localCSV">
      ${error === null ? "" : html`<p class="alert alert-danger" role="alert">${error}</p>`}
      <div class="form-group"><label for="file">CSV file</label> <input id="file" name="file" type="file" accept=".csv" required></div>
      <p><label><input type="checkbox" name="do_not_validate_tp"> Do not compare the columns with the presenter</label></p>`,
    button: "Import",
    values: { form_name: "localCSV", do_not_validate_tp: unchecked, csrf_token: null, errors: {} },
    more: { available_importers: ["projects/tasks/localCSV.html"], ...complaint },
  });
}
