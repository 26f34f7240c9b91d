import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, statSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { InputError, type Output } from "pybossa-client-ts/command";
import { type Position, projectionBetween } from "../geometry/index.ts";
import type { Survey } from "../survey.ts";
import { type ChipRecord, chipRecordPath, readChipRecords, writeChipRecords } from "./chip-record.ts";
import { cutSquare, emptyShare, outlineHasGap } from "./cut.ts";
import { encodeChip } from "./encode.ts";
import { type ChipSquare, campaignGrid, chipSquare } from "./grid.ts";
import { openRaster, type Raster } from "./raster.ts";

/** Chips encoded at one time. */
const together = 8;

/** The most that may be empty of a chip that is shown. */
const mostEmpty = 0.2;

/** All chips of a campaign. */
export interface ChipSet {
  /** By the manager's id. */
  squares: Map<string, ChipSquare>;
  records: ChipRecord[];
  /** Chips cut now, and those that were there. */
  cut: number;
  kept: number;
  folder: string;
}

interface Wanted {
  building: string;
  frame: string;
  key: string;
  square: ChipSquare;
  shift: Position;
}

/**
 * Cuts the chips that are missing: scene by scene, each opened once. The list of chips is written as the work goes
 * on, so that an interrupted run goes on where it stopped.
 * @param onlyKnown cut nothing: throws InputError where a chip is missing
 */
export async function produceChips(survey: Survey, output: Output, { onlyKnown }: { onlyKnown: boolean }): Promise<ChipSet> {
  const { opened, chips: settings, buildings } = survey;
  const folder = resolve(opened.folder, settings.dir);
  const grid = campaignGrid(
    settings.grid_crs,
    buildings.map(({ building }) => building.footprint),
  );
  const squares = new Map(buildings.map(({ building }) => [building.managerId, chipSquare(grid, building.footprint, settings.ground_m)]));
  const listPath = chipRecordPath(opened.folder, opened.file.id);
  const known = new Map(readChipRecords(listPath).map((record) => [record.key, record]));
  const records = new Map<string, ChipRecord>();
  const work = new Map<string, { scene: Survey["frames"][number]["scenes"][number]; wanted: Wanted[] }>();
  const stamps = new Map<string, string>();
  let total = 0;
  for (const { building, covers } of buildings) {
    const square = squares.get(building.managerId);
    if (!square) continue;
    for (const { frame, scene } of covers) {
      const path = scene.raster?.path ?? "";
      const shift = scene.shift ?? [0, 0];
      const stamp = stamps.get(path) ?? stampOf(path, scene.where);
      stamps.set(path, stamp);
      const key = keyOf([stamp, scene.raster, grid.crs, square, settings.size_px, settings.format, settings.quality, shift]);
      const id = `${building.managerId}\n${frame.record.id}`;
      total++;
      const before = known.get(key);
      if (before && (before.name === null || sizeOf(join(folder, fileName(before.name, settings.format))) === before.bytes)) {
        records.set(id, { ...before, building: building.managerId, frame: frame.record.id });
        continue;
      }
      const group = work.get(path) ?? { scene, wanted: [] };
      group.wanted.push({ building: building.managerId, frame: frame.record.id, key, square, shift });
      work.set(path, group);
    }
  }
  const kept = records.size;
  if (kept < total && onlyKnown) {
    throw new InputError({
      what: `${total - kept} of ${total} chips are not cut yet`,
      where: opened.path,
      advice: `Cut them first: strike-setup chips ${opened.path}`,
    });
  }
  let saved = kept;
  if (kept < total) mkdirSync(folder, { recursive: true });
  for (const [path, { scene, wanted }] of work) {
    if (!scene.raster) continue;
    const raster = await openRaster(scene.raster, scene.where);
    try {
      const toRaster = projectionBetween(grid.crs, raster.crs);
      if (!toRaster)
        throw new InputError({
          what: `the CRS ${raster.crs} is not known here`,
          where: scene.where,
          advice: "Reproject the picture: gdalwarp -t_srs EPSG:326..",
        });
      const sourceHash = await fileHash(path);
      for (let from = 0; from < wanted.length; from += together) {
        const batch = wanted.slice(from, from + together);
        for (const record of await Promise.all(batch.map((want) => cutOne(raster, toRaster, want, settings, folder)))) {
          records.set(`${record.building}\n${record.frame}`, { ...record, source: path, source_sha256: sourceHash });
        }
        output.progress("chips", records.size, total);
        if (records.size - saved >= 500) {
          writeChipRecords(listPath, [...records.values()]);
          saved = records.size;
        }
      }
    } finally {
      await raster.close();
    }
    writeChipRecords(listPath, [...records.values()]);
  }
  return { squares, records: [...records.values()], cut: total - kept, kept, folder };
}

type Settings = Survey["chips"];

async function cutOne(
  raster: Raster,
  toRaster: (position: Position) => Position,
  { building, frame, key, square, shift }: Wanted,
  { format, quality, size_px }: Settings,
  folder: string,
): Promise<Omit<ChipRecord, "source" | "source_sha256">> {
  const pixels = await cutSquare(raster, square.extent, toRaster, shift);
  const empty = emptyShare(pixels);
  const reason =
    empty > mostEmpty
      ? `no data in ${Math.round(empty * 100)} % of the chip`
      : outlineHasGap(pixels, square.outline)
        ? "no data on the building"
        : null;
  if (reason !== null) return { building, frame, key, name: null, sha256: null, bytes: 0, size_px: 0, reason };
  const { bytes, name, sha256, size } = await encodeChip(pixels, { format, quality, largest: size_px });
  const file = join(folder, fileName(name, format));
  if (sizeOf(file) !== bytes.length) {
    // A rename is enough against a kill; the size tells a file that a power cut left short.
    const part = join(folder, `.${key}.part`);
    await writeFile(part, bytes);
    await rename(part, file);
  }
  return { building, frame, key, name, sha256, bytes: bytes.length, size_px: size, reason: null };
}

export function fileName(name: string, format: "webp" | "jpeg"): string {
  return `${name}.${format === "webp" ? "webp" : "jpg"}`;
}

function keyOf(parts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** Size and time of change: enough to notice that a picture was replaced, without reading it. */
function stampOf(path: string, where: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${path} ${size} ${Math.round(mtimeMs)}`;
  } catch (cause) {
    throw new InputError({ what: `the picture ${path} cannot be read`, where }, { cause });
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
