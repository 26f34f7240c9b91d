import { parse } from "csv-parse/sync";
import { type Json, type JsonObject, storedJson } from "../json.ts";

/** A row as a task: its fields as the file has them, or null where a cell is empty, which breaks the import there. */
export type ImportedRow = { task: JsonObject; info: JsonObject } | null;

/** A file that is no table. */
export class CsvError extends Error {
  override name = "CsvError";
}

/** Columns that become fields of the task; all others become keys of its `info`. */
const taskFields = ["state", "quorum", "calibration", "priority_0", "n_answers"];

/** What pandas reads as "no value". */
const nothing = new Set(["", "#N/A", "#N/A N/A", "#NA", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null", "-NaN", "-nan"]);

/**
 * The rows of a CSV text, its columns typed as pandas does: a column of whole numbers, of numbers or of booleans
 * becomes that, any other stays text, JSON too.
 * @throws CsvError
 */
export function importedRows(text: string): ImportedRow[] {
  let table: string[][];
  try {
    table = parse(text, { bom: true, skip_empty_lines: true, relax_column_count_less: true });
  } catch (error) {
    throw new CsvError(error instanceof Error ? error.message : "The file is no CSV table");
  }
  const [header, ...rows] = table;
  if (header === undefined) throw new CsvError("The file is empty");
  const names = header.map((name) => name.trim());
  if (new Set(names).size < names.length) throw new CsvError("Two columns have the same name");
  if (names.some((name) => name === "")) throw new CsvError("A column has no name");
  const readers = names.map((_, at) => cellReader(rows.map((row) => row[at] ?? "").filter((cell) => !nothing.has(cell))));
  return rows.map((row) => importedRow(names, readers, row));
}

function importedRow(names: string[], readers: ((cell: string) => Json)[], row: string[]): ImportedRow {
  const task: JsonObject = {};
  const info: JsonObject = {};
  for (const [at, name] of names.entries()) {
    const cell = row[at] ?? "";
    if (nothing.has(cell)) return null;
    (taskFields.includes(name) ? task : info)[name] = readers[at]?.(cell) ?? cell;
  }
  return { task, info: storedJson(info) as JsonObject };
}

function cellReader(cells: string[]): (cell: string) => Json {
  if (cells.length > 0 && cells.every((cell) => /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(cell))) return Number;
  if (cells.length > 0 && cells.every((cell) => /^(true|false)$/i.test(cell))) return (cell) => cell.toLowerCase() === "true";
  return (cell) => cell;
}
