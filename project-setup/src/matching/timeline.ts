import type { SelectRules } from "../campaign-file/index.ts";
import { sameAcquisitionMs } from "../frames/index.ts";
import { metresToEdge, type Position } from "../geometry/index.ts";
import type { Cover } from "./coverage-index.ts";

const dayMs = 86_400_000;

/** Why a building is skipped that no frame shows. */
export const noFrame = "no frame covers it";

/** What bounds a building's timeline, in milliseconds since 1970 or null. */
export interface TimeBounds {
  standing: number | null;
  destroyed: number | null;
  periodStart: number | null;
  periodEnd: number | null;
}

export interface Dropped {
  frame: string;
  reason: string;
}

/** A building's frames by time, those left out with the reason, and why the building is to be skipped, if it is. */
export interface Timeline {
  covers: Cover[];
  dropped: Dropped[];
  skip: string | null;
  /** Kept although a rule of `select` speaks against them. */
  tolerated: string[];
  /** Scenes left out because another scene of the same acquisition shows the building too. */
  duplicates: number;
}

/** Chooses the frames of one building at `centre` (degrees) from the scenes that cover it. */
export function chooseTimeline(covers: readonly Cover[], centre: Position, bounds: TimeBounds, rules: SelectRules): Timeline {
  const dropped: Dropped[] = [];
  const once = oneSceneEach(covers, centre);
  let kept = byTime(once);
  const leave = (cover: Cover, reason: string) => {
    dropped.push({ frame: cover.frame.record.id, reason });
    kept = kept.filter((other) => other !== cover);
  };
  for (const cover of kept) {
    const pad = rules.pad_days * dayMs;
    if (bounds.periodStart !== null && cover.scene.end < bounds.periodStart - pad) leave(cover, "before the period");
    else if (bounds.periodEnd !== null && cover.scene.start > bounds.periodEnd + pad) leave(cover, "after the period");
  }
  // A published date says only that a picture is older: it bounds nothing, and makes no margin.
  const good = kept.filter((cover) => overLimit(cover, rules) === null);
  const from =
    nthOf(acquiredBefore(good, bounds).reverse(), rules.min_before) ?? nthOf(acquiredBefore(kept, bounds).reverse(), rules.min_before);
  const to = nthOf(acquiredAfter(good, bounds), rules.min_after) ?? nthOf(acquiredAfter(kept, bounds), rules.min_after);
  for (const cover of kept) {
    if (from && cover !== from && cover.scene.end <= from.scene.start) leave(cover, "before the building is known standing");
    else if (to && cover !== to && cover.scene.dateKind === "acquired" && cover.scene.start >= to.scene.end)
      leave(cover, "after the building is known destroyed");
  }
  const enough = (without: Cover) => {
    const rest = kept.filter((other) => other !== without);
    return rest.length >= rules.min_frames && shortOf(rest, bounds, rules) === null;
  };
  const tolerated: string[] = [];
  const over = kept.map((cover) => ({ cover, reason: overLimit(cover, rules) })).sort((a, b) => badness(b.cover) - badness(a.cover));
  for (const { cover, reason } of over) {
    if (reason === null) continue;
    if (enough(cover)) leave(cover, reason);
    else tolerated.push(reason);
  }
  if (rules.same_day === "best")
    for (const cover of worseOfDay(kept)) if (enough(cover)) leave(cover, "another acquisition of the same day is better");
  for (const cover of surplus(kept, bounds, rules)) leave(cover, `more than ${rules.max_frames} frames`);
  return { covers: kept, dropped, skip: skipReason(covers, kept, bounds, rules), tolerated, duplicates: covers.length - once.length };
}

/** Of the scenes of one acquisition, the one in which the building lies farthest from the edge. */
function oneSceneEach(covers: readonly Cover[], centre: Position): Cover[] {
  const kept: { cover: Cover; edge: number }[] = [];
  for (const cover of covers) {
    const edge = cover.scene.outline === null ? Infinity : covers.length === 1 ? 0 : metresToEdge(cover.scene.outline, centre);
    const at = kept.findIndex((other) => sameAcquisition(other.cover, cover));
    const other = kept[at];
    if (!other) kept.push({ cover, edge });
    else if (edge > other.edge) kept[at] = { cover, edge };
  }
  return kept.map(({ cover }) => cover);
}

