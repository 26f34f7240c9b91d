import type { Stream } from "../random.ts";
import type { Scenario } from "./scenario.ts";

export type Sight = "clear" | "poor" | "blind" | "no_data";

/** One building as it is, and as all volunteers get to see it. */
export interface Scene {
  /** Frame places on the campaign's axis. */
  frames: number[];
  /** Frames before the destruction, of the building's own. */
  gap: number;
  sight: Sight[];
  /** What is added to the look of each frame for everybody (0 = standing, 1 = destroyed). */
  shift: number[];
  /** The gap that somebody who holds one moment in mind takes for the truth. */
  apparent: number;
  /** The gap that bots agree upon, and the share of the building's answers that they give. */
  lie: number;
  bots: number;
  noise: number[];
}

/** What belongs to the images as a whole. */
export interface Sky {
  cloud: number[];
  noise: number[];
  /** Chance of each gap of the campaign's axis. */
  waves: number[];
}

export function makeSky(frames: number, random: Stream): Sky {
  const cloud = Array.from({ length: frames }, () => Math.exp(0.8 * random.normal() - 0.32));
  const noise = Array.from({ length: frames }, () => Math.exp(0.25 * random.normal()));
  const waves = Array.from({ length: frames + 1 }, () => Math.exp(0.7 * random.normal()));
  waves[0] = 0.8;
  waves[frames] = 2;
  return { cloud, noise, waves };
}

export function makeScene(scenario: Scenario, sky: Sky, frames: number[], random: Stream): Scene {
  const axisGap = pick(sky.waves, random);
  const gap = frames.filter((frame) => frame < axisGap).length;
  const sight = frames.map((frame): Sight => {
    const odds = random.next();
    const blind = Math.min(0.9, scenario.blind * (sky.cloud[frame] ?? 1));
    if (odds < blind) return random.chance(0.12) ? "no_data" : "blind";
    return odds < blind + scenario.poor ? "poor" : "clear";
  });
  const shift = frames.map(() => 0.05 * random.normal());
  let apparent = gap;
  if (random.chance(scenario.illusion) && frames.length > 1) apparent = addIllusion(gap, shift, random);
  const noise = frames.map((frame, k) => (sky.noise[frame] ?? 1) * (sight[k] === "poor" ? 2 : 1));
  let lie = random.below(frames.length + 1);
  if (lie === gap) lie = (lie + 2) % (frames.length + 1);
  // Bots attack half of the buildings, and there give twice their share.
  const bots = random.chance(0.5) ? 2 * scenario.botAnswers : 0;
  return { frames, gap, sight, shift, apparent, lie, bots, noise };
}

/** Smoke or shadow before the destruction looks like it; a fallen façade under a whole roof hides it for a while. */
function addIllusion(gap: number, shift: number[], random: Stream): number {
  const length = 1 + (random.chance(0.2) ? 1 + random.below(2) : 0);
  const strength = random.between(0.35, 1);
  const early = gap === shift.length || (gap > 0 && random.chance(0.5));
  for (let n = 0; n < length; n++) {
    const k = early ? gap - 1 - n : gap + n;
    if (k >= 0 && k < shift.length) shift[k] = (shift[k] ?? 0) + (early ? strength : -strength);
  }
  const moved = early ? gap - length : gap + length;
  return strength > 0.62 ? Math.max(0, Math.min(shift.length, moved)) : gap;
}

function pick(weights: readonly number[], random: Stream): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return weights.length - 1;
}
