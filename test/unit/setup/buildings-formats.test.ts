import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { InputError } from "pybossa-client-ts/command";
import { describe, expect, it } from "vitest";
import { openBuildings, readBuildings } from "../../../project-setup/src/buildings/index.ts";
import { building, collection, folderWith } from "./workspace.ts";

const folder = fileURLToPath(new URL("../../fixtures/setup/footprints/", import.meta.url));
const open = (name: string, section = {}) => readBuildings(openBuildings(`${folder}${name}`), { file: name, ...section });
const read = (bytes: Uint8Array | string, section = {}) =>
  readBuildings(
    { path: "b", bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, parts: {} },
    { file: "b", ...section },
  );

/** The positions of a building footprint. Formats differ in where a ring starts and how it winds. */
function corners({ coordinates }: { coordinates: unknown }): number[][] {
  const numbers = (coordinates as unknown[]).flat(Infinity) as number[];
  return Array.from({ length: numbers.length / 2 }, (_, at) => numbers.slice(2 * at, 2 * at + 2));
}

/** The largest distance of a corner to the nearest one of another outline, in degrees. */
function apart(a: { coordinates: unknown }, b: { coordinates: unknown }): number {
  const others = corners(b);
  const nearest = ([x = 0, y = 0]: number[]) => Math.min(...others.map(([u = 0, v = 0]) => Math.max(Math.abs(x - u), Math.abs(y - v))));
  return Math.max(...corners(a).map(nearest));
}

describe("the same buildings", () => {
  it.each([
    "buildings.geojsonl",
    "buildings-wkt.csv",
    "buildings-shapefile.zip",
    "buildings-utm34.shp",
    "buildings.gpkg",
    "buildings.fgb",
    "buildings.parquet",
    "buildings.kml",
    "buildings.kmz",
  ])("in %s have the same ids and outlines", async (name) => {
    const wanted = await open("buildings.geojson");
    const found = await open(name);
    expect(wanted.buildings.length).toBe(20);
    expect(found.errors).toEqual([]);
    const outlines = new Map(wanted.buildings.map(({ managerId, footprint }) => [managerId, footprint]));
    expect(new Set(found.buildings.map(({ managerId }) => managerId))).toEqual(new Set(outlines.keys()));
    for (const { managerId, footprint } of found.buildings) {
      const expected = outlines.get(managerId) ?? { coordinates: [] };
      expect(corners(footprint).length).toBe(corners(expected).length);
      expect(Math.max(apart(footprint, expected), apart(expected, footprint))).toBeLessThan(1e-6);
    }
  });
});

describe("GeoJSON lines", () => {
  const lines = (...features: unknown[]) => features.map((feature) => JSON.stringify(feature)).join("\n");

  it("are read packed by gzip under a name that says CSV, and as a text sequence", async () => {
    const text = lines(building("a", 39, 35), building("b", 39.1, 35));
    expect((await read(gzipSync(text))).buildings.length).toBe(2);
    expect((await read(text.replace(/^/gm, "\u001e"))).buildings.length).toBe(2);
  });

  it("tell the line of a broken feature, and refuse a file that is cut off", async () => {
    const { errors, buildings } = await read(`${lines(building("a", 39, 35))}\n{"type": \n${lines(building("b", 39.1, 35))}\n`);
    expect(buildings.length).toBe(2);
    expect(errors).toEqual([{ where: "b, line 2", message: expect.stringContaining("not valid JSON") }]);
    const whole = readFileSync(`${folder}buildings.geojsonl`);
    await expect(read(whole.subarray(0, whole.length - 100))).rejects.toThrow(/line 20: the last line is cut off/);
  });

  it("in one line are still a FeatureCollection or a Feature", async () => {
    expect((await read(`${JSON.stringify(collection([building("a", 39, 35)]))}\n`)).buildings.length).toBe(1);
    expect((await read(`${JSON.stringify(building("a", 39, 35))}\n`)).buildings.length).toBe(1);
  });
});

