import { InputError } from "pybossa-client-ts/command";
import type { Extent, Position, Projection } from "../geometry/index.ts";
import type { Pixels, Raster } from "./raster.ts";

/** The largest side of a chip before it is made smaller: 2 cm a pixel over 100 m. */
const mostPixels = 5000;

/** The four corners of a chip in a raster's pixels: top left, top right, bottom right, bottom left. */
type Corners = [Position, Position, Position, Position];

/**
 * Cuts a square out of a raster at its native resolution. Where raster and grid run alike, whole pixels are copied;
 * else they are interpolated on the grid. Outside the raster there is no data.
 * @param extent in the grid's metres
 * @param toRaster from the grid's CRS to the raster's
 * @param shift metres east and north by which the frame is to be moved
 */
export async function cutSquare(raster: Raster, extent: Extent, toRaster: Projection, shift: Position): Promise<Pixels> {
  const [minX, minY, maxX, maxY] = extent;
  const ground: Corners = [
    [minX, maxY],
    [maxX, maxY],
    [maxX, minY],
    [minX, minY],
  ];
  const corners = ground.map(([x, y]) => raster.toPixel(toRaster([x - shift[0], y - shift[1]]))) as Corners;
  const [topLeft, topRight, , bottomLeft] = corners;
  const wide = Math.hypot(topRight[0] - topLeft[0], topRight[1] - topLeft[1]);
  const high = Math.hypot(bottomLeft[0] - topLeft[0], bottomLeft[1] - topLeft[1]);
  const size = Math.max(1, Math.round(Math.max(wide, high)));
  if (!(size <= mostPixels)) {
    throw new InputError({
      what: `a chip of ${Math.round(maxX - minX)} m would be ${size.toLocaleString("en")} pixels a side`,
      expected: `${mostPixels.toLocaleString("en")} at most`,
      advice: "Is the picture's place right? Else make it coarser: gdalwarp -tr 0.1 0.1 in.tif out.tif",
    });
  }
  const runsAlike =
    Math.abs(topRight[1] - topLeft[1]) < 0.5 &&
    Math.abs(bottomLeft[0] - topLeft[0]) < 0.5 &&
    Math.abs(wide - high) < 0.5 &&
    topRight[0] > topLeft[0] &&
    bottomLeft[1] > topLeft[1];
  if (runsAlike) return readPadded(raster, Math.round(topLeft[0]), Math.round(topLeft[1]), size, size);
  return interpolated(raster, corners, size);
}

/** A window that may reach over the raster's edge; what is outside is black and not valid. */
async function readPadded(raster: Raster, left: number, top: number, width: number, height: number): Promise<Pixels> {
  const pixels: Pixels = { width, height, rgb: new Uint8Array(width * height * 3), valid: new Uint8Array(width * height) };
  const fromX = Math.max(0, left);
  const fromY = Math.max(0, top);
  const toX = Math.min(raster.width, left + width);
  const toY = Math.min(raster.height, top + height);
  if (fromX >= toX || fromY >= toY) return pixels;
  const inner = await raster.read({ left: fromX, top: fromY, width: toX - fromX, height: toY - fromY });
  for (let row = 0; row < inner.height; row++) {
    const from = row * inner.width;
    const to = (fromY - top + row) * width + (fromX - left);
    pixels.rgb.set(inner.rgb.subarray(from * 3, (from + inner.width) * 3), to * 3);
    pixels.valid.set(inner.valid.subarray(from, from + inner.width), to);
  }
  return pixels;
}

async function interpolated(raster: Raster, corners: Corners, size: number): Promise<Pixels> {
  const columns = corners.map(([column]) => column);
  const rows = corners.map(([, row]) => row);
  const left = Math.floor(Math.min(...columns)) - 1;
  const top = Math.floor(Math.min(...rows)) - 1;
  const source = await readPadded(raster, left, top, Math.ceil(Math.max(...columns)) + 2 - left, Math.ceil(Math.max(...rows)) + 2 - top);
  const chip: Pixels = { width: size, height: size, rgb: new Uint8Array(size * size * 3), valid: new Uint8Array(size * size) };
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = between(corners, (column + 0.5) / size, (row + 0.5) / size);
      sample(source, x - left - 0.5, y - top - 0.5, chip, row * size + column);
    }
  }
  return chip;
}

function between([topLeft, topRight, bottomRight, bottomLeft]: Corners, across: number, down: number): Position {
  const mix = (axis: 0 | 1) =>
    (1 - down) * ((1 - across) * topLeft[axis] + across * topRight[axis]) +
    down * ((1 - across) * bottomLeft[axis] + across * bottomRight[axis]);
  return [mix(0), mix(1)];
}

/** Bilinear; valid only if all four neighbours are. */
function sample(source: Pixels, x: number, y: number, chip: Pixels, to: number): void {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const across = x - column;
  const down = y - row;
  const first = row * source.width + column;
  const neighbours = [first, first + 1, first + source.width, first + source.width + 1] as const;
  const weights = [(1 - across) * (1 - down), across * (1 - down), (1 - across) * down, across * down] as const;
  if (!neighbours.every((at) => source.valid[at] === 1)) return;
  chip.valid[to] = 1;
  for (let band = 0; band < 3; band++) {
    let sum = 0;
    neighbours.forEach((at, which) => {
      sum += (source.rgb[at * 3 + band] ?? 0) * (weights[which] ?? 0);
    });
    chip.rgb[to * 3 + band] = Math.round(sum);
  }
}

/** The share of pixels without data in the whole chip. */
export function emptyShare({ valid }: Pixels): number {
  let empty = 0;
  for (let at = 0; at < valid.length; at++) if (valid[at] === 0) empty++;
  return empty / valid.length;
}

/** Whether there is a pixel without data within the rectangle around the outline (chip fractions). */
export function outlineHasGap({ width, height, valid }: Pixels, outline: readonly Position[]): boolean {
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const left = clamp(Math.floor(Math.min(...xs) * width), width);
  const right = clamp(Math.ceil(Math.max(...xs) * width), width);
  const top = clamp(Math.floor(Math.min(...ys) * height), height);
  const bottom = clamp(Math.ceil(Math.max(...ys) * height), height);
  let empty = 0;
  for (let row = top; row < bottom; row++) for (let column = left; column < right; column++) if (valid[row * width + column] === 0) empty++;
  return empty > 0.05 * (right - left) * (bottom - top);
}

/** Whether a chip shows nothing but white, as under a closed cloud: bright everywhere, and hardly any contrast. */
export function isWhite({ rgb, valid }: Pixels): boolean {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < valid.length; at++) {
    if (valid[at] === 0) continue;
    const grey = ((rgb[at * 3] ?? 0) + (rgb[at * 3 + 1] ?? 0) + (rgb[at * 3 + 2] ?? 0)) / 3;
    count++;
    sum += grey;
    squares += grey * grey;
  }
  const mean = sum / Math.max(1, count);
  return mean > 225 && Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) < 12;
}
