import { stringify } from "csv-stringify/sync";
import type { DatedFrame } from "../campaign.ts";
import { boundsOf, countBand, type Result } from "../infer/index.ts";

const day = 86_400_000;
/** Exact bands for so many buildings a day: there may be thousands of days. */
const exactUpTo = 200;
const mostDays = 20_000;

/**
 * destructions_by_day.csv: for each day (UTC) from the first frame to the last how many buildings are expected to have
 * been destroyed on it and by its end, with 90 % bands. A gap's probability is spread evenly over the days of its
 * interval; what was destroyed before the first frame counts from the first day on.
 */
export function destructionsByDay(results: readonly Result[], framesOf: (at: number) => readonly DatedFrame[]): string {
  const spans = results.map((result, at) => (result.status === "not_a_building" ? [] : spansOf(result, framesOf(at))));
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans.flat()) {
    first = Math.min(first, from ?? to);
    last = Math.max(last, to);
  }
  const rows: string[][] = [];
  if (last - first < mostDays) {
    for (let date = first; date <= last; date++) {
      const on: number[] = [];
      const by: number[] = [];
      for (const building of spans) {
        let today = 0;
        let reached = 0;
        for (const { from, to, mass } of building) {
          if (from === null) reached += mass;
          else {
            const length = to - from + 1;
            if (from <= date && date <= to) today += mass / length;
            reached += mass * Math.min(1, Math.max(0, (date - from + 1) / length));
          }
        }
        if (today > 0) on.push(today);
        if (reached > 0) by.push(reached);
      }
      rows.push([new Date(date * day).toISOString().slice(0, 10), ...banded(on), ...banded(by)]);
    }
  }
  return stringify([["date", "expected", "low90", "high90", "cumulative", "cumulative_low90", "cumulative_high90"], ...rows]);
}

interface Span {
  /** Days since 1970, both included; null = before the first frame. */
  from: number | null;
  to: number;
  mass: number;
}

function spansOf(result: Result, frames: readonly DatedFrame[]): Span[] {
  return result.posterior.flatMap((mass, gap) => {
    const { after, by } = boundsOf(frames, gap, gap);
    if (by === null || mass <= 0) return [];
    return [{ from: after === null ? null : Math.floor(after / day), to: Math.floor(by / day), mass }];
  });
}

function banded(probabilities: readonly number[]): string[] {
  const { expected, low, high } = countBand(probabilities, exactUpTo);
  return [String(Number(expected.toPrecision(6))), String(low), String(high)];
}
