import { createHash, randomUUID } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { InputError } from "pybossa-client-ts/command";
import type { ChipSettings } from "../campaign-file/index.ts";
import type { RasterReference } from "../frames/index.ts";
import { type Position, type Projection, projectionBetween } from "../geometry/index.ts";
import type { Remote } from "../remote/index.ts";
import type { ChipRecord } from "./chip-record.ts";
import { cutSquare, emptyShare, isWhite, outlineHasGap } from "./cut.ts";
import { encodeChip } from "./encode.ts";
import type { ChipSquare } from "./grid.ts";
import { openRaster, type Raster } from "./raster.ts";

/** One chip to cut. */
export interface WantedChip {
  building: string;
  frame: string;
  key: string;
  square: ChipSquare;
  /** Metres east and north by which the frame is to be moved. */
  shift: Position;
}

/** Chips to cut out of one picture; plain values, so that another process can do it. */
export interface CutJob {
  raster: RasterReference;
  /** Tells a picture from a later one at the same place. */
  version: string;
  where: string;
  grid: string;
  /** Goes into each chip as its copyright. */
  copyright: string;
  wanted: WantedChip[];
  settings: ChipSettings;
  folder: string;
}

/** Chips that are encoded at one time. */
const together = 8;

/** The most that may be empty of a chip that is shown. */
const mostEmpty = 0.2;

/** Cuts the chips of one picture, and hands over what became of them as it goes. @throws InputError, ServerError */
export async function cutChips(job: CutJob, remote: Remote, take: (records: ChipRecord[]) => void): Promise<void> {
  const { raster: reference, version, where, grid, wanted } = job;
  const raster = await openRaster(reference, where, remote);
  try {
    const toRaster = projectionBetween(grid, raster.crs);
    if (!toRaster) {
      throw new InputError({
        what: `the CRS ${raster.crs} is not known here`,
        where,
        advice: "Reproject the picture: gdalwarp -t_srs EPSG:326..",
      });
    }
    const sourceHash = reference.path === null ? null : await fileHash(reference.path);
    const source = reference.path ?? reference.href;
    for (let from = 0; from < wanted.length; from += together) {
      const batch = wanted.slice(from, from + together);
      const records = await Promise.all(batch.map((want) => cutOne(raster, toRaster, want, job)));
      take(records.map((record) => ({ ...record, source, source_version: version, source_sha256: sourceHash })));
    }
  } finally {
    await raster.close();
  }
}

async function cutOne(
  raster: Raster,
  toRaster: Projection,
  { building, frame, key, square, shift }: WantedChip,
  { settings: { format, quality, size_px }, copyright, folder }: CutJob,
): Promise<Omit<ChipRecord, "source" | "source_version" | "source_sha256">> {
  const pixels = await cutSquare(raster, square.extent, toRaster, shift);
  const empty = emptyShare(pixels);
  const reason =
    empty > mostEmpty
      ? `no data in ${Math.round(empty * 100)} % of the chip`
      : outlineHasGap(pixels, square.outline)
        ? "no data on the building"
        : isWhite(pixels)
          ? "nothing but white in the chip (cloud or snow)"
          : null;
  const base = { building, frame, key, shift, reason };
  if (reason !== null) return { ...base, name: null, sha256: null, bytes: 0, size_px: 0 };
  const { bytes, name, sha256, size } = await encodeChip(pixels, { format, quality, largest: size_px, copyright });
  const file = join(folder, fileName(name, format));
  if (sizeOf(file) !== bytes.length) {
    // A rename is enough against a kill; the size tells a file that a power cut left short. The other process may write
    // the same chip: a picture can stand for two frames.
    const part = join(folder, `.${name}.${randomUUID()}.part`);
    await writeFile(part, bytes);
    await rename(part, file);
  }
  return { ...base, name, sha256, bytes: bytes.length, size_px: size };
}

export function fileName(name: string, format: "webp" | "jpeg"): string {
  return `${name}.${format === "webp" ? "webp" : "jpg"}`;
}

export function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

const hashes = new Map<string, Promise<string>>();

/** A picture is hashed once, however many jobs cut from it. */
function fileHash(path: string): Promise<string> {
  const known = hashes.get(path) ?? hashOfFile(path);
  hashes.set(path, known);
  return known;
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
