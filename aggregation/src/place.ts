import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";

/** A named area as the manager gave it; longitude, latitude in degrees WGS 84. */
export interface NamedArea {
  name: string;
  shape: { type: "Polygon"; coordinates: number[][][] } | { type: "MultiPolygon"; coordinates: number[][][][] };
}

/** The area in which the middle of a building lies, the first of overlapping ones; null where it lies in none, or nobody knows where. */
export function areaOf(footprint: BuildingFootprint | undefined, areas: readonly NamedArea[]): NamedArea | null {
  const middle = footprint ? middleOf(footprint) : null;
  return (middle && areas.find(({ shape }) => booleanPointInPolygon(middle, shape))) ?? null;
}

/** The middle of a building footprint's extent: longitude, latitude in degrees WGS 84; null where it has no point. */
export function middleOf(footprint: BuildingFootprint): [number, number] | null {
  const rings = footprint.type === "Polygon" ? footprint.coordinates : footprint.coordinates.flat();
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of rings.flat()) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return west > east ? null : [(west + east) / 2, (south + north) / 2];
}
