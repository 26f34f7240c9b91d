/** How many of a number of buildings: the expected number, and the band that holds it with 90 % probability. */
export interface CountBand {
  expected: number;
  low: number;
  high: number;
}

const tail = 0.05;
const normalTail = 1.6449;

/**
 * The number of buildings for which something is true, each with its own probability, taken as independent: the
 * Poisson binomial distribution, exact up to so many buildings, beyond that by its normal approximation.
 */
export function countBand(probabilities: readonly number[], exactUpTo = 1500): CountBand {
  const open = probabilities.map((p) => Math.min(1, Math.max(0, p)));
  const expected = open.reduce((sum, p) => sum + p, 0);
  if (open.length > exactUpTo) {
    const spread = normalTail * Math.sqrt(open.reduce((sum, p) => sum + p * (1 - p), 0));
    return { expected, low: Math.max(0, Math.round(expected - spread)), high: Math.min(open.length, Math.round(expected + spread)) };
  }
  const mass = new Float64Array(open.length + 1);
  mass[0] = 1;
  open.forEach((p, n) => {
    for (let k = n + 1; k > 0; k--) mass[k] = (mass[k] ?? 0) * (1 - p) + (mass[k - 1] ?? 0) * p;
    mass[0] = (mass[0] ?? 0) * (1 - p);
  });
  let sum = 0;
  const upTo = mass.map((m) => (sum += m));
  return { expected, low: upTo.findIndex((s) => s > tail), high: upTo.findIndex((s) => s >= 1 - tail - 1e-12) };
}
