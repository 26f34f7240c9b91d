import type { Pixels, Raster } from "./raster.ts";

/** Pixels of a block's side. */
export const blockSide = 1024;
/** Blocks kept: four bytes a pixel, about 100 MB. */
const most = 24;

/**
 * A raster that is read in whole blocks, of which the latest are kept: neighbouring chips share their tiles, so that
 * each is fetched and decoded about once.
 */
export function inBlocks(raster: Raster): Raster {
  const blocks = new Map<string, Promise<Pixels>>();
  const block = (column: number, row: number): Promise<Pixels> => {
    const key = `${column} ${row}`;
    const [left, top] = [column * blockSide, row * blockSide];
    const found =
      blocks.get(key) ??
      raster.read({ left, top, width: Math.min(blockSide, raster.width - left), height: Math.min(blockSide, raster.height - top) });
    blocks.delete(key);
    blocks.set(key, found);
    const [oldest] = blocks.keys();
    if (blocks.size > most && oldest !== undefined) blocks.delete(oldest);
    return found;
  };
  return {
    ...raster,
    async read({ left, top, width, height }) {
      const pixels: Pixels = { width, height, rgb: new Uint8Array(width * height * 3), valid: new Uint8Array(width * height) };
      const places: [number, number][] = [];
      for (let row = Math.floor(top / blockSide); row * blockSide < top + height; row++)
        for (let column = Math.floor(left / blockSide); column * blockSide < left + width; column++) places.push([column, row]);
      const parts = await Promise.all(places.map(([column, row]) => block(column, row)));
      for (const [at, part] of parts.entries()) {
        const [column = 0, row = 0] = places[at] ?? [];
        copyOverlap(part, column * blockSide - left, row * blockSide - top, pixels);
      }
      return pixels;
    },
    async close() {
      blocks.clear();
      await raster.close();
    },
  };
}

/** Copies what lies in both: `from` has its upper left corner at `x`, `y` of `to`. */
function copyOverlap(from: Pixels, x: number, y: number, to: Pixels): void {
  const first = Math.max(0, x);
  const count = Math.min(to.width, x + from.width) - first;
  if (count <= 0) return;
  for (let row = Math.max(0, y); row < Math.min(to.height, y + from.height); row++) {
    const source = (row - y) * from.width + (first - x);
    const target = row * to.width + first;
    to.rgb.set(from.rgb.subarray(source * 3, (source + count) * 3), target * 3);
    to.valid.set(from.valid.subarray(source, source + count), target);
  }
}
