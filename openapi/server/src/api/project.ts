import { randomUUID } from "node:crypto";
import { timestamp } from "../clock.ts";
import { ApiError } from "../errors.ts";
import { isObject, type Json } from "../json.ts";
import { countOf, type Database, findRecord, insertRecord, type Project, projects, updateRecord } from "../store/index.ts";
import { governs, mayRead, refused, userOf } from "./call.ts";
import { link } from "./limited.ts";
import { typedFields } from "./payload.ts";
import type { Resource } from "./resource.ts";

/** The only keys of a project's `info` that volunteers see. */
const publicInfo = ["container", "thumbnail", "thumbnail_url", "task_presenter", "tutorial", "sched"];

const publicFields = [
  "id",
  "created",
  "updated",
  "name",
  "short_name",
  "description",
  "long_description",
  "featured",
  "owner_id",
  "category_id",
  "info",
  "owners_ids",
];

/** Words that are addresses of the server's own. */
const systemWords = ["category", "featured", "draft", "historical_contributions", "new", "search", "admin", "static", "api"];

export const projectResource: Resource<Project> = {
  name: "project",
  table: projects,
  reserved: ["id", "created", "updated", "completed", "contacted", "secret_key"],
  own: "owner_id = ?",
  mayRead,
  shown: (call, project) => (governs(call, project) ? project : publicProject(project)),
  related(call, { id }) {
    if (!new URL(call.context.req.url).searchParams.get("stats")) return {};
    return { stats: projectStats(id) };
  },
  links: ({ context }, { id, category_id }) => ({
    links: category_id === null ? [] : [link(context, "category", "category", category_id)],
    link: link(context, "self", "project", id),
  }),
  create(call, { fields }) {
    const user = userOf(call);
    refusePublishing(fields);
    const given = typedFields(projects, fields);
    if (user === null) throw refused(call);
    const { database, now } = call.backend;
    refuseUnfit(database, { name: "", short_name: "", description: "", ...given }, null);
    const time = timestamp(now());
    const project = {
      created: time,
      updated: time,
      name: given.name ?? "",
      short_name: given.short_name ?? "",
      description: given.description ?? "",
      long_description: given.long_description ?? null,
      webhook: given.webhook ?? null,
      allow_anonymous_contributors: given.allow_anonymous_contributors ?? true,
      published: false,
      featured: given.featured ?? false,
      secret_key: randomUUID(),
      zip_download: given.zip_download ?? true,
      contacted: false,
      owner_id: user.id,
      category_id: given.category_id ?? countOf(database, "SELECT min(id) AS n FROM category", []),
      info: given.info ?? {},
      owners_ids: [user.id],
    };
    return { id: insertRecord(database, projects, project), ...project };
  },
  update(call, project, changes) {
    if (!governs(call, project)) throw refused(call);
    refusePublishing(changes);
    const { database, now } = call.backend;
    refuseUnfit(database, changes, project.id);
    const owners_ids = changes.owners_ids ?? withOwner(project.owners_ids, changes.owner_id);
    const changed = { ...project, ...changes, owners_ids, updated: timestamp(now()) };
    updateRecord(database, projects, project.id, changed);
    return changed;
  },
  allowRemoval(call, project) {
    if (!governs(call, project) || hasResult(call.backend.database, project.id)) throw refused(call);
  },
};

/** A new owner becomes a co-owner as well. */
export function withOwner(owners: number[], owner: number | undefined): number[] {
  return owner === undefined || owners.includes(owner) ? owners : [...owners, owner];
}

/** A project as anybody sees it. */
export function publicProject(project: Project): Partial<Project> {
  const shown: Partial<Project> = Object.fromEntries(Object.entries(project).filter(([name]) => publicFields.includes(name)));
  return { ...shown, info: Object.fromEntries(Object.entries(project.info).filter(([key]) => publicInfo.includes(key))) };
}

/** The statistics that a background job would refresh; without that job they stay 0, as measured. */
export function projectStats(projectId: number) {
  const zero = { n_tasks: 0, n_task_runs: 0, n_results: 0, n_volunteers: 0, n_completed_tasks: 0, overall_progress: 0 };
  return { id: projectId, project_id: projectId, ...zero, average_time: 0, n_blogposts: 0, last_activity: "0", info: {} };
}

export function hasResult(database: Database, projectId: number): boolean {
  return countOf(database, "SELECT count(*) AS n FROM result WHERE project_id = ?", [projectId]) > 0;
}

function refusePublishing(fields: object): void {
  if ("published" in fields) throw new ApiError(403, "Forbidden", "You cannot publish a project via the API");
}

/** Refuses fields that the database would not take; `id` is the project that they go to, null for a new one. */
export function refuseUnfit(database: Database, fields: Partial<Project>, id: number | null): void {
  const { category_id, info, short_name } = fields;
  if (info !== undefined && !isObject(info)) {
    throw new ApiError(415, "ValueError", `Attribute 'info' does not accept objects of type <class '${pythonType(info)}'>`);
  }
  if (short_name !== undefined && systemWords.includes(short_name)) {
    throw new ApiError(415, "ValueError", "Project short_name is not valid, as it's used by the system.");
  }
  if (category_id != null && findCategory(database, category_id) === 0) {
    throw new ApiError(400, "BadRequest", "category_id does not exist");
  }
  const statement = `\n\n[SQL: ${id === null ? "INSERT INTO project (…) VALUES (…)" : "UPDATE project SET …"}]`;
  for (const name of ["name", "short_name", "description"] as const) {
    if (name in fields && !fields[name]) {
      const text = `null value in column "${name}" of relation "project" violates not-null constraint`;
      throw new ApiError(415, "DBIntegrityError", `(psycopg2.errors.NotNullViolation) ${text}${statement}`);
    }
  }
  for (const name of ["name", "short_name"] as const) {
    const value = fields[name];
    if (value !== undefined && database.get(`SELECT id FROM project WHERE ${name} = ? AND id IS NOT ?`, [value, id]) !== null) {
      const text = `duplicate key value violates unique constraint "project_${name}_key"\nDETAIL:  Key (${name})=(${value}) already exists.\n`;
      throw new ApiError(415, "DBIntegrityError", `(psycopg2.errors.UniqueViolation) ${text}${statement}`);
    }
  }
}

function findCategory(database: Database, id: number): number {
  return countOf(database, "SELECT count(*) AS n FROM category WHERE id = ?", [id]);
}

function pythonType(value: Json): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  return typeof value === "number" ? "int" : "dict";
}

/** A project by its short name. */
export function findProject(database: Database, shortName: string): Project | null {
  const row = database.get("SELECT id FROM project WHERE short_name = ?", [shortName]);
  return row === null ? null : findRecord(database, projects, Number(row.id));
}
