import { closeSync, openSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { geojsonToWkb } from "hyparquet-writer";
import type { Database } from "node-sqlite3-wasm";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { Result } from "../infer/index.ts";
import { type ColumnKind, resultKinds } from "./column-kinds.ts";
import { rightHanded } from "./geojson.ts";
import { extentOf } from "./geoparquet.ts";
import { resultColumns, resultRecord } from "./results-csv.ts";

const sqlTypes: Record<ColumnKind, string> = {
  integer: "INTEGER",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  time: "DATETIME",
  json: "TEXT",
  text: "TEXT",
};

const wgs84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]';

// The tables that GeoPackage 1.3 asks for (OGC 12-128r17, section 1.1 and 2.1).
const tables = `
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name), UNIQUE (table_name), FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name));`;

/**
 * Writes results.gpkg (0600): a GeoPackage 1.3 with the layer `results` in WGS 84 and the columns of results.csv. The file
 * appears whole or not at all.
 * @param asOf what the layer tells as its last change (RFC 3339, UTC), so that equal results give equal bytes
 */
export function writeResultsGeopackage(
  path: string,
  results: readonly Result[],
  footprints: ReadonlyMap<string, BuildingFootprint>,
  asOf: string,
): void {
  // Its WebAssembly is loaded only here, and Node does not see the names that this CommonJS module exports.
  const sqlite = createRequire(import.meta.url)("node-sqlite3-wasm") as typeof import("node-sqlite3-wasm");
  // Always by the same name, so that a run takes away what one left that was killed.
  const draft = join(dirname(path), `.${basename(path)}.part`);
  clear(draft);
  closeSync(openSync(draft, "wx", 0o600));
  try {
    const database = new sqlite.Database(draft);
    try {
      fill(database, results, footprints, asOf);
    } finally {
      database.close();
    }
    renameSync(draft, path);
  } finally {
    clear(draft);
  }
}

/** Removes a draft, and the folder by which the library locks it. */
function clear(draft: string): void {
  rmSync(draft, { force: true });
  rmSync(`${draft}.lock`, { recursive: true, force: true });
}

function fill(database: Database, results: readonly Result[], footprints: ReadonlyMap<string, BuildingFootprint>, asOf: string): void {
  database.exec("PRAGMA journal_mode = MEMORY");
  database.exec(tables);
  const systems: [string, number, string, number, string, string][] = [
    ["Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"],
    ["Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"],
    ["WGS 84 geodetic", 4326, "EPSG", 4326, wgs84, "longitude and latitude in degrees"],
  ];
  for (const system of systems) database.run("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", system);
  const known = [...footprints.values()];
  const extent = known.length === 0 ? [null, null, null, null] : extentOf(known);
  database.run(
    "INSERT INTO gpkg_contents VALUES ('results', 'features', 'results', 'Destruction intervals of buildings', ?, ?, ?, ?, ?, 4326)",
    [asOf, ...extent],
  );
  database.run("INSERT INTO gpkg_geometry_columns VALUES ('results', 'geom', 'GEOMETRY', 4326, 0, 0)");
  const columns = resultColumns.map((name) => `${name} ${sqlTypes[resultKinds[name]]}`).join(", ");
  database.exec(`CREATE TABLE results (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, ${columns})`);
  database.exec("BEGIN");
  const insert = database.prepare(`INSERT INTO results VALUES (?, ?, ${resultColumns.map(() => "?").join(", ")})`);
  try {
    results.forEach((result, at) => {
      const record = resultRecord(result);
      const footprint = footprints.get(result.building);
      const values = resultColumns.map((name) => {
        const value = record[name];
        if (typeof value === "boolean") return Number(value);
        return resultKinds[name] === "time" && typeof value === "string" ? new Date(value).toISOString() : value;
      });
      insert.run([at + 1, footprint ? geometryBlob(footprint) : null, ...values]);
    });
  } finally {
    insert.finalize();
  }
  database.exec("COMMIT");
}

/** A GeoPackage's geometry: magic, little-endian with an xy envelope, EPSG:4326, then WKB. */
function geometryBlob(footprint: BuildingFootprint): Uint8Array {
  const wkb = geojsonToWkb(rightHanded(footprint));
  const [minX, minY, maxX, maxY] = extentOf([footprint]);
  const blob = new Uint8Array(40 + wkb.length);
  const view = new DataView(blob.buffer);
  blob.set([0x47, 0x50, 0, 0b011]);
  view.setInt32(4, 4326, true);
  for (const [at, bound] of [minX, maxX, minY, maxY].entries()) view.setFloat64(8 + 8 * at, bound, true);
  blob.set(wkb, 40);
  return blob;
}
