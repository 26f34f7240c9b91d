import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { Database } from "node-sqlite3-wasm";
import { exportResults, infer } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { readResultsCsv, resultColumns, resultKinds, resultRecord } from "../../../aggregation/src/export/index.ts";
import { simulate } from "./simulated-crowd.ts";
import { square, trialFolder } from "./trial-folder.ts";

const trial = simulate({ seed: 21, process: "perceptual", buildings: 15, frames: 7, answers: 3 });

async function exported({ lock }: { lock: boolean }): Promise<string> {
  const dir = trialFolder(trial, { lock });
  const out = join(dir, "out");
  await infer({ dir, out });
  await exportResults({ dir: out, out, campaign: lock ? join(dir, "campaign.lock.json") : undefined });
  return out;
}

const recordsOf = (out: string) => readResultsCsv(readFileSync(join(out, "results.csv"), "utf8")).map(resultRecord);
const bufferOf = (path: string) => new Uint8Array(readFileSync(path)).buffer;

describe("results.parquet", () => {
  it("holds what results.csv holds, with types and places", async () => {
    const out = await exported({ lock: true });
    const file = bufferOf(join(out, "results.parquet"));
    const rows = await parquetReadObjects({ file, geoparquet: true });
    const records = recordsOf(out);
    expect(rows).toHaveLength(15);
    rows.forEach((row, at) => {
      const record = records[at];
      for (const column of resultColumns) {
        const value: unknown = row[column] ?? null;
        const expected = record?.[column] ?? null;
        if (resultKinds[column] === "time" && typeof expected === "string") expect(value).toEqual(new Date(expected));
        else expect([column, value]).toEqual([column, expected]);
      }
    });
    const first = rows.find(({ building }) => building === "b-0");
    const ring = square(38.9912345, 35.9512345);
    expect(first?.geometry).toEqual({ type: "Polygon", coordinates: [ring[0]?.toReversed()] });
    const geo: unknown = JSON.parse(parquetMetadata(file).key_value_metadata?.find(({ key }) => key === "geo")?.value ?? "null");
    expect(geo).toMatchObject({ primary_column: "geometry", columns: { geometry: { encoding: "WKB", geometry_types: ["Polygon"] } } });
  });

  it("has no geometry without the lock", async () => {
    const out = await exported({ lock: false });
    const rows = await parquetReadObjects({ file: bufferOf(join(out, "results.parquet")) });
    expect(rows.map(({ geometry }) => geometry ?? null)).toEqual(Array.from({ length: 15 }, () => null));
  });
});

describe("results.gpkg", () => {
  it("is a GeoPackage with what results.csv holds", async () => {
    const out = await exported({ lock: true });
    const database = new Database(join(out, "results.gpkg"), { readOnly: true });
    try {
      expect(database.get("PRAGMA application_id")).toEqual({ application_id: 0x47504b47 });
      expect(database.get("PRAGMA integrity_check")).toEqual({ integrity_check: "ok" });
      expect(database.all("PRAGMA foreign_key_check")).toEqual([]);
      expect(database.get("SELECT table_name, srs_id, round(min_x, 7) AS min_x FROM gpkg_contents")).toEqual({
        table_name: "results",
        srs_id: 4326,
        min_x: 38.9912345,
      });
      const rows = database.all("SELECT * FROM results ORDER BY fid");
      recordsOf(out).forEach((record, at) => {
        expect(rows[at]).toMatchObject({
          task_id: record.task_id,
          status: record.status,
          posterior: record.posterior,
          needs_review: Number(record.needs_review),
          n_answers: record.n_answers,
        });
      });
      const geometry = rows[0]?.geom;
      if (!(geometry instanceof Uint8Array)) throw new Error("no geometry");
      const view = new DataView(geometry.buffer, geometry.byteOffset);
      expect(new TextDecoder().decode(geometry.subarray(0, 2))).toBe("GP");
      expect(view.getInt32(4, true)).toBe(4326);
      // Envelope, then WKB: byte order, Polygon, one ring of five points.
      expect([view.getFloat64(8, true), view.getFloat64(24, true)]).toEqual([38.9912345, 35.9512345]);
      expect([view.getUint8(40), view.getUint32(41, true), view.getUint32(45, true), view.getUint32(49, true)]).toEqual([1, 3, 1, 5]);
    } finally {
      database.close();
    }
  });

  it("and results.parquet are private, and the same bytes each time", async () => {
    const [first, second] = [await exported({ lock: true }), await exported({ lock: true })];
    for (const name of ["results.gpkg", "results.parquet", "results.geojson"]) {
      expect(statSync(join(first, name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(first, name)).equals(readFileSync(join(second, name)))).toBe(true);
    }
    expect(readdirSync(first).filter((name) => /part|lock|journal/.test(name))).toEqual([]);
  });

  it("takes away the draft and the lock of an export that was killed", async () => {
    const out = await exported({ lock: true });
    writeFileSync(join(out, ".results.gpkg.part"), "half");
    mkdirSync(join(out, ".results.gpkg.part.lock"));
    await exportResults({ dir: out, out });
    expect(readdirSync(out).filter((name) => /part|lock|journal/.test(name))).toEqual([]);
  });
});
