import type { Decision, DecisionVerdict } from "pybossa-client-ts/strike-tracker";

/** In the order of their keys 1 to 5. */
export const verdictTexts: readonly (readonly [DecisionVerdict, string])[] = [
  ["destroyed", "Destroyed between two images"],
  ["destroyed_before", "Destroyed before the first image"],
  ["standing_throughout", "Standing on the last image"],
  ["cannot_tell", "Cannot tell"],
  ["not_a_building", "Not a building"],
];

/** A decision in words. @param dateOf a frame's date by its id */
export function decisionText(
  { verdict, last_standing: last, first_destroyed: first }: Decision,
  dateOf: (frame: string) => string,
): string {
  if (verdict === "destroyed" && last !== null && first !== null) return `Last standing ${dateOf(last)}, first destroyed ${dateOf(first)}`;
  return verdictTexts.find(([known]) => known === verdict)?.[1] ?? verdict;
}

/** What a person reads for a review reason. */
export function reasonText(reason: string): string {
  return reasons[reason] ?? reason.replaceAll("_", " ");
}

const reasons: Record<string, string> = {
  unclear: "the answers do not tell",
  disputed: "volunteers disagree widely",
  contested: "volunteers disagree",
  not_a_building: "volunteers say that it is not a building",
  multi_modal: "two windows are likely",
  reversal: "seen standing again later",
  wide_interval: "its window is less than 80 % likely",
  experts_disagree: "experts disagree",
};
