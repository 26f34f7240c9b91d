import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { CampaignFacts } from "../campaign.ts";
import { areaOf, type NamedArea } from "../place.ts";
import type { ReportBuilding } from "./findings.ts";
import { groupRecord, leastBuildings } from "./groups.ts";
import type { AreaRecord } from "./record.ts";

/**
 * Counts buildings by the area in which their middle lies, the first of overlapping ones. Areas of fewer than three
 * buildings, and buildings of no area, are told together without a name; where those too are fewer than three, the
 * smallest named area joins them.
 */
export function areasOf(
  buildings: readonly ReportBuilding[],
  footprints: ReadonlyMap<string, BuildingFootprint>,
  areas: readonly NamedArea[],
  facts: CampaignFacts,
): AreaRecord[] {
  const members = new Map<NamedArea | null, ReportBuilding[]>(areas.map((area) => [area, []]));
  members.set(null, []);
  for (const building of buildings) members.get(areaOf(footprints.get(building.result.building), areas))?.push(building);
  const named = areas.map((area) => ({ area, inside: members.get(area) ?? [] })).filter(({ inside }) => inside.length > 0);
  const elsewhere = members.get(null) ?? [];
  const told = named.filter(({ inside }) => inside.length >= leastBuildings).toSorted((a, b) => a.inside.length - b.inside.length);
  for (const { inside } of named) if (inside.length < leastBuildings) elsewhere.push(...inside);
  while (elsewhere.length > 0 && elsewhere.length < leastBuildings) {
    const smallest = told.shift();
    if (!smallest) return [];
    elsewhere.push(...smallest.inside);
  }
  const records = told.map(({ area, inside }) => ({ name: area.name, polygons: polygonsOf(area.shape), ...groupRecord(inside, facts) }));
  const rest = elsewhere.length > 0 ? [{ name: null, polygons: [], ...groupRecord(elsewhere, facts) }] : [];
  return [...records.toSorted((a, b) => (a.name < b.name ? -1 : 1)), ...rest];
}

function polygonsOf(shape: NamedArea["shape"]): AreaRecord["polygons"] {
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  const short = ([lon = 0, lat = 0]: readonly number[]): [number, number] => [Number(lon.toFixed(6)), Number(lat.toFixed(6))];
  return polygons.map((rings) => rings.map((ring) => ring.map(short)));
}
