import { fromUrl, type GeoTIFF, type GeoTIFFImage } from "geotiff";
import type { CogRequest, CogWindow } from "../imagery/cog.ts";

/** Open files, so that a file's header is read once. */
const opened = new Map<string, Promise<GeoTIFF>>();
const mostOpen = 40;

/**
 * Reads a window of a Cloud Optimized GeoTIFF by range requests, from the coarsest level that shows the wanted detail.
 * Null = the file has no pixels there.
 * @throws Error for what is no GeoTIFF, or one in a crs that is not known here
 */
export async function readCogWindow({ url, crs, bands, range, extentIn, resolution, signal }: CogRequest): Promise<CogWindow | null> {
  const tiff = await open(url);
  const full = await tiff.getImage(0);
  const [x0 = 0, y0 = 0] = full.getOrigin();
  const [dx = 1, dy = -1] = full.getResolution();
  const itsCrs = crs ?? crsOf(full);
  const wanted = extentIn(itsCrs);
  // Degrees become metres well enough to choose a level.
  const metres = Math.abs(dx) * (itsCrs === "EPSG:4326" ? 111_320 * Math.cos(((wanted[1] ?? 0) * Math.PI) / 180) : 1);
  const image = await levelFor(tiff, full, resolution / metres);
  const [scaleX, scaleY] = [full.getWidth() / image.getWidth(), full.getHeight() / image.getHeight()];
  const column = (x: number) => (x - x0) / (dx * scaleX);
  const row = (y: number) => (y - y0) / (dy * scaleY);
  const [minx = 0, miny = 0, maxx = 0, maxy = 0] = wanted;
  const left = Math.max(0, Math.floor(column(minx)));
  const right = Math.min(image.getWidth(), Math.ceil(column(maxx)));
  const top = Math.max(0, Math.floor(row(maxy)));
  const bottom = Math.min(image.getHeight(), Math.ceil(row(miny)));
  if (right <= left || bottom <= top) return null;
  const picture = await readPixels(image, [left, top, right, bottom], { bands, range, signal });
  return {
    image: canvasOf(picture),
    width: picture.width,
    height: picture.height,
    extent: [x0 + left * dx * scaleX, y0 + bottom * dy * scaleY, x0 + right * dx * scaleX, y0 + top * dy * scaleY],
    crs: itsCrs,
  };
}

function open(url: string): Promise<GeoTIFF> {
  const known = opened.get(url);
  if (known) return known;
  const tiff = fromUrl(url, { allowFullFile: false });
  opened.set(url, tiff);
  tiff.catch(() => opened.delete(url));
  for (const oldest of opened.keys()) {
    if (opened.size <= mostOpen) break;
    opened.delete(oldest);
  }
  return tiff;
}

function crsOf(image: GeoTIFFImage): string {
  const keys: Record<string, unknown> = image.getGeoKeys() ?? {};
  const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  if (typeof code !== "number" || code === 32767) throw new Error("the file names no known coordinate reference system");
  return `EPSG:${code}`;
}

/** @param coarser how many times coarser than the full image the level may be */
async function levelFor(tiff: GeoTIFF, full: GeoTIFFImage, coarser: number): Promise<GeoTIFFImage> {
  let best = full;
  for (let index = 1; index < (await tiff.getImageCount()); index += 1) {
    const level = await tiff.getImage(index);
    const times = full.getWidth() / level.getWidth();
    const isMask = ((level.fileDirectory.getValue("NewSubfileType") as number | undefined) ?? 0) & 4;
    // A tenth too coarse looks alike.
    if (!isMask && times <= coarser * 1.1 && level.getWidth() < best.getWidth()) best = level;
  }
  return best;
}

async function readPixels(
  image: GeoTIFFImage,
  window: number[],
  { bands, range, signal }: Pick<CogRequest, "bands" | "range" | "signal">,
): Promise<ImageData> {
  const [left = 0, top = 0, right = 0, bottom = 0] = window;
  const count = image.getSamplesPerPixel();
  const photometric = image.fileDirectory.getValue("PhotometricInterpretation") as number | undefined;
  const plain = bands !== undefined || photometric === 1 || photometric === 2;
  const samples = bands?.map((band) => band - 1) ?? (count >= 3 ? [0, 1, 2] : [0]);
  const read = plain
    ? await image.readRasters({ window, samples, interleave: true, signal })
    : await image.readRGB({ window, interleave: true, signal });
  const data = read as ArrayLike<number>;
  const stride = plain ? samples.length : 3;
  const largest = plain && image.getBitsPerSample() > 8 ? 2 ** image.getBitsPerSample() - 1 : 255;
  const [black = 0, white = largest] = range ?? [];
  const empty = image.getGDALNoData() ?? 0;
  const pixels = new ImageData(right - left, bottom - top);
  for (let at = 0; at < pixels.width * pixels.height; at += 1) {
    let blank = true;
    for (let band = 0; band < 3; band += 1) {
      const sample = data[at * stride + (stride === 1 ? 0 : band)] ?? 0;
      if (sample !== empty) blank = false;
      pixels.data[at * 4 + band] = ((sample - black) / (white - black)) * 255;
    }
    pixels.data[at * 4 + 3] = blank ? 0 : 255;
  }
  return pixels;
}

function canvasOf(pixels: ImageData): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
  return canvas;
}
