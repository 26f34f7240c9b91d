import { randomUUID } from "node:crypto";
import { passwordHash } from "../accounts.ts";
import type { Call } from "../api/call.ts";
import { governs, refused, userOf } from "../api/call.ts";
import { link } from "../api/limited.ts";
import { type Payload, readPayload, typedFields } from "../api/payload.ts";
import { hasResult, projectStats, refuseUnfit, withOwner } from "../api/project.ts";
import type { Resource } from "../api/resource.ts";
import { timestamp } from "../clock.ts";
import { ApiError } from "../errors.ts";
import { isObject, type JsonObject, storedJson } from "../json.ts";
import { type BloombergProject, bloombergProjects, countOf, insertRecord, type Project, updateRecord } from "../store/index.ts";
import { hasPassword, openToVolunteer } from "./access.ts";

const publicInfo = ["container", "thumbnail", "thumbnail_url", "tutorial", "sched"];

const publicFields = [
  "id",
  "created",
  "updated",
  "name",
  "short_name",
  "description",
  "long_description",
  "published",
  "featured",
  "owner_id",
  "category_id",
  "owners_ids",
];

const mostBytes = 2 * 1024 * 1024;

/** Projects: made by subadmins and admins, seen by volunteers once published with a password. */
export const bloombergProjectResource: Resource<BloombergProject> = {
  name: "project",
  table: bloombergProjects,
  reserved: ["id", "created", "updated", "completed", "contacted", "secret_key"],
  own: "owner_id = ?",
  signedIn: true,
  mayRead(call, project) {
    const user = userOf(call);
    return user !== null && (seesAll(call, project) || openToVolunteer(project, user.id));
  },
  shown: (call, project) => (seesAll(call, project) ? project : publicProject(project)),
  related({ context, backend }) {
    if (!new URL(context.req.url).searchParams.get("stats")) return {};
    // As measured: the figures of the server's first project, whichever was asked for.
    return { stats: projectStats(countOf(backend.database, "SELECT min(id) AS n FROM project", [])) };
  },
  links: ({ context }, { id, category_id }) => ({
    links: category_id === null ? [] : [link(context, "category", "category", category_id)],
    link: link(context, "self", "project", id),
  }),
  create,
  update(call, project, changes) {
    if (!governs(call, project)) throw refused(call);
    if (changes.short_name !== undefined && changes.short_name !== project.short_name)
      throw new ApiError(403, "Forbidden", "Cannot change short_name via API");
    refuseLarge(call);
    const { database, now } = call.backend;
    if (changes.info === null) throw new ApiError(415, "AttributeError", "'NoneType' object has no attribute 'keys'");
    refuseUnfit(database, changes, project.id);
    // Merged, not replaced: keys that are not named stay, and none can be removed.
    const info = storedJson({ ...project.info, ...changes.info }) as JsonObject;
    const owners_ids = changes.owners_ids ?? withOwner(project.owners_ids, changes.owner_id);
    const changed = { ...project, ...changes, info, owners_ids, updated: timestamp(now()) };
    updateRecord(database, bloombergProjects, project.id, changed);
    return changed;
  },
  allowRemoval(call, project) {
    if (!governs(call, project) || hasResult(call.backend.database, project.id)) throw refused(call);
  },
};

/** All but volunteers see a project whole; subadmins only others' projects with a password. */
export function seesAll(call: Call, project: Project): boolean {
  return governs(call, project) || (userOf(call)?.subadmin === true && hasPassword(project));
}

function publicProject(project: Project): object {
  const shown = Object.fromEntries(Object.entries(project).filter(([name]) => publicFields.includes(name)));
  return { ...shown, info: Object.fromEntries(Object.entries(project.info).filter(([key]) => publicInfo.includes(key))) };
}