describe("a shapefile", () => {
  const shapefile = () => openBuildings(`${folder}buildings-utm34.shp`);

  it("has its cut property names in full again, also those that the campaign file names", async () => {
    const { buildings, errors } = await open("buildings-utm34.shp", {
      where: { last_detection_date: "2022-08" },
      id_field: "full_plus_code",
    });
    expect(errors).toEqual([]);
    expect(buildings.length).toBeGreaterThan(0);
  });

  it("without a .prj is in the CRS that the campaign file names, or refused feature by feature", async () => {
    const { prj: _, ...parts } = shapefile().parts;
    expect((await readBuildings({ ...shapefile(), parts }, { file: "b" })).errors[0]?.message).toContain("not in degrees");
    expect((await readBuildings({ ...shapefile(), parts }, { file: "b", crs: "EPSG:32634" })).errors).toEqual([]);
  });

  it("on a datum whose shift is unknown is refused", async () => {
    const prj = Buffer.from(
      'GEOGCS["Somewhere",DATUM["Old",SPHEROID["Clarke 1880",6378249.145,293.465]],UNIT["Degree",0.0174532925199433]]',
    );
    await expect(readBuildings({ ...shapefile(), parts: { ...shapefile().parts, prj } }, { file: "b" })).rejects.toThrow(
      /CRS GEOGCS[\s\S]*ogr2ogr/,
    );
  });

  it("with another number of rows than shapes, or records that run astray, is refused", async () => {
    const source = shapefile();
    const dbf = Uint8Array.from(source.parts.dbf ?? []);
    dbf[4] = 19;
    await expect(readBuildings({ ...source, parts: { ...source.parts, dbf } }, { file: "b" })).rejects.toThrow(/20 shapes and 19 rows/);
    const bytes = Uint8Array.from(source.bytes);
    bytes.set([0xff, 0xff, 0xff, 0xfc], 104);
    await expect(readBuildings({ ...source, bytes }, { file: "b" })).rejects.toThrow(/record 1 runs over the end/);
  });
});

describe("a GeoPackage", () => {
  it("with several layers wants one named, and says which there are", async () => {
    await expect(open("buildings.gpkg", { layer: "roads" })).rejects.toThrow(/no layer roads[\s\S]*Its layers: buildings/);
    expect((await open("buildings.gpkg", { layer: "buildings" })).buildings.length).toBe(20);
  });
});

describe("an archive", () => {
  const csv = Buffer.from("id,lat,lon\na,35,39\n");
  /** Changes the size that a ZIP's directory claims for its first file. */
  const claiming = (bytes: Uint8Array, size: number) => {
    const at = Buffer.from(bytes).indexOf("PK\u0001\u0002");
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at + 24, size, true);
    return bytes;
  };

  it("holds one building file of any format, beside what is not read", async () => {
    expect((await read(zipSync({ "a/buildings.csv": csv, "readme.txt": csv, "__MACOSX/a/._buildings.csv": csv }))).buildings.length).toBe(
      1,
    );
    await expect(read(zipSync({ "a.csv": csv, "b.csv": csv }))).rejects.toThrow(/holds 2 building files[\s\S]*"a.csv", "b.csv"/);
    await expect(read(zipSync({ "readme.txt": csv }))).rejects.toThrow(/no building file/);
  });

  it.each([
    ["a name outside", zipSync({ "../../etc/buildings.csv": csv }), /points outside/],
    ["an absolute name", zipSync({ "/etc/buildings.csv": csv }), /points outside/],
    ["a File Geodatabase", zipSync({ "city.gdb/a00000001.gdbtable": csv }), /File Geodatabase[\s\S]*ogr2ogr -t_srs EPSG:4326/],
    ["a claim of gigabytes", claiming(zipSync({ "a.csv": csv }), 4_000_000_000), /more than 500 MB/],
    ["a claim beyond what deflate can do", claiming(zipSync({ "a.csv": csv }), 400_000_000), /claims more than it can hold/],
    ["archives in archives", zipSync({ "a.csv": zipSync({ "b.csv": zipSync({ "c.csv": csv }) }) }), /again and again/],
    ["half of itself", zipSync({ "a.csv": csv }).subarray(0, 40), /ZIP file is broken/],
  ])("with %s is refused", async (_name, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });
});

