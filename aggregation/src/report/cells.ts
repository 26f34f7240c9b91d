import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import { type CountBand, countBand } from "../infer/count-band.ts";
import { destroyedProbability, isJudged, type ReportBuilding } from "./findings.ts";

/** Buildings near one another, told only together. */
export interface Cell {
  /** Centre of the square, degrees WGS 84; null for what lies too scattered for any square. */
  centre: { lon: number; lat: number } | null;
  /** Side of the square in metres. */
  metres: number | null;
  buildings: number;
  destroyed: CountBand;
  /** From the earliest to the latest bound of its buildings' 90 % windows; milliseconds since 1970, UTC. */
  after: number | null;
  by: number | null;
}

export const cellMetres = 100;
export const leastBuildings = 3;
const levels = 10;
const metresPerDegree = 111_320;

interface Placed {
  building: ReportBuilding;
  east: number;
  north: number;
}

/**
 * Puts buildings into squares of 100 m. Squares of fewer than three buildings pass theirs on to a square of twice the
 * side, and so on; what is left in the end joins the smallest cell found, so that no cell ever holds fewer than three.
 * With fewer than three buildings in all there are no cells.
 */
export function cellsOf(buildings: readonly ReportBuilding[], footprints: ReadonlyMap<string, BuildingFootprint>): Cell[] {
  const placed: { building: ReportBuilding; lon: number; lat: number }[] = [];
  const unplaced: ReportBuilding[] = [];
  for (const building of buildings) {
    const footprint = footprints.get(building.result.building);
    const centre = footprint ? centreOf(footprint) : null;
    if (centre) placed.push({ building, ...centre });
    else unplaced.push(building);
  }
  const middle = placed.length === 0 ? 0 : placed.reduce((sum, { lat }) => sum + lat, 0) / placed.length;
  const perLon = metresPerDegree * Math.max(0.01, Math.cos((middle * Math.PI) / 180));
  let left: Placed[] = placed.map(({ building, lon, lat }) => ({ building, east: lon * perLon, north: lat * metresPerDegree }));
  const groups: { centre: Cell["centre"]; metres: number | null; members: ReportBuilding[] }[] = [];
  for (let level = 0; level < levels && left.length > 0; level++) {
    const metres = cellMetres * 2 ** level;
    const squares = new Map<string, Placed[]>();
    for (const one of left) {
      const key = `${Math.floor(one.east / metres)} ${Math.floor(one.north / metres)}`;
      squares.set(key, [...(squares.get(key) ?? []), one]);
    }
    left = [];
    for (const [key, members] of squares) {
      if (members.length < leastBuildings) {
        left.push(...members);
        continue;
      }
      const [column = 0, row = 0] = key.split(" ").map(Number);
      const centre = { lon: ((column + 0.5) * metres) / perLon, lat: ((row + 0.5) * metres) / metresPerDegree };
      groups.push({ centre, metres, members: members.map(({ building }) => building) });
    }
  }
  const rest = [...left.map(({ building }) => building), ...unplaced];
  if (rest.length >= leastBuildings) groups.push({ centre: null, metres: null, members: rest });
  else if (rest.length > 0) {
    const smallest = groups.toSorted((a, b) => a.members.length - b.members.length)[0];
    if (smallest) {
      smallest.members.push(...rest);
      smallest.centre = null;
      smallest.metres = null;
    }
  }
  return groups
    .map(({ centre, metres, members }) => {
      const judged = members.filter(isJudged);
      const found = judged.filter(({ result }) => result.status === "destroyed" || result.status === "destroyed_before");
      return {
        centre,
        metres,
        buildings: members.length,
        destroyed: countBand(judged.map(destroyedProbability)),
        after: found.some(({ result }) => result.after90 === null) ? null : least(found.map(({ result }) => result.after90)),
        by: most(found.map(({ result }) => result.by90)),
      };
    })
    .toSorted(
      (a, b) =>
        (a.metres ?? Infinity) - (b.metres ?? Infinity) ||
        (b.centre?.lat ?? 0) - (a.centre?.lat ?? 0) ||
        (a.centre?.lon ?? 0) - (b.centre?.lon ?? 0),
    );
}

/** The middle of the outline's extent. */
function centreOf(footprint: BuildingFootprint): { lon: number; lat: number } | null {
  const rings = footprint.type === "Polygon" ? footprint.coordinates : footprint.coordinates.flat();
  const points = rings.flat();
  if (points.length === 0) return null;
  const lons = points.map(([lon = 0]) => lon);
  const lats = points.map(([, lat = 0]) => lat);
  return { lon: (Math.min(...lons) + Math.max(...lons)) / 2, lat: (Math.min(...lats) + Math.max(...lats)) / 2 };
}

function least(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b));
}

function most(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
}
