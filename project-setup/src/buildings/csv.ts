import { wktToGeoJSON } from "betterknown";
import { CsvError, parse } from "csv-parse/sync";
import { InputError } from "pybossa-client-ts/command";
import type { RawFeature } from "./building.ts";

const wktColumns = ["wkt", "geometry", "geom", "the_geom", "wkt_geom"];
const xColumns = ["lon", "longitude", "lng", "long", "x"];
const yColumns = ["lat", "latitude", "y"];

/** The rows of a CSV file: a WKT column, or one of longitude and one of latitude. @throws InputError */
export function readCsv(path: string, text: string): RawFeature[] {
  const rows = csvRows(path, text);
  const header = Object.keys(rows[0]?.cells ?? {});
  const column = (names: string[]) => header.find((name) => names.includes(name.toLowerCase().trim()));
  const wkt = column(wktColumns);
  const x = column(xColumns);
  const y = column(yColumns);
  if (rows.length > 0 && !wkt && !(x && y)) {
    throw new InputError({
      what: "no column gives the buildings' place",
      where: `${path}, line 1`,
      expected: `a column ${wktColumns.slice(0, 3).join(", ")} with WKT, or columns lat and lon`,
      advice: `The columns are: ${header.join(", ")}.`,
    });
  }
  return rows.map(({ line, cells }) => {
    const where = `${path}, line ${line}`;
    const raw = { where, id: null, properties: cells };
    if (wkt) return { ...raw, ...fromWkt(cells[wkt] ?? "", wkt) };
    const longitude = decimal(cells[x ?? ""]);
    const latitude = decimal(cells[y ?? ""]);
    if (longitude === null || latitude === null) {
      return { ...raw, geometry: null, fault: `${x} or ${y} is not a number; expected decimal degrees` };
    }
    return { ...raw, geometry: { type: "Point", coordinates: [longitude, latitude] } };
  });
}

/** Rows as cells by column name, each with its line. @throws InputError with the line of the first fault */
export function csvRows(path: string, text: string): { line: number; cells: Record<string, string> }[] {
  const delimiter = [",", ";", "\t"].sort((a, b) => count(text, b) - count(text, a))[0] ?? ",";
  try {
    const options = { bom: true, columns: true, delimiter, skip_empty_lines: true, trim: true, info: true } as const;
    const rows = parse<{ record: Record<string, string>; info: { lines: number } }>(text, options);
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause.lines === "number" ? `, line ${cause.lines}` : "";
    throw new InputError(
      {
        what: `this is not valid CSV: ${cause.message}`,
        where: `${path}${line}`,
        advice: "Look for a quote that does not close, or a comma too many.",
      },
      { cause },
    );
  }
}

function count(text: string, sign: string): number {
  const end = text.indexOf("\n");
  return text.slice(0, end < 0 ? text.length : end).split(sign).length;
}

function fromWkt(text: string, column: string): Pick<RawFeature, "geometry" | "fault"> {
  try {
    const geometry = wktToGeoJSON(text.replace(/^SRID=\d+;/i, ""));
    if (geometry) return { geometry };
  } catch {
    // The fault below says it.
  }
  return { geometry: null, fault: `${column} is not WKT; expected POLYGON((…)), MULTIPOLYGON(((…))) or POINT(…)` };
}

function decimal(text: string | undefined): number | null {
  if (text === undefined || !/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  return Number(text);
}
