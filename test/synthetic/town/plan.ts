import { type Stream, shuffled, stream } from "../random.ts";
import { direction, type Point } from "./geometry.ts";
import { type BuildingShape, shapeOn } from "./shapes.ts";

export interface Street {
  from: Point;
  to: Point;
  width: number;
  paved: boolean;
}

export interface Tree {
  at: Point;
  radius: number;
  height: number;
}

/** A lot without a house: bare ground, or a garden that greens with the season. */
export interface OpenLot {
  outline: Point[];
  green: boolean;
}

export interface Building extends BuildingShape {
  /** Its place in the plan. */
  number: number;
  /** The manager's id, or null for a building that the campaign does not ask about. */
  managerId: string | null;
}

export interface TownPlan {
  seed: number;
  /** Metres along each side of the square. */
  side: number;
  /** Metres of town on every side beyond what a frame shows, so that a shifted frame has no empty rim. */
  apron: number;
  streets: Street[];
  openLots: OpenLot[];
  trees: Tree[];
  buildings: Building[];
}

const apron = 8.4;

/** Metres between the asked buildings and the edge of the square: half a chip, and the apron. */
const margin = 50 + apron;

interface Block {
  u0: number;
  v0: number;
  u1: number;
  v1: number;
}

/**
 * A dense town: a bent and turned street grid, blocks cut into lots, a flat-roofed house on most lots. It reaches to the
 * edges of the square; `buildings` of the houses inside are the ones the campaign asks about.
 */
export function planTown(seed: number, buildings: number): TownPlan {
  // A whole number of pixels of 0.35 m.
  const side = Math.ceil((Math.max(110, Math.sqrt(buildings * 950)) + 2 * margin) / 0.7) * 0.7;
  const random = stream(seed, "streets");
  const place = placement(side, random);
  const columns = lines(side, random, 34, 58);
  const rows = lines(side, random, 44, 84);
  const streets: Street[] = [];
  for (const { at, width } of columns) {
    streets.push(...bent(place, (s) => ({ x: at, y: s }), side, width));
  }
  for (const { at, width } of rows) {
    streets.push(...bent(place, (s) => ({ x: s, y: at }), side, width));
  }
  const plan: TownPlan = { seed, side, apron, streets, openLots: [], trees: [], buildings: [] };
  for (const block of blocks(columns, rows)) fillBlock(plan, block, place);
  ask(plan, buildings);
  return plan;
}

/** From street coordinates (u, v: a straight grid) to the town's square: turned and gently bent. */
function placement(side: number, random: Stream): (u: number, v: number) => Point {
  const { sin, cos } = direction(random.between(6, 16) * (random.chance(0.5) ? 1 : -1));
  const bend = random.between(3, 6);
  const half = side / 2;
  return (u, v) => {
    const bu = u - half + bend * wave(v / side);
    const bv = v - half + bend * wave(u / side + 0.3);
    return { x: half + bu * cos - bv * sin, y: half + bu * sin + bv * cos };
  };
}

/** A smooth bump of period 1 made of parabolas. */
function wave(t: number): number {
  const phase = t - Math.floor(t);
  return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase);
}

interface Line {
  at: number;
  width: number;
}

function lines(side: number, random: Stream, least: number, most: number): Line[] {
  const found: Line[] = [];
  for (let at = -0.25 * side; at < 1.25 * side; at += random.between(least, most)) {
    const main = found.length % 4 === 1;
    found.push({ at, width: main ? random.between(8.5, 11) : random.between(4.2, 6.5) });
  }
  return found;
}

function bent(place: (u: number, v: number) => Point, along: (s: number) => Point, side: number, width: number): Street[] {
  const pieces: Street[] = [];
  for (let s = -0.25 * side; s < 1.25 * side; s += 18) {
    const a = along(s);
    const b = along(s + 18.5);
    pieces.push({ from: place(a.x, a.y), to: place(b.x, b.y), width, paved: width > 8 });
  }
  return pieces;
}

function blocks(columns: Line[], rows: Line[]): Block[] {
  const found: Block[] = [];
  columns.slice(1).forEach((right, c) => {
    rows.slice(1).forEach((below, r) => {
      const left = columns[c];
      const above = rows[r];
      if (!left || !above) return;
      found.push({
        u0: left.at + left.width / 2,
        v0: above.at + above.width / 2,
        u1: right.at - right.width / 2,
        v1: below.at - below.width / 2,
      });
    });
  });
  return found;
}

function fillBlock(plan: TownPlan, block: Block, place: (u: number, v: number) => Point): void {
  const random = stream(plan.seed, `block:${block.u0.toFixed(2)}:${block.v0.toFixed(2)}`);
  const open = random.chance(0.035);
  for (const lot of open ? [block] : lots(block, random)) {
    const corners = [place(lot.u0, lot.v0), place(lot.u1, lot.v0), place(lot.u1, lot.v1), place(lot.u0, lot.v1)];
    if (corners.every(({ x, y }) => x < -25 || y < -25 || x > plan.side + 25 || y > plan.side + 25)) continue;
    if (open || random.chance(0.06)) {
      const green = random.chance(0.55);
      plan.openLots.push({ outline: corners, green });
      const count = random.below(green ? (open ? 34 : 8) : 2);
      for (let n = 0; n < count; n++) plant(plan, random, place(random.between(lot.u0, lot.u1), random.between(lot.v0, lot.v1)));
      continue;
    }
    const shape = shapeOn(lot, place, random);
    plan.buildings.push({ ...shape, number: plan.buildings.length, managerId: null });
    if (shape.yard && random.chance(0.6)) plant(plan, random, shape.yard);
  }
}

function plant(plan: TownPlan, random: Stream, at: Point): void {
  plan.trees.push({ at, radius: random.between(1.1, 2.7), height: random.between(2.5, 6) });
}

/** Cuts a block along its longer side until each lot is fit for one house. */
function lots(block: Block, random: Stream): Block[] {
  const width = block.u1 - block.u0;
  const depth = block.v1 - block.v0;
  const limit = random.between(13.5, 23);
  if (width <= limit && depth <= limit) return [block];
  const share = random.between(0.4, 0.6);
  if (width >= depth) {
    const cut = block.u0 + width * share;
    return [...lots({ ...block, u1: cut }, random), ...lots({ ...block, u0: cut }, random)];
  }
  const cut = block.v0 + depth * share;
  const alley = depth > 40 ? random.between(1.2, 1.8) : 0;
  return [...lots({ ...block, v1: cut - alley }, random), ...lots({ ...block, v0: cut + alley }, random)];
}

/** Chooses the buildings the campaign asks about and gives them the manager's ids. */
function ask(plan: TownPlan, count: number): void {
  const inside = plan.buildings.filter(({ outline }) =>
    outline.every(({ x, y }) => x > margin && y > margin && x < plan.side - margin && y < plan.side - margin),
  );
  if (inside.length < count) throw new Error(`the town holds only ${inside.length} buildings to ask about, not ${count}`);
  shuffled(inside, stream(plan.seed, "asked"))
    .slice(0, count)
    .forEach((building, at) => {
      building.managerId = `R-${String(at + 1).padStart(4, "0")}`;
    });
}
