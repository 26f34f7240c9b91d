import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { CampaignFacts } from "../campaign.ts";
import { middleOf } from "../place.ts";
import type { ReportBuilding } from "./findings.ts";
import { groupRecord, leastBuildings } from "./groups.ts";
import type { CellRecord } from "./record.ts";

const cellMetres = 100;
const levels = 10;
const metresPerDegree = 111_320;

interface Placed {
  building: ReportBuilding;
  east: number;
  north: number;
}

interface Group {
  extent: CellRecord["extent"];
  metres: number | null;
  members: ReportBuilding[];
}

/**
 * Puts buildings into squares of 100 m. Squares of fewer than three buildings pass theirs on to a square of twice the
 * side, and so on; what is left in the end joins the smallest cell found, so that no cell ever holds fewer than three.
 * With fewer than three buildings in all there are no cells.
 */
export function cellsOf(
  buildings: readonly ReportBuilding[],
  footprints: ReadonlyMap<string, BuildingFootprint>,
  facts: CampaignFacts,
): CellRecord[] {
  const placed: { building: ReportBuilding; lon: number; lat: number }[] = [];
  const unplaced: ReportBuilding[] = [];
  for (const building of buildings) {
    const footprint = footprints.get(building.result.building);
    const middle = footprint ? middleOf(footprint) : null;
    if (middle) placed.push({ building, lon: middle[0], lat: middle[1] });
    else unplaced.push(building);
  }
  const meanLat = placed.length === 0 ? 0 : placed.reduce((sum, { lat }) => sum + lat, 0) / placed.length;
  const perLon = metresPerDegree * Math.max(0.01, Math.cos((meanLat * Math.PI) / 180));
  let left: Placed[] = placed.map(({ building, lon, lat }) => ({ building, east: lon * perLon, north: lat * metresPerDegree }));
  const groups: Group[] = [];
  for (let level = 0; level < levels && left.length > 0; level++) {
    const metres = cellMetres * 2 ** level;
    const squares = new Map<string, Placed[]>();
    for (const one of left) {
      const key = `${Math.floor(one.east / metres)} ${Math.floor(one.north / metres)}`;
      const square = squares.get(key);
      if (square) square.push(one);
      else squares.set(key, [one]);
    }
    left = [];
    for (const [key, members] of squares) {
      if (members.length < leastBuildings) {
        left.push(...members);
        continue;
      }
      const [column = 0, row = 0] = key.split(" ").map(Number);
      const [west, south] = [(column * metres) / perLon, (row * metres) / metresPerDegree];
      const extent: CellRecord["extent"] = [west, south, west + metres / perLon, south + metres / metresPerDegree];
      groups.push({ extent, metres, members: members.map(({ building }) => building) });
    }
  }
  joinRest(groups, [...left.map(({ building }) => building), ...unplaced]);
  return groups.map(({ extent, metres, members }) => ({ extent, metres, ...groupRecord(members, facts) })).toSorted(bySizeThenPlace);
}

/** Scattered buildings become a group without a place, of their own or with the smallest one. */
function joinRest(groups: Group[], rest: ReportBuilding[]): void {
  if (rest.length >= leastBuildings) groups.push({ extent: null, metres: null, members: rest });
  else if (rest.length > 0) {
    const smallest = groups.toSorted((a, b) => a.members.length - b.members.length)[0];
    if (!smallest) return;
    smallest.members.push(...rest);
    smallest.extent = null;
    smallest.metres = null;
  }
}

function bySizeThenPlace(a: CellRecord, b: CellRecord): number {
  const [aWest = 0, aSouth = 0] = a.extent ?? [];
  const [bWest = 0, bSouth = 0] = b.extent ?? [];
  return (a.metres ?? Infinity) - (b.metres ?? Infinity) || bSouth - aSouth || aWest - bWest;
}
