import { strToU8, zipSync } from "fflate";
import type { Hono } from "hono";
import { html } from "hono/html";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import { PageError } from "../errors.ts";
import { isObject, type Json } from "../json.ts";
import { answer } from "../pages/answering.ts";
import { governsPage, readableProject } from "../pages/presenter.ts";
import { type Identified, type Project, recordOf, results, type Table, taskRuns, tasks } from "../store/index.ts";

type Exported = Table<Identified & { info: Json }>;

const tables: Record<string, Exported> = { task: tasks, task_run: taskRuns, result: results };

/**
 * The ZIP exports. The first one made is kept and served again, as on PYBOSSA: answers that came later are not in it.
 * Its file also lies among the uploads, for everybody who knows its name.
 */
export function serveExport(app: Hono<Environment>, backend: Backend): void {
  app.get("/project/:shortName/tasks/export", (context) => {
    const project = readableProject(backend, context);
    if (project.zip_download !== true && !governsPage(context, project)) {
      throw new PageError(context.get("caller").user === null ? 401 : 403);
    }
    const { type, format } = context.req.query();
    if (type === undefined && format === undefined) return exportPage(context, project);
    const table = tables[type ?? ""];
    if (type === undefined || table === undefined || format === undefined) throw new PageError(404);
    if (format !== "json" && format !== "csv") throw new PageError(415);
    const container = `user_${project.owner_id}`;
    const name = `${project.id}_${project.short_name}_${type}_${format}.zip`;
    const bytes = backend.uploads.read(container, name) ?? made(backend, project, type, table, format, container, name);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": `attachment; filename=${encodeURIComponent(name)}`,
        "Cache-Control": "public, max-age=43200",
      },
    });
  });
}

function made(
  backend: Backend,
  project: Project,
  type: string,
  table: Exported,
  format: "json" | "csv",
  container: string,
  name: string,
): Uint8Array {
  const rows = backend.database.all(`SELECT * FROM ${table.sql} WHERE project_id = ? ORDER BY id`, [project.id]);
  const records = rows.map((row) => recordOf(table, row));
  const stem = `${project.short_name}_${type}`;
  const files: Record<string, Uint8Array> =
    format === "json"
      ? { [`${stem}.json`]: strToU8(JSON.stringify(records)) }
      : {
          [`${stem}.csv`]: strToU8(csvText(records.map((record) => ({ ...record, ...flattened("info", record.info) })))),
          [`${stem}_info_only.csv`]: strToU8(csvText(records.map(({ info }) => flattened("", info)))),
        };
  const bytes = zipSync(files);
  backend.uploads.keep(container, name, bytes);
  return bytes;
}

/** An object's leaves, their paths joined by `_`. */
function flattened(prefix: string, value: Json): Record<string, Json> {
  if (!isObject(value) && !Array.isArray(value)) return { [prefix || "info"]: value };
  const leaves: Record<string, Json> = {};
  for (const [key, part] of Object.entries(value)) Object.assign(leaves, flattened(prefix === "" ? key : `${prefix}_${key}`, part));
  return leaves;
}

function csvText(rows: Record<string, Json>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? null))];
  return `${lines.map((cells) => cells.map(csvCell).join(",")).join("\n")}\n`;
}

function csvCell(value: Json): string {
  const text = value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function exportPage(context: RequestContext, project: Project) {
  const title = `Project: ${project.name} · Export`;
  const kinds = Object.keys(tables).flatMap((type) => ["json", "csv"].map((format) => ({ type, format })));
  const body = html`<h1>${project.name}: Export</h1>
    <ul>${kinds.map(({ type, format }) => html`<li><a href="?type=${type}&format=${format}">${type}, ${format}</a></li>`)}</ul>`;
  return answer(context, { title, body, json: { template: "/projects/export.html", title } });
}
