import { mix, stream } from "../random.ts";
import { centreOf, type Point, stroke } from "../town/geometry.ts";
import type { Building } from "../town/plan.ts";
import type { Colour } from "../town/shapes.ts";
import { colour, disc, fill, type Scene, tint } from "./canvas.ts";
import type { Ground } from "./ground.ts";
import { speck } from "./noise.ts";

/** A building as it was built: flat roofs with parapets, a stair house, tanks. `fresh` = the new house on a ruin. */
export function paintHouse(scene: Scene, ground: Ground, building: Building, key: number, fresh: boolean): void {
  const roof: Colour = fresh ? [214, 208, 196] : building.roof;
  const lower = fresh ? Math.min(4, building.height) - building.height : 0;
  const parts = fresh ? building.parts.slice(0, -1) : building.parts;
  const wall = (building.wall[0] + building.wall[1] + building.wall[2]) / (building.roof[0] + building.roof[1] + building.roof[2]);
  const stains = 0.1 + 0.16 * speck(key, building.number, 5);
  for (const part of parts) {
    const height = Math.max(3, part.height + lower);
    fill(scene, part.outline, (at) => {
      if ((scene.top[at] ?? 0) > height + 0.3) return;
      const worn = 1 + stains * ((ground.patches[at] ?? 0) - 0.5) + 0.14 * ((ground.grit[at] ?? 0) - 0.5);
      colour(scene, at, roof, worn);
      scene.top[at] = height;
      scene.wall[at] = wall;
    });
    if (building.parapet > 0) paintParapet(scene, part.outline, height + building.parapet, roof, wall);
  }
  if (fresh) return;
  for (const tank of building.tanks) {
    disc(scene, tank.at, tank.radius, (at) => {
      if ((scene.top[at] ?? 0) < building.height - 0.5) return;
      colour(scene, at, tank.bright ? [226, 226, 222] : [70, 68, 66], 1);
      scene.top[at] = tank.top;
      scene.wall[at] = 0.7;
    });
  }
}

function paintParapet(scene: Scene, outline: readonly Point[], top: number, roof: Colour, wall: number): void {
  const centre = centreOf(outline);
  const inner = outline.map(({ x, y }) => ({ x: x + (centre.x - x) * 0.03, y: y + (centre.y - y) * 0.03 }));
  inner.forEach((point, n) => {
    const next = inner[(n + 1) % inner.length] ?? point;
    fill(scene, stroke(point, next, 0.7), (at) => {
      if ((scene.top[at] ?? 0) > top) return;
      colour(scene, at, roof, 1.08);
      scene.top[at] = top;
      scene.wall[at] = wall;
    });
  });
}

/** A hit on a building that still stands: a dark hole in the roof, its rim broken, dust and debris around. */
export function paintDamage(scene: Scene, ground: Ground, building: Building, key: number, part: number): void {
  const random = stream(mix(key, 3), `damage:${building.number}`);
  const at = {
    x: building.centre.x + random.between(-3, 3),
    y: building.centre.y + random.between(-3, 3),
  };
  const radius = part * Math.sqrt(area(building.outline));
  disc(scene, at, radius * 1.8, (pixel, share) => {
    tint(scene, pixel, [184, 176, 162], 0.45 * (1 - share));
  });
  disc(scene, at, radius, (pixel, share) => {
    const ragged = share + 0.9 * ((ground.grit[pixel] ?? 0) - 0.5) + 0.5 * ((ground.patches[pixel] ?? 0) - 0.5);
    if (ragged > 0.85 || (scene.top[pixel] ?? 0) < 2) return;
    scene.top[pixel] = Math.max(0.5, building.height * (0.2 + 0.5 * Math.max(0, ragged)));
    colour(scene, pixel, [122, 114, 104], 0.6 + 0.6 * (ground.grit[pixel] ?? 0));
  });
}

/** Square metres. */
export function area(outline: readonly Point[]): number {
  let twice = 0;
  outline.forEach((point, n) => {
    const next = outline[(n + 1) % outline.length] ?? point;
    twice += point.x * next.y - next.x * point.y;
  });
  return Math.abs(twice) / 2;
}
