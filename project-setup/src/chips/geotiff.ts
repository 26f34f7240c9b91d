import { addDecoder, BaseClient, BaseDecoder, BaseResponse, fromCustomClient, fromFile, type GeoTIFFImage } from "geotiff";
import { CommandError, InputError } from "pybossa-client-ts/command";
import sharp from "sharp";
import type { RasterReference } from "../frames/index.ts";
import type { Remote, RemoteAnswer } from "../remote/index.ts";
import { affine, type Pixels, placeOf, type Raster, type Transform } from "./raster.ts";

/** The most that one tile or strip may unpack to, in bytes: it is read whole for each window. */
const largestTile = 256_000_000;
/** The most that is read of a remote file at one time. */
const mostAtOnce = 64_000_000;

/** The library's own decoder of WebP tiles, which GDAL writes, needs a browser. */
class WebpDecoder extends BaseDecoder {
  override async decodeBlock(tile: ArrayBufferLike): Promise<ArrayBufferLike> {
    const picture = sharp(new Uint8Array(tile));
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
  const client = new RangeClient(url ?? "", remote);
  const tried = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (client.fault) throw client.fault;
      throw new InputError({ what: `${href} is no readable GeoTIFF`, where, advice: "The file may be cut off; try gdalinfo." }, { cause });
    }
  };
  const tiff = await tried(() => (path === null ? fromCustomClient(client) : fromFile(path)));
  const image = await tried(() => tiff.getImage());
  const bits = image.getBitsPerSample();
  if (bits !== 8 || image.getSampleFormat() !== 1) {
    throw new InputError({
      what: `${href} has ${bits}-bit samples; chips need 8-bit ones`,
      where,
      advice: `Stretch it first: gdal_translate -ot Byte -scale ${href} out.tif`,
    });
  }
  if (image.getTileWidth() * image.getTileHeight() * image.getSamplesPerPixel() > largestTile) {
    throw new InputError({
      what: `${href} is not in tiles that can be read`,
      where,
      advice: `Make it one that is: gdal_translate -of COG ${href} out.tif`,
    });
  }
  const place = geoPlace(image) ?? placeOf(reference, image.getWidth(), image.getHeight(), where);
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

/** Asks for parts of a remote file, within the remote's bounds; remembers what went wrong, which the library hides. */
class RangeClient extends BaseClient {
  fault: CommandError | null = null;
  private readonly remote: Remote;

  constructor(url: string, remote: Remote) {
    super(url);
    this.remote = remote;
  }

  override async request({ headers }: RequestInit = {}): Promise<RangeResponse> {
    try {
      return new RangeResponse(
        await this.remote.request(this.url, { headers: { ...(headers as Record<string, string>) }, most: mostAtOnce }),
      );
    } catch (error) {
      if (error instanceof CommandError) this.fault = error;
      throw error;
    }
  }
}

class RangeResponse extends BaseResponse {
  private readonly answer: RemoteAnswer;

  constructor(answer: RemoteAnswer) {
    super();
    this.answer = answer;
  }

  override get ok(): boolean {
    return true;
  }

  override get status(): number {
    return this.answer.status;
  }

  override getHeader(name: string): string | undefined {
    return this.answer.headers.get(name) ?? undefined;
  }

  override async getData(): Promise<ArrayBuffer> {
    return this.answer.body.buffer;
  }
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
  const read = samples ? await image.readRasters({ window, samples, interleave: true }) : await image.readRGB({ window, interleave: true });
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
