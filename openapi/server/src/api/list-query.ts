import type { Dialect } from "../backend.ts";
import { ApiError, unknownAttribute, wrongValue } from "../errors.ts";
import { parseQuery } from "../full-text.ts";
import type { ColumnKind, Identified, Selection, SqlValue, Table } from "../store/index.ts";

type Condition = Selection["conditions"][number];

const parameters = [
  "limit",
  "offset",
  "last_id",
  "orderby",
  "desc",
  "all",
  "related",
  "stats",
  "full",
  "participated",
  "fulltextsearch",
  "api_key",
];

/**
 * What a list's query string asks for: paging, order, and equality with columns. `last_id` beats `offset` and
 * `desc`; `created` is a prefix; `project_id` takes several ids and, without any digit, is ignored.
 * @throws ApiError 415 on an unknown filter or a value of the wrong type
 */
export function listSelection<R extends Identified>(
  table: Table<R>,
  query: URLSearchParams,
  conditions: Condition[],
  dialect: Dialect,
): Selection {
  const full = Boolean(query.get("fulltextsearch"));
  const filters = [...query]
    .filter(([name]) => !parameters.includes(name))
    .flatMap(([name, value]) => (dialect === "bloomberg" ? bound(table, query, name, value) : null) ?? condition(table, name, value, full));
  const lastId = query.get("last_id");
  const after = lastId ? [{ sql: "id > ?", values: [integer(lastId)] }] : [];
  return {
    conditions: [...conditions, ...filters, ...after],
    orderBy: `${orderColumn(table, query.get("orderby"))}${lastId || !isTrue(query.get("desc")) ? "" : " DESC"}`,
    limit: rowCount(query.get("limit"), "LIMIT", 20, 100),
    offset: lastId ? 0 : rowCount(query.get("offset"), "OFFSET", 0, Number.MAX_SAFE_INTEGER),
  };
}

/** What to order by: a column, or how many have marked a task. @throws ApiError 415 if the table has no such column */
export function orderColumn<R extends Identified>(table: Table<R>, name: string | null): string {
  if (!name) return "id";
  if (!table.columns.some((column) => column.name === name)) throw unknownAttribute(table.className, name);
  return name === "fav_user_ids" ? "coalesce(json_array_length(fav_user_ids), 0)" : name;
}

/** PYBOSSA's loose boolean. @throws ApiError 415 */
export function isTrue(text: string | null): boolean {
  const value = (text ?? "").trim().toLowerCase();
  if (["true", "yes", "on", "y", "t", "1"].includes(value)) return true;
  if (["", "false", "no", "off", "n", "f", "0"].includes(value)) return false;
  throw new ApiError(415, "ValueError", `Invalid literal for boolean: "${text}"`);
}

/** @throws ApiError 415 on an argument that is neither the key nor a column (POST, PUT and DELETE) */
export function refuseUnknownArguments<R extends Identified>(table: Table<R>, query: URLSearchParams): void {
  for (const name of query.keys()) {
    if (name !== "api_key" && !table.columns.some((column) => column.name === name)) throw unknownAttribute(table.className, name);
  }
}

function rowCount(text: string | null, clause: "LIMIT" | "OFFSET", otherwise: number, most: number): number {
  if (text === null || !/^\s*[-+]?\d+\s*$/.test(text)) return otherwise;
  return Math.min(notNegative(Number(text), clause), most);
}

/** @throws ApiError 415 */
export function notNegative(number: number, clause: "LIMIT" | "OFFSET"): number {
  if (number < 0) {
    const kind = clause === "LIMIT" ? "InvalidRowCountInLimitClause" : "InvalidRowCountInResultOffsetClause";
    throw new ApiError(415, "DataError", `(psycopg2.errors.${kind}) ${clause} must not be negative\n`);
  }
  return number;
}

function integer(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw wrongValue("integer", text);
  return Number(text);
}

/** bloomberg's bounds of times, and its filter by co-owner; null where the name means something else. */
function bound<R extends Identified>(table: Table<R>, query: URLSearchParams, name: string, text: string): Condition[] | null {
  if (name === "created_from") return [{ sql: "created > ?", values: [text] }];
  if (name === "created_to") return [{ sql: "created <= ?", values: [text] }];
  if (table.sql === "task_run") {
    if (name === "from_finish_time" || name === "finish_time") return [{ sql: "finish_time >= ?", values: [text] }];
    if (name === "to_finish_time") {
      const hasFrom = Boolean(query.get("from_finish_time") || query.get("finish_time"));
      return hasFrom ? [{ sql: "finish_time <= ?", values: [text] }] : [];
    }
  }
  if (name !== "coowner_id" || table.sql !== "project") return null;
  return [{ sql: "EXISTS (SELECT 1 FROM json_each(owners_ids) WHERE value = ?)", values: [integer(text)] }];
}

function condition<R extends Identified>(table: Table<R>, name: string, text: string, full: boolean): Condition[] {
  const column = table.columns.find((each) => each.name === name);
  if (!column) throw unknownAttribute(table.className, name);
  if (name === "info") return infoConditions(text, full);
  if (name === "project_id") {
    const ids = (text.match(/\d+/g) ?? []).map(Number);
    return ids.length === 0 ? [] : [{ sql: `project_id IN (${ids.map(() => "?").join(", ")})`, values: ids }];
  }
  if (name === "created") return [{ sql: "substr(created, 1, ?) = ?", values: [text.length, text] }];
  return [{ sql: `${name} = ?`, values: [sqlValue(column.kind, text)] }];
}

function sqlValue(kind: ColumnKind, text: string): SqlValue {
  if (kind === "integer") return integer(text);
  if (kind === "boolean") return isTrue(text) ? 1 : 0;
  if (kind === "real") {
    if (text.trim() === "" || Number.isNaN(Number(text))) throw wrongValue("double precision", text);
    return Number(text);
  }
  return text;
}

/** `key::value|key::value` by text, or a JSON fragment that the info must contain. */
function infoConditions(text: string, full: boolean): Condition[] {
  if (!text.includes("::")) {
    return [{ sql: "info_contains(info, ?)", values: [fragment(text)] }];
  }
  return text.split("|").map((pair) => {
    const parts = pair.split("::");
    if (parts.length > 2) throw new ApiError(415, "ValueError", "too many values to unpack (expected 2)");
    const [key, value] = parts;
    if (key === undefined || value === undefined) throw new ApiError(415, "ValueError", "not enough values to unpack (expected 2, got 1)");
    if (full) {
      refuseUnlessQuery(value);
      return { sql: "text_matches(info_text(info, ?), ?)", values: [key, value] };
    }
    return { sql: "info_text(info, ?) = ?", values: [key, value] };
  });
}

function fragment(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}

/** @throws ApiError 500, as PYBOSSA's database does */
function refuseUnlessQuery(text: string): void {
  if (parseQuery(text) === null)
    throw new ApiError(500, "ProgrammingError", `(psycopg2.errors.SyntaxError) syntax error in tsquery: "${text}"\n`);
}
