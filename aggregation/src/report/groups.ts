import type { CampaignFacts } from "../campaign.ts";
import { countBand } from "../infer/count-band.ts";
import { destroyedProbability, expectedBy, isJudged, type ReportBuilding } from "./findings.ts";
import type { GroupRecord } from "./record.ts";

/** A group of fewer buildings would give one of them away. */
export const leastBuildings = 3;

/** What is told of buildings that are told only together. */
export function groupRecord(members: readonly ReportBuilding[], facts: CampaignFacts): GroupRecord {
  const judged = members.filter(isJudged);
  const found = judged.filter(({ result }) => result.status === "destroyed" || result.status === "destroyed_before");
  const { expected, low, high } = countBand(judged.map(destroyedProbability));
  return {
    buildings: members.length,
    destroyed: { expected: tenths(expected), low, high },
    by: expectedBy(judged, facts).map(tenths),
    first: found.some(({ result }) => result.after90 === null) ? null : least(found.map(({ result }) => result.after90)),
    last: most(found.map(({ result }) => result.by90)),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function least(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b));
}

function most(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
}
