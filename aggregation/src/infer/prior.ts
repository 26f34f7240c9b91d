import type { Gaps, Posterior } from "./evidence.ts";

/** A probability for each gap between the campaign's frames, shared by all buildings. Starts even. */
export function evenPrior(gaps: Gaps): Float64Array {
  return new Float64Array(gaps.axisGaps).fill(1 / gaps.axisGaps);
}

/** The prior learnt from posteriors: expected counts, and one building more in each gap so that none is impossible. */
export function learntPrior(posterior: Posterior, gaps: Gaps, prior: Float64Array): Float64Array {
  const sums = prefixSums(prior);
  const next = new Float64Array(gaps.axisGaps).fill(1);
  for (let i = 0; i < posterior.length; i++) {
    const from = gaps.axisFrom[i] ?? -1;
    const to = gaps.axisTo[i] ?? 0;
    const span = (sums[to + 1] ?? 0) - (sums[from + 1] ?? 0);
    if (span <= 0) continue;
    const share = (posterior[i] ?? 0) / span;
    for (let c = from + 1; c <= to; c++) next[c] = (next[c] ?? 0) + share * (prior[c] ?? 0);
  }
  let total = 0;
  for (const mass of next) total += mass;
  return next.map((mass) => mass / total);
}

/** The logarithm of each timeline gap's prior; a gap that is closed gets -Infinity. */
export function logPriors(prior: Float64Array, gaps: Gaps, into: Float64Array): void {
  const sums = prefixSums(prior);
  for (let i = 0; i < into.length; i++) {
    const mass = (sums[(gaps.axisTo[i] ?? 0) + 1] ?? 0) - (sums[(gaps.axisFrom[i] ?? -1) + 1] ?? 0);
    into[i] = gaps.allowed[i] === 0 ? Number.NEGATIVE_INFINITY : Math.log(Math.max(mass, 1e-12));
  }
}

function prefixSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = (sums[i] ?? 0) + (values[i] ?? 0);
  return sums;
}
