import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { DatedFrame } from "../campaign.ts";
import { boundsOf, type Result } from "../infer/index.ts";
import { degreesAround, metresTo } from "./distance.ts";
import type { Incident } from "./incidents-csv.ts";

export interface LocatedResult {
  result: Result;
  footprint: BuildingFootprint;
  /** By time. */
  frames: readonly DatedFrame[];
}

/** An incident near a building whose window of destruction overlaps the incident's days. */
export interface Link {
  incident: Incident;
  located: LocatedResult;
  metres: number;
  /** The probability of all gaps whose own window overlaps the incident's days. */
  probability: number;
}

export interface Linked {
  /** In the incidents' order, then by distance. */
  links: Link[];
  /** How many buildings lie near each incident, whatever their window. */
  near: number[];
}

/**
 * Finds for each incident the buildings within so many metres whose 90 % window overlaps its days. Buildings that stood
 * throughout, or are none, are left out. Says nothing of causes.
 */
export function linkIncidents(incidents: readonly Incident[], located: readonly LocatedResult[], metres: number): Linked {
  const byLatitude = located
    .map((one) => ({ one, box: boxOf(one.footprint) }))
    .sort((a, b) => a.box.south - b.box.south || a.one.result.taskId - b.one.result.taskId);
  const tallest = byLatitude.reduce((most, { box }) => Math.max(most, box.north - box.south), 0);
  const links: Link[] = [];
  const near = incidents.map((incident) => {
    if (incident.problem !== null) return 0;
    const around = degreesAround(incident.lat, metres);
    const own: Link[] = [];
    let count = 0;
    for (let at = firstFrom(byLatitude, incident.lat - around.lat - tallest); at < byLatitude.length; at++) {
      const entry = byLatitude[at];
      if (entry === undefined || entry.box.south > incident.lat + around.lat) break;
      if (entry.box.west > incident.lon + around.lon || entry.box.east < incident.lon - around.lon) continue;
      const distance = metresTo(entry.one.footprint, incident);
      if (distance > metres) continue;
      count += 1;
      if (!overlaps(incident, entry.one.result)) continue;
      own.push({ incident, located: entry.one, metres: distance, probability: overlapMass(incident, entry.one) });
    }
    links.push(...own.sort((a, b) => a.metres - b.metres || a.located.result.taskId - b.located.result.taskId));
    return count;
  });
  return { links, near };
}

function overlaps(incident: Incident, result: Result): boolean {
  if (result.status === "not_a_building" || result.gap90.first === result.frames) return false;
  return incident.to > (result.after90 ?? Number.NEGATIVE_INFINITY) && incident.from < (result.by90 ?? Number.POSITIVE_INFINITY);
}

function overlapMass(incident: Incident, { result, frames }: LocatedResult): number {
  let mass = 0;
  result.posterior.forEach((probability, gap) => {
    if (gap === result.frames) return;
    const { after, by } = boundsOf(frames, gap, gap);
    if (incident.to > (after ?? Number.NEGATIVE_INFINITY) && incident.from < (by ?? Number.POSITIVE_INFINITY)) mass += probability;
  });
  return Math.min(1, mass);
}

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

function boxOf(footprint: BuildingFootprint): Box {
  const box: Box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  const polygons = footprint.type === "Polygon" ? [footprint.coordinates] : footprint.coordinates;
  for (const [lon = 0, lat = 0] of polygons.flat(2)) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

/** The first place whose southern edge is not below the latitude. */
function firstFrom(sorted: readonly { box: Box }[], latitude: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.box.south ?? 0) < latitude) low = middle + 1;
    else high = middle;
  }
  return low;
}
