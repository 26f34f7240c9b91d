import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { square } from "../synthetic/square.ts";

export interface CampaignChoices {
  buildings?: number;
  gold?: boolean;
  practice?: boolean;
  /** Three NAIP rasters, out of which chips are cut; else tiles. */
  chips?: boolean;
  bloomberg?: boolean;
  /** Answers for each building; by default the campaign file's own. */
  redundancy?: number;
  /** One more building, which no frame shows. */
  stray?: boolean;
}

/** What volunteers type to enter the project on bloomberg. */
export const password = "open sesame";

const naip = fileURLToPath(new URL("../fixtures/naip/", import.meta.url));
const days = ["2020-02-01", "2020-03-01", "2020-04-01"];
const company = {
  password,
  info: { data_classification: { input_data: "L4 - public", output_data: "L4 - public" }, kpi: 1, product: "abc", subproduct: "def" },
};

/** Writes a campaign of a few buildings into a folder. @returns the path of its campaign.yaml */
export function writeCampaign(folder: string, id: string, choices: CampaignChoices = {}): string {
  const { buildings = 8, gold = false, practice = false, chips = false, bloomberg = false, redundancy, stray = false } = choices;
  mkdirSync(folder, { recursive: true });
  const [west, south] = chips ? [-99.16, 47.015] : [39, 35];
  const collection = (features: object[]) => JSON.stringify({ type: "FeatureCollection", features });
  const feature = (name: string, properties: object, geometry: object) => ({ type: "Feature", id: name, properties, geometry });
  const houses = Array.from({ length: buildings }, (_, at) =>
    feature(`house ${at}`, {}, square(west + (at % 50) / 5000, south + Math.floor(at / 50) / 5000, chips ? 0.0003 : 0.00005)),
  );
  if (stray) houses.push(feature("far away", {}, square(west + 5, south, 0.00005)));
  writeFileSync(join(folder, "buildings.geojson"), collection(houses));
  const items = days.map((day, at) => feature(`f${at + 1}`, { datetime: `${day}T08:00:00Z` }, square(west, south, 0.05)));
  writeFileSync(join(folder, "frames.json"), collection(items));
  if (gold) writeFileSync(join(folder, "gold.csv"), "building,last_standing,first_destroyed\nhouse 1,f1,f2\nhouse 2,,f1\n");
  const rasters = ["20090818", "20140720", "20200831"].map((day) => `m_4709963_se_14_1_${day}.tif`);
  if (chips) for (const name of rasters) copyFileSync(join(naip, name), join(folder, name));
  const path = join(folder, "campaign.yaml");
  const file = {
    schema: 1,
    id,
    title: `Campaign ${id}`,
    buildings: { file: "buildings.geojson" },
    frames: chips ? rasters.map((name, at) => ({ id: `f${at + 1}`, datetime: days[at], file: name, gsd: 5 })) : { stac: "frames.json" },
    attribution: ["Nobody"],
    support: { none: "A test." },
    ...(chips ? { chips: { mode: "hosted", base_url: "https://chips.example.org", ground_m: 1000 }, licence_ack: "Public domain." } : {}),
    ...(gold ? { gold: { file: "gold.csv" } } : {}),
    ...(practice ? { practice: [{ building: "house 3", last_standing: "f1", first_destroyed: "f2" }] } : {}),
    ...(bloomberg ? { server: company } : {}),
    ...(redundancy === undefined ? {} : { task: { redundancy } }),
  };
  writeFileSync(path, JSON.stringify(file));
  return path;
}
