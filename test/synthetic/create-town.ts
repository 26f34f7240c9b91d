import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { createPainter, type Picture } from "./imagery/index.ts";
import { type CampaignChoices, campaignFile } from "./sidecars/campaign-file.ts";
import { framesFile, type Tile, tilesOf } from "./sidecars/frames-file.ts";
import { placedTiff } from "./sidecars/geotiff-file.ts";
import { corner, crs, ring } from "./sidecars/place.ts";
import { candidates, cutExamples, practiceBuildings } from "./sidecars/practice.ts";
import { type BuildingTruth, truthFile, truthOf } from "./sidecars/truth-file.ts";
import { type Acquisition, planAcquisitions } from "./town/acquisitions.ts";
import type { Point } from "./town/geometry.ts";
import { type Fate, planHistory } from "./town/history.ts";
import { type Building, planTown, type TownPlan } from "./town/plan.ts";

export interface TownChoices extends CampaignChoices {
  seed: number;
  /** How many buildings the campaign asks about. */
  buildings: number;
  /** On how many dates the town is seen; one more acquisition shares its day with another. */
  frames: number;
  /** Tiled GeoTIFFs with overviews instead of JPEG files. */
  geotiff?: boolean;
}

/** A town with everything that is true about it, before a picture is made. */
export interface TownModel {
  plan: TownPlan;
  acquisitions: Acquisition[];
  fates: Fate[];
}

export interface Town extends TownModel {
  /** Path of campaign.yaml. */
  campaign: string;
  tiles: Tile[];
  /** By manager id. */
  truth: Map<string, BuildingTruth>;
}

/** Plans a town: the same choices give the same town. */
export function planTownModel({ seed, buildings, frames }: Pick<TownChoices, "seed" | "buildings" | "frames">): TownModel {
  const plan = planTown(seed, buildings);
  const acquisitions = planAcquisitions(seed, frames, plan);
  const fates = planHistory(
    plan,
    acquisitions.map(({ time }) => time),
  );
  return { plan, acquisitions, fates };
}

/**
 * Writes a town into a folder: campaign.yaml, buildings.geojson, frames.json (STAC), rasters/ and truth.csv.
 * `onFrame` is told of each picture made.
 */
export async function createTown(
  folder: string,
  choices: TownChoices,
  onFrame: (done: number, all: number) => void = () => {},
): Promise<Town> {
  const model = planTownModel(choices);
  const { plan, acquisitions, fates } = model;
  const painter = createPainter(plan, fates);
  const asked = plan.buildings
    .filter(({ managerId }) => managerId !== null)
    .sort((a, b) => ((a.managerId ?? "") < (b.managerId ?? "") ? -1 : 1));
  const toPractise = candidates(plan, fates);
  const hidden = new Map([...asked, ...toPractise].map(({ number }) => [number, {} as Record<string, number>]));
  await mkdir(join(folder, "rasters"), { recursive: true });
  const whole = acquisitions.filter(({ valid }) => valid.length === 4);
  const split = whole[Math.floor(whole.length / 2)];
  const tiles: Tile[] = [];
  let written: Promise<unknown> = Promise.resolve();
  for (const [done, frame] of acquisitions.entries()) {
    const picture = painter.picture(frame);
    for (const { number, outline } of [...asked, ...toPractise]) {
      const shares = hidden.get(number);
      if (shares) shares[frame.id] = picture.hidden(outline);
    }
    const parts = tilesOf(frame, picture.width, picture.height, frame === split, choices.geotiff ? "tif" : "jpg");
    tiles.push(...parts);
    // One picture is encoded while the next is painted.
    await written;
    written = Promise.all(
      parts.map((tile) => writeRaster(join(folder, tile.file), picture, tile, { apron: plan.apron, pixel: painter.pixel })),
    );
    onFrame(done + 1, acquisitions.length);
  }
  await written;
  const truths = asked.map((building) =>
    truthOf(building, fateOf(fates, building), covering(building, acquisitions), hidden.get(building.number) ?? {}),
  );
  const selected = acquisitions.filter(({ cloud, offNadir }) => cloud <= 0.6 && offNadir <= 45);
  const practice = practiceBuildings(
    plan,
    fates,
    new Set(selected.map(({ date }) => date)).size,
    (building) => covering(building, selected),
    ({ number }, frame) => frame !== split && (hidden.get(number)?.[frame.id] ?? 0) < 0.02,
  );
  await mkdir(join(folder, choices.chips.dir), { recursive: true });
  const examples = await cutExamples(practice, folder, choices.chips.dir, tiles, { apron: plan.apron, pixel: painter.pixel });
  const campaign = join(folder, "campaign.yaml");
  await Promise.all([
    writeFile(join(folder, "buildings.geojson"), json(buildingsFile([...asked, ...practice.map(({ building }) => building)]))),
    writeFile(join(folder, "frames.json"), json(framesFile(tiles, plan.apron, painter.pixel))),
    writeFile(join(folder, "truth.csv"), truthFile(truths)),
    writeFile(campaign, campaignFile(choices, { practice, examples })),
  ]);
  return { ...model, campaign, tiles, truth: new Map(truths.map((truth) => [truth.managerId, truth])) };
}

