import { keyOf } from "../random.ts";
import type { Acquisition } from "../town/acquisitions.ts";
import type { Point } from "../town/geometry.ts";
import { conditionAt, type Fate } from "../town/history.ts";
import type { TownPlan } from "../town/plan.ts";
import { clouds, cover, expose } from "./atmosphere.ts";
import { fill, type Scene } from "./canvas.ts";
import { copyOf, type Ground, paintGround, paintLife } from "./ground.ts";
import { area, paintDamage, paintHouse } from "./houses.ts";
import { seenFrom, sunlight } from "./light.ts";
import { paintCleared, paintRubble } from "./rubble.ts";

/** One frame of the town: 8-bit RGB, rows from the north, and what clouds hide. */
export interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
  /** Share of an outline (in the town's square) that clouds hide, 0..1, at its place in this picture. */
  hidden(outline: readonly Point[]): number;
}

export interface Painter {
  /** Metres along a pixel's side. */
  pixel: number;
  picture: (frame: Acquisition) => Picture;
}

const day = 86_400_000;

/** Makes the painter of a town's frames; the ground is painted once. */
export function createPainter(plan: TownPlan, fates: readonly Fate[], pixel = 0.35): Painter {
  const ground = paintGround(plan, pixel);
  return { pixel, picture: (frame) => paint(plan, fates, ground, frame) };
}

function paint(plan: TownPlan, fates: readonly Fate[], ground: Ground, frame: Acquisition): Picture {
  const scene = copyOf(ground);
  const { width, height, pixel } = scene;
  paintLife(scene, ground, plan, frame.time, frame.id);
  paintBuildings(scene, ground, plan, fates, frame.time);
  const light = sunlight(scene, frame.sunAzimuth, frame.sunElevation);
  const view = seenFrom(scene, light, { offNadir: frame.offNadir, azimuth: frame.viewAzimuth, sunAzimuth: frame.sunAzimuth });
  const cloud = clouds(plan.seed, frame, width, height, pixel);
  cover(view, cloud, frame, width, height, pixel);
  const valid = new Uint8Array(width * height);
  fill(scene, frame.valid, (at) => {
    valid[at] = 1;
  });
  const rim = Math.round(plan.apron / pixel);
  const exposed = expose(view, frame, plan.seed, valid, { width, height, pixel, rim });
  return { ...exposed, hidden: (outline) => hiddenShare(scene, cloud, outline) };
}

function paintBuildings(scene: Scene, ground: Ground, plan: TownPlan, fates: readonly Fate[], time: number): void {
  const key = keyOf(plan.seed, "surfaces");
  const ruins = [];
  for (const building of plan.buildings) {
    const fate = fates[building.number];
    const condition = fate ? conditionAt(fate, time) : "standing";
    if (condition === "destroyed") ruins.push(building);
    else if (condition === "rebuilt") {
      paintCleared(scene, ground, building);
      paintHouse(scene, ground, building, key, true);
    } else {
      paintHouse(scene, ground, building, key, false);
      // A gradual end starts with a larger hole than a hit that the building outlives.
      if (condition === "damaged") paintDamage(scene, ground, building, key, fate?.kind === "gradual" ? 0.36 : 0.24);
    }
  }
  // Heaps last: they spill onto what stands beside them.
  for (const building of ruins) {
    const since = fates[building.number]?.destroyedAt ?? time;
    paintRubble(scene, ground, building, key, (time - since) / day);
  }
}

function hiddenShare(scene: Scene, cloud: Float32Array | null, outline: readonly Point[]): number {
  let all = 0;
  let hidden = 0;
  fill(scene, outline, (at) => {
    all++;
    if (cloud && (cloud[at] ?? 0) > 0.5) hidden++;
  });
  return all === 0 || area(outline) === 0 ? 0 : hidden / all;
}
