import { closeSync, openSync, readSync } from "node:fs";
import { InputError } from "pybossa-client-ts/command";
import type { RasterReference } from "../frames/index.ts";
import type { Extent, Position } from "../geometry/index.ts";
import type { Remote } from "../remote/index.ts";
import { inBlocks } from "./blocks.ts";

/** Pixels of a window: three bytes each, and 1 where there is data. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
  valid: Uint8Array;
}

/** A dated picture on the ground. Pixel coordinates run from the top left corner of the top left pixel. */
export interface Raster {
  width: number;
  height: number;
  /** The EPSG code of its CRS. */
  crs: string;
  toPixel(position: Position): Position;
  toGround(pixel: Position): Position;
  /** Reads a window that lies inside the raster. */
  read(window: { left: number; top: number; width: number; height: number }): Promise<Pixels>;
  close(): void | Promise<void>;
}

/** Opens a GeoTIFF, or a PNG, JPEG or WebP file whose place the frame's entry gives; on this disk or remote. @throws InputError */
export async function openRaster(reference: RasterReference, where: string, remote: Remote): Promise<Raster> {
  const { path, url } = reference;
  if (isTiff(path === null ? await firstBytesOf(url ?? "", remote) : firstBytes(path, where))) {
    const { openGeoTiff } = await import("./geotiff.ts");
    return inBlocks(await openGeoTiff(reference, where, remote));
  }
  const { openPicture } = await import("./picture.ts");
  const source = path ?? Buffer.from((await remote.request(url ?? "", { most: largestPicture })).body);
  return openPicture(source, reference, where);
}

const largestPicture = 200_000_000;

function isTiff(start: string): boolean {
  return /^(II[*+]\0|MM\0[*+])/.test(start);
}

async function firstBytesOf(url: string, remote: Remote): Promise<string> {
  const { body } = await remote.request(url, { headers: { range: "bytes=0-15" }, most: largestPicture });
  return Buffer.from(body.subarray(0, 4)).toString("latin1");
}

function firstBytes(path: string, where: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(4);
      readSync(file, bytes);
      return bytes.toString("latin1");
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new InputError(
      { what: `the picture ${path} cannot be read`, where, advice: "Is the path right, seen from the document that names it?" },
      { cause },
    );
  }
}

/** An affine map from pixels to the ground: x = a col + b row + c, y = d col + e row + f. */
export type Transform = [number, number, number, number, number, number];

export function transformOfBounds([minX, minY, maxX, maxY]: Extent, width: number, height: number): Transform {
  return [(maxX - minX) / width, 0, minX, 0, (minY - maxY) / height, maxY];
}

export function affine([a, b, c, d, e, f]: Transform): Pick<Raster, "toPixel" | "toGround"> {
  const determinant = a * e - b * d;
  return {
    toGround: ([column, row]) => [a * column + b * row + c, d * column + e * row + f],
    toPixel: ([x, y]) => [(e * (x - c) - b * (y - f)) / determinant, (a * (y - f) - d * (x - c)) / determinant],
  };
}

/** The place that the frame's entry gives to a picture without its own. @throws InputError where there is none */
export function placeOf(reference: RasterReference, width: number, height: number, where: string): { crs: string; transform: Transform } {
  const { crs, bounds, transform } = reference;
  if (crs !== null && transform !== null) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = transform;
    return { crs, transform: [a, b, c, d, e, f] };
  }
  if (crs !== null && bounds !== null) return { crs, transform: transformOfBounds(bounds, width, height) };
  throw new InputError({
    what: `nothing says where on the ground ${reference.href} lies`,
    where,
    expected: "proj:code with proj:bbox or proj:transform in STAC; crs and bounds in a list; or a GeoTIFF",
  });
}
