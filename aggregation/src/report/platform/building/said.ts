import { boundsOf } from "../../../infer/bounds.ts";
import { type Building, isOpenEnded } from "../model/building.ts";
import type { Words } from "../words/index.ts";

/** What was found of a building, in sentences that claim no more than the images show. */
export function said(building: Building, words: Words): string[] {
  const { row, frames, after, by } = building;
  const { text, date } = words;
  if (row.status === "not_a_building") return [text("saidNone")];
  if (row.unjudged) return [text("statusUnjudged")];
  const probability = words.percent(row.probability);
  const bounds = boundsOf(frames, row.gap, row.gap);
  const from = bounds.after === null ? text("notKnown") : date(bounds.after);
  const to = bounds.by === null ? text("notKnown") : date(bounds.by);
  const narrow =
    after === null && by === null ? [] : [text(isOpenEnded(building) ? "said90Open" : "said90", { window: words.window(after, by) })];
  if (row.status === "unclear") return [text("saidUnclear"), ...narrow];
  if (row.status === "standing_throughout") return [text("saidStanding", { from, probability })];
  const told = [first(), ...narrow];
  function first(): string {
    if (bounds.after === null && bounds.by === null) return text("saidUndated", { probability });
    if (row.gap === 0) return text("saidBefore", { to, probability });
    if (bounds.after !== null && bounds.by !== null) return text("saidDestroyed", { from, to, probability });
    return text("saidOpen", { window: words.window(bounds.after, bounds.by), probability });
  }
  return row.status === "disputed" ? [text("saidDisputed"), ...told] : told;
}
