import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sqlite from "node-sqlite3-wasm";
import { InputError } from "pybossa-client-ts/command";
import type { RawFeature } from "./building.ts";
import { plainProperties } from "./properties.ts";
import { brokenFile, guarded } from "./refusal.ts";
import type { BuildingSource } from "./source.ts";
import { geometryFromWkb } from "./wkb.ts";

type Database = InstanceType<typeof sqlite.Database>;
type Row = Record<string, unknown>;

/** Bytes of a GeoPackage geometry's envelope, by its kind. */
const envelopes = [0, 32, 48, 48, 64];

/**
 * Reads a feature table of a GeoPackage: the one named `layer`, or the only one.
 * @param folder for SQLite's private copy, since it wants to write beside a database
 * @param give takes one feature after the other
 * @returns the CRS, as FeatureReading has it
 * @throws InputError
 */
export function readGeoPackage(
  { path, bytes }: BuildingSource,
  layer: string | undefined,
  folder: string,
  give: (feature: RawFeature) => void,
): Promise<string | null> {
  return guarded(path, "GeoPackage", () => {
    if (bytes.length < 100 || bytes.length < pages(bytes)) throw brokenFile(path, "GeoPackage", "it is shorter than its header says");
    const copy = join(folder, "copy.gpkg");
    writeFileSync(copy, withoutWriteAheadLog(bytes), { mode: 0o600 });
    const database = new sqlite.Database(copy, { readOnly: true, fileMustExist: true });
    try {
      database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
      return readTable(path, database, layer, give);
    } finally {
      database.close();
    }
  });
}

/** The size in bytes that the header of a database gives. */
function pages(bytes: Uint8Array): number {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = data.getUint16(16);
  return (size === 1 ? 65_536 : size) * data.getUint32(28);
}

/** The same database in SQLite's older journal mode: the log of the newer one is not there to be read. */
function withoutWriteAheadLog(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set([1, 1], 18);
  return copy;
}

function readTable(path: string, database: Database, layer: string | undefined, give: (feature: RawFeature) => void): string | null {
  const all = (sql: string) => database.all(sql) as Row[];
  const tables = all(
    `SELECT g.table_name AS name, g.column_name AS geometry, s.organization AS owner, s.organization_coordsys_id AS code, s.definition AS wkt
     FROM gpkg_geometry_columns g JOIN sqlite_master m ON m.name = g.table_name AND m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
     LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY g.table_name LIMIT 1000`,
  );
  const chosen = tables.filter(({ name }) => layer === undefined || name === layer);
  const [table] = chosen;
  if (table === undefined || chosen.length > 1) {
    throw new InputError({
      what: layer === undefined ? `this GeoPackage holds ${tables.length} layers of features` : `this GeoPackage has no layer ${layer}`,
      where: path,
      expected: "the layer of the buildings as buildings.layer",
      advice: `Its layers: ${tables.map(({ name }) => String(name)).join(", ") || "none"}`,
    });
  }
  const column = String(table.geometry);
  const statement = database.prepare(`SELECT * FROM ${quoted(String(table.name))}`);
  try {
    let count = 0;
    for (const { [column]: blob, ...properties } of statement.iterate() as Iterable<Row>) {
      count++;
      give({ where: `${path}, feature ${count}`, id: null, properties: plainProperties(properties), ...geometryOf(blob) });
    }
  } finally {
    statement.finalize();
  }
  return crsOf(table);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** -1 and 0 stand for coordinates without a CRS, which the manager then names. */
function crsOf({ owner, code, wkt }: Row): string | null {
  if (String(owner).toUpperCase() === "EPSG") return `EPSG:${String(code)}`;
  return typeof wkt === "string" && /^(PROJCS|GEOGCS)/.test(wkt) ? wkt : null;
}

/** A GeoPackage geometry is a header "GP", a version, flags, the CRS, an envelope, and WKB. */
function geometryOf(blob: unknown): Pick<RawFeature, "geometry" | "fault"> {
  if (blob === null || blob === undefined) return { geometry: null };
  if (!(blob instanceof Uint8Array) || blob[0] !== 0x47 || blob[1] !== 0x50) return { geometry: null, fault: "has no GeoPackage geometry" };
  const flags = blob[3] ?? 0;
  const envelope = envelopes[(flags >> 1) & 7];
  if (envelope === undefined) return { geometry: null, fault: "has a broken geometry" };
  if (flags & 0x10) return { geometry: null };
  try {
    return { geometry: geometryFromWkb(blob.subarray(8 + envelope)) };
  } catch (cause) {
    return { geometry: null, fault: `has a broken geometry: ${cause instanceof Error ? cause.message : "it is cut off"}` };
  }
}
