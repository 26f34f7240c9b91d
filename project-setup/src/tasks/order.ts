import { createHash } from "node:crypto";
import { area } from "@turf/area";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import { centreOf, extentOf, type Position } from "../geometry/index.ts";

/** What the order of tasks looks at. */
export interface Orderable {
  building: { footprint: BuildingFootprint };
  /** Its building is the opaque id. */
  info: { building: string };
  priority: number;
}

interface Placed<T> {
  task: T;
  centre: Position;
  /** By chance, but always the same. */
  chance: number;
  easy: boolean;
}

/** Parts of the place that a round of tasks visits, one task each. */
const mostParts = 64;
/** The largest buildings, one in so many, count as easy: more of their roof is seen. */
const easyShare = 3;

/**
 * Sets distinct priorities in (0, 1); a volunteer gets the highest first. The place is halved again and again into parts
 * of as many buildings, and each round takes one building of each part, by chance: whatever is finished first is
 * spread over the whole place. One in three of each round is easy, as long as there are any. Within a round the parts come by
 * chance too, so that priorities, which anybody can read, do not tell which buildings are neighbours.
 */
export function setPriorities(tasks: readonly Orderable[]): void {
  const placed = tasks.map((task): Placed<Orderable> => {
    const chance = createHash("sha256").update(`priority ${task.info.building}`).digest().readUIntBE(0, 6);
    return { task, centre: centreOf(extentOf(task.building.footprint)), chance, easy: false };
  });
  const sizes = new Map(placed.map((each) => [each, area(each.task.building.footprint)]));
  const bySize = [...placed].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || a.chance - b.chance);
  for (const each of bySize.slice(0, Math.floor(placed.length / easyShare))) each.easy = true;
  const parts = partsOf(placed, Math.ceil(placed.length / mostParts)).map(queuesOf);
  let rank = 0;
  for (let round = 0; rank < placed.length; round++) {
    const taken = parts.flatMap((queues, at) => nextOf(queues, (round + at) % easyShare === 0 ? "easy" : "other") ?? []);
    for (const { task } of taken.sort((a, b) => a.chance - b.chance)) {
      rank++;
      task.priority = Math.round((1 - rank / (placed.length + 1)) * 1e8) / 1e8;
    }
  }
}

interface Queues<T> {
  easy: Placed<T>[];
  other: Placed<T>[];
}

/** By chance each. */
function queuesOf<T>(part: readonly Placed<T>[]): Queues<T> {
  const shuffled = [...part].sort((a, b) => a.chance - b.chance);
  return { easy: shuffled.filter(({ easy }) => easy), other: shuffled.filter(({ easy }) => !easy) };
}

function nextOf<T>(queues: Queues<T>, wanted: keyof Queues<T>): Placed<T> | undefined {
  return queues[wanted].shift() ?? queues.other.shift() ?? queues.easy.shift();
}

/** Halves along the longer side until no part holds more than `most`. */
function partsOf<T>(placed: readonly Placed<T>[], most: number): Placed<T>[][] {
  if (placed.length === 0) return [];
  if (placed.length <= most) return [[...placed]];
  const range = (axis: 0 | 1) => {
    let [least, greatest] = [Infinity, -Infinity];
    for (const { centre } of placed) {
      least = Math.min(least, centre[axis]);
      greatest = Math.max(greatest, centre[axis]);
    }
    return greatest - least;
  };
  const axis = range(0) * Math.cos(((placed[0]?.centre[1] ?? 0) * Math.PI) / 180) > range(1) ? 0 : 1;
  const along = [...placed].sort((a, b) => a.centre[axis] - b.centre[axis] || a.chance - b.chance);
  const half = Math.ceil(along.length / 2);
  return [...partsOf(along.slice(0, half), most), ...partsOf(along.slice(half), most)];
}
