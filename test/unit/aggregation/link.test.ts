import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { infer, link } from "strike-tracker-aggregation";
import { beforeAll, describe, expect, it } from "vitest";
import { metresTo } from "../../../aggregation/src/link/distance.ts";
import { readIncidents } from "../../../aggregation/src/link/index.ts";
import { simulate } from "./simulated-crowd.ts";
import { square, trialFolder } from "./trial-folder.ts";

const trial = simulate({ seed: 5, process: "perceptual", buildings: 30, frames: 8, answers: 6 });
let results = "";
let rows: Record<string, string>[] = [];

const read = (folder: string, name: string) => parse(readFileSync(join(folder, name)), { columns: true }) as Record<string, string>[];

function csv(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "incidents-")), "incidents.csv");
  writeFileSync(path, text);
  return path;
}

/** The south-west corner of building b of the trial's lock. */
const corner = (b: number): [number, number] => [38.9912345 + 0.0002 * (b % 10), 35.9512345 + 0.0002 * Math.floor(b / 10)];

beforeAll(async () => {
  results = mkdtempSync(join(tmpdir(), "linked-"));
  await infer({
    dir: trialFolder(trial, { lock: true }),
    out: results,
    campaign: join(trialFolder(trial, { lock: true }), "campaign.lock.json"),
  });
  rows = read(results, "results.csv");
});

describe("link", () => {
  it("finds the buildings near an incident whose window holds its day, and the reverse", async () => {
    const dated = rows.find(({ after90, by90 }) => after90 !== "" && by90 !== "");
    if (!dated) throw new Error("no building has a window");
    const b = rows.indexOf(dated);
    const [lon, lat] = corner(b);
    const middle = new Date((Date.parse(dated.after90 ?? "") + Date.parse(dated.by90 ?? "")) / 2).toISOString().slice(0, 10);
    const path = csv(
      `id,date,lat,lon\n=in,${middle},${lat + 0.00005},${lon + 0.00005}\nfar,${middle},${lat + 1},${lon}\nlate,2031-01-01,${lat},${lon}\nodd,yesterday,1,2\neither,10/06/2017,1,2\n`,
    );
    const out = mkdtempSync(join(tmpdir(), "links-"));
    const outcome = await link({ dir: results, incidents: path, metres: 5, out });
    expect(outcome).toMatchObject({ incidents: 5, unusable: 2, incidents_linked: 1, buildings_linked: 1, links: 1, coarse: 0 });
    expect(read(out, "incident_buildings.csv")).toMatchObject([
      {
        incident: "'=in",
        relation: "consistent_with",
        building: dated.building,
        task_id: dated.task_id,
        distance_m: "0.0",
        after90: dated.after90,
        by90: dated.by90,
      },
    ]);
    const [only] = read(out, "incident_buildings.csv");
    expect(Number(only?.probability_overlap)).toBeGreaterThan(0);
    expect(read(out, "building_incidents.csv")).toMatchObject([{ building: dated.building, n_incidents: "1", incidents: '["=in"]' }]);
    expect(read(out, "incidents.csv").map(({ n_near, n_consistent, problem }) => [n_near, n_consistent, problem])).toEqual([
      ["1", "1", ""],
      ["0", "0", ""],
      ["1", "0", ""],
      ["0", "0", "no_date"],
      ["0", "0", "ambiguous_date"],
    ]);
    for (const name of outcome.files) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(out, "incident_buildings.csv"), "utf8")).not.toMatch(/caus/i);
  });

  it("leaves buildings that stood throughout alone", async () => {
    const standing = new Set(rows.filter(({ gap90_first, n_frames }) => gap90_first === n_frames).map(({ building }) => building));
    const [lon, lat] = corner(0);
    const out = mkdtempSync(join(tmpdir(), "links-"));
    await link({
      dir: results,
      incidents: csv(`id,date_from,date_to,lat,lon\nall,2000-01-01,2040-01-01,${lat},${lon}\n`),
      metres: 2000,
      out,
    });
    const linked = read(out, "incident_buildings.csv");
    expect(standing.size).toBeGreaterThan(0);
    expect(linked).toHaveLength(rows.length - standing.size);
    expect(linked.some(({ building }) => standing.has(building ?? ""))).toBe(false);
    expect(linked.map(({ distance_m }) => Number(distance_m))).toEqual(
      linked.map(({ distance_m }) => Number(distance_m)).toSorted((a, b) => a - b),
    );
  });

  it("refuses results without places, and files without incidents", async () => {
    const out = mkdtempSync(join(tmpdir(), "placeless-"));
    await infer({ dir: trialFolder(trial), out });
    await expect(link({ dir: out, incidents: csv("id,date,lat,lon\na,2017-01-01,1,2\n") })).rejects.toThrow(
      /no building's place is known[\s\S]*campaign\.lock\.json/,
    );
    await expect(link({ dir: results, incidents: csv("name\na\n") })).rejects.toThrow(/no column for id, date, lat and lon[\s\S]*--preset/);
    await expect(link({ dir: results, incidents: csv("id,date,lat,lon\na,10/06/2017,1,2\n") })).rejects.toThrow(
      /no incident with a date and a place/,
    );
  });
});

describe("incidents", () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const hour = 3_600_000;

  it("of ACLED keep the precision of date and place", () => {
    const header = "event_id_cnty,event_date,time_precision,latitude,longitude,geo_precision,notes";
    const incidents = readIncidents(
      csv(`${header}\nSYR1,10 June 2017,1,35.95,39.01,1,x\nSYR2,2017-06-10,2,35.95,39.01,3,"a, b"\n`),
      "acled",
    );
    expect(incidents).toMatchObject([
      {
        id: "SYR1",
        datePrecision: "1",
        placePrecision: "1",
        placeMetres: 5000,
        from: day("2017-06-10") - 14 * hour,
        to: day("2017-06-11") + 12 * hour,
      },
      { id: "SYR2", datePrecision: "2", placePrecision: "3", from: day("2017-06-04") - 14 * hour, to: day("2017-06-17") + 12 * hour },
    ]);
  });

  it("of Airwars are read by its names", () => {
    const header = "Unique Reference Code,Incident date,Geolocation,Geolocation Accuracy";
    const incidents = readIncidents(
      csv(
        `${header}\nCS1,"June 10, 2017","35.95, 39.01",Within 100m\nCS2,2017-06-31,"35.95, 39.01",Town\nCS3,2017-06-30,,Nearby landmark\n`,
      ),
      "airwars",
    );
    expect(incidents).toMatchObject([
      { id: "CS1", lat: 35.95, lon: 39.01, placePrecision: "Within 100m", placeMetres: 100, problem: null },
      { id: "CS2", placeMetres: 5000, problem: "no_date" },
      { id: "CS3", placeMetres: 300, problem: "no_place" },
    ]);
  });
});

describe("the distance to a building", () => {
  const footprint = { type: "Polygon" as const, coordinates: square(39, 36) };

  it.each([
    ["within it", 39.00005, 36.00005, 0],
    ["a thousandth of a degree north of it", 39.00005, 36.0011, 111.19],
    ["a thousandth of a degree east of it", 39.0011, 36.00005, 89.96],
  ])("%s", (_, lon, lat, metres) => {
    expect(metresTo(footprint, { lon, lat })).toBeCloseTo(metres, 1);
  });
});
