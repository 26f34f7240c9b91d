import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openBuildings, readBuildings } from "../../../project-setup/src/buildings/index.ts";
import type { BuildingsSection } from "../../../project-setup/src/campaign-file/index.ts";

const folder = fileURLToPath(new URL("../../fixtures/setup/presets/", import.meta.url));
const open = (name: string, section: Partial<BuildingsSection>) =>
  readBuildings(openBuildings(`${folder}${name}`), { file: name, ...section });
const text = (content: string, section: Partial<BuildingsSection>) =>
  readBuildings({ path: "b", bytes: new TextEncoder().encode(content), parts: {} }, { file: "b", ...section });

/** Id and the outer bounds of last standing and first destroyed of each building. */
const priors = async (name: string, section: Partial<BuildingsSection>) => {
  const { buildings, errors } = await open(name, section);
  expect(errors).toEqual([]);
  return buildings.map(({ managerId, priorStanding, priorDestroyed }) => [
    managerId,
    priorStanding?.start ?? null,
    priorDestroyed?.end ?? null,
  ]);
};

describe("UNOSAT points", () => {
  it("have dated classes in any order of columns, which give the interval before the first destruction", async () => {
    expect(await priors("unosat-text.csv", { preset: "unosat" })).toEqual([
      ["39.000000,35.000000", "2017-02-03T00:00:00Z", "2017-10-21T23:59:59Z"],
      ["39.001000,35.000000", null, "2015-05-29T23:59:59Z"],
      ["39.002000,35.000000", "2017-10-21T00:00:00Z", null],
    ]);
  });

  it("count from another class on where that is asked for", async () => {
    expect((await priors("unosat-text.csv", { preset: "unosat", damage_class: "moderate" }))[0]).toEqual([
      "39.000000,35.000000",
      "2015-05-29T00:00:00Z",
      "2017-02-03T23:59:59Z",
    ]);
  });

  it("have numbered classes and dates in milliseconds too, mended and hit again", async () => {
    expect(await priors("unosat-numbers.geojson", { preset: "unosat" })).toEqual([
      ["39.000000,35.000000", "2024-01-06T00:00:00Z", "2024-05-03T23:59:59Z"],
      ["39.001000,35.000000", null, "2023-10-15T23:59:59Z"],
      ["39.002000,35.000000", "2024-05-03T00:00:00Z", null],
    ]);
  });

  it("on roads and fields are left out, which is told", async () => {
    const { warnings, buildings } = await open("unosat-text.csv", { preset: "unosat" });
    expect(buildings.length).toBe(3);
    expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining("1 of 4 features are left out"));
  });

  it("become squares, of the width that is asked for", async () => {
    const { buildings } = await open("unosat-text.csv", { preset: "unosat", point_buffer_m: 20 });
    expect(buildings[0]?.footprint.type).toBe("Polygon");
  });

  it("with a class that has no date column, or none at all, are refused with the columns", async () => {
    await expect(text("SiteID,DaSitCl,lat,lon\nBuilding,Destroyed,35,39\n", { preset: "unosat" })).rejects.toThrow(
      /no date column belongs to DaSitCl[\s\S]*SiteID, DaSitCl, lat, lon/,
    );
    await expect(text("id,lat,lon\na,35,39\n", { preset: "unosat" })).rejects.toThrow(/no column gives a damage class/);
  });

  it("keep the pairs of names that a shapefile cut", async () => {
    const rows = "SensorDate,Main_Damag,SensorDa_1,Main_Dam_1,lat,lon\n2024-01-06,1,2023-10-15,6,35,39\n";
    const { buildings } = await text(rows, { preset: "unosat" });
    expect(buildings[0]).toMatchObject({
      priorStanding: { start: "2023-10-15T00:00:00Z" },
      priorDestroyed: { end: "2024-01-06T23:59:59Z" },
    });
  });
});

describe("Copernicus EMS features", () => {
  it("take the image's date, day first, and tell where none was joined", async () => {
    const { buildings, warnings } = await open("cems.geojson", { preset: "cems" });
    expect(buildings.map(({ priorStanding, priorDestroyed }) => [priorStanding?.start ?? null, priorDestroyed?.end ?? null])).toEqual([
      [null, "2023-09-15T08:49:33Z"],
      ["2023-09-15T00:00:00Z", null],
      [null, null],
      [null, null],
    ]);
    expect(warnings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("1 of 4 features have a damage_gra without a src_date"),
    );
  });
});

describe("footprints", () => {
  it.each([
    ["google", "google.csv", ["8G7X2222+22X", "8G7X2222+2CX"]],
    ["microsoft", "microsoft.csv.gz", ["39.000100,35.000100", "39.001100,35.000100"]],
    ["osm", "osm.geojson", ["way/1", "relation/2"]],
  ] as const)("of %s have their ids", async (preset, name, ids) => {
    const { buildings, errors } = await open(name, { preset });
    expect(errors).toEqual([]);
    expect(buildings.map(({ managerId }) => managerId)).toEqual(ids);
  });

  it("of OpenStreetMap keep their holes", async () => {
    const { buildings } = await open("osm.geojson", { preset: "osm" });
    expect(buildings[1]?.footprint.coordinates.length).toBe(2);
  });
});

describe("xBD label files", () => {
  it("say what the image of their date shows", async () => {
    expect(await priors("xbd-post.json", { preset: "xbd" })).toEqual([
      ["0000-0", null, "2017-12-20T18:29:11Z"],
      ["0000-1", "2017-12-20T18:29:11Z", null],
      ["0000-2", null, null],
    ]);
    expect((await priors("xbd-pre.json", { preset: "xbd" }))[0]).toEqual(["0000-0", "2017-12-03T18:21:30Z", null]);
  });

  it("of another shape are refused", async () => {
    await expect(text('{"type": "FeatureCollection", "features": []}', { preset: "xbd" })).rejects.toThrow(/no xBD label file/);
  });
});

describe("dates of the campaign file", () => {
  it("by field go before those of a preset, for all after them", async () => {
    const section = { preset: "unosat", known: { standing: "2010-01-01" } } as const;
    const { buildings } = await open("unosat-text.csv", section);
    expect(buildings.map(({ priorStanding }) => priorStanding?.start)).toEqual([
      "2017-02-03T00:00:00Z",
      "2010-01-01T00:00:00Z",
      "2017-10-21T00:00:00Z",
    ]);
    const named = await open("unosat-text.csv", { preset: "unosat", known: { destroyed_field: "SensDt" } });
    expect(named.buildings[2]?.priorDestroyed?.end).toBe("2017-10-21T23:59:59Z");
  });
});
