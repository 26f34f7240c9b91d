/** How fast chips are cut, how much they hold, and how long the rest takes. */
export interface Pace {
  add(bytes: number): void;
  /** For instance "71/s, 12.3 MB, 4 min left". */
  text(): string;
}

export function createPace(wanted: number, now: () => number): Pace {
  const begun = now();
  let done = 0;
  let bytes = 0;
  return {
    add(more) {
      done++;
      bytes += more;
    },
    text() {
      const seconds = (now() - begun) / 1000;
      const rate = done / Math.max(0.001, seconds);
      const left = (wanted - done) / rate;
      const told = left < 90 ? `${Math.ceil(left)} s` : left < 5400 ? `${Math.round(left / 60)} min` : `${(left / 3600).toFixed(1)} h`;
      return `${rate.toFixed(rate < 10 ? 1 : 0)}/s, ${(bytes / 1e6).toFixed(1)} MB, ${told} left`;
    },
  };
}
