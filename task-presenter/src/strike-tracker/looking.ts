import type { Arrangement } from "../compare/index.ts";
import type { Preferences } from "../page/preferences.ts";
import { datesOf } from "../session/index.ts";
import type { Building } from "../sitting/index.ts";

/** How pictures are looked at: where one is asked about, and where two are. Kept on the device. */
export interface Looking {
  /** `one`, or together with the last standing (else the first destroyed) image. */
  readonly single: Arrangement;
  readonly pair: Arrangement;
}

const kept = "strike-tracker-view";
const all: readonly Arrangement[] = ["one", "side", "swipe", "blink"];

export function readLooking(preferences: Preferences): Looking {
  const [single, pair] = (preferences.read(kept) ?? "").split(" ").map((name) => all.find((arrangement) => arrangement === name));
  return { single: single ?? "one", pair: pair === undefined || pair === "one" ? "side" : pair };
}

/** @param asked how many frames are asked about */
export function chooseLooking(now: Looking, asked: number, chosen: Arrangement, preferences: Preferences): Looking {
  const next = asked === 1 ? { ...now, single: chosen } : { ...now, pair: chosen };
  preferences.write(kept, `${next.single} ${next.pair}`);
  return next;
}

/** The ways to choose from. @param asked the frames that are asked about */
export function arrangementsFor(building: Building, asked: readonly string[]): readonly Arrangement[] {
  if (asked.length > 1) return all.slice(1);
  return referenceFrame(building, asked) === null ? [] : all;
}

/** The frames on the screen: those asked for, while peeking another one instead, or another one beside it. */
export function framesInView(building: Building, asked: readonly string[], peeking: boolean, { single }: Looking): readonly string[] {
  const reference = referenceFrame(building, asked);
  const [id] = asked;
  if (reference === null || id === undefined) return asked;
  if (single === "one") return peeking ? [peekFrame(building, asked) ?? id] : asked;
  const { frames } = building.timeline;
  return frames.indexOf(reference) < frames.indexOf(id) ? [reference, id] : [id, reference];
}

/** The last standing frame if one frame is shown and it is another one. */
export function peekFrame(building: Building, asked: readonly string[]): string | null {
  const { lastStanding } = datesOf(building.timeline);
  return asked.length === 1 && lastStanding !== asked[0] ? lastStanding : null;
}

/** What a single frame is compared with. */
function referenceFrame(building: Building, asked: readonly string[]): string | null {
  const { firstDestroyed } = datesOf(building.timeline);
  const other = asked.length === 1 && firstDestroyed !== asked[0] ? firstDestroyed : null;
  return peekFrame(building, asked) ?? other;
}
