import { InputError } from "pybossa-client-ts/command";
import sharp from "sharp";
import type { RasterReference } from "../frames/index.ts";
import { affine, placeOf, type Raster } from "./raster.ts";

/** Opens a PNG, JPEG or WebP file; it is decoded once. Transparent pixels, or wholly black ones, hold no data. */
export async function openPicture(path: string, reference: RasterReference, where: string): Promise<Raster> {
  let decoded: { data: Uint8Array; info: { width: number; height: number } };
  let seeThrough: boolean;
  try {
    const picture = sharp(path, { failOn: "error" });
    seeThrough = (await picture.metadata()).hasAlpha === true;
    decoded = await picture.toColourspace("srgb").ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  } catch (cause) {
    throw new InputError({ what: `${path} is no readable picture`, where, expected: "GeoTIFF, PNG, JPEG or WebP" }, { cause });
  }
  const { data, info } = decoded;
  const { crs, transform } = placeOf(reference, info.width, info.height, where);
  return {
    width: info.width,
    height: info.height,
    crs,
    ...affine(transform),
    async read({ left, top, width, height }) {
      const rgb = new Uint8Array(width * height * 3);
      const valid = new Uint8Array(width * height);
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const from = ((top + row) * info.width + left + column) * 4;
          const to = row * width + column;
          const red = data[from] ?? 0;
          const green = data[from + 1] ?? 0;
          const blue = data[from + 2] ?? 0;
          rgb.set([red, green, blue], to * 3);
          valid[to] = seeThrough ? ((data[from + 3] ?? 0) > 0 ? 1 : 0) : red + green + blue > 0 ? 1 : 0;
        }
      }
      return { width, height, rgb, valid };
    },
    close() {},
  };
}
