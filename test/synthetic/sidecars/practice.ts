import { join } from "node:path";
import sharp from "sharp";
import type { Acquisition } from "../town/acquisitions.ts";
import { type Fate, trueGap } from "../town/history.ts";
import type { Building, TownPlan } from "../town/plan.ts";
import type { Tile } from "./frames-file.ts";

/** A building to practise on, with its known answer. */
export interface PracticeBuilding {
  building: Building;
  /** By time, one a date. */
  covering: readonly Acquisition[];
  lastStanding: Acquisition;
  /** null = it was never destroyed. */
  firstDestroyed: Acquisition | null;
}

export interface ExamplePair {
  caption: string;
  /** Names of files in the chips' folder. */
  before: string;
  after: string;
  destroyed: boolean;
}

const count = 5;
/** One of them stays whole. */
const destroyedOnes = 4;
/** Metres along a chip's side. */
const ground = 96;
/** Metres along an example's side: the building, and little around it. */
const exampleGround = 40;
/** Pixels along an example's side. */
const examplePixels = 400;

/**
 * Buildings to practise on, of those that the campaign does not ask about: clear to see in both images that decide.
 * @param covering the acquisitions over a building, one a date, by time
 * @param clearIn whether an image that is one file shows the building without a cloud
 */
export function practiceBuildings(
  plan: TownPlan,
  fates: readonly Fate[],
  dates: number,
  covering: (building: Building) => readonly Acquisition[],
  clearIn: (building: Building, frame: Acquisition) => boolean,
): PracticeBuilding[] {
  const known = candidates(plan, fates).flatMap((building): PracticeBuilding[] => {
    const fate = fates[building.number];
    if (!fate) return [];
    const frames = covering(building);
    const gap = trueGap(
      fate,
      frames.map(({ time }) => time),
    );
    const lastStanding = frames[gap - 1];
    const firstDestroyed = frames[gap] ?? null;
    const clear = [lastStanding, firstDestroyed].every((frame) => !frame || (frame.valid.length === 4 && clearIn(building, frame)));
    return frames.length < dates - 2 || !lastStanding || !clear ? [] : [{ building, covering: frames, lastStanding, firstDestroyed }];
  });
  const ruins = known.filter(({ firstDestroyed }) => firstDestroyed !== null);
  // Those of one strike would teach the same dates again.
  const firstOf = (one: PracticeBuilding) => ruins.findIndex(({ firstDestroyed }) => firstDestroyed === one.firstDestroyed);
  const repeats = (one: PracticeBuilding) => Number(ruins[firstOf(one)] !== one);
  const destroyed = [...ruins].sort((one, other) => repeats(one) - repeats(other)).slice(0, destroyedOnes);
  const standing = known.filter(({ firstDestroyed }) => firstDestroyed === null).slice(0, count - destroyed.length);
  return [...destroyed, ...standing].map((one, at) => ({ ...one, building: { ...one.building, managerId: `P-${at + 1}` } }));
}

/** The buildings among which those to practise on are chosen: not asked about, and simple. */
export function candidates(plan: TownPlan, fates: readonly Fate[]): Building[] {
  const edge = ground / 2 + plan.apron;
  const inside = ({ x, y }: Building["centre"]) => Math.min(x, y) >= edge && Math.max(x, y) <= plan.side - edge;
  const unasked = plan.buildings.filter(({ managerId, centre }) => managerId === null && inside(centre));
  const of = (kind: Fate["kind"]) => unasked.filter(({ number }) => fates[number]?.kind === kind).slice(0, 40);
  return [...of("destroyed"), ...of("never")];
}

/** A building's outline as the page draws it: around the roof, never over it. */
function outlineOver({ outline, centre }: Building): string {
  const pixels = (metres: number) => ((metres + exampleGround / 2) / exampleGround) * examplePixels;
  const ring = `M${outline.map(({ x, y }) => `${pixels(x - centre.x)} ${pixels(y - centre.y)}`).join("L")}Z`;
  const line = (colour: string, width: number) =>
    `<path d="${ring}" clip-path="url(#outside)" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${examplePixels}" height="${examplePixels}">
    <clipPath id="outside"><path clip-rule="evenodd" d="M-9 -9H999V999H-9Z${ring}"/></clipPath>
    ${line("#000000a6", 14)}${line("#ffe45c", 10)}${line("#000000a6", 4)}</svg>`;
}

/** Cuts pairs of pictures for the examples: one in which the definition calls the building destroyed, one in which not. */
export async function cutExamples(
  chosen: readonly PracticeBuilding[],
  folder: string,
  chips: string,
  tiles: readonly Tile[],
  { apron, pixel }: { apron: number; pixel: number },
): Promise<ExamplePair[]> {
  const pairs: ExamplePair[] = [];
  const cut = async (name: string, { building }: PracticeBuilding, frame: Acquisition | null | undefined): Promise<boolean> => {
    const side = Math.floor(exampleGround / pixel);
    const left = Math.round((building.centre.x - apron) / pixel - side / 2);
    const top = Math.round((building.centre.y - apron) / pixel - side / 2);
    const tile = tiles.find((one) => one.frame.id === frame?.id && one.left <= left && left + side <= one.left + one.width);
    if (!tile || left < 0 || top < 0) return false;
    await sharp(join(folder, tile.file))
      .extract({ left: left - tile.left, top, width: side, height: side })
      .resize(examplePixels)
      .composite([{ input: Buffer.from(outlineOver(building)) }])
      .webp({ quality: 75 })
      .toFile(join(folder, chips, name));
    return true;
  };
  const add = async (caption: string, name: string, one: PracticeBuilding | undefined, after: Acquisition | null | undefined) => {
    if (!one) return;
    const pair = { caption, before: `${name}-before.webp`, after: `${name}-after.webp`, destroyed: after === one.firstDestroyed };
    if ((await cut(pair.before, one, one.covering[0])) && (await cut(pair.after, one, after))) pairs.push(pair);
  };
  const destroyed = chosen.find(({ firstDestroyed }) => firstDestroyed !== null);
  const whole = chosen.find(({ firstDestroyed }) => firstDestroyed === null);
  await add("The roof is gone; rubble lies in its place.", "example-destroyed", destroyed, destroyed?.firstDestroyed);
  await add("Seen from another side, in other light. The roof is whole.", "example-standing", whole, whole?.lastStanding);
  return pairs;
}
