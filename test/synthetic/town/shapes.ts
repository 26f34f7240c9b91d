import type { Stream } from "../random.ts";
import { centreOf, type Point } from "./geometry.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** A box of a building: its outline on the ground, and how far its flat top rises above the ground, in metres. */
export interface Part {
  outline: Point[];
  height: number;
}

export interface BuildingShape {
  /** The building footprint, not closed. */
  outline: Point[];
  centre: Point;
  /** Height of the main roof in metres. */
  height: number;
  /** The boxes it is made of, low before high: wings, then what stands on the roofs. */
  parts: Part[];
  roof: Colour;
  wall: Colour;
  /** Parapets along the roof's edge, in metres above the roof. */
  parapet: number;
  /** Round water tanks on the roof. */
  tanks: { at: Point; radius: number; top: number; bright: boolean }[];
  /** The middle of an open yard on the lot, if there is one. */
  yard: Point | null;
}

export interface Rectangle {
  u0: number;
  v0: number;
  u1: number;
  v1: number;
}

const storeys = [4, 4, 7, 7, 7, 10, 10, 13, 17] as const;

/** Roofs of concrete, screed and whitewash, few of other colours. */
const roofs: readonly [Colour, ...Colour[]] = [
  [203, 192, 172],
  [190, 178, 158],
  [178, 168, 152],
  [212, 205, 192],
  [168, 158, 143],
  [197, 184, 160],
  [222, 217, 208],
  [158, 152, 146],
  [184, 165, 140],
  [196, 188, 174],
  [186, 176, 158],
  [206, 198, 182],
  [170, 146, 128],
  [160, 161, 160],
];

/** A house on a lot given in street coordinates. */
export function shapeOn(lot: Rectangle, place: (u: number, v: number) => Point, random: Stream): BuildingShape {
  const rim = () => (random.chance(0.55) ? random.between(0.1, 0.5) : random.between(0.6, 2));
  const house = { u0: lot.u0 + rim(), v0: lot.v0 + rim(), u1: lot.u1 - rim(), v1: lot.v1 - rim() };
  const height = random.pick(storeys);
  const kind = random.next();
  const width = house.u1 - house.u0;
  const depth = house.v1 - house.v0;
  const ring = (corners: [number, number][]) => corners.map(([u, v]) => place(u, v));
  const box = (r: Rectangle, top: number): Part => ({ outline: ring(cornersOf(r)), height: top });
  let corners = cornersOf(house);
  let parts = [box(house, height)];
  let yard: Point | null = null;
  if (kind < 0.34 && width > 8 && depth > 8) {
    const cut = { u: random.between(0.35, 0.6) * width, v: random.between(0.35, 0.6) * depth };
    const wing = random.chance(0.4) ? Math.max(4, height - 3) : height;
    corners = [
      [house.u0, house.v0],
      [house.u1, house.v0],
      [house.u1, house.v1 - cut.v],
      [house.u1 - cut.u, house.v1 - cut.v],
      [house.u1 - cut.u, house.v1],
      [house.u0, house.v1],
    ];
    parts = [box({ ...house, v0: house.v1 - cut.v, u1: house.u1 - cut.u }, wing), box({ ...house, v1: house.v1 - cut.v }, height)];
    yard = place(house.u1 - cut.u / 2, house.v1 - cut.v / 2);
  } else if (kind < 0.56 && width > 12 && depth > 12) {
    const side = width * random.between(0.26, 0.33);
    const back = depth * random.between(0.34, 0.5);
    corners = [
      [house.u0, house.v0],
      [house.u1, house.v0],
      [house.u1, house.v1],
      [house.u1 - side, house.v1],
      [house.u1 - side, house.v0 + back],
      [house.u0 + side, house.v0 + back],
      [house.u0 + side, house.v1],
      [house.u0, house.v1],
    ];
    const wing = random.chance(0.5) ? Math.max(4, height - 3) : height;
    parts = [
      box({ u0: house.u0, u1: house.u0 + side, v0: house.v0 + back, v1: house.v1 }, wing),
      box({ u0: house.u1 - side, u1: house.u1, v0: house.v0 + back, v1: house.v1 }, wing),
      box({ ...house, v1: house.v0 + back }, height),
    ];
    yard = place((house.u0 + house.u1) / 2, (house.v0 + back + house.v1) / 2);
  }
  const main = parts[parts.length - 1];
  const outline = ring(corners);
  const top = main ? cornersIn(main.outline) : { at: (s: number, t: number) => place(s, t) };
  const tanks = [];
  if (random.chance(0.7)) {
    const stair = { s: random.between(0.1, 0.6), t: random.between(0.1, 0.6) };
    const size = { s: 3.2 / Math.max(6, width), t: 3.8 / Math.max(6, depth) };
    const hut = [
      top.at(stair.s, stair.t),
      top.at(stair.s + size.s, stair.t),
      top.at(stair.s + size.s, stair.t + size.t * 1.4),
      top.at(stair.s, stair.t + size.t * 1.4),
    ];
    parts.push({ outline: hut, height: height + 2.6 });
  }
  for (let left = random.below(5); left > 0; left--) {
    tanks.push({
      at: top.at(random.between(0.1, 0.9), random.between(0.1, 0.9)),
      radius: random.between(0.5, 0.8),
      top: height + random.between(1, 1.8),
      bright: random.chance(0.6),
    });
  }
  const shade = random.between(0.86, 1.08);
  const base = random.pick(roofs);
  const roof: Colour = [base[0] * shade, base[1] * shade, base[2] * shade];
  const dark = random.between(0.66, 0.85);
  return {
    outline,
    centre: centreOf(outline),
    height,
    parts,
    roof,
    wall: [roof[0] * dark, roof[1] * dark * 0.98, roof[2] * dark * 0.95],
    parapet: random.chance(0.75) ? random.between(0.5, 1.1) : 0,
    tanks,
    yard,
  };
}

function cornersOf({ u0, v0, u1, v1 }: Rectangle): [number, number][] {
  return [
    [u0, v0],
    [u1, v0],
    [u1, v1],
    [u0, v1],
  ];
}

/** Points inside a four-cornered outline by two shares, each 0..1. */
function cornersIn(outline: readonly Point[]): { at: (s: number, t: number) => Point } {
  const [a, b, c, d] = outline;
  const origin = a ?? { x: 0, y: 0 };
  const along = (p: Point, q: Point, share: number) => ({ x: p.x + (q.x - p.x) * share, y: p.y + (q.y - p.y) * share });
  return { at: (s, t) => along(along(origin, b ?? origin, s), along(d ?? origin, c ?? origin, s), t) };
}
