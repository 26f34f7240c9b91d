import { parse } from "csv-parse/sync";
import { InputError } from "pybossa-client-ts/command";

/** Rows that a table of a campaign may have. */
const mostRows = 500_000;

/**
 * The rows of a CSV table by named columns, in their order, then by those that it may lack (""). Others are passed over.
 * @param advice what to do where the text is no such table
 * @throws InputError
 */
export function tableRows(
  path: string,
  text: string,
  columns: readonly string[],
  advice: string,
  optional: readonly string[] = [],
): { where: string; cells: string[] }[] {
  const expected = `the columns ${columns.join(", ")}, separated by commas`;
  let table: string[][];
  try {
    table = parse(text, { bom: true, trim: true, skip_empty_lines: true, to: mostRows + 2 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw new InputError({ what: `this is no CSV table: ${reason}`, where: path, expected, advice }, { cause });
  }
  const [header = [], ...rows] = table;
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new InputError({ what: `there is no column ${missing.join(", ")}`, where: `${path}, row 1`, expected, advice });
  }
  if (rows.length > mostRows) {
    throw new InputError({ what: `this table has more than ${mostRows.toLocaleString("en")} rows`, where: path, advice });
  }
  const places = [...columns, ...optional].map((name) => header.indexOf(name));
  return rows.map((row, at) => ({ where: `${path}, row ${at + 2}`, cells: places.map((place) => row[place] ?? "") }));
}
