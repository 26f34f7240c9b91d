import type { Extent } from "ol/extent.js";
import TileGrid from "ol/tilegrid/TileGrid.js";
import { createXYZ } from "ol/tilegrid.js";
import { appendParams, renderXYZTemplate } from "ol/uri.js";
import type { FrameSource } from "pybossa-client-ts/strike-tracker";

/** Tiles that cover a piece of ground, in rows from the upper left. */
export interface TileCover {
  tiles: { url: string; column: number; row: number }[];
  columns: number;
  rows: number;
  /** Pixels. */
  tileSize: number;
  /** What all tiles together cover, in the source's crs: [minx, miny, maxx, maxy]. */
  extent: Extent;
}

/** More are not asked for at once; a coarser level is taken instead. */
const mostTiles = 36;

/**
 * The tiles of an XYZ, TMS or WMTS source over an extent, of the coarsest level that shows the wanted detail.
 * @param extent [minx, miny, maxx, maxy] in the source's crs
 * @param resolution units of that crs per pixel
 */
export function tilesOver(source: FrameSource, extent: Extent, resolution: number): TileCover {
  const grid = gridOf(source);
  const last = source.matrices ? source.matrices.length - 1 : (source.zoom_max ?? grid.getMaxZoom());
  const first = source.matrices ? 0 : (source.zoom_min ?? 0);
  // A tenth too coarse looks alike and needs a quarter of the tiles.
  let z = Math.min(last, Math.max(first, grid.getZForResolution(resolution * 1.1, -1)));
  let range = grid.getTileRangeForExtentAndZ(extent, z);
  while (z > first && range.getWidth() * range.getHeight() > mostTiles) {
    z -= 1;
    range = grid.getTileRangeForExtentAndZ(extent, z);
  }
  const [minx = 0, , , maxy = 0] = grid.getTileCoordExtent([z, range.minX, range.minY]);
  const [, miny = 0, maxx = 0] = grid.getTileCoordExtent([z, range.maxX, range.maxY]);
  const size = grid.getTileSize(z);
  const tiles: TileCover["tiles"] = [];
  for (let y = range.minY; y <= range.maxY; y += 1) {
    for (let x = range.minX; x <= range.maxX; x += 1)
      tiles.push({ url: addressOf(source, z, x, y), column: x - range.minX, row: y - range.minY });
  }
  return {
    tiles,
    columns: range.getWidth(),
    rows: range.getHeight(),
    tileSize: typeof size === "number" ? size : (size[0] ?? 256),
    extent: [minx, miny, maxx, maxy],
  };
}

function gridOf({ matrices, tile_size = 256, zoom_max = 30 }: FrameSource): TileGrid {
  if (matrices === undefined) return createXYZ({ tileSize: tile_size, maxZoom: zoom_max });
  return new TileGrid({
    resolutions: matrices.map(({ resolution }) => resolution),
    origins: matrices.map(({ origin }) => origin),
    tileSizes: matrices.map((matrix) => matrix.tile_size ?? tile_size),
  });
}

/** @param y counted from the north */
function addressOf(source: FrameSource, z: number, x: number, y: number): string {
  const { type, url = "", layer = "", style = "", matrix_set = "", time, format = "image/png", version = "1.0.0" } = source;
  if (type === "xyz") return renderXYZTemplate(url, z, x, y, 2 ** z - 1);
  const matrix = source.matrices?.[z]?.id ?? `${source.matrix_prefix ?? ""}${z}`;
  const values: Record<string, string | number> = {
    layer,
    style,
    tilematrixset: matrix_set,
    tilematrix: matrix,
    tilerow: y,
    tilecol: x,
    time: time ?? "",
  };
  if (/\{Tile/i.test(url))
    return url.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name.toLowerCase()];
      return value === undefined ? whole : encodeURIComponent(value);
    });
  return appendParams(url, {
    ...{ SERVICE: "WMTS", REQUEST: "GetTile", VERSION: version, LAYER: layer, STYLE: style, FORMAT: format },
    ...{ TILEMATRIXSET: matrix_set, TILEMATRIX: matrix, TILEROW: y, TILECOL: x, TIME: time },
  });
}
