import { boundsOf } from "../../../infer/bounds.ts";
import type { BuildingRow, BuildingsRecord, ReportFrame } from "../../record.ts";

/** A stretch of time in which the building was destroyed with this probability. Milliseconds since 1970; null = open. */
interface Span {
  from: number | null;
  to: number | null;
  mass: number;
}

type Ring = [number, number][];

/** A building of an exact report, ready to be drawn and listed. */
export interface Building {
  row: BuildingRow;
  at: number;
  /** What readers call it. */
  name: string;
  frames: ReportFrame[];
  /** Its 90 % window. */
  after: number | null;
  by: number | null;
  judged: boolean;
  spans: Span[];
  /** Each an outer ring and its holes, of longitude, latitude in degrees WGS 84. */
  polygons: Ring[][];
}

export function readBuildings(record: BuildingsRecord, frames: readonly ReportFrame[]): Building[] {
  const timelines = record.timelines.map((places) => places.flatMap((place) => frames[place] ?? []));
  return record.buildings.map((row, at) => {
    const own = timelines[row.timeline] ?? [];
    const { after, by } = boundsOf(own, ...row.gap90);
    return {
      row,
      at,
      name: row.label ?? row.id,
      frames: own,
      after,
      by,
      judged: row.unjudged !== true && row.status !== "not_a_building",
      spans: spansOf(row, own),
      polygons: polygonsOf(row, record),
    };
  });
}

/** Whether its 90 % window takes in that it still stood on the last image. */
export function isOpenEnded({ row, frames }: Building): boolean {
  return row.gap90[1] >= frames.length;
}

function spansOf({ posterior }: BuildingRow, frames: readonly ReportFrame[]): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i + 1 < posterior.length; i += 2) {
    const gap = posterior[i] ?? 0;
    if (gap >= frames.length) continue;
    const { after, by } = boundsOf(frames, gap, gap);
    spans.push({ from: after, to: by, mass: posterior[i + 1] ?? 0 });
  }
  return spans;
}

function polygonsOf({ outline, parts }: BuildingRow, { origin: [west, south], step }: BuildingsRecord): Ring[][] {
  let x = 0;
  let y = 0;
  const rings = (outline ?? []).map((ring) => {
    const points: Ring = [];
    for (let i = 0; i + 1 < ring.length; i += 2) {
      x += ring[i] ?? 0;
      y += ring[i + 1] ?? 0;
      points.push([west + x * step, south + y * step]);
    }
    return points;
  });
  if (parts === undefined) return rings.length === 0 ? [] : [rings];
  const starts = parts.map((_, part) => parts.slice(0, part).reduce((sum, count) => sum + count, 0));
  return starts.map((start, part) => rings.slice(start, start + (parts[part] ?? 0)));
}

/**
 * The probability that a building was destroyed by a moment (Infinity = by its last image); within a gap it grows evenly,
 * since no day is likelier, and stays at a half where the gap is open, since then nothing is known of the day.
 */
export function destroyedBy({ spans }: Building, time: number): number {
  let sum = 0;
  for (const { from, to, mass } of spans) sum += mass * shareBefore(from, to, time);
  return Math.min(1, sum);
}

/** The probability that a building was destroyed between two moments. */
export function destroyedWithin(building: Building, from: number, to: number): number {
  return destroyedBy(building, to) - destroyedBy(building, from);
}

function shareBefore(from: number | null, to: number | null, time: number): number {
  if (time === Number.POSITIVE_INFINITY || (to !== null && time >= to)) return 1;
  if (from !== null && time <= from) return 0;
  if (from === null || to === null) return 0.5;
  return Math.min(1, Math.max(0, (time - from) / Math.max(1, to - from)));
}

export type State = "standing" | "may" | "destroyed" | "unknown";

/** Below and above these a building counts as standing or destroyed: what lies between is its 90 % window. */
const surely = 0.05;

export function stateOf(building: Building, probability: number): State {
  if (!building.judged) return "unknown";
  if (probability < surely) return "standing";
  return probability > 1 - surely ? "destroyed" : "may";
}
