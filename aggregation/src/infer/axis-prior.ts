import type { Statements } from "./statements.ts";

type AxisGaps = Pick<Statements, "allowed" | "axisFrom" | "axisTo">;

/** However rare a gap is among the other buildings, none is impossible. */
const least = 1e-12;

/** Fills in an even chance for each gap of the campaign's axis, as sums up to each. */
export function evenSums(sums: Float64Array): void {
  const gaps = sums.length - 1;
  for (let c = 0; c <= gaps; c++) sums[c] = c / gaps;
}

/** A gap between frames that share a place on the axis: a tenth of an even share. */
const placeless = 0.1;

/** The chance of a timeline's gap (row i) before any answer: that of the axis' gaps that it spans; 0 where it is closed. */
export function priorOf({ allowed, axisFrom, axisTo }: AxisGaps, sums: Float64Array, i: number): number {
  if (allowed[i] === 0) return 0;
  if (axisFrom[i] === axisTo[i]) return placeless / (sums.length - 1);
  return Math.max((sums[(axisTo[i] ?? 0) + 1] ?? 0) - (sums[(axisFrom[i] ?? -1) + 1] ?? 0), least);
}

/** Counts a timeline's gap on the axis' gaps that it spans, from the place `at` of the counts on. */
export function countOnAxis(
  { axisFrom, axisTo }: AxisGaps,
  sums: Float64Array,
  i: number,
  mass: number,
  counts: Float64Array,
  at: number,
): void {
  const from = (axisFrom[i] ?? -1) + 1;
  const to = axisTo[i] ?? 0;
  if (from === to) {
    counts[at + from] = (counts[at + from] ?? 0) + mass;
    return;
  }
  const span = (sums[to + 1] ?? 0) - (sums[from] ?? 0);
  if (span <= 0) return;
  for (let c = from; c <= to; c++) counts[at + c] = (counts[at + c] ?? 0) + (mass * ((sums[c + 1] ?? 0) - (sums[c] ?? 0))) / span;
}

/** The chances that follow from the counts, with one building more in each gap so that none is impossible. */
export function learnSums(sums: Float64Array, counts: Float64Array, at: number): void {
  const gaps = sums.length - 1;
  let total = 0;
  for (let c = 0; c < gaps; c++) total += 1 + (counts[at + c] ?? 0);
  let sum = 0;
  for (let c = 0; c < gaps; c++) {
    sum += (1 + (counts[at + c] ?? 0)) / total;
    sums[c + 1] = sum;
  }
}
