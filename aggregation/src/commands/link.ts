import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { counted, InputError, writeFileAtomic } from "pybossa-client-ts/command";
import {
  buildingIncidents,
  incidentBuildings,
  incidentTable,
  type LocatedResult,
  linkIncidents,
  type Preset,
  readIncidents,
} from "../link/index.ts";
import { loadResults } from "../read/index.ts";
import { silent, type Telling } from "../telling.ts";

export interface LinkOptions {
  /** The folder that `infer` wrote. */
  dir: string;
  /** A CSV of dated incidents. */
  incidents: string;
  preset?: Preset | undefined;
  /** How far from a building an incident may lie. */
  metres?: number | undefined;
  /** Where the tables go; the folder itself if not given. */
  out?: string | undefined;
  campaign?: string | undefined;
}

export interface LinkOutcome {
  incidents: number;
  /** Rows without a date or a place. */
  unusable: number;
  /** Incidents that fit one building or more, and the reverse. */
  incidents_linked: number;
  buildings_linked: number;
  links: number;
  /** Incidents with links whose place is coarser than the distance. */
  coarse: number;
  files: string[];
}

export const defaultMetres = 50;

/**
 * Writes for each incident the buildings near it whose window of destruction overlaps its days, and the reverse; exact and
 * private (0600). A link says "consistent with", never "caused by".
 * @throws InputError where the folder holds no results, no building's place is known, or the incidents cannot be read
 */
export async function link(options: LinkOptions, telling: Telling = silent): Promise<LinkOutcome> {
  const { dir, preset = "plain", metres = defaultMetres, out = dir } = options;
  const incidents = readIncidents(options.incidents, preset);
  const { results, buildings, campaign } = loadResults(dir, options.campaign);
  const dated = new Map(campaign.facts.frames.map((frame) => [frame.id, frame]));
  const located = results.flatMap((result): LocatedResult[] => {
    const building = buildings.get(result.taskId);
    if (!building?.geometry) return [];
    const undated = { start: Number.NaN, end: Number.NaN, acquired: false };
    return [{ result, footprint: building.geometry, frames: building.frames.map(({ id }) => dated.get(id) ?? { id, ...undated }) }];
  });
  if (located.length === 0) {
    throw new InputError({
      what: "no building's place is known",
      where: dir,
      expected: "results that were made with the campaign lock",
      advice: "Ask the campaign's manager for campaign.lock.json and give it by --campaign.",
    });
  }
  const linked = linkIncidents(incidents, located, metres);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const files = {
    "incident_buildings.csv": incidentBuildings(linked, metres),
    "building_incidents.csv": buildingIncidents(linked),
    "incidents.csv": incidentTable(incidents, linked, metres),
  };
  for (const [name, content] of Object.entries(files)) writeFileAtomic(join(out, name), content, { mode: 0o600 });
  const unusable = incidents.filter(({ problem }) => problem !== null).length;
  if (unusable > 0) telling.warn(`${counted(unusable, "row")} without a date or a place that can be read; incidents.csv says which.`);
  const own = new Set(linked.links.map(({ incident }) => incident));
  const coarse = [...own].filter(({ placeMetres }) => placeMetres !== null && placeMetres > metres).length;
  if (coarse > 0)
    telling.warn(
      `${counted(coarse, "incident")} with links placed more coarsely than ${metres} m: many buildings fit by their place alone.`,
    );
  return {
    incidents: incidents.length,
    unusable,
    incidents_linked: own.size,
    buildings_linked: new Set(linked.links.map(({ located: { result } }) => result.taskId)).size,
    links: linked.links.length,
    coarse,
    files: Object.keys(files),
  };
}
