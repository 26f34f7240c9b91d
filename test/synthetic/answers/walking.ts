import type { Stream } from "../random.ts";
import type { Call, Look } from "./looking.ts";
import type { Volunteer } from "./volunteers.ts";

export type Mode = "guided" | "free" | "full";
/** By place in the timeline; frames that were not opened are absent. */
export type Judgements = Map<number, Call>;

/** Opens frames in the order of the mode and judges them. */
export function walk(mode: Mode, frames: number, who: Volunteer, look: Look, random: Stream): Judgements {
  const judged: Judgements = new Map();
  const see = (k: number) => {
    const call = judged.get(k) ?? look(k);
    judged.set(k, call);
    return call;
  };
  if (mode === "full") for (let k = 0; k < frames; k++) see(k);
  else if (mode === "free") {
    for (let k = 0; k < frames; k++) {
      if (random.chance(0.1)) continue;
      if (see(k) === "destroyed") break;
    }
  } else guided(frames, who, see, random);
  if (mode === "full" && who.careful) mend(judged, frames, random);
  return judged;
}

/** What bots send: both ends of the timeline and the two frames beside the agreed gap, the same from each. */
export function recited(gap: number, frames: number): Judgements {
  const places = [...new Set([0, gap - 1, gap, frames - 1])].filter((k) => k >= 0 && k < frames).sort((a, b) => a - b);
  return new Map(places.map((k) => [k, k < gap ? "standing" : "destroyed"]));
}

const usable = (call: Call) => call === "standing" || call === "destroyed";

/** From both ends inwards by halves; a frame that cannot be used is replaced by the nearest that was not opened. */
function guided(frames: number, who: Volunteer, see: (k: number) => Call, random: Stream): void {
  let low = 0;
  while (low < frames && !usable(see(low))) low++;
  let high = frames - 1;
  while (high > low && !usable(see(high))) high--;
  if (low >= high || see(low) !== "standing" || see(high) !== "destroyed") return;
  let first = true;
  while (high - low > 1) {
    const middle = (low + high) / 2 + (first ? 0.1 * frames * (random.next() - 0.5) : 0);
    first = false;
    const open = Array.from({ length: high - low - 1 }, (_, n) => low + 1 + n).sort(
      (a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b,
    );
    const found = open.find((k) => usable(see(k)));
    if (found === undefined) break;
    if (see(found) === "standing") low = found;
    else high = found;
  }
  if (!who.careful || !random.chance(0.5)) return;
  for (const k of [low - 1, high + 1]) if (k >= 0 && k < frames) see(k);
}

/** Careful volunteers notice most of what contradicts their own best split, and say it the other way. */
function mend(judged: Judgements, frames: number, random: Stream): void {
  const gap = bestSplit(judged, frames);
  for (const [k, call] of judged) {
    const fitting = k < gap ? "standing" : "destroyed";
    if (usable(call) && call !== fitting && random.chance(0.6)) judged.set(k, fitting);
  }
}

/** The gap that fewest judgements contradict; of several, the middle one. */
export function bestSplit(judged: Judgements, frames: number): number {
  let best = Number.POSITIVE_INFINITY;
  let found: number[] = [];
  for (let gap = 0; gap <= frames; gap++) {
    let wrong = 0;
    for (const [k, call] of judged) if (usable(call) && (call === "standing") !== k < gap) wrong += 1;
    if (wrong < best) [best, found] = [wrong, []];
    if (wrong === best) found.push(gap);
  }
  return found[found.length >> 1] ?? 0;
}
