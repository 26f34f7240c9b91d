import { area } from "@turf/area";
import { centreOf, degreesFor, extentOf, type Position } from "../geometry/index.ts";
import type { Building, Finding } from "./building.ts";

const smallest = 5;
const largest = 20_000;

/** Metres, and times the usual distance from the middle of all, from which on a building lies far away. */
const farAway = { metres: 100_000, times: 10 };

/** What looks wrong about buildings that can be read: their size in square metres, two in one place, one far from all others. */
export function sizeAndPlaceFindings(buildings: readonly Building[]): Finding[] {
  const findings: Finding[] = [];
  const places = new Map<string, string>();
  for (const { managerId, footprint, where } of buildings) {
    const size = area(footprint);
    if (size < smallest || size > largest) {
      findings.push({
        where,
        message: `covers ${size < 10 ? size.toFixed(1) : Math.round(size)} m2, unusual for one building (${smallest} to ${largest})`,
      });
    }
    const place = placeKey(centreOf(extentOf(footprint)));
    const twin = places.get(place);
    if (twin !== undefined) findings.push({ where, message: `lies in the same place as ${twin}` });
    else places.set(place, managerId);
  }
  return [...findings, ...farFindings(buildings)];
}

function farFindings(buildings: readonly Building[]): Finding[] {
  const centres = buildings.map(({ footprint }) => centreOf(extentOf(footprint)));
  const middle: Position = [median(centres.map(([x]) => x)), median(centres.map(([, y]) => y))];
  const [degreeX, degreeY] = degreesFor(1, middle[1]);
  const distances = centres.map(([x, y]) => {
    const across = Math.abs(x - middle[0]);
    return Math.hypot(Math.min(across, 360 - across) / degreeX, (y - middle[1]) / degreeY);
  });
  const far = Math.max(farAway.metres, farAway.times * median(distances));
  return buildings.flatMap(({ where }, at) => {
    const distance = distances[at] ?? 0;
    if (distance <= far) return [];
    return [{ where, message: `lies about ${Math.round(distance / 1000)} km from the middle of the others: is its place right?` }];
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** A cell of about a metre. */
function placeKey([x, y]: Position): string {
  return `${Math.round(x * 1e5)},${Math.round(y * 1e5)}`;
}
