import type { Status } from "../../../infer/index.ts";
import type { TextKey } from "./text.ts";

export const statusTexts: Record<Status, TextKey> = {
  destroyed: "statusDestroyed",
  destroyed_before: "statusBefore",
  standing_throughout: "statusStanding",
  unclear: "statusUnclear",
  disputed: "statusDisputed",
  not_a_building: "statusNone",
};

/** Results that name a time of destruction. */
export function isDated(status: Status): boolean {
  return status === "destroyed" || status === "destroyed_before" || status === "disputed";
}
