import { boundsOf } from "../../../infer/bounds.ts";
import type { Building } from "../model/building.ts";
import type { Words } from "../words/index.ts";

/** What was found of a building, in sentences that claim no more than the images show. */
export function said(building: Building, words: Words): string[] {
  const { row, frames, after, by } = building;
  const { text, date } = words;
  if (row.status === "not_a_building") return [text("saidNone")];
  const probability = words.percent(row.probability);
  const bounds = boundsOf(frames, row.gap, row.gap);
  const from = bounds.after === null ? text("notKnown") : date(bounds.after);
  const to = bounds.by === null ? text("notKnown") : date(bounds.by);
  const window = words.window(after, by);
  if (row.status === "unclear") return [text("saidUnclear"), text(by === null ? "said90Open" : "said90", { window })];
  if (row.status === "standing_throughout") return [text("saidStanding", { from, probability })];
  const first = row.gap === 0 ? text("saidBefore", { to, probability }) : text("saidDestroyed", { from, to, probability });
  const told = [first, text(by === null ? "said90Open" : "said90", { window })];
  return row.status === "disputed" ? [text("saidDisputed"), ...told] : told;
}
