import { area } from "@turf/area";
import { centreOf, extentOf, type Position } from "../geometry/index.ts";
import type { Building, Finding } from "./building.ts";

const smallest = 5;
const largest = 20_000;

/** What looks wrong about buildings that can be read: their size in square metres, and two in one place. */
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
  return findings;
}

/** A cell of about a metre. */
function placeKey([x, y]: Position): string {
  return `${Math.round(x * 1e5)},${Math.round(y * 1e5)}`;
}
