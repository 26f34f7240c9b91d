import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { median, score, truthCsv } from "../../outcome.ts";
import { planTownModel } from "../../synthetic/index.ts";
import { campaignFile } from "../../synthetic/sidecars/campaign-file.ts";
import { framesFile, tilesOf } from "../../synthetic/sidecars/frames-file.ts";
import { lonLat, ring } from "../../synthetic/sidecars/place.ts";
import { truthFile } from "../../synthetic/sidecars/truth-file.ts";

interface Item {
  id: string;
  bbox: number[];
  geometry: { coordinates: [number, number][][] };
  properties: Record<string, unknown>;
  assets: { visual: { href: string } };
}

const model = planTownModel({ seed: 7, buildings: 12, frames: 10 });
const pixel = 0.35;
const size = Math.round((model.plan.side - 2 * model.plan.apron) / pixel);
const tiles = model.acquisitions.flatMap((frame, n) => tilesOf(frame, size, size, n === 2, "jpg"));
const { features } = framesFile(tiles, model.plan.apron, pixel) as { features: Item[] };

describe("frames.json", () => {
  it("has an item for each raster, with the fields of STAC that matching reads", () => {
    expect(features.length).toBe(12);
    expect(new Set(features.map(({ id }) => id)).size).toBe(12);
    for (const { properties, assets, geometry, bbox } of features) {
      expect(properties.datetime).toMatch(/^2020-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(properties["proj:code"]).toBe("EPSG:32637");
      for (const field of ["gsd", "eo:cloud_cover", "view:off_nadir", "view:azimuth", "view:sun_azimuth", "view:sun_elevation"]) {
        expect(properties[field], field).toBeTypeOf("number");
      }
      expect(assets.visual.href).toMatch(/^rasters\/[a-z0-9-]+\.jpg$/);
      const lons = (geometry.coordinates[0] ?? []).map(([lon]) => lon);
      expect([bbox[0], bbox[2]]).toEqual([Math.min(...lons), Math.max(...lons)]);
    }
  });

  it("gives extents that fit the rasters' pixels", () => {
    for (const { properties } of features) {
      const [west = 0, south = 0, east = 0, north = 0] = properties["proj:bbox"] as number[];
      const [rows = 0, columns = 0] = properties["proj:shape"] as number[];
      expect((east - west) / columns).toBeCloseTo(pixel, 4);
      expect((north - south) / rows).toBeCloseTo(pixel, 4);
    }
  });

  it("holds two overlapping tiles of one acquisition and two acquisitions of one day", () => {
    const moments = features.map(({ properties }) => String(properties.datetime));
    expect(new Set(moments).size).toBe(11);
    expect(new Set(moments.map((moment) => moment.slice(0, 10))).size).toBe(10);
    const [west, east] = features.filter(({ id }) => /-[we]$/.test(id)).map(({ properties }) => properties["proj:bbox"] as number[]);
    expect(west?.[2]).toBeGreaterThan(east?.[0] ?? Number.POSITIVE_INFINITY);
    expect(west?.[0]).toBeLessThan(east?.[0] ?? 0);
  });
});

describe("places", () => {
  it("are in the desert near 39.4 E, 35.1 N, rings counterclockwise and closed", () => {
    const [lon, lat] = lonLat({ x: 0, y: 0 });
    expect(lon).toBeCloseTo(39.4386, 3);
    expect(lat).toBeCloseTo(35.0619, 3);
    const square = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
      { x: 0, y: 100 },
    ];
    for (const outline of [square, [...square].reverse()]) {
      const closed = ring(outline);
      let twice = 0;
      closed.slice(1).forEach(([x, y], n) => {
        const [px, py] = closed[n] ?? [x, y];
        twice += px * y - x * py;
      });
      expect(twice).toBeGreaterThan(0);
      expect(closed[0]).toEqual(closed.at(-1));
    }
  });
});

describe("campaign.yaml", () => {
  it("names the town's files", () => {
    const file = parseYaml(campaignFile({ id: "t", redundancy: 5, chips: { dir: "chips", baseUrl: "http://127.0.0.1:9" } })) as Record<
      string,
      unknown
    >;
    expect(file).toMatchObject({
      schema: 1,
      id: "t",
      task: { redundancy: 5 },
      frames: { stac: "frames.json" },
      chips: { mode: "hosted", dir: "chips" },
    });
  });
});

describe("truth.csv and the scores", () => {
  const truth = [
    { taskId: 1, building: "b-1", gap: 3, days: 200 },
    { taskId: 2, building: "b-2", gap: 0, days: 200 },
    { taskId: 3, building: "b-3", gap: 5, days: 100 },
    { taskId: 4, building: "b-4", gap: 2, days: 300 },
  ];
  const head = "task_id,building,status,gap,gap90_first,gap90_last,interval_days";

  it("lists clouds by frame", () => {
    const text = truthFile([
      {
        managerId: "R-0001",
        kind: "never",
        destroyedAt: null,
        gap: 2,
        frames: 2,
        standingLastFrame: "b",
        destroyedFirstFrame: null,
        hidden: { a: 0, b: 0.256 },
      },
    ]);
    expect(parse(text, { columns: true })).toMatchObject([{ building: "R-0001", gap: "2", kind: "never", hidden: "b:0.26" }]);
  });

  it("count exact and covered gaps over all buildings, and the days of those destroyed", () => {
    const rows = ["1,b-1,destroyed,3,3,3,12", "2,b-2,destroyed,1,0,2,20", "3,b-3,standing_throughout,5,5,5,"];
    expect(score(`${[head, ...rows].join("\n")}\n`, truth)).toEqual({
      results: 3,
      exact: 0.5,
      covered90: 0.75,
      median_days_before: 200,
      median_days_after: 16,
    });
    expect(truthCsv(truth.slice(0, 1))).toBe("task_id,building,gap\n1,b-1,3\n");
  });

  it("refuse results of a building that is not in the town", () => {
    expect(() => score(`${head}\n9,b-9,unclear,0,0,5,\n`, truth)).toThrow(/b-9/);
  });

  it("have a median", () => {
    expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([null, 3, 2.5, 2]);
  });
});