function sameAcquisition(a: Cover, b: Cover): boolean {
  if (a.frame === b.frame) return true;
  const { platform, start, end } = a.scene;
  const moments = start === end && b.scene.start === b.scene.end;
  return platform !== null && platform === b.scene.platform && moments && Math.abs(start - b.scene.start) < sameAcquisitionMs;
}

function byTime(covers: readonly Cover[]): Cover[] {
  return [...covers].sort(
    (a, b) => a.scene.start - b.scene.start || a.scene.end - b.scene.end || (a.frame.record.id < b.frame.record.id ? -1 : 1),
  );
}

function overLimit({ scene }: Cover, rules: SelectRules): string | null {
  if (scene.cloud !== null && scene.cloud > rules.cloud_max) return `cloud cover above ${rules.cloud_max} %`;
  if (scene.offNadir !== null && scene.offNadir > rules.off_nadir_max) return `more than ${rules.off_nadir_max} degrees off nadir`;
  if (rules.gsd_max !== null && scene.gsd !== null && scene.gsd > rules.gsd_max) return `coarser than ${rules.gsd_max} m`;
  return null;
}

/** Cloud before angle before resolution; what is not known counts as middling. */
function badness({ scene }: Cover): number {
  return (scene.poor ? 1e6 : 0) + (scene.cloud ?? 20) * 1000 + (scene.offNadir ?? 20) * 10 + (scene.gsd ?? 0.5);
}

/** The margin on one side of what is known: its first frame, or as many as the rules ask for. */
function nthOf(covers: readonly Cover[], count: number): Cover | undefined {
  return covers[Math.max(1, count) - 1];
}

function worseOfDay(covers: readonly Cover[]): Cover[] {
  const days = new Map<number, Cover[]>();
  for (const cover of covers) {
    const { start, end, dateKind } = cover.scene;
    const day = Math.floor(start / dayMs);
    // A mosaic of weeks, or one that appeared on this day, is no acquisition of it.
    if (dateKind === "acquired" && Math.floor(end / dayMs) === day) days.set(day, [...(days.get(day) ?? []), cover]);
  }
  return [...days.values()].flatMap((group) => [...group].sort((a, b) => badness(a) - badness(b)).slice(1));
}

/**
 * What is above max_frames: evenly over time (first and last stay), or the worst. The frames next to the known interval
 * stay: without them it would be open.
 */
function surplus(covers: readonly Cover[], bounds: TimeBounds, { max_frames: most, thin, min_before, min_after }: SelectRules): Cover[] {
  if (covers.length <= most) return [];
  const before = acquiredBefore(covers, bounds);
  const pinned = new Set([...before.slice(before.length - min_before), ...acquiredAfter(covers, bounds).slice(0, min_after)]);
  const others = covers.filter((cover) => !pinned.has(cover));
  const free = Math.max(0, most - pinned.size);
  if (thin === "none") return [...others].sort((a, b) => badness(a) - badness(b)).slice(free);
  const stay = new Set(Array.from({ length: free }, (_, at) => others[Math.round((at * (others.length - 1)) / Math.max(1, free - 1))]));
  return others.filter((cover) => !stay.has(cover));
}

/** Of the frames by time, those surely taken by the time the building is known standing. */
function acquiredBefore(covers: readonly Cover[], { standing }: TimeBounds): Cover[] {
  return standing === null ? [] : covers.filter(({ scene }) => scene.dateKind === "acquired" && scene.end <= standing);
}

/** Of the frames by time, those surely taken since the time the building is known destroyed. */
function acquiredAfter(covers: readonly Cover[], { destroyed }: TimeBounds): Cover[] {
  return destroyed === null ? [] : covers.filter(({ scene }) => scene.dateKind === "acquired" && scene.start >= destroyed);
}

function skipReason(covers: readonly Cover[], kept: readonly Cover[], bounds: TimeBounds, rules: SelectRules): string | null {
  if (covers.length === 0) return noFrame;
  if (kept.length < rules.min_frames) return `${kept.length} frame${kept.length === 1 ? "" : "s"}, fewer than ${rules.min_frames}`;
  return shortOf(kept, bounds, rules);
}

function shortOf(kept: readonly Cover[], bounds: TimeBounds, rules: SelectRules): string | null {
  if (bounds.standing !== null && acquiredBefore(kept, bounds).length < rules.min_before)
    return "too few frames at or before the time last known standing";
  if (bounds.destroyed !== null && acquiredAfter(kept, bounds).length < rules.min_after)
    return "too few frames at or after the time first known destroyed";
  return null;
}
