import { open as openFile } from "node:fs/promises";
import { InputError } from "pybossa-client-ts/command";
import sharp from "sharp";
import type { RasterReference } from "../frames/index.ts";
import { affine, placeOf, type Raster } from "./raster.ts";

/** Decoded, four bytes a pixel: what two processes can hold. */
const mostPixels = 150_000_000;

/** Opens a PNG, JPEG or WebP file; it is decoded once, when it is first read. Transparent pixels, or wholly black ones, hold no data. */
export async function openPicture(source: string | Buffer, reference: RasterReference, where: string): Promise<Raster> {
  const unreadable = (cause: unknown) =>
    new InputError(
      {
        what: `${reference.href} is no readable picture`,
        where,
        expected: `GeoTIFF, PNG, JPEG or WebP, of at most ${mostPixels / 1e6} megapixels if no GeoTIFF`,
      },
      { cause },
    );
  const open = () => sharp(source, { failOn: "error", limitInputPixels: mostPixels });
  let found: { width: number; height: number; hasAlpha?: boolean };
  try {
    // What else the library could open (SVG, TIFF, GIF) is not asked for: fewer readers that a file could mislead.
    if (!isPicture(await beginningOf(source))) throw new TypeError("neither PNG nor JPEG nor WebP");
    found = await open().metadata();
  } catch (cause) {
    throw unreadable(cause);
  }
  const { width: wide, height: high } = found;
  if (wide * high > mostPixels) throw unreadable(null);
  const { crs, transform } = placeOf(reference, wide, high, where);
  let decoded: Promise<Uint8Array> | undefined;
  const pixels = () => {
    decoded ??= open()
      .toColourspace("srgb")
      .ensureAlpha()
      .raw()
      .toBuffer()
      .catch((cause: unknown) => {
        throw unreadable(cause);
      });
    return decoded;
  };
  return {
    width: wide,
    height: high,
    crs,
    ...affine(transform),
    async read({ left, top, width, height }) {
      const all = await pixels();
      const rgb = new Uint8Array(width * height * 3);
      const valid = new Uint8Array(width * height);
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const from = ((top + row) * wide + left + column) * 4;
          const to = row * width + column;
          const red = all[from] ?? 0;
          const green = all[from + 1] ?? 0;
          const blue = all[from + 2] ?? 0;
          rgb[to * 3] = red;
          rgb[to * 3 + 1] = green;
          rgb[to * 3 + 2] = blue;
          valid[to] = found.hasAlpha ? ((all[from + 3] ?? 0) > 0 ? 1 : 0) : red + green + blue > 0 ? 1 : 0;
        }
      }
      return { width, height, rgb, valid };
    },
    close() {
      decoded = undefined;
    },
  };
}

/** Whether a file begins as PNG, JPEG or WebP files do; the library tells them by the same bytes. */
function isPicture(beginning: string): boolean {
  if (beginning.startsWith("RIFF")) return beginning.startsWith("WEBP", 8);
  return beginning.startsWith("\x89PNG\r\n\x1a\n") || beginning.startsWith("\xff\xd8\xff");
}

/** The first twelve bytes, a letter each. */
async function beginningOf(source: string | Buffer): Promise<string> {
  if (typeof source !== "string") return source.toString("latin1", 0, 12);
  const file = await openFile(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}
