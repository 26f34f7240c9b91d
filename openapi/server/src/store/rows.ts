import type { Json } from "../json.ts";
import type { Database, SqlRow, SqlValue } from "./database.ts";
import type { Identified } from "./records.ts";
import type { ColumnKind, Table } from "./tables.ts";

function toSql(kind: ColumnKind, value: Json): SqlValue {
  if (kind === "json") return JSON.stringify(value);
  if (value === null) return null;
  if (kind === "integers") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);
}

function fromSql(kind: ColumnKind, value: SqlValue): Json {
  if (value === null) return null;
  if (kind === "json" || kind === "integers") return JSON.parse(String(value)) as Json;
  return kind === "boolean" ? value === 1 : value;
}

/** A stored row as a record of the API, its keys in the table's order. */
export function recordOf<R extends Identified>(table: Table<R>, row: SqlRow): R {
  // The columns were declared by the fields of R, and only values of their kinds are ever written.
  return Object.fromEntries(table.columns.map(({ name, kind }) => [name, fromSql(kind, row[name] ?? null)])) as object as R;
}

export function findRecord<R extends Identified>(database: Database, table: Table<R>, id: number): R | null {
  const row = database.get(`SELECT * FROM ${table.sql} WHERE id = ?`, [id]);
  return row === null ? null : recordOf(table, row);
}

/** Inserts a record; gives its id. `own` are columns that the API does not show. */
export function insertRecord<R extends Identified>(
  database: Database,
  table: Table<R>,
  record: Omit<R, "id">,
  own: Record<string, SqlValue> = {},
): number {
  const { names, values } = assigned(table, record, own);
  return database.run(`INSERT INTO ${table.sql} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`, values).id;
}

export function updateRecord<R extends Identified>(
  database: Database,
  table: Table<R>,
  id: number,
  changes: Partial<R>,
  own: Record<string, SqlValue> = {},
): void {
  const { names, values } = assigned(table, changes, own);
  if (names.length === 0) return;
  database.run(`UPDATE ${table.sql} SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`, [...values, id]);
}

function assigned<R extends Identified>(
  table: Table<R>,
  fields: object,
  own: Record<string, SqlValue>,
): { names: string[]; values: SqlValue[] } {
  const given = new Map<string, Json>(Object.entries(fields));
  const columns = table.columns.filter(({ name }) => given.has(name) && name !== "id");
  return {
    names: [...columns.map(({ name }) => name), ...Object.keys(own)],
    values: [...columns.map(({ name, kind }) => toSql(kind, given.get(name) ?? null)), ...Object.values(own)],
  };
}

export function deleteRecord<R extends Identified>(database: Database, table: Table<R>, id: number): void {
  database.run(`DELETE FROM ${table.sql} WHERE id = ?`, [id]);
}

/** What a list asks for; `conditions` are SQL over the table's own columns, with their values. */
export interface Selection {
  conditions: { sql: string; values: SqlValue[] }[];
  orderBy: string;
  limit: number;
  offset: number;
}

export function selectRecords<R extends Identified>(
  database: Database,
  table: Table<R>,
  { conditions, orderBy, limit, offset }: Selection,
): R[] {
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => `(${sql})`).join(" AND ")}`;
  const values = [...conditions.flatMap((condition) => condition.values), limit, offset];
  const rows = database.all(`SELECT * FROM ${table.sql} ${where} ORDER BY ${orderBy} LIMIT ? OFFSET ?`, values);
  return rows.map((row) => recordOf(table, row));
}

export function countOf(database: Database, sql: string, values: SqlValue[]): number {
  return Number(database.get(sql, values)?.n ?? 0);
}
