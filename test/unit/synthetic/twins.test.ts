import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { twinBuildings, twinItems } from "../../synthetic/twins/maxar-twin.ts";
import { plusCode } from "../../synthetic/twins/plus-code.ts";

interface Feature {
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: [number, number][][] };
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/maxar-twin/${name}`, import.meta.url), "utf8")) as { features: Feature[] };
const items = read("items.geojson").features;
const buildings = read("buildings.geojson").features;

describe("the synthetic twins", () => {
  it("are what the generator writes", () => {
    expect(read("items.geojson")).toEqual(twinItems());
    expect(read("buildings.geojson")).toEqual(twinBuildings());
  });

  it("have closed rings near one another, and no id but the plus code", () => {
    for (const { geometry, properties } of [...items, ...buildings]) {
      const ring = geometry.coordinates[0] ?? [];
      expect(ring.length).toBeGreaterThanOrEqual(4);
      expect(ring[0]).toEqual(ring.at(-1));
      expect(properties.id).toBeUndefined();
      for (const [longitude, latitude] of ring) {
        expect(Math.abs(longitude - 39.44)).toBeLessThan(0.2);
        expect(Math.abs(latitude - 35.06)).toBeLessThan(0.2);
      }
    }
    expect(buildings.length).toBe(80);
    expect(new Set(buildings.map(({ properties }) => properties.full_plus_code)).size).toBe(80);
  });

  it("hold tiles of one acquisition that overlap, passes on one day, and buildings that few passes see", () => {
    expect(items.length).toBeGreaterThanOrEqual(30);
    expect(items.length).toBeLessThanOrEqual(60);
    const passes = new Set(items.map(({ properties }) => properties.catalog_id));
    const days = new Set(items.map(({ properties }) => String(properties.datetime).slice(0, 10)));
    expect(passes.size).toBeGreaterThan(days.size);
    const over = buildings.map(({ properties }) => {
      const place: [number, number] = [Number(properties.longitude), Number(properties.latitude)];
      const tiles = items.filter(({ geometry }) => contains(geometry.coordinates[0] ?? [], place));
      return { tiles: tiles.length, passes: new Set(tiles.map((tile) => tile.properties.catalog_id)).size };
    });
    expect(over.filter(({ tiles, passes: seen }) => tiles > seen).length).toBeGreaterThan(5);
    expect(over.filter(({ passes: seen }) => seen < 2).length).toBeGreaterThan(3);
    expect(over.filter(({ passes: seen }) => seen >= 2).length).toBeGreaterThan(40);
  });

  it("write their extents as text in metres of zone 37", () => {
    for (const { properties } of items) {
      const [west = 0, south = 0, east = 0, north = 0] = String(properties["proj:bbox"]).split(",").map(Number);
      expect(properties["proj:epsg"]).toBe(32637);
      expect(east).toBeGreaterThan(west);
      expect(north).toBeGreaterThan(south);
      expect(east - west).toBeLessThanOrEqual(5312.5);
    }
  });
});

describe("a plus code", () => {
  it("is the one of the place", () => {
    expect(plusCode(2.78223535156, 20.3701135)).toBe("7FG49QCJ+2VXG");
    expect(plusCode(2.7821875, 20.3700625)).toMatch(/^7FG49QCJ\+2V/);
  });
});

/** Whether a ring holds a point (ray to the east). */
function contains(ring: [number, number][], [x, y]: [number, number]): boolean {
  let inside = false;
  ring.slice(1).forEach(([bx, by], n) => {
    const [ax, ay] = ring[n] ?? [bx, by];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}
