import { mix, type Stream, stream } from "../random.ts";
import { centreOf, distance, type Point, stroke } from "../town/geometry.ts";
import type { Building } from "../town/plan.ts";
import { colour, disc, fill, type Scene, tint } from "./canvas.ts";
import type { Ground } from "./ground.ts";
import { area } from "./houses.ts";
import { speck } from "./noise.ts";

/**
 * A destroyed building: a heap that spills over the outline, slabs lying askew, stumps of walls, debris in the street and
 * dust on everything near. `age` in days: rain and feet wear the dust off.
 */
export function paintRubble(scene: Scene, ground: Ground, building: Building, key: number, age: number): void {
  const random = stream(mix(key, 9), `rubble:${building.number}`);
  const heap = heapOutline(building, random);
  const size = Math.sqrt(area(building.outline));
  const dust = age < 40 ? 0.5 : 0.32;
  disc(scene, building.centre, size * 0.95 + 5, (at, share) => {
    if ((scene.top[at] ?? 0) < 2) tint(scene, at, [190, 180, 163], dust * (1 - share * share));
  });
  const grain = mix(key, building.number);
  const high = 0.9 + 0.13 * building.height;
  fill(scene, building.outline, (at) => {
    scene.top[at] = 0;
  });
  fill(scene, heap, (at, x, y) => {
    if ((scene.top[at] ?? 0) > 2.5) return;
    const coarse = ground.patches[at] ?? 0;
    const fine = ground.grit[at] ?? 0;
    const near = Math.max(0, 1 - distance({ x, y }, building.centre) / (size * 0.95));
    const grit = speck(grain, Math.floor(x / scene.pixel), Math.floor(y / scene.pixel));
    // Streets are the first thing that is cleared.
    if (ground.street[at] === 1 && age > 12 && grit < 0.9) return;
    scene.top[at] = Math.max(0, high * (0.15 + 0.85 * near) * (0.2 + 0.8 * coarse) + 1.1 * (fine - 0.5) + 0.5 * (grit - 0.4));
    scene.wall[at] = 0.8;
    const grey = 0.8 + 0.28 * coarse + 0.34 * (fine - 0.5) + 0.3 * (grit - 0.5);
    colour(scene, at, grit > 0.9 ? [128, 114, 100] : [188, 182, 172], grey);
  });
  slabs(scene, building, random, size, high);
  stumps(scene, building, random);
  debris(scene, ground, building, random, size, age);
}

/** The ground where a ruin was cleared away. */
export function paintCleared(scene: Scene, ground: Ground, building: Building): void {
  fill(scene, building.outline, (at) => {
    colour(scene, at, [192, 178, 152], 0.85 + 0.3 * (ground.patches[at] ?? 0) * 0.5 + 0.1 * (ground.grit[at] ?? 0));
    scene.top[at] = 0;
  });
}

function heapOutline(building: Building, random: Stream): Point[] {
  const ring: Point[] = [];
  building.outline.forEach((corner, n) => {
    const next = building.outline[(n + 1) % building.outline.length] ?? corner;
    const pieces = Math.max(2, Math.round(distance(corner, next) / 2.2));
    for (let piece = 0; piece < pieces; piece++) {
      const share = piece / pieces;
      const x = corner.x + (next.x - corner.x) * share;
      const y = corner.y + (next.y - corner.y) * share;
      const dx = x - building.centre.x;
      const dy = y - building.centre.y;
      const reach = Math.sqrt(dx * dx + dy * dy) || 1;
      const spill = random.between(-1.3, 0.7 + 0.14 * building.height);
      ring.push({ x: x + (dx / reach) * spill, y: y + (dy / reach) * spill });
    }
  });
  return ring;
}

/** Pieces of floors and roofs, tilted, each with its own shade. */
function slabs(scene: Scene, building: Building, random: Stream, size: number, high: number): void {
  for (let left = 1 + random.below(4) + Math.floor(building.height / 5); left > 0; left--) {
    const at = { x: building.centre.x + 0.36 * size * random.normal(), y: building.centre.y + 0.36 * size * random.normal() };
    const run = { x: random.between(-1, 1), y: random.between(-1, 1) };
    const length = random.between(1.6, 4.6);
    const unit = Math.sqrt(run.x * run.x + run.y * run.y) || 1;
    const end = { x: at.x + (run.x / unit) * length, y: at.y + (run.y / unit) * length };
    const outline = stroke(at, end, random.between(1.2, 3.4));
    const centre = centreOf(outline);
    const tilt = { x: random.between(-0.45, 0.45), y: random.between(-0.45, 0.45) };
    const lift = random.between(0.3, high);
    const bright = random.between(0.8, 1.16);
    fill(scene, outline, (pixel, x, y) => {
      if ((scene.top[pixel] ?? 0) > 3.5) return;
      scene.top[pixel] = Math.max(0, lift + tilt.x * (x - centre.x) + tilt.y * (y - centre.y));
      colour(scene, pixel, building.roof, bright);
      scene.wall[pixel] = 0.7;
    });
  }
}

function stumps(scene: Scene, building: Building, random: Stream): void {
  building.outline.forEach((corner, n) => {
    const next = building.outline[(n + 1) % building.outline.length] ?? corner;
    const from = random.between(0, 0.6);
    const to = Math.min(1, from + random.between(0.15, 0.5));
    const top = random.between(1, Math.min(4, building.height * 0.5));
    if (!random.chance(0.45)) return;
    const along = (share: number) => ({ x: corner.x + (next.x - corner.x) * share, y: corner.y + (next.y - corner.y) * share });
    fill(scene, stroke(along(from), along(to), 0.5), (at) => {
      scene.top[at] = top;
      colour(scene, at, building.wall, 1.1);
      scene.wall[at] = 0.8;
    });
  });
}

function debris(scene: Scene, ground: Ground, building: Building, random: Stream, size: number, age: number): void {
  for (let left = 30 + random.below(40); left > 0; left--) {
    const dx = random.normal();
    const dy = random.normal();
    const reach = Math.sqrt(dx * dx + dy * dy) || 1;
    const away = size * random.between(0.45, 0.62) + random.next() * random.next() * 9;
    const at = { x: building.centre.x + (dx / reach) * away, y: building.centre.y + (dy / reach) * away };
    const shade = random.between(0.6, 1.05);
    disc(scene, at, random.between(0.2, 0.7), (pixel) => {
      if ((scene.top[pixel] ?? 0) > 2 || (ground.street[pixel] === 1 && age > 12)) return;
      colour(scene, pixel, [184, 174, 160], shade);
      scene.top[pixel] = 0.5;
      scene.wall[pixel] = 0.7;
    });
  }
}
