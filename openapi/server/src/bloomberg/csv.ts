import { parse } from "csv-parse/sync";
import { CsvError } from "../forms/csv.ts";
import type { Json, JsonObject } from "../json.ts";

/** A row as a task; its cells have the types that the columns' names end in. */
export interface BloombergRow {
  /** Fields of the task: priority_0, n_answers, expiration and so on, as text. */
  fields: Record<string, string>;
  info: JsonObject;
  gold: JsonObject | null;
}

const taskFields = new Set([
  "priority_0",
  "n_answers",
  "expiration",
  "state",
  "calibration",
  "quorum",
  "user_pref",
  "worker_filter",
  "worker_pref",
]);

/**
 * The rows of a CSV text. A column's name may end in `_json`, `_number`, `_bool`, `_null` (its type) and `_gold` (a gold
 * answer); all others are text, and empty cells are left out.
 * @throws CsvError
 */
export function bloombergRows(text: string): { names: string[]; rows: BloombergRow[] } {
  let table: string[][];
  try {
    table = parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    throw new CsvError(error instanceof Error ? error.message : "The file is no CSV table");
  }
  const [header, ...rows] = table;
  if (header === undefined) throw new CsvError("The file is empty");
  if (new Set(header).size < header.length) throw new CsvError("The file you uploaded has two headers with the same name.");
  const columns = header.map((name) => columnOf(name.trim()));
  return {
    names: columns.map(({ name }) => name),
    rows: rows.map((cells, at) => {
      if (cells.length !== columns.length) throw new CsvError(`The file you uploaded has an extra value on row ${at + 2}.`);
      const row: BloombergRow = { fields: {}, info: {}, gold: null };
      for (const [place, column] of columns.entries()) {
        const cell = cells[place] ?? "";
        if (cell === "") continue;
        if (taskFields.has(column.name)) row.fields[column.name] = cell;
        else if (column.gold) row.gold = { ...row.gold, [column.name]: typed(cell, column) };
        else row.info[column.name] = typed(cell, column);
      }
      return row;
    }),
  };
}

interface Column {
  header: string;
  name: string;
  type: "text" | "json" | "number" | "bool" | "null";
  gold: boolean;
}

function columnOf(header: string): Column {
  const [, withoutType = header, type] = /^(.+)_(json|number|bool|null)$/.exec(header) ?? [];
  const [, name = withoutType, mark] = /^(.+)_(gold|priv)$/.exec(withoutType) ?? [];
  const kind = (["json", "number", "bool", "null"] as const).find((each) => each === type) ?? "text";
  return { header, name, type: kind, gold: mark === "gold" };
}

function typed(cell: string, { type, header }: Column): Json {
  switch (type) {
    case "json":
      try {
        return JSON.parse(cell) as Json;
      } catch {
        throw new CsvError(`Column ${header} contains a non-json value ${cell}`);
      }
    case "number":
      if (cell.trim() === "" || Number.isNaN(Number(cell))) throw new CsvError(`Column ${header} contains a non-number value ${cell}`);
      return Number(cell);
    case "bool":
      return /^(true|yes|y|t|1)$/i.test(cell);
    case "null":
      return /^(null|none)$/i.test(cell) ? null : cell;
    case "text":
      return cell;
  }
}
