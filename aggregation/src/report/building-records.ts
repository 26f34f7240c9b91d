import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import { edtf } from "../infer/index.ts";
import type { JudgedBuilding } from "../read/index.ts";
import { isJudged, type ReportBuilding } from "./findings.ts";
import type { BuildingDetail, BuildingRow, BuildingsRecord } from "./record.ts";

/** Degrees; about a tenth of a metre. */
const step = 1e-6;
const leastMass = 5e-4;

export interface ExactBuilding extends ReportBuilding {
  judged: JudgedBuilding | null;
  footprint: BuildingFootprint | null;
}

/**
 * What map and table need of every building.
 * @param places each frame id's place in the campaign's table
 */
export function buildingsRecord(buildings: readonly ExactBuilding[], places: ReadonlyMap<string, number>): BuildingsRecord {
  const timelines = new Map<string, number>();
  const origin = originOf(buildings);
  const rows = buildings.map((building): BuildingRow => {
    const { result, frames, footprint } = building;
    const timeline = JSON.stringify(frames.flatMap(({ id }) => places.get(id) ?? []));
    if (!timelines.has(timeline)) timelines.set(timeline, timelines.size);
    return {
      id: result.building,
      ...(result.managerId === null ? {} : { label: result.managerId }),
      status: result.status,
      timeline: timelines.get(timeline) ?? 0,
      gap: result.gap,
      gap90: [result.gap90.first, result.gap90.last],
      probability: rounded(result.probability, 4),
      posterior: result.posterior.flatMap((mass, gap) => (mass >= leastMass ? [gap, rounded(mass, 4)] : [])),
      answers: result.answers,
      ...(isJudged(building) ? {} : { unjudged: true as const }),
      ...(result.flags.length > 0 ? { flags: result.flags } : {}),
      ...(result.reviewReasons.length > 0 ? { review: true as const } : {}),
      ...(footprint === null ? {} : { outline: outlineSteps(footprint, origin) }),
      ...(footprint?.type === "MultiPolygon" ? { parts: footprint.coordinates.map((rings) => rings.length) } : {}),
    };
  });
  return { timelines: [...timelines.keys()].map((text) => JSON.parse(text) as number[]), origin, step, buildings: rows };
}

/** One building's page. @param files each chip's file beside the page, null where it is missing; null = no chips at all */
export function buildingDetail({ result, judged }: ExactBuilding, files: (string | null)[] | null): BuildingDetail {
  const chips = judged?.chips ?? null;
  return {
    task: result.taskId,
    posterior: result.posterior.map((mass) => Number(mass.toPrecision(6))),
    judged: (judged?.frames ?? []).map((frame) => [
      frame.standing,
      frame.destroyed,
      frame.obscured,
      frame.unclear,
      frame.missing,
      frame.load_failed,
    ]),
    after90: result.after90,
    by90: result.by90,
    standing_last: result.standingLast,
    destroyed_first: result.destroyedFirst,
    edtf: edtf({ after: result.after90, by: result.by90 }),
    agreement: result.agreement,
    volunteers: result.volunteers,
    cannot_tell: result.cannotTell,
    review: result.reviewReasons,
    chips: chips && files ? { files, outline: chips.outline, ground_m: chips.ground_m, size_px: chips.size_px } : null,
  };
}

function originOf(buildings: readonly ExactBuilding[]): [number, number] {
  const first = buildings.find(({ footprint }) => footprint !== null)?.footprint;
  const [lon = 0, lat = 0] = (first && ringsOf(first)[0]?.[0]) ?? [];
  return [rounded(lon, 6), rounded(lat, 6)];
}

function outlineSteps(footprint: BuildingFootprint, [west, south]: [number, number]): number[][] {
  let x = 0;
  let y = 0;
  return ringsOf(footprint).map((ring) =>
    ring.flatMap(([lon = 0, lat = 0]) => {
      const nextX = Math.round((lon - west) / step);
      const nextY = Math.round((lat - south) / step);
      const moved = [nextX - x, nextY - y];
      x = nextX;
      y = nextY;
      return moved;
    }),
  );
}

function ringsOf(footprint: BuildingFootprint): number[][][] {
  return footprint.type === "Polygon" ? footprint.coordinates : footprint.coordinates.flat();
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
