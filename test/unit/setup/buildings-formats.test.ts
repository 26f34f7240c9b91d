import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openBuildings, readBuildings } from "../../../project-setup/src/buildings/index.ts";
import { building, collection } from "./workspace.ts";

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
  it.each(["buildings.geojsonl", "buildings-wkt.csv"])("in %s have the same ids and outlines", async (name) => {
    const wanted = await open("buildings.geojson");
    const found = await open(name);
    expect(wanted.buildings.length).toBe(20);
    expect(found.errors).toEqual([]);
    expect(found.buildings.map(({ managerId }) => managerId)).toEqual(wanted.buildings.map(({ managerId }) => managerId));
    for (const [at, { footprint }] of found.buildings.entries()) {
      const expected = wanted.buildings[at]?.footprint ?? { coordinates: [] };
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

describe("files that are no building file", () => {
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
