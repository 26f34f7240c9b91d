import { createHash } from "node:crypto";
import type { BuildingsSection, Scalar } from "../campaign-file/index.ts";
import type { RawFeature } from "./building.ts";

/** The features that the section's `where`, `limit` and `sample_seed` leave, in the file's order. */
export function chosen(features: RawFeature[], { where, limit, sample_seed: seed }: BuildingsSection): RawFeature[] {
  const kept = where === undefined ? features : features.filter(({ properties }) => matches(properties, where));
  if (limit === undefined || kept.length <= limit) return kept;
  if (seed === undefined) return kept.slice(0, limit);
  const rank = (at: number) => createHash("sha256").update(`${seed}/${at}`).digest("hex");
  const drawn = kept
    .map((feature, at) => ({ feature, at, rank: rank(at) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, limit);
  return drawn.sort((a, b) => a.at - b.at).map(({ feature }) => feature);
}

function matches(properties: Record<string, unknown>, where: Record<string, Scalar | Scalar[]>): boolean {
  return Object.entries(where).every(([field, wanted]) => [wanted].flat().some((value) => sameScalar(properties[field], value)));
}

/** Whether a property has a value; text counts as the number or truth value that it writes. */
function sameScalar(found: unknown, wanted: Scalar): boolean {
  return (typeof found === "string" || typeof found === "number" || typeof found === "boolean") && String(found) === String(wanted);
}
