import type { Status } from "../../../infer/index.ts";
import { type Building, isOpenEnded } from "../model/building.ts";
import type { Words } from "./index.ts";
import type { TextKey } from "./text.ts";

export const statusTexts: Record<Status, TextKey> = {
  destroyed: "statusDestroyed",
  destroyed_before: "statusBefore",
  standing_throughout: "statusStanding",
  unclear: "statusUnclear",
  disputed: "statusDisputed",
  not_a_building: "statusNone",
};

/** What was found of a building, in a word or two. */
export function foundText({ row }: Building): TextKey {
  return row.unjudged ? "statusUnjudged" : statusTexts[row.status];
}

/** A building's 90 % window, or null where its result names no time. */
export function windowText(building: Building, words: Words): string | null {
  const { row, after, by } = building;
  if (row.unjudged || !isDated(row.status)) return null;
  return after !== null && isOpenEnded(building) ? words.text("afterOrNever", { date: words.date(after) }) : words.window(after, by);
}

/** Results that name a time of destruction. */
function isDated(status: Status): boolean {
  return status === "destroyed" || status === "destroyed_before" || status === "disputed";
}
