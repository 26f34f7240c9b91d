/** A run of neighbouring gaps, both ends included. */
export interface Run {
  first: number;
  last: number;
}

/** Probabilities to eight significant digits: what the files hold, and what everything else is worked out from. */
export function rounded(masses: Iterable<number>): number[] {
  return Array.from(masses, (mass) => Number(mass.toPrecision(8)));
}

/** The most probable gap; of several, the lowest. */
export function mostProbable(posterior: readonly number[]): number {
  let gap = 0;
  posterior.forEach((mass, g) => {
    if (mass > (posterior[gap] ?? 0)) gap = g;
  });
  return gap;
}

/** The shortest run of neighbouring gaps that holds the level and contains the gap; ties: more mass, then earlier. */
export function credibleRun(posterior: readonly number[], gap: number, level: number): Run {
  const sums = [0];
  for (const mass of posterior) sums.push((sums.at(-1) ?? 0) + mass);
  const massOf = (first: number, last: number) => (sums[last + 1] ?? 0) - (sums[first] ?? 0);
  let best: Run = { first: 0, last: posterior.length - 1 };
  for (let first = 0; first <= gap; first++) {
    let last = gap;
    while (last < posterior.length - 1 && massOf(first, last) < level - 1e-9) last += 1;
    const mass = massOf(first, last);
    if (mass < level - 1e-9) break;
    const shorter = last - first - (best.last - best.first);
    if (shorter < 0 || (shorter === 0 && mass > massOf(best.first, best.last) + 1e-12)) best = { first, last };
  }
  return best;
}

/** Entropy in nats. */
export function entropy(posterior: readonly number[]): number {
  let sum = 0;
  for (const mass of posterior) if (mass > 0) sum -= mass * Math.log(mass);
  return Math.max(0, sum);
}
