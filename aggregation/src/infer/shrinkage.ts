/** One error rate of every voice. */
export interface Shrinkage {
  into: Float64Array;
  /** Expected counts, `size` to a voice; at the places `errors` and `tries` those of this rate. */
  counts: Float64Array;
  size: number;
  errors: number;
  tries: number;
  /** The crowd's rate before anything is known. */
  start: number;
  /** So many tries at the crowd's rate each voice starts from. */
  pseudo: number;
  leastRate: number;
  mostRate: number;
}

/** Rates drawn to the crowd's: most volunteers answer a handful of times, and a rate of their own would be noise. */
export function shrunk({ into, counts, size, errors, tries, start, pseudo, leastRate, mostRate }: Shrinkage): void {
  let wrong = start;
  let all = 1;
  for (let v = 0; v < into.length; v++) {
    wrong += counts[v * size + errors] ?? 0;
    all += counts[v * size + tries] ?? 0;
  }
  const rate = wrong / all;
  for (let v = 0; v < into.length; v++) {
    into[v] = within(((counts[v * size + errors] ?? 0) + pseudo * rate) / ((counts[v * size + tries] ?? 0) + pseudo), leastRate, mostRate);
  }
}

export function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Adds the parts' rows up, part after part, into the first. */
export function summed(rows: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array(0), ...rest] = rows;
  for (const row of rest) for (let i = 0; i < first.length; i++) first[i] = (first[i] ?? 0) + (row[i] ?? 0);
  return first;
}
