import type { Extent } from "ol/extent.js";
import { get as getProjection, transform } from "ol/proj.js";
import { getRequestUrl } from "ol/source/wms.js";
import { type FrameSource, sourceCrs } from "pybossa-client-ts/strike-tracker";
import { type GroundSquare, positionOn } from "../ground/index.ts";
import { type CogScript, readCog } from "./cog.ts";
import { loadPicture, type Picture, PictureError } from "./picture.ts";
import { tilesOver } from "./tiles.ts";

/** The piece of ground that is wanted, and how. */
export interface GroundView {
  square: GroundSquare;
  /** The wanted side of the picture. */
  pixels: number;
  /** The script that reads GeoTIFFs. */
  cog: CogScript | null;
  signal: AbortSignal;
}

/** A picture that covers a piece of ground: [minx, miny, maxx, maxy] in a crs. */
interface Piece {
  image: CanvasImageSource;
  width: number;
  height: number;
  extent: Extent;
  crs: string;
}

/**
 * One picture of a ground square from any source, cut and turned as a chip would be: north up, metres alike in both
 * directions. Frames of all sources and projections so lie exactly on one another, are decoded before they are shown,
 * and change as fast as chips; over some hundred metres a projection differs from straight lines by less than a pixel.
 * @throws PictureError when it does not load, or when there is no picture of this place; an AbortError when cancelled
 */
export async function loadGroundPicture(source: FrameSource, view: GroundView): Promise<Picture> {
  const { square, pixels } = view;
  const piece = await loadPiece(source, view);
  const canvas = canvasOf(pixels, pixels);
  const context = contextOf(canvas);
  const toCrs = crsOfPixels(square, pixels, piece.crs);
  const [minx = 0, miny = 0, maxx = 0, maxy = 0] = piece.extent;
  const toPiece = new DOMMatrix([piece.width / (maxx - minx), 0, 0, -piece.height / (maxy - miny), 0, 0]).translate(-minx, -maxy);
  context.setTransform(toPiece.multiply(toCrs).inverse());
  context.imageSmoothingQuality = "high";
  context.drawImage(piece.image, 0, 0);
  if (isEmpty(canvas)) throw new PictureError(source.url ?? "", "nothing of this place", "missing");
  return { image: canvas, width: pixels, height: pixels, sha256: null };
}

function loadPiece(source: FrameSource, view: GroundView): Promise<Piece> {
  if (source.type === "image") return loadImage(source, view);
  if (source.type === "wms") return loadMap(source, view);
  if (source.type !== "cog") return loadTiles(source, view);
  const { url = "", crs, bands, range } = source;
  const { square, pixels, cog, signal } = view;
  return readCog(cog, { url, crs, bands, range, signal, extentIn: (its) => extentIn(square, its), resolution: square.side / pixels });
}

async function loadImage(source: FrameSource, { signal }: GroundView): Promise<Piece> {
  const picture = await loadPicture(source.url ?? "", signal, { hash: false, absent: false });
  return { ...picture, extent: source.extent ?? [], crs: sourceCrs(source) };
}

async function loadMap(source: FrameSource, { square, pixels, signal }: GroundView): Promise<Piece> {
  const crs = sourceCrs(source);
  const extent = extentIn(square, crs);
  const projection = getProjection(crs);
  if (projection === null) throw new Error(`${crs} is not known here`);
  const { format = "image/png", version = "1.3.0" } = source;
  const url = getRequestUrl(source.url ?? "", extent, [pixels, pixels], projection, {
    ...{ SERVICE: "WMS", VERSION: version, REQUEST: "GetMap", LAYERS: source.layer, STYLES: source.style ?? "" },
    ...{ FORMAT: format, TRANSPARENT: /png|gif|webp/.test(format) ? "TRUE" : "FALSE", TIME: source.time },
  });
  const picture = await loadPicture(url, signal, { hash: false, absent: false });
  return { ...picture, extent, crs };
}

/** Tiles laid together. One that the server does not have stays empty. */
async function loadTiles(source: FrameSource, { square, pixels, signal }: GroundView): Promise<Piece> {
  const crs = sourceCrs(source);
  const extent = extentIn(square, crs);
  const [minx = 0, , maxx = 0] = extent;
  const cover = tilesOver(source, extent, (maxx - minx) / pixels);
  const canvas = canvasOf(cover.columns * cover.tileSize, cover.rows * cover.tileSize);
  const context = contextOf(canvas);
  const load = async ({ url, column, row }: (typeof cover.tiles)[number]) => {
    try {
      const { image } = await loadPicture(url, signal, { hash: false, absent: true });
      context.drawImage(image, column * cover.tileSize, row * cover.tileSize, cover.tileSize, cover.tileSize);
      if ("close" in image) image.close();
    } catch (error) {
      if (!(error instanceof PictureError) || error.fault !== "missing") throw error;
    }
  };
  await Promise.all(cover.tiles.map(load));
  return { image: canvas, width: canvas.width, height: canvas.height, extent: cover.extent, crs };
}

/** From pixels of the square's picture (counted from its upper left) to coordinates of a crs: the plane through three corners. */
function crsOfPixels(square: GroundSquare, pixels: number, crs: string): DOMMatrix {
  const corner = (x: number, y: number) => {
    const [east = 0, north = 0] = transform(positionOn(square, x, y), "EPSG:4326", crs);
    return [east, north] as const;
  };
  const { side } = square;
  const [[x0, y0], [x1, y1], [x2, y2]] = [corner(0, side), corner(side, side), corner(0, 0)];
  return new DOMMatrix([(x1 - x0) / pixels, (y1 - y0) / pixels, (x2 - x0) / pixels, (y2 - y0) / pixels, x0, y0]);
}

/** The square's bounds in a crs. */
function extentIn(square: GroundSquare, crs: string): Extent {
  const { side } = square;
  if (getProjection(crs) === null) throw new Error(`${crs} is not known here`);
  const corners = [
    [0, 0],
    [side, 0],
    [side, side],
    [0, side],
  ].map(([x = 0, y = 0]) => transform(positionOn(square, x, y), "EPSG:4326", crs));
  const xs = corners.map(([x = 0]) => x);
  const ys = corners.map(([, y = 0]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Whether nothing was drawn; unknown (false) where the page may not read what another origin sent. */
function isEmpty(canvas: HTMLCanvasElement): boolean {
  const side = 16;
  const small = contextOf(canvasOf(side, side));
  small.drawImage(canvas, 0, 0, side, side);
  try {
    return small.getImageData(0, 0, side, side).data.every((value, index) => index % 4 !== 3 || value === 0);
  } catch {
    return false;
  }
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new PictureError("canvas", "out of memory");
  return context;
}