async function writeRaster(
  path: string,
  picture: Picture,
  { left, width, height }: Tile,
  { apron, pixel }: { apron: number; pixel: number },
): Promise<void> {
  const raster = sharp(picture.rgb, { raw: { width: picture.width, height: picture.height, channels: 3 } }).extract({
    left,
    top: 0,
    width,
    height,
  });
  if (!path.endsWith(".tif")) {
    await raster.jpeg({ quality: 93, chromaSubsampling: "4:4:4" }).toFile(path);
    return;
  }
  const tiff = await raster
    .tiff({ compression: "jpeg", quality: 93, tile: true, tileWidth: 512, tileHeight: 512, pyramid: true })
    .toBuffer();
  await writeFile(path, placedTiff(tiff, { west: corner.east + apron + left * pixel, north: corner.north - apron, pixel, crs }));
}

function buildingsFile(asked: readonly Building[]): unknown {
  return {
    type: "FeatureCollection",
    features: asked.map(({ managerId, outline, height }) => ({
      type: "Feature",
      properties: { site_id: managerId, storeys: Math.max(1, Math.round((height - 1) / 3)) },
      geometry: { type: "Polygon", coordinates: [ring(outline)] },
    })),
  };
}

function fateOf(fates: readonly Fate[], building: Building): Fate {
  return fates[building.number] ?? { kind: "never", destroyedAt: null, damagedAt: null, rebuiltAt: null };
}

/** The acquisitions that hold the building and 15 m around it, the clearer one of each date. */
function covering(building: Building, acquisitions: readonly Acquisition[]): Acquisition[] {
  const best = new Map<number, Acquisition>();
  for (const frame of acquisitions) {
    const known = best.get(frame.date);
    if (holds(frame.valid, building.outline) && (known === undefined || frame.cloud < known.cloud)) best.set(frame.date, frame);
  }
  return [...best.values()].sort((a, b) => a.time - b.time);
}

/** Whether a convex polygon (clockwise on the screen) holds the outline's box with 15 m to spare. */
function holds(polygon: readonly Point[], outline: readonly Point[]): boolean {
  const xs = outline.map(({ x }) => x);
  const ys = outline.map(({ y }) => y);
  const box = [Math.min(...xs) - 15, Math.max(...xs) + 15].flatMap((x) =>
    [Math.min(...ys) - 15, Math.max(...ys) + 15].map((y) => ({ x, y })),
  );
  return polygon.every((a, n) => {
    const b = polygon[(n + 1) % polygon.length] ?? a;
    return box.every(({ x, y }) => (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0);
  });
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
