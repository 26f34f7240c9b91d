/** What pictures have cost this page so far, and how fast they came. */
export interface Traffic {
  /** Bytes of all pictures. */
  readonly bytes: number;
  /** Bytes a second of the last ones, the latest counting most; null = too few came to tell. */
  readonly speed: number | null;
}

/** Smaller pictures tell of the waiting time and not of the speed. */
const telling = 4_000;
const weight = 0.4;

let bytes = 0;
let speed: number | null = null;
const counted = new Set<string>();

export function readTraffic(): Traffic {
  return { bytes, speed };
}

/** Counts a picture once: a second time the browser has a copy. @param milliseconds from the request to the last byte */
export function noteTraffic(url: string, size: number, milliseconds: number): void {
  if (counted.has(url)) return;
  counted.add(url);
  bytes += size;
  if (size < telling) return;
  const now = (size / Math.max(1, milliseconds)) * 1000;
  speed = speed === null ? now : speed + weight * (now - speed);
}
