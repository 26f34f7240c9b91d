import type { Now } from "./clock.ts";

/** Where a request stands in its window. */
export interface Allowance {
  refused: boolean;
  limit: number;
  remaining: number;
  /** Epoch second at which the next window begins. */
  reset: number;
}

export interface RateLimit {
  /** Counts one request of an address on an endpoint; refused ones do not lengthen the window. */
  count(endpoint: string, address: string): Allowance;
  /** Uses up an address's whole window. */
  exhaust(endpoint: string, address: string): void;
}

/**
 * Fixed windows that begin at whole multiples of their length since 1970. As on PYBOSSA one request less than the
 * limit gets through: with 300 the 300th is refused.
 */
export function createRateLimit({ limit, windowSeconds, now }: { limit: number; windowSeconds: number; now: Now }): RateLimit {
  let window = -1;
  const counts = new Map<string, number>();
  const currentWindow = (): number => {
    const current = Math.floor(now() / 1000 / windowSeconds);
    if (current !== window) {
      counts.clear();
      window = current;
    }
    return current;
  };
  return {
    exhaust(endpoint, address) {
      currentWindow();
      counts.set(`${endpoint} ${address}`, limit);
    },
    count(endpoint, address) {
      const current = currentWindow();
      const key = `${endpoint} ${address}`;
      const count = Math.min((counts.get(key) ?? 0) + 1, limit);
      counts.set(key, count);
      return { refused: count >= limit, limit, remaining: limit - count, reset: (current + 1) * windowSeconds };
    },
  };
}
