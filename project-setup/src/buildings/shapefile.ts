// oxlint-disable-next-line typescript/triple-slash-reference -- packages that import this file need the declaration too
/// <reference path="./shpjs.d.ts" />
import { parseDbf, parseShp } from "shpjs";
import type { FeatureReading } from "./raw-features.ts";
import { brokenFile, guarded } from "./refusal.ts";
import type { BuildingSource } from "./source.ts";

/**
 * Reads a shapefile; its CRS is the .prj's WKT. Property names that dBASE cut to ten characters get their full length back
 * where `names` has it.
 * @throws InputError where the parts do not hold together
 */
export function readShapefile({ path, bytes, parts }: BuildingSource, names: readonly string[]): Promise<FeatureReading> {
  return guarded(path, "shapefile", () => {
    const count = recordCount(path, bytes);
    const { dbf, prj, cpg } = parts;
    const text = (part: Uint8Array | undefined) => (part === undefined ? undefined : new TextDecoder().decode(part).trim());
    const geometries = parseShp(view(bytes));
    const rows = dbf === undefined ? [] : tableRows(path, dbf, text(cpg), count);
    const features = geometries.map((geometry, at) => ({
      where: `${path}, feature ${at + 1}`,
      id: null,
      properties: withFullNames(rows[at] ?? {}, names),
      geometry,
    }));
    return { features: features.filter((_, at) => !(dbf !== undefined && isDeleted(dbf, at))), crs: text(prj) || null };
  });
}

/** Walks the records, so that no length in them leads astray. */
function recordCount(path: string, bytes: Uint8Array): number {
  const data = view(bytes);
  if (bytes.length < 100 || data.getInt32(24) * 2 > bytes.length) throw brokenFile(path, "shapefile", "it is shorter than its header says");
  const end = data.getInt32(24) * 2;
  let count = 0;
  for (let offset = 100; offset < end; count++) {
    const length = offset + 8 <= end ? data.getInt32(offset + 4) * 2 : -1;
    if (length < 0 || offset + 8 + length > end) throw brokenFile(path, "shapefile", `record ${count + 1} runs over the end`);
    offset += 8 + length;
  }
  return count;
}

function tableRows(path: string, dbf: Uint8Array, encoding: string | undefined, count: number): Record<string, unknown>[] {
  const data = view(dbf);
  const said = dbf.length < 33 ? -1 : data.getUint32(4, true);
  const rowLength = said < 0 ? 0 : data.getUint16(10, true);
  if (said < 0 || rowLength === 0 || data.getUint16(8, true) + said * rowLength > dbf.length) {
    throw brokenFile(path, "shapefile", "its .dbf is shorter than its header says");
  }
  if (said !== count) throw brokenFile(path, "shapefile", `it has ${count} shapes and ${said} rows in its .dbf`);
  return parseDbf(data, encoding);
}

function isDeleted(dbf: Uint8Array, at: number): boolean {
  const data = view(dbf);
  return dbf[data.getUint16(8, true) + at * data.getUint16(10, true)] === 0x2a;
}

function withFullNames(row: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    const key = name.toLowerCase();
    const full = names.find((wanted) => wanted.toLowerCase() === key) ?? names.find((wanted) => cut(wanted) === key);
    properties[full !== undefined && cut(full) === key && full.length > 10 ? full : name] =
      value instanceof Date ? day(value) : plain(value);
  }
  return properties;
}

function cut(name: string): string {
  return name.slice(0, 10).toLowerCase();
}

/** dBASE has days without a zone; the parser gives them at local midnight. */
function day(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function plain(value: unknown): unknown {
  return typeof value === "number" && Number.isNaN(value) ? null : typeof value === "string" ? value.trim() : value;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
