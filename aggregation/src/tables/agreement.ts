/** What several people said of one thing. */
export type Unit = readonly number[];
export type Metric = "nominal" | "ordinal" | "interval";

export interface Agreement {
  /** Null where fewer than two values can be compared, or all are the same. */
  value: number | null;
  /** 90 % bootstrap interval over units. */
  low90: number | null;
  high90: number | null;
  units: number;
  values: number;
}

export const replicates = 200;

/**
 * Krippendorff's alpha = 1 - observed / expected disagreement, over units with two values or more (Krippendorff, Content
 * Analysis, 2004, chapter 11). The interval is a percentile bootstrap over units; the ordinal distances stay those of the whole.
 * @param random in [0, 1), seeded by the caller
 */
export function krippendorffAlpha(units: readonly Unit[], metric: Metric, random: () => number): Agreement {
  const paired = units.filter(({ length }) => length > 1);
  const categories = categoriesOf(paired);
  const distance = squaredDistances(paired, categories, metric);
  const place = new Map(categories.map((value, at) => [value, at]));
  // Flat, as each of the replicates goes through all of them: unit i's values are places starts[i] to starts[i + 1].
  const starts = new Int32Array(paired.length + 1);
  paired.forEach((unit, at) => {
    starts[at + 1] = (starts[at] ?? 0) + unit.length;
  });
  const places = new Int32Array(starts[paired.length] ?? 0);
  const observedIn = new Float64Array(paired.length);
  paired.forEach((unit, at) => {
    const from = starts[at] ?? 0;
    for (let i = 0; i < unit.length; i++) places[from + i] = place.get(unit[i] ?? 0) ?? 0;
    let observed = 0;
    for (let i = from; i < from + unit.length; i++) {
      for (let j = i + 1; j < from + unit.length; j++) observed += 2 * distance(places[i] ?? 0, places[j] ?? 0);
    }
    observedIn[at] = observed / (unit.length - 1);
  });
  const counts = new Float64Array(categories.length);
  const alphaOf = (sample: Int32Array): number | null => {
    counts.fill(0);
    let observed = 0;
    let values = 0;
    for (let drawn = 0; drawn < sample.length; drawn++) {
      const unit = sample[drawn] ?? 0;
      const from = starts[unit] ?? 0;
      const to = starts[unit + 1] ?? 0;
      observed += observedIn[unit] ?? 0;
      values += to - from;
      for (let i = from; i < to; i++) counts[places[i] ?? 0] = (counts[places[i] ?? 0] ?? 0) + 1;
    }
    const expected = expectedDisagreement(counts, categories, metric, distance);
    return expected === 0 || values < 2 ? null : 1 - ((values - 1) * observed) / expected;
  };
  const all = Int32Array.from(paired.keys());
  const value = alphaOf(all);
  const drawn = value === null ? [] : draws(all.length, alphaOf, random);
  return {
    value,
    low90: quantile(drawn, 0.05),
    high90: quantile(drawn, 0.95),
    units: paired.length,
    values: places.length,
  };
}

/** Scott's pi, for any number of people: pairwise agreement within units (each unit counts once), less what the shares of the categories make by chance. */
export function scottsPi(units: readonly Unit[]): number | null {
  const paired = units.filter(({ length }) => length > 1);
  if (paired.length === 0) return null;
  const observed = paired.reduce((sum, unit) => sum + agreeingPairs(unit) / pairsOf(unit), 0) / paired.length;
  const counts = new Map<number, number>();
  let values = 0;
  for (const unit of paired) {
    values += unit.length;
    for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  let chance = 0;
  for (const count of counts.values()) chance += (count / values) ** 2;
  return chance === 1 ? null : (observed - chance) / (1 - chance);
}

/** The share of pairs within units that say the same. */
export function exactShare(units: readonly Unit[]): number | null {
  const pairs = units.reduce((sum, unit) => sum + pairsOf(unit), 0);
  return pairs === 0 ? null : units.reduce((sum, unit) => sum + agreeingPairs(unit), 0) / pairs;
}

/** All values that appear, ascending. */
function categoriesOf(units: readonly Unit[]): number[] {
  const categories = new Set<number>();
  for (const unit of units) for (const value of unit) categories.add(value);
  return [...categories].sort((a, b) => a - b);
}

type Distance = (a: number, b: number) => number;

/** Squared distances between categories, by their places in the sorted list. */
function squaredDistances(units: readonly Unit[], categories: readonly number[], metric: Metric): Distance {
  if (metric === "nominal") return (a, b) => (a === b ? 0 : 1);
  if (metric === "interval") return (a, b) => ((categories[a] ?? 0) - (categories[b] ?? 0)) ** 2;
  const counts = new Map<number, number>();
  for (const unit of units) for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
  // Where a category's middle lies among all values by rank.
  let before = 0;
  const ranks = categories.map((value) => {
    const count = counts.get(value) ?? 0;
    before += count;
    return before - count / 2;
  });
  return (a, b) => ((ranks[a] ?? 0) - (ranks[b] ?? 0)) ** 2;
}

function expectedDisagreement(counts: Float64Array, categories: readonly number[], metric: Metric, distance: Distance): number {
  if (metric === "interval") {
    let n = 0;
    let sum = 0;
    // Around the middle, so that large numbers of days lose no digits.
    const middle = categories[categories.length >> 1] ?? 0;
    let squares = 0;
    counts.forEach((count, at) => {
      const x = (categories[at] ?? 0) - middle;
      n += count;
      sum += count * x;
      squares += count * x * x;
    });
    return Math.max(0, 2 * (n * squares - sum * sum));
  }
  let expected = 0;
  for (let a = 0; a < counts.length; a++) {
    for (let b = a + 1; b < counts.length; b++) expected += 2 * (counts[a] ?? 0) * (counts[b] ?? 0) * distance(a, b);
  }
  return expected;
}

function draws(units: number, alphaOf: (sample: Int32Array) => number | null, random: () => number): number[] {
  const found: number[] = [];
  const sample = new Int32Array(units);
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let at = 0; at < units; at++) sample[at] = Math.floor(random() * units);
    const alpha = alphaOf(sample);
    if (alpha !== null) found.push(alpha);
  }
  return found.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], level: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] ?? null;
}

function pairsOf(unit: Unit): number {
  return (unit.length * (unit.length - 1)) / 2;
}

function agreeingPairs(unit: Unit): number {
  let agreeing = 0;
  for (let i = 0; i < unit.length; i++) for (let j = i + 1; j < unit.length; j++) if (unit[i] === unit[j]) agreeing += 1;
  return agreeing;
}
