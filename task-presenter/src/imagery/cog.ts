import type { Extent } from "ol/extent.js";
import { PictureError } from "./picture.ts";

/** Where the script lies that reads Cloud Optimized GeoTIFFs; it is loaded when the first of them is to be shown. */
export interface CogScript {
  address: string;
  /** sha384-…; empty = unchecked. */
  integrity: string;
}

/** A window of a GeoTIFF, as the pixels of one of its levels. */
export interface CogWindow {
  image: HTMLCanvasElement;
  width: number;
  height: number;
  /** [minx, miny, maxx, maxy] in `crs`. */
  extent: Extent;
  /** EPSG code. */
  crs: string;
}

export interface CogRequest {
  url: string;
  /** The file's crs as the campaign names it; by default the file's own. */
  crs: string | undefined;
  bands: readonly number[] | undefined;
  range: readonly number[] | undefined;
  /** The wanted piece of ground in a crs. @throws Error for an unknown crs */
  extentIn(crs: string): Extent;
  /** Wanted metres per pixel. */
  resolution: number;
  signal: AbortSignal;
}

/** Null = the file has no pixels there. */
export type CogReader = (request: CogRequest) => Promise<CogWindow | null>;

declare global {
  var strikeTrackerCog: CogReader | undefined;
}

let loading: Promise<CogReader> | undefined;

/** Reads a window of a GeoTIFF. @throws PictureError */
export async function readCog(script: CogScript | null, request: CogRequest): Promise<CogWindow> {
  if (script === null) throw new PictureError(request.url, "this page names no script for GeoTIFFs");
  loading ??= loadScript(script).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  const read = await loading;
  let window: CogWindow | null;
  try {
    window = await read(request);
  } catch (error) {
    throw new PictureError(request.url, error instanceof Error ? error.message : "not a GeoTIFF");
  }
  if (window === null) throw new PictureError(request.url, "does not reach this place", "missing");
  return window;
}

function loadScript({ address, integrity }: CogScript): Promise<CogReader> {
  if (globalThis.strikeTrackerCog) return Promise.resolve(globalThis.strikeTrackerCog);
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.crossOrigin = "anonymous";
    if (integrity !== "") element.integrity = integrity;
    element.onload = () => {
      const reader = globalThis.strikeTrackerCog;
      if (reader) resolve(reader);
      else reject(new PictureError(address, "is not the script for GeoTIFFs"));
    };
    element.onerror = () => {
      element.remove();
      reject(new PictureError(address, "did not load"));
    };
    document.head.append(element);
  });
}
