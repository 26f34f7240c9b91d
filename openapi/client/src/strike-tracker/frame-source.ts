import type { FrameSource } from "./records.ts";

/** The coordinate reference system of a source's extent, matrices and requests, as an EPSG code. */
export function sourceCrs(source: FrameSource): string {
  return source.crs ?? (source.type === "image" ? "EPSG:4326" : "EPSG:3857");
}

/**
 * Why frames with this source cannot be shown in a task without chips, in words that follow "the source"; null = they
 * can. The schema leaves these keys open, since a task with chips needs none of them.
 */
export function sourceFault(source: FrameSource): string | null {
  const { type, url, layer, extent, zoom_min = 0, zoom_max = 30 } = source;
  if (type === "chips") return "is shown only where the task has chips";
  if (url === undefined) return "has no url";
  if (zoom_min > zoom_max) return `has a zoom_min of ${zoom_min} above its zoom_max of ${zoom_max}`;
  if (type === "xyz") return templateFault(url, ["{z}", "{x}"]) ?? (/\{-?y\}/.test(url) ? null : "has a url without {y} or {-y}");
  if (type === "wms") return layer === undefined ? "has no layer" : null;
  if (type === "image") return extent === undefined ? "has no extent" : extentFault(extent);
  if (type === "cog") return source.bands?.length === 2 ? "has two bands, where one or three can be shown" : null;
  if (source.matrices === undefined && sourceCrs(source) !== "EPSG:3857") return "has a crs other than EPSG:3857 and no matrices";
  if (/\{Tile/i.test(url)) return templateFault(url, ["{TileMatrix}", "{TileRow}", "{TileCol}"]);
  if (layer === undefined) return "has no layer";
  return source.matrix_set === undefined ? "has no matrix_set" : null;
}

function templateFault(url: string, wanted: readonly string[]): string | null {
  const missing = wanted.filter((part) => !url.toLowerCase().includes(part.toLowerCase()));
  return missing.length === 0 ? null : `has a url without ${missing.join(", ")}`;
}

function extentFault([minx = 0, miny = 0, maxx = 0, maxy = 0]: readonly number[]): string | null {
  return minx < maxx && miny < maxy ? null : "has an extent that is not [minx, miny, maxx, maxy]";
}
