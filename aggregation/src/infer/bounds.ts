import type { DatedFrame } from "../campaign.ts";

/** When a building was destroyed, as the frames bound it. Null = open on that side. Milliseconds since 1970, UTC. */
export interface Bounds {
  after: number | null;
  by: number | null;
  afterFrame: string | null;
  byFrame: string | null;
  /** A frame with a date of publication lay nearer, but bounds nothing. */
  published: boolean;
}

const day = 86_400_000;

/**
 * The interval of a run of gaps: from the last frame before it to the first one after it. A frame that is a range of
 * time counts with its outer bound; a frame whose date is a publication bounds nothing, so the next one further out does.
 */
export function boundsOf(frames: readonly DatedFrame[], first: number, last: number): Bounds {
  let before = first - 1;
  while (before >= 0 && frames[before]?.acquired !== true) before -= 1;
  let after = last;
  while (after < frames.length && frames[after]?.acquired !== true) after += 1;
  return {
    after: frames[before]?.start ?? null,
    by: frames[after]?.end ?? null,
    afterFrame: frames[before]?.id ?? null,
    byFrame: frames[after]?.id ?? null,
    published: frames[first - 1]?.acquired === false || frames[last]?.acquired === false,
  };
}

/** Days between the bounds, or null where one is open. */
export function daysOf({ after, by }: Pick<Bounds, "after" | "by">): number | null {
  return after === null || by === null ? null : Math.round(((by - after) / day) * 1e4) / 1e4;
}

/** RFC 3339 in UTC, without fractions that are zero. */
export function utc(time: number | null): string {
  return time === null ? "" : new Date(time).toISOString().replace(".000Z", "Z");
}

/** The destruction interval as an EDTF set with one true member: a day from the one to the other. */
export function edtf({ after, by }: Pick<Bounds, "after" | "by">): string {
  const [from, to] = [after, by].map((time) => (time === null ? "" : new Date(time).toISOString().slice(0, 10)));
  return from === to ? (from ?? "") : `[${from}..${to}]`;
}
