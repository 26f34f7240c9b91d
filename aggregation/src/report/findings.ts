import type { CampaignFacts, DatedFrame } from "../campaign.ts";
import { type CountBand, countBand } from "../infer/count-band.ts";
import type { Result } from "../infer/index.ts";
import { boundsOf } from "../infer/index.ts";

/** A building as the report needs it: its result and its own frames by time. */
export interface ReportBuilding {
  result: Result;
  frames: DatedFrame[];
}

/** One stretch between two acquisitions of the campaign. Milliseconds since 1970, UTC; null = open. */
export interface Stretch {
  from: number | null;
  to: number | null;
  /** Destroyed within it. */
  count: CountBand;
  /** Destroyed by its end. */
  cumulative: CountBand;
}

export interface Findings {
  /** Buildings that stand for something: without those that volunteers found to be none. */
  buildings: number;
  notBuildings: number;
  /** Without any usable answer yet; they are not counted as destroyed. */
  unjudged: number;
  destroyed: CountBand;
  before: CountBand;
  /**
   * The share of the destroyed whose window narrowed, and its median days before and after. Of the expected number, or of the
   * buildings found destroyed where these are more: the headline says "of them", and must not claim too many.
   */
  narrowed: { share: number; from: number; to: number } | null;
  unclear: number;
  disputed: number;
  standing: number;
  stretches: Stretch[];
}

const day = 86_400_000;

/** What the report says, worked out of the posteriors. */
export function findingsOf(all: readonly ReportBuilding[], facts: CampaignFacts): Findings {
  const buildings = all.filter(({ result }) => result.status !== "not_a_building");
  const judged = buildings.filter(isJudged);
  const destroyed = countBand(judged.map(destroyedProbability));
  const count = (status: Result["status"]) => buildings.filter(({ result }) => result.status === status).length;
  return {
    buildings: buildings.length,
    notBuildings: all.length - buildings.length,
    unjudged: buildings.length - judged.length,
    destroyed,
    before: countBand(judged.map(({ result }) => result.posterior[0] ?? 0)),
    narrowed: narrowing(judged, Math.round(destroyed.expected)),
    unclear: count("unclear"),
    disputed: count("disputed"),
    standing: count("standing_throughout"),
    stretches: stretchesOf(judged, facts),
  };
}

export function isJudged({ result }: ReportBuilding): boolean {
  return result.answers > result.unusable;
}

/** The probability that the building was destroyed by its last frame. */
export function destroyedProbability({ result }: ReportBuilding): number {
  return 1 - (result.posterior.at(-1) ?? 0);
}

/** Days that were open before anybody looked: what the manager knew, else the whole timeline. */
function daysBefore({ result, frames }: ReportBuilding): number | null {
  if (result.priorStanding !== null && result.priorDestroyed !== null) return (result.priorDestroyed - result.priorStanding) / day;
  const acquired = frames.filter((frame) => frame.acquired);
  const first = acquired[0];
  const last = acquired.at(-1);
  return first && last && last !== first ? (last.end - first.start) / day : null;
}

function narrowing(judged: readonly ReportBuilding[], destroyed: number): Findings["narrowed"] {
  const found = judged.filter(({ result }) => result.status === "destroyed" || result.status === "destroyed_before");
  const pairs = found.flatMap((building) => {
    const before = daysBefore(building);
    const after = building.result.interval90Days;
    return before !== null && after !== null && after < before ? [{ before, after }] : [];
  });
  if (pairs.length === 0) return null;
  return {
    share: pairs.length / Math.max(found.length, destroyed),
    from: median(pairs.map(({ before }) => before)),
    to: median(pairs.map(({ after }) => after)),
  };
}

export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length >> 1;
  const upper = ordered[middle] ?? 0;
  return ordered.length % 2 === 1 ? upper : (upper + (ordered[middle - 1] ?? 0)) / 2;
}

/**
 * Expected numbers for each stretch between the campaign's acquisitions. Where a building's own gap spans several
 * stretches its probability is shared out by their length in time; where its start is open it goes to "before the
 * first image", where its end is open (only frames with a date of publication follow) to the last stretch.
 */
function stretchesOf(judged: readonly ReportBuilding[], facts: CampaignFacts): Stretch[] {
  const { edges, shares } = sharesOf(judged, facts);
  const reached = new Array<number>(judged.length).fill(0);
  return edges.map(({ from, to }, e) => {
    const column = shares[e] ?? [];
    column.forEach((share, b) => {
      reached[b] = (reached[b] ?? 0) + share;
    });
    return { from, to, count: countBand(column), cumulative: countBand(reached) };
  });
}

/** Expected number of these buildings destroyed by the end of each of the campaign's stretches. */
export function expectedBy(judged: readonly ReportBuilding[], facts: CampaignFacts): number[] {
  let sum = 0;
  return sharesOf(judged, facts).shares.map((column) => {
    sum += column.reduce((all, share) => all + share, 0);
    return sum;
  });
}

interface Shares {
  /** The campaign's stretches; the first is open at its start. */
  edges: { from: number | null; to: number | null }[];
  /** For each stretch and building: the probability that it was destroyed within it. */
  shares: number[][];
}

function sharesOf(judged: readonly ReportBuilding[], facts: CampaignFacts): Shares {
  const moments = [...new Set(facts.frames.filter(({ acquired }) => acquired).map(({ start }) => start))].toSorted((a, b) => a - b);
  if (moments.length === 0) return { edges: [], shares: [] };
  const edges: Shares["edges"] = [{ from: null, to: moments[0] ?? null }];
  for (let i = 0; i + 1 < moments.length; i++) edges.push({ from: moments[i] ?? null, to: moments[i + 1] ?? null });
  const shares = edges.map(() => new Array<number>(judged.length).fill(0));
  judged.forEach(({ result, frames }, b) => {
    for (let g = 0; g < result.frames; g++) {
      const mass = result.posterior[g] ?? 0;
      const { after, by } = boundsOf(frames, g, g);
      spreadOver(edges, after, by).forEach((share, e) => {
        const column = shares[e];
        if (column) column[b] = (column[b] ?? 0) + mass * share;
      });
    }
  });
  return { edges, shares };
}

function spreadOver(edges: Shares["edges"], after: number | null, by: number | null): number[] {
  const only = (at: number) => edges.map((_, e) => (e === at ? 1 : 0));
  if (after === null) return only(0);
  if (by === null) return only(edges.length - 1);
  const lengths = edges.map(({ from, to }) => (from === null || to === null ? 0 : Math.max(0, Math.min(to, by) - Math.max(from, after))));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total > 0) return lengths.map((length) => length / total);
  const holding = edges.findIndex(({ from, to }) => from !== null && to !== null && from <= after && after <= to);
  return only(holding < 0 ? edges.length - 1 : holding);
}
