import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import { type Answers, verdicts } from "../extract/index.ts";
import { boundsOf } from "../infer/index.ts";
import { areaOf, type NamedArea } from "../place.ts";
import { type Agreement, exactShare, krippendorffAlpha, type Metric, replicates, scottsPi, type Unit } from "./agreement.ts";

const day = 86_400_000;
export const bootstrapSeed = 20_170_610;

/** In an area with fewer buildings that can be compared, a statistic and its interval would be chance. */
const leastUnits = 10;

/** Named areas, and where the buildings stand (by opaque id). */
export interface Zones {
  areas: readonly NamedArea[];
  footprints: ReadonlyMap<string, BuildingFootprint>;
}

/** What was said of one task's building. */
interface Said {
  answers: number;
  /** The middle gaps of the answers' own intervals, on the campaign's axis of frames. */
  gaps: Unit;
  /** The middles of these gaps' dates in days since 1970, where they have two. */
  days: Unit;
}

/**
 * agreement.json: how far volunteers agree, before any model. Each answer counts as the middle gap of its own interval,
 * on the campaign's axis of frames; in days, as the middle of that gap's dates (answers without two dates are left out).
 * @param zones in which of them the same is told area by area, in their order, at last for the buildings of none; null = in none
 */
export function agreementRecord(answers: Answers, zones: Zones | null = null): Record<string, unknown> {
  const said = answers.timelines.map((_, t) => saidOf(answers, t));
  return {
    ...statisticsOf(said),
    bootstrap: { unit: "building", replicates, level: 0.9, seed: bootstrapSeed },
    areas: zones === null ? null : areaRecords(answers, said, zones),
  };
}

function areaRecords({ timelines }: Answers, said: readonly Said[], { areas, footprints }: Zones): Record<string, unknown>[] {
  const members = new Map<NamedArea | null, Said[]>([...areas, null].map((area) => [area, []]));
  timelines.forEach(({ building }, t) => {
    const one = said[t];
    if (one !== undefined) members.get(areaOf(footprints.get(building), areas))?.push(one);
  });
  return [...members].map(([area, inside]) => ({
    name: area?.name ?? null,
    buildings: inside.length,
    answers: inside.reduce((sum, one) => sum + one.answers, 0),
    ...statisticsOf(inside, leastUnits),
  }));
}

function saidOf(answers: Answers, t: number): Said {
  const timeline = answers.timelines[t];
  const from = answers.taskStart[t] ?? 0;
  const to = answers.taskStart[t + 1] ?? from;
  const gaps: number[] = [];
  const days: number[] = [];
  for (let a = from; a < to && timeline !== undefined; a++) {
    const first = answers.first[a] ?? -1;
    if (first < 0) continue;
    const gap = (first + (answers.last[a] ?? first)) >> 1;
    gaps.push(gap === 0 ? 0 : (timeline.axis[gap - 1] ?? 0) + 1);
    const { after, by } = boundsOf(timeline.frames, gap, gap);
    if (after !== null && by !== null && verdicts[answers.verdict[a] ?? 0] === "destroyed") days.push((after + by) / 2 / day);
  }
  return { answers: to - from, gaps, days };
}

/** @param least with fewer buildings that have two answers, the statistics are null */
function statisticsOf(said: readonly Said[], least = 0): Record<string, unknown> {
  const gaps = said.map((one) => one.gaps);
  const days = said.map((one) => one.days);
  const alpha = (units: readonly Unit[], metric: Metric) => {
    const found = krippendorffAlpha(units, metric, seeded(bootstrapSeed));
    return written(found.units < least ? { ...found, value: null, low90: null, high90: null } : found);
  };
  const few = gaps.filter(({ length }) => length > 1).length < least;
  return {
    krippendorff_alpha: { nominal: alpha(gaps, "nominal"), ordinal: alpha(gaps, "ordinal"), interval_days: alpha(days, "interval") },
    scotts_pi: few ? null : digits(scottsPi(gaps)),
    exact_share: few ? null : digits(exactShare(gaps)),
  };
}

/** Krippendorff's alpha (nominal) and the share of equal pairs, rounded. @param units what was said of each thing, as codes */
export function nominalAgreement(units: readonly Unit[]): {
  exact_share: number | null;
  krippendorff_alpha: { value: number | null; low90: number | null; high90: number | null };
} {
  const { value, low90, high90 } = krippendorffAlpha(units, "nominal", seeded(bootstrapSeed));
  return {
    exact_share: digits(exactShare(units)),
    krippendorff_alpha: { value: digits(value), low90: digits(low90), high90: digits(high90) },
  };
}

function written({ value, low90, high90, units, values }: Agreement): Record<string, number | null> {
  return { value: digits(value), low90: digits(low90), high90: digits(high90), units, values };
}

function digits(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}

/** xorshift32 (Marsaglia 2003), in [0, 1). */
function seeded(start: number): () => number {
  let state = start | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
