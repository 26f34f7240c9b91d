import { keyOf, stream } from "../random.ts";
import { direction, type Point, stroke } from "../town/geometry.ts";
import type { TownPlan } from "../town/plan.ts";
import { colour, createScene, disc, fill, type Scene, tint } from "./canvas.ts";
import { fractalNoise } from "./noise.ts";

/** What never changes between frames, made once: the ground's colours, and the noise that all surfaces share. */
export interface Ground {
  scene: Scene;
  /** Broad patches and fine grit, about 0..1. */
  patches: Float32Array;
  grit: Float32Array;
  /** 1 where a street runs. */
  street: Uint8Array;
}

const asphalt = [112, 109, 106] as const;
const dirtRoad = [166, 152, 130] as const;
const kerb = [150, 142, 130] as const;

/** Bare earth with streets and open lots, without anything that stands on it. */
export function paintGround(plan: TownPlan, pixel: number): Ground {
  const size = Math.round(plan.side / pixel);
  const scene = createScene(size, size, pixel);
  const patches = fractalNoise(keyOf(plan.seed, "patches"), size, size, 26 / pixel, 4);
  const grit = fractalNoise(keyOf(plan.seed, "grit"), size, size, 1.6 / pixel, 3);
  const street = new Uint8Array(size * size);
  const brightness = (at: number) => 0.78 + 0.3 * (patches[at] ?? 0) + 0.14 * (grit[at] ?? 0);
  for (let at = 0; at < size * size; at++) {
    const dry = patches[at] ?? 0;
    colour(scene, at, [178 + 14 * dry, 160 + 8 * dry, 131], brightness(at));
  }
  // Minor streets first, so that the paved ones run through.
  const byRank = [...plan.streets].sort((a, b) => a.width - b.width);
  for (const { from, to, width, paved } of byRank) {
    if (paved) fill(scene, stroke(from, to, width), (at) => colour(scene, at, kerb, brightness(at)));
  }
  for (const { from, to, width, paved } of byRank) {
    const dusty = paved ? asphalt : dirtRoad;
    fill(scene, stroke(from, to, paved ? width - 2.4 : width - 0.6), (at) => {
      street[at] = 1;
      colour(scene, at, dusty, 0.86 + 0.22 * (patches[at] ?? 0) + 0.1 * (grit[at] ?? 0));
    });
  }
  return { scene, patches, grit, street };
}

/** A copy of the ground that a frame is built up on. */
export function copyOf({ scene }: Ground): Scene {
  return {
    width: scene.width,
    height: scene.height,
    pixel: scene.pixel,
    red: scene.red.slice(),
    green: scene.green.slice(),
    blue: scene.blue.slice(),
    top: scene.top.slice(),
    wall: scene.wall.slice(),
  };
}

/** How green gardens are, 0..1: after the winter's rain, dry from June on. */
export function greenness(time: number): number {
  const year = (time - Date.UTC(new Date(time).getUTCFullYear(), 0, 1)) / (366 * 86_400_000);
  return 0.12 + 0.88 * Math.max(0, 1 - Math.abs(year - 0.24) * 4.2);
}

/** Gardens, trees and cars, as a date finds them. */
export function paintLife(scene: Scene, ground: Ground, plan: TownPlan, time: number, frame: string): void {
  const green = greenness(time);
  for (const lot of plan.openLots) {
    if (!lot.green) continue;
    fill(scene, lot.outline, (at) => {
      const growth = Math.max(0, Math.min(1, ((ground.patches[at] ?? 0) - 0.3) * 2.4)) * (0.25 + 0.6 * green);
      tint(scene, at, [86, 104, 58], growth * (0.6 + 0.4 * (ground.grit[at] ?? 0)));
    });
  }
  for (const tree of plan.trees) {
    const leaf = [58 + 26 * (1 - green), 78 + 8 * green, 46] as const;
    disc(scene, tree.at, tree.radius * 1.05, (at, share) => {
      const ragged = share + 0.6 * ((ground.grit[at] ?? 0) - 0.5);
      if (ragged > 0.95) return;
      colour(scene, at, leaf, 0.75 + 0.5 * (ground.grit[at] ?? 0));
      scene.top[at] = tree.height * (0.55 + 0.45 * (1 - share * share)) + 0.8 * ((ground.grit[at] ?? 0) - 0.5);
      scene.wall[at] = 0.6;
    });
  }
  paintCars(scene, plan, frame);
}

const paints = [
  [214, 214, 212],
  [214, 214, 212],
  [58, 58, 62],
  [122, 124, 128],
  [140, 52, 44],
  [62, 82, 120],
  [196, 178, 120],
] as const;

function paintCars(scene: Scene, plan: TownPlan, frame: string): void {
  const random = stream(plan.seed, `cars:${frame}`);
  for (const street of plan.streets) {
    for (let n = street.paved ? 2 : 1; n > 0; n--) {
      const along = random.next();
      const side = random.chance(0.5) ? 1 : -1;
      const paint = random.pick(paints);
      const length = random.between(3.8, 5.2);
      if (!random.chance(street.paved ? 0.3 : 0.1)) continue;
      const dx = street.to.x - street.from.x;
      const dy = street.to.y - street.from.y;
      const run = Math.sqrt(dx * dx + dy * dy) || 1;
      const off = side * (street.width / 2 - 2.1);
      const middle: Point = { x: street.from.x + dx * along - (dy / run) * off, y: street.from.y + dy * along + (dx / run) * off };
      const half = { x: (dx / run) * (length / 2), y: (dy / run) * (length / 2) };
      const body = stroke({ x: middle.x - half.x, y: middle.y - half.y }, { x: middle.x + half.x, y: middle.y + half.y }, 1.8);
      fill(scene, body, (at) => {
        colour(scene, at, paint, 1);
        scene.top[at] = 1.4;
        scene.wall[at] = 0.7;
      });
    }
  }
}

/** A unit vector in the town's square for a compass bearing: x east, y south. */
export function bearing(degrees: number): Point {
  const { sin, cos } = direction(degrees);
  return { x: sin, y: -cos };
}
