/** Random numbers that are the same on every machine: a counter hash on 32-bit integers, no clock, no engine generator. */

/** Mixes two 32-bit integers into one. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  h = Math.imul(h, 0x297a2d39);
  h ^= h >>> 15;
  return h >>> 0;
}

/** The key of a named sub-stream: what is drawn under one name never moves what is drawn under another. */
export function keyOf(seed: number, name: string): number {
  let key = mix(seed, name.length);
  for (let at = 0; at < name.length; at++) key = mix(key, name.charCodeAt(at));
  return key;
}

export interface Stream {
  /** Uniform in [0, 1). */
  next: () => number;
  between(low: number, high: number): number;
  /** A whole number in 0..count-1. */
  below(count: number): number;
  chance(share: number): boolean;
  /** Mean 0, standard deviation 1, never beyond 6 (a sum of twelve uniform numbers, so no logarithm that may differ). */
  normal(): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** The stream of numbers that belongs to a seed and a name. */
export function stream(seed: number, name: string): Stream {
  const key = keyOf(seed, name);
  let counter = 0;
  const next = () => mix(key, counter++) / 4294967296;
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    below: (count) => Math.floor(next() * count),
    chance: (share) => next() < share,
    normal() {
      let sum = -6;
      for (let n = 0; n < 12; n++) sum += next();
      return sum;
    },
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
  };
}

/** A new list in random order. */
export function shuffled<T>(list: readonly T[], random: Stream): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const one = copy[at];
    const two = copy[other];
    if (one !== undefined && two !== undefined) {
      copy[at] = two;
      copy[other] = one;
    }
  }
  return copy;
}
