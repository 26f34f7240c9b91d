import type { RequestContext } from "../backend.ts";
import { ApiError, wrongValue } from "../errors.ts";
import { hasNul, isObject, type Json, type JsonObject, storedJson } from "../json.ts";
import type { Identified, Table } from "../store/index.ts";

/** The body of a POST or PUT: fields, and a file where it was multipart. */
export interface Payload {
  fields: JsonObject;
  file: { name: string; content: Uint8Array } | null;
}

/** The Flask page of a body that is no JSON object although its Content-Type says JSON. */
export class MalformedBodyError extends Error {
  override name = "MalformedBodyError";
}

/**
 * Reads a body. JSON is taken whatever the Content-Type says.
 * @throws MalformedBodyError, ApiError 415
 */
export async function readPayload(context: RequestContext): Promise<Payload> {
  const type = context.req.header("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) return multipart(context);
  const text = await context.req.text();
  const strict = type.startsWith("application/json") && context.req.method === "POST" && text !== "";
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    if (strict) throw new MalformedBodyError();
    if (context.get("dialect") === "bloomberg") throw new ApiError(500, "JSONDecodeError", "Expecting value: line 1 column 1 (char 0)");
    throw new ApiError(415, "ValueError", text === "" ? "Expecting value: line 1 column 1 (char 0)" : "Expecting a JSON object");
  }
  if (!isObject(body)) {
    if (strict) throw new MalformedBodyError();
    throw new ApiError(415, "AttributeError", "the payload has no attribute 'keys'");
  }
  const { link: _link, links: _links, ...fields } = body;
  return { fields, file: null };
}

async function multipart(context: RequestContext): Promise<Payload> {
  // Without its boundaries a form has no fields, as Flask reads it.
  const form = await context.req.formData().catch(() => new FormData());
  const wrapped = form.get("request_json");
  if (context.get("dialect") === "bloomberg" && typeof wrapped === "string") {
    const fields = jsonField(wrapped);
    if (!isObject(fields)) throw new ApiError(415, "AttributeError", "the payload has no attribute 'keys'");
    const [sent] = [...form.values()].filter((value) => value instanceof File);
    return { fields, file: sent === undefined ? null : { name: sent.name, content: new Uint8Array(await sent.arrayBuffer()) } };
  }
  const file = form.get("file");
  if (!(file instanceof File)) throw new ApiError(415, "AttributeError", "Missing file");
  const fields: JsonObject = {};
  for (const [name, value] of form) {
    if (typeof value === "string") fields[name] = name === "info" ? jsonField(value) : numberOrText(value);
  }
  return { fields, file: { name: file.name, content: new Uint8Array(await file.arrayBuffer()) } };
}

function jsonField(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ApiError(415, "ValueError", "Expecting value: line 1 column 1 (char 0)");
  }
}

function numberOrText(text: string): Json {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** @throws ApiError 400 if the fields name one that only the server writes */
export function refuseReserved(fields: JsonObject, reserved: readonly string[]): void {
  if (reserved.some((name) => name in fields)) throw new ApiError(400, "BadRequest", "Reserved keys in payload");
}

/** Fields that are never null. */
const never: Record<string, string[]> = {
  Announcement: ["title", "body"],
  Blogpost: ["title", "body"],
  Category: ["name", "short_name", "description"],
};

/** Only these take any JSON as `info`; all others an object. */
const anyInfo = new Set(["Task", "TaskRun", "Result", "Project"]);

/**
 * The fields as the table's columns take them.
 * @throws ApiError 415 on an unknown field or a value of the wrong type
 */
export function typedFields<R extends Identified>(table: Table<R>, fields: JsonObject): Partial<R> {
  const typed: JsonObject = {};
  for (const [name, value] of Object.entries(fields)) {
    const column = table.columns.find((each) => each.name === name);
    if (!column) throw new ApiError(415, "TypeError", `'${name}' is an invalid keyword argument for ${table.className}`);
    if (hasNul(value))
      throw new ApiError(415, "DataError", "(psycopg2.errors.UntranslatableCharacter) unsupported Unicode escape sequence\n");
    if (name === "info" && !anyInfo.has(table.className) && value !== null && !isObject(value)) {
      throw new ApiError(415, "ValueError", "Attribute 'info' does not accept objects of this type");
    }
    if (value === null && never[table.className]?.includes(name)) {
      const text = `null value in column "${name}" of relation "${table.sql}" violates not-null constraint`;
      throw new ApiError(415, "DBIntegrityError", `(psycopg2.errors.NotNullViolation) ${text}\n`);
    }
    typed[name] = column.kind === "json" ? storedJson(value) : typedValue(column.kind, value);
    if (typeof value === "string" && column.most !== undefined && value.length > column.most) {
      throw new ApiError(
        415,
        "DataError",
        `(psycopg2.errors.StringDataRightTruncation) value too long for type character varying(${column.most})\n`,
      );
    }
  }
  // Every value has just been given its column's type.
  return typed as object as Partial<R>;
}

function typedValue(kind: "integer" | "real" | "text" | "boolean" | "integers", value: Json): Json {
  if (value === null) return null;
  switch (kind) {
    case "integer":
      return numeric("integer", value, (number) => Math.round(number));
    case "real":
      return numeric("double precision", value, (number) => number);
    case "boolean":
      if (typeof value === "boolean") return value;
      if (value === 0 || value === 1) return value === 1;
      throw new ApiError(415, "TypeError", `Not a boolean value: ${JSON.stringify(value)}`);
    case "integers":
      if (Array.isArray(value) && value.every((each) => Number.isInteger(each))) return value;
      throw wrongValue("integer[]", JSON.stringify(value));
    case "text":
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

function numeric(type: string, value: Json, shape: (number: number) => number): number {
  if (typeof value === "boolean") throw wrongValue(type, String(value));
  const number = typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw wrongValue(type, typeof value === "string" ? value : JSON.stringify(value));
  return shape(number);
}
