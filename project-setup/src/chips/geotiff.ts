import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { addDecoder, BaseDecoder, fromCustomClient, type GeoTIFFImage } from "geotiff";
import { InputError } from "pybossa-client-ts/command";
import sharp from "sharp";
import type { RasterReference } from "../frames/index.ts";
import type { Remote } from "../remote/index.ts";
import { blockSide } from "./blocks.ts";
import { FileRanges, RemoteRanges } from "./ranges.ts";
import { affine, type Pixels, placeOf, type Raster, type Transform } from "./raster.ts";
import { unpacking } from "./unpacking.ts";

/** The most that one tile or strip may unpack to, in bytes: it is read whole for each window. */
const largestTile = 256_000_000;
/** The most that the tiles of one block may unpack to, and how many they may be. */
const mostOfBlock = 4 * largestTile;
const mostTilesOfBlock = 20_000;

/** The library's own decoder unpacks whatever comes, to any size. */
class DeflateDecoder extends BaseDecoder {
  override async decodeBlock(tile: ArrayBufferLike): Promise<ArrayBufferLike> {
    const { tileWidth, tileHeight, bitsPerSample } = this.parameters;
    const samples = typeof bitsPerSample === "number" ? 1 : bitsPerSample.length;
    // A file's only strip may claim any number of rows.
    const most = Math.min(tileWidth * tileHeight * samples, largestTile);
    const bytes = await promisify(inflate)(new Uint8Array(tile), { maxOutputLength: most });
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
}
addDecoder([8, 32_946], () => Promise.resolve(DeflateDecoder));

/** The library's own decoder of WebP tiles, which GDAL writes, needs a browser. */
class WebpDecoder extends BaseDecoder {
  override async decodeBlock(tile: ArrayBufferLike): Promise<ArrayBufferLike> {
    const { tileWidth, tileHeight } = this.parameters;
    const picture = sharp(new Uint8Array(tile), { limitInputPixels: tileWidth * tileHeight });
    const pixels = await (this.parameters.samplesPerPixel === 4 ? picture.ensureAlpha() : picture.removeAlpha()).raw().toBuffer();
    return Uint8Array.from(pixels).buffer;
  }
}
const webp = 50_001;
addDecoder(
  webp,
  () => Promise.resolve(WebpDecoder),
  (tags) =>
    Promise.resolve({
      tileWidth: Number(tags.getValue("TileWidth")),
      tileHeight: Number(tags.getValue("TileLength")),
      bitsPerSample: 8,
      planarConfiguration: 1,
      predictor: 1,
      samplesPerPixel: Number(tags.getValue("SamplesPerPixel")),
    }),
  false,
);

/** Opens a GeoTIFF of 8-bit samples: grey, RGB, or RGB with more bands, of which the first three are shown. */
export async function openGeoTiff(reference: RasterReference, where: string, remote: Remote): Promise<Raster> {
  const { href, path, url } = reference;
  const ranges = path === null ? new RemoteRanges(url ?? "", remote) : new FileRanges(path, largestTile);
  const tried = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (ranges.fault) throw ranges.fault;
      if (cause instanceof InputError) throw cause;
      throw new InputError(
        { what: `${href} is no readable GeoTIFF`, where, advice: "The file may be cut off, or was made to do harm; try gdalinfo." },
        { cause },
      );
    }
  };
  const tiff = await tried(() => fromCustomClient(ranges));
  const image = await tried(() => tiff.getImage());
  const place = await tried(() => readableAt(image, reference, where));
  return {
    width: image.getWidth(),
    height: image.getHeight(),
    crs: place.crs,
    ...affine(place.transform),
    read: ({ left, top, width, height }) => tried(() => readWindow(image, [left, top, left + width, top + height])),
    close: async () => {
      await tiff.close();
    },
  };
}

/** Where a picture lies whose pixels can be read. @throws InputError where they cannot, or nothing says where it lies */
function readableAt(image: GeoTIFFImage, reference: RasterReference, where: string): { crs: string; transform: Transform } {
  const { href } = reference;
  const bits = image.getBitsPerSample();
  if (bits !== 8 || image.getSampleFormat() !== 1) {
    throw new InputError({
      what: `${href} has ${bits}-bit samples; chips need 8-bit ones`,
      where,
      advice: `Stretch it first: gdal_translate -ot Byte -scale ${href} out.tif`,
    });
  }
  if (isInBadTiles(image)) {
    throw new InputError({
      what: `${href} is not in tiles that can be read`,
      where,
      advice: `Make it one that is: gdal_translate -of COG ${href} out.tif`,
    });
  }
  return geoPlace(image) ?? placeOf(reference, image.getWidth(), image.getHeight(), where);
}