describe("KML", () => {
  it("that declares entities is refused unread", async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><kml><Document><name>&b;</name></Document></kml>';
    await expect(read(bomb)).rejects.toThrow(/has a DOCTYPE/);
  });

  it("puts the polygons of one placemark together", async () => {
    const polygon = (x: number) =>
      `<Polygon><outerBoundaryIs><LinearRing><coordinates>${x},35 ${x + 0.001},35 ${x},35.001 ${x},35</coordinates></LinearRing></outerBoundaryIs></Polygon>`;
    const placemark = `<Placemark id="p1"><MultiGeometry>${polygon(39)}${polygon(39.01)}</MultiGeometry></Placemark>`;
    const { buildings } = await read(`<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemark}</Document></kml>`);
    expect(buildings[0]).toMatchObject({ managerId: "p1", footprint: { type: "MultiPolygon" } });
  });
});

describe("a FlatGeobuf", () => {
  it("that claims more features than it has bytes is refused", async () => {
    const bytes = Uint8Array.from(openBuildings(`${folder}buildings.fgb`).bytes);
    const header = new DataView(bytes.buffer, 12, new DataView(bytes.buffer).getUint32(8, true));
    const table = header.getUint32(0, true);
    // The ninth field of the header's table is the count of features.
    const field = table + header.getUint16(table - header.getInt32(table, true) + 4 + 2 * 8, true);
    header.setBigUint64(field, 4_000_000_000n, true);
    await expect(read(bytes)).rejects.toThrow(/its header says 4000000000 features/);
  });
});

describe("a GeoParquet file", () => {
  it("with faults in several columns ends in one error", async () => {
    const bytes = Uint8Array.from(openBuildings(`${folder}buildings.parquet`).bytes);
    const footer = bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
    await expect(read(bytes.fill(255, 4, footer))).rejects.toBeInstanceOf(InputError);
  });
});

describe("a file that is cut off", () => {
  it.each(["shapefile.zip", "utm34.shp", "gpkg", "fgb", "parquet", "kml", "kmz"])("is refused at any length: %s", async (name) => {
    const source = openBuildings(`${folder}buildings${/^(utm|shapefile)/.test(name) ? "-" : "."}${name}`);
    for (let tenth = 1; tenth < 10; tenth++) {
      const bytes = source.bytes.subarray(0, Math.floor((source.bytes.length * tenth) / 10));
      await expect(readBuildings({ ...source, bytes }, { file: "b" }), `${tenth} tenths`).rejects.toBeInstanceOf(InputError);
    }
  });

  it("or only begins like one ends in the same error", async () => {
    const starts = [
      [0, 0, 0x27, 0x0a],
      [0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0],
      [...Buffer.from("PAR1")],
      [...Buffer.from("SQLite format 3\u0000")],
      [0x50, 0x4b, 3, 4],
    ];
    for (const start of starts) {
      await expect(read(Uint8Array.from(start))).rejects.toThrow(/broken or cut off/);
      await expect(read(Uint8Array.from([...start, ...new Uint8Array(300).fill(255)]))).rejects.toThrow(/broken or cut off/);
    }
  });
});

describe("files that are no building file", () => {
  it("such as the folder of a File Geodatabase are refused with the line to run", () => {
    const gdb = folderWith({ "a00000001.gdbtable": "" });
    expect(() => openBuildings(gdb)).toThrow(/File Geodatabase[\s\S]*ogr2ogr -t_srs EPSG:4326 buildings.gpkg/);
    expect(() => openBuildings(`${gdb}/none.geojson`)).toThrow(/does not exist/);
  });

  it.each([
    ["text in UTF-16", Buffer.from("\uFEFFid,lat,lon\n", "utf16le"), /UTF-16[\s\S]*UTF-8/],
    ["bytes with NUL", "abc\u0000def", /in no format that is read here[\s\S]*ogr2ogr/],
    ["a cut gzip", gzipSync("id,lat,lon\na,35,39\n").subarray(0, 20), /gzip file is broken/],
    ["gzip in gzip in gzip", gzipSync(gzipSync(gzipSync("id,lat,lon\na,35,39\n"))), /again and again/],
    ["a gzip bomb", gzipSync(Buffer.alloc(600_000_000)), /more than 500 MB/],
  ])("such as %s are refused", async (_name, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });
});
