import type { CountBand } from "../../../infer/count-band.ts";
import type { Stretch } from "../../findings.ts";
import type { GroupRecord } from "../../record.ts";

/** The campaign's stretches with both ends: those that have a place on an axis of time. */
export interface DatedStretch extends Stretch {
  from: number;
  to: number;
}

export function datedStretches(stretches: readonly Stretch[]): DatedStretch[] {
  return stretches.filter((stretch): stretch is DatedStretch => stretch.from !== null && stretch.to !== null);
}

/** How many were destroyed by a moment; between two images the number grows evenly. */
export function countAt(stretches: readonly Stretch[], time: number): CountBand {
  const at = stretches.findIndex(({ to }) => to !== null && time < to);
  const stretch = at < 0 ? stretches.at(-1) : stretches[at];
  const before = at < 0 ? stretch?.cumulative : (stretches[at - 1]?.cumulative ?? stretch?.cumulative);
  if (!stretch || !before) return { expected: 0, low: 0, high: 0 };
  const share = shareOf(stretch, time);
  const mixed = (key: keyof CountBand) => before[key] + (stretch.cumulative[key] - before[key]) * share;
  return { expected: mixed("expected"), low: Math.floor(mixed("low")), high: Math.ceil(mixed("high")) };
}

/** Share of a group that was destroyed by a moment. */
export function groupShareAt({ by, buildings }: GroupRecord, stretches: readonly Stretch[], time: number): number {
  const at = stretches.findIndex(({ to }) => to !== null && time < to);
  if (at < 0) return (by.at(-1) ?? 0) / buildings;
  const stretch = stretches[at];
  const before = by[at - 1] ?? by[at] ?? 0;
  return (before + ((by[at] ?? 0) - before) * (stretch ? shareOf(stretch, time) : 0)) / buildings;
}

function shareOf({ from, to }: Stretch, time: number): number {
  if (from === null || to === null || to <= from) return 1;
  return Math.min(1, Math.max(0, (time - from) / (to - from)));
}
