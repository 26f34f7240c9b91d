/** Until then the rate says more of the start than of the work, in seconds since the first chip. */
const soonest = 2;

/** How fast chips are cut, how much they hold, and how long the rest takes. */
export interface Pace {
  add(bytes: number): void;
  /** For instance "71/s, 12.3 MB, 4 min left"; at first the size alone. */
  text(): string;
}

export function createPace(wanted: number, now: () => number): Pace {
  let begun: number | null = null;
  let done = 0;
  let bytes = 0;
  return {
    add(more) {
      begun ??= now();
      done++;
      bytes += more;
    },
    text() {
      const size = `${(bytes / 1e6).toFixed(1)} MB`;
      const seconds = begun === null ? 0 : (now() - begun) / 1000;
      if (seconds < soonest) return size;
      const rate = done / seconds;
      const left = (wanted - done) / rate;
      const told = left < 90 ? `${Math.ceil(left)} s` : left < 5400 ? `${Math.round(left / 60)} min` : `${(left / 3600).toFixed(1)} h`;
      return `${rate.toFixed(rate < 10 ? 1 : 0)}/s, ${size}, ${told} left`;
    },
  };
}
