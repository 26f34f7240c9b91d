import type { Json, JsonObject } from "../json.ts";
import type { Database, SqlRow, SqlValue } from "./database.ts";
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
export function recordOf(table: Table, row: SqlRow): JsonObject {
  return Object.fromEntries(table.columns.map(({ name, kind }) => [name, fromSql(kind, row[name] ?? null)]));
}

export function findRecord(database: Database, table: Table, id: number): JsonObject | null {
  const row = database.get(`SELECT * FROM ${table.sql} WHERE id = ?`, [id]);
  return row === null ? null : recordOf(table, row);
}

/** Inserts a record without its id; `own` are columns that the API does not show. */
export function insertRecord(database: Database, table: Table, record: JsonObject, own: Record<string, SqlValue> = {}): number {
  const columns = table.columns.filter(({ name }) => name in record && name !== "id");
  const names = [...columns.map(({ name }) => name), ...Object.keys(own)];
  const values = [...columns.map(({ name, kind }) => toSql(kind, record[name] ?? null)), ...Object.values(own)];
  const marks = names.map(() => "?").join(", ");
  return database.run(`INSERT INTO ${table.sql} (${names.join(", ")}) VALUES (${marks})`, values).id;
}

export function updateRecord(database: Database, table: Table, id: number, changes: JsonObject, own: Record<string, SqlValue> = {}): void {
  const columns = table.columns.filter(({ name }) => name in changes);
  const names = [...columns.map(({ name }) => name), ...Object.keys(own)];
  if (names.length === 0) return;
  const values = [...columns.map(({ name, kind }) => toSql(kind, changes[name] ?? null)), ...Object.values(own)];
  database.run(`UPDATE ${table.sql} SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`, [...values, id]);
}

export function deleteRecord(database: Database, table: Table, id: number): void {
  database.run(`DELETE FROM ${table.sql} WHERE id = ?`, [id]);
}

/** What a list asks for; `conditions` are SQL over the table's own columns, with their values. */
export interface Selection {
  conditions: { sql: string; values: SqlValue[] }[];
  orderBy: string;
  limit: number;
  offset: number;
}

export function selectRecords(database: Database, table: Table, { conditions, orderBy, limit, offset }: Selection): JsonObject[] {
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => `(${sql})`).join(" AND ")}`;
  const values = [...conditions.flatMap((condition) => condition.values), limit, offset];
  const rows = database.all(`SELECT * FROM ${table.sql} ${where} ORDER BY ${orderBy} LIMIT ? OFFSET ?`, values);
  return rows.map((row) => recordOf(table, row));
}

export function countOf(database: Database, sql: string, values: SqlValue[]): number {
  return Number(database.get(sql, values)?.n ?? 0);
}