/** Whether the tiles or strips of one block are too large, or too many: they are unpacked whole for it. */
function isInBadTiles(image: GeoTIFFImage): boolean {
  const [wide, high] = [image.getTileWidth(), image.getTileHeight()];
  const along = (all: number, tile: number) => Math.min(Math.ceil(all / tile), Math.ceil(blockSide / tile) + 1);
  const tile = wide * high * image.getSamplesPerPixel();
  const tiles = along(image.getWidth(), wide) * along(image.getHeight(), high);
  return !(tile <= largestTile && tiles <= mostTilesOfBlock && tiles * tile <= mostOfBlock);
}

/** Where the file says it lies; null where it does not. */
function geoPlace(image: GeoTIFFImage): { crs: string; transform: Transform } | null {
  const keys: Record<string, unknown> = image.getGeoKeys() ?? {};
  const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  const transform = ownTransform(image);
  if (typeof code !== "number" || code === 32767 || transform === null) return null;
  const [a, b, c, d, e, f] = transform;
  // Of a raster of points, the tags tell where the first pixel's middle lies (GeoTIFF 1.1, RasterPixelIsPoint).
  const half = keys.GTRasterTypeGeoKey === 2 ? 0.5 : 0;
  return { crs: `EPSG:${code}`, transform: [a, b, c - half * (a + b), d, e, f - half * (d + e)] };
}

/** The library's own origin and resolution leave out turned pictures, and tie points elsewhere than in the corner. */
function ownTransform({ fileDirectory }: GeoTIFFImage): Transform | null {
  const numbers = (tag: "ModelTransformation" | "ModelPixelScale" | "ModelTiepoint") =>
    Array.from((fileDirectory.getValue(tag) as ArrayLike<number> | undefined) ?? []);
  const [a, b, , c, d, e, , f] = numbers("ModelTransformation");
  if (a !== undefined && b !== undefined && c !== undefined && d !== undefined && e !== undefined && f !== undefined)
    return [a, b, c, d, e, f];
  const [wide, high] = numbers("ModelPixelScale");
  const ties = numbers("ModelTiepoint");
  const [column, row, , x, y] = ties;
  if (wide === undefined || high === undefined || ties.length !== 6) return null;
  if (column === undefined || row === undefined || x === undefined || y === undefined) return null;
  return [wide, 0, x - column * wide, 0, -high, y + row * high];
}

async function readWindow(image: GeoTIFFImage, window: [number, number, number, number]): Promise<Pixels> {
  const width = window[2] - window[0];
  const height = window[3] - window[1];
  const bands = image.getSamplesPerPixel();
  const nodata = image.getGDALNoData();
  const photometric: unknown = image.fileDirectory.getValue("PhotometricInterpretation");
  const direct = (photometric === 2 && bands >= 3) || (photometric === 1 && bands >= 1);
  const samples = direct ? (photometric === 1 ? [0] : bands >= 4 ? [0, 1, 2, 3] : [0, 1, 2]) : undefined;
  const read = samples
    ? await image.readRasters({ window, samples, interleave: true, pool: unpacking })
    : await image.readRGB({ window, interleave: true, pool: unpacking });
  if (Array.isArray(read)) throw new TypeError("The bands came apart, though they were asked for interleaved.");
  return unpacked(read, samples?.length ?? 3, width, height, nodata);
}

/**
 * Separates colour and validity. A fourth band masks only if it holds nothing but 0 and 255 and no nodata value is
 * declared: NAIP declares its infrared band as alpha.
 */
function unpacked(data: ArrayLike<number>, stride: number, width: number, height: number, nodata: number | null): Pixels {
  const count = width * height;
  const rgb = new Uint8Array(count * 3);
  const valid = new Uint8Array(count).fill(1);
  let alpha = stride === 4 && nodata === null;
  for (let at = 0; at < count && alpha; at++) {
    const sample = data[at * 4 + 3];
    alpha = sample === 0 || sample === 255;
  }
  const empty = nodata ?? 0;
  for (let at = 0; at < count; at++) {
    let blank = true;
    for (let band = 0; band < 3; band++) {
      const sample = data[at * stride + (stride === 1 ? 0 : band)] ?? 0;
      rgb[at * 3 + band] = sample;
      if (sample !== empty) blank = false;
    }
    if (blank || (alpha && data[at * 4 + 3] === 0)) valid[at] = 0;
  }
  return { width, height, rgb, valid };
}
