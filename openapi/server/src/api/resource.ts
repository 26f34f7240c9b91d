import type { Hono } from "hono";
import type { Backend, Environment } from "../backend.ts";
import { ApiError, notFound } from "../errors.ts";
import { headline, rank } from "../full-text.ts";
import { type Json, textOf } from "../json.ts";
import { deleteRecord, findRecord, type Identified, type Selection, selectRecords, type Table } from "../store/index.ts";
import { type Call, refused, userOf } from "./call.ts";
import { limited } from "./limited.ts";
import { listSelection, refuseUnknownArguments } from "./list-query.ts";
import { type Payload, readPayload, refuseReserved, typedFields } from "./payload.ts";

/** What one kind of record does differently from the others. */
export interface Resource<R extends Identified> {
  /** The path below /api, also the name in errors. */
  name: string;
  table: Table<R>;
  /** Fields that only the server writes. */
  reserved: readonly string[];
  /** The SQL that keeps a list to the caller's own projects, with one mark for the user's id; null: never kept so. */
  own: string | null;
  /** Whether only signed-in callers read it. */
  signedIn?: boolean;
  /** More conditions of a list. */
  conditions?(call: Call, query: URLSearchParams): Selection["conditions"];
  mayRead?(call: Call, record: R): boolean;
  /** The record as this caller sees it, before the links. */
  shown?(call: Call, record: R): object;
  /** What `related` adds. */
  related?(call: Call, record: R): object;
  links?(call: Call, record: R): { link: string; links?: string[] };
  create?: (call: Call, payload: Payload) => R;
  /** What is still wrong with a payload that was stored: throws. */
  checkStored?: (payload: Payload) => void;
  /** Changes a record; `changes` have the columns' types. */
  update?: (call: Call, record: R, changes: Partial<R>) => R;
  /** Throws where the record must stay. */
  allowRemoval?: (call: Call, record: R) => void;
}

/** Serves a resource at /api/<name> and /api/<name>/<id>; both share one bucket of the rate limit. */
export function serveResource<R extends Identified>(app: Hono<Environment>, backend: Backend, resource: Resource<R>): void {
  const named = { endpoint: resource.name, target: resource.name };
  const path = `/api/${resource.name}`;
  // Here bloomberg counts the records apart from the list.
  const ofOne = backend.dialect === "bloomberg" ? { ...named, endpoint: `${resource.name}/id` } : named;
  app.get(
    path,
    limited(backend, named, (call) => list(call, resource)),
  );
  app.post(
    path,
    limited(backend, named, (call) => create(call, resource)),
  );
  app.get(
    `${path}/:id{[0-9]+}`,
    limited(backend, ofOne, (call) => one(call, resource)),
  );
  app.put(
    `${path}/:id{[0-9]+}`,
    limited(backend, ofOne, (call) => update(call, resource)),
  );
  app.delete(
    `${path}/:id{[0-9]+}`,
    limited(backend, ofOne, (call) => remove(call, resource)),
  );
  app.all(path, () => methodNotAllowed("HEAD, GET, POST, OPTIONS"));
  app.all(`${path}/:id{[0-9]+}`, () => methodNotAllowed("HEAD, GET, DELETE, OPTIONS, PUT"));
}

function methodNotAllowed(allow: string): Response {
  const body = "<!doctype html>\n<title>405 Method Not Allowed</title>\n<h1>Method Not Allowed</h1>\n";
  return new Response(body, { status: 405, headers: { "Content-Type": "text/html; charset=utf-8", Allow: allow } });
}

function list<R extends Identified>(call: Call, resource: Resource<R>): Response {
  if (resource.signedIn === true && userOf(call) === null) throw refused(call);
  const query = new URL(call.context.req.url).searchParams;
  const user = userOf(call);
  const own = resource.own !== null && user !== null && query.get("all") !== "1" ? [{ sql: resource.own, values: [user.id] }] : [];
  const conditions = [...own, ...(resource.conditions?.(call, query) ?? [])];
  const records = selectRecords(
    call.backend.database,
    resource.table,
    listSelection(resource.table, query, conditions, call.backend.dialect),
  );
  // As on PYBOSSA, what the caller may not read falls out only now, so that pages come back short.
  const readable = records.filter((record) => resource.mayRead?.(call, record) ?? true);
  return Response.json(readable.map((record) => dressed(call, resource, record, query)));
}

function one<R extends Identified>(call: Call, resource: Resource<R>): Response {
  if (resource.signedIn === true && userOf(call) === null) throw refused(call);
  const record = named(call, resource);
  if (!(resource.mayRead?.(call, record) ?? true)) throw refused(call);
  return Response.json(dressed(call, resource, record, new URL(call.context.req.url).searchParams));
}

function dressed<R extends Identified>(call: Call, resource: Resource<R>, record: R, query: URLSearchParams): object {
  return {
    ...(resource.shown?.(call, record) ?? record),
    ...(query.get("related") || query.get("stats") ? resource.related?.(call, record) : {}),
    ...resource.links?.(call, record),
    ...found(record, query),
  };
}

/** What a full-text search adds: the text with its matches marked, and their rank. */
function found<R extends Identified>(record: R, query: URLSearchParams): object {
  const [key, words] = (query.get("info") ?? "").split("|")[0]?.split("::") ?? [];
  if (!query.get("fulltextsearch") || key === undefined || words === undefined || !("info" in record)) return {};
  const text = textOf(record.info as Json, key) ?? "";
  return { headline: headline(text, words), rank: rank(text, words) };
}

async function create<R extends Identified>(call: Call, resource: Resource<R>): Promise<Response> {
  refuseUnknownArguments(resource.table, new URL(call.context.req.url).searchParams);
  const payload = await readPayload(call.context);
  const { create: make } = resource;
  refuseReserved(payload.fields, resource.reserved);
  if (!make) throw notAllowed();
  const record = call.backend.database.transaction(() => make(call, payload));
  resource.checkStored?.(payload);
  return Response.json(record);
}

async function update<R extends Identified>(call: Call, resource: Resource<R>): Promise<Response> {
  refuseUnknownArguments(resource.table, new URL(call.context.req.url).searchParams);
  const { fields } = await readPayload(call.context);
  const { update: change } = resource;
  if (!change) throw notAllowed();
  const record = named(call, resource);
  refuseReserved(fields, resource.reserved);
  const changes = typedFields(resource.table, fields);
  return Response.json(call.backend.database.transaction(() => change(call, record, changes)));
}

function remove<R extends Identified>(call: Call, resource: Resource<R>): Response {
  refuseUnknownArguments(resource.table, new URL(call.context.req.url).searchParams);
  const { allowRemoval } = resource;
  if (!allowRemoval) throw notAllowed();
  const record = named(call, resource);
  call.backend.database.transaction(() => {
    allowRemoval(call, record);
    deleteRecord(call.backend.database, resource.table, record.id);
  });
  return new Response(null, { status: 204, headers: { "Content-Type": "application/json" } });
}

function named<R extends Identified>(call: Call, { table }: Resource<R>): R {
  const record = findRecord(call.backend.database, table, Number(call.context.req.param("id")));
  if (record === null) throw notFound();
  return record;
}

function notAllowed(): ApiError {
  return new ApiError(405, "MethodNotAllowed", "405 Method Not Allowed: The method is not allowed for the requested URL.");
}