function create(call: Call, { fields }: Payload): BloombergProject {
  const user = userOf(call);
  if (user === null || !(user.admin || user.subadmin)) throw refused(call);
  refuseLarge(call);
  if ("published" in fields) throw refused(call);
  const { password, ...rest } = fields;
  const info = isObject(rest.info) ? rest.info : {};
  refuseIncomplete(fields, info);
  const given = typedFields(bloombergProjects, rest);
  const { database, now } = call.backend;
  const description = given.description ?? (given.long_description ?? "").slice(0, 255);
  refuseUnfit(database, { name: "", short_name: "", ...given, description }, null);
  const time = timestamp(now());
  const kept = {
    ...info,
    data_access: dataAccess(info),
    passwd_hash: passwordHash(typeof password === "string" ? password : JSON.stringify(password)),
  };
  const project = {
    created: time,
    updated: time,
    name: given.name ?? "",
    short_name: given.short_name ?? "",
    description,
    long_description: given.long_description ?? null,
    webhook: given.webhook ?? null,
    allow_anonymous_contributors: given.allow_anonymous_contributors ?? true,
    published: false,
    hidden: given.hidden ?? false,
    featured: given.featured ?? false,
    secret_key: randomUUID(),
    zip_download: given.zip_download ?? true,
    contacted: false,
    owner_id: user.id,
    category_id: given.category_id ?? countOf(database, "SELECT min(id) AS n FROM category", []),
    info: storedJson(kept) as JsonObject,
    email_notif: given.email_notif ?? false,
    owners_ids: [user.id],
  };
  return { id: insertRecord(database, bloombergProjects, project), ...project };
}

/** Refuses what the server asks of every project, in its order. @throws ApiError 400 */
function refuseIncomplete(fields: JsonObject, info: JsonObject): void {
  const missing = (text: string) => new ApiError(400, "BadRequest", text);
  if (!fields.description && !fields.long_description) throw missing("description or long description required");
  if (!fields.password) throw missing("password required");
  const classes = isObject(info.data_classification) ? info.data_classification : {};
  if (!classes.input_data || !classes.output_data) throw missing("Project must have a data classification for input and output data");
  const kpi = Number(info.kpi);
  if (info.kpi === undefined || !(kpi >= 0.1 && kpi <= 120)) throw missing("KPI required");
  if (!info.product || !info.subproduct) throw missing("Product and subproduct required");
  if (!fields.name) throw missing("Name required");
  if (!fields.short_name) throw missing("Short_name required");
}

/** The levels that the project's data classes begin with, as `L4`. */
function dataAccess(info: JsonObject): string[] {
  const classes = isObject(info.data_classification) ? Object.values(info.data_classification) : [];
  return [...new Set(classes.flatMap((name) => (typeof name === "string" ? (/^L\d/.exec(name) ?? []) : [])))].slice(0, 1);
}

function refuseLarge({ context }: Call): void {
  if (Number(context.req.header("content-length") ?? 0) <= mostBytes) return;
  throw new ApiError(
    400,
    "BadRequest",
    "The task presenter/guidelines content exceeds 2 MB. Please move large content to an external file.",
  );
}

/** A copy with a name and a password of its own, without tasks. @throws ApiError 400 without them, 415 where the name is taken */
export async function cloneProject(call: Call, project: BloombergProject): Promise<BloombergProject> {
  const { fields } = await readPayload(call.context);
  const text = (key: string) => {
    const value = fields[key];
    if (typeof value !== "string" || value === "") throw new ApiError(400, "BadRequest", `${key} required`);
    return value;
  };
  const { database, now } = call.backend;
  const named = { name: text("name"), short_name: text("short_name") };
  refuseUnfit(database, { ...named, description: project.description }, null);
  const time = timestamp(now());
  const user = userOf(call);
  const owner_id = user?.id ?? project.owner_id;
  const { id: _, ...copied } = project;
  const info = { ...project.info, passwd_hash: passwordHash(text("password")) };
  const copy = { ...copied, ...named, created: time, updated: time, secret_key: randomUUID(), owner_id, owners_ids: [owner_id], info };
  return { id: insertRecord(database, bloombergProjects, copy), ...copy };
}
