import type { Acquisition } from "../town/acquisitions.ts";
import { clipped, type Point } from "../town/geometry.ts";
import { corner, crs, ring } from "./place.ts";

/** A raster file: all of an acquisition, or one of two overlapping tiles of it. In pixels of the whole picture. */
export interface Tile {
  id: string;
  frame: Acquisition;
  left: number;
  width: number;
  height: number;
  file: string;
}

/** The tiles of an acquisition; `split` cuts it into a western and an eastern one that overlap by two fifths. */
export function tilesOf(frame: Acquisition, width: number, height: number, split: boolean, extension: "jpg" | "tif"): Tile[] {
  const tile = (id: string, left: number, wide: number): Tile => ({
    id,
    frame,
    left,
    width: wide,
    height,
    file: `rasters/${id}.${extension}`,
  });
  if (!split) return [tile(frame.id, 0, width)];
  const share = Math.round(width * 0.7);
  return [tile(`${frame.id}-w`, 0, share), tile(`${frame.id}-e`, width - share, share)];
}

/** The STAC ItemCollection of the tiles. `apron` and `pixel` in metres; hrefs are relative to the file. */
export function framesFile(tiles: readonly Tile[], apron: number, pixel: number): unknown {
  return { type: "FeatureCollection", features: tiles.map((tile) => item(tile, apron, pixel)) };
}

function item({ id, frame, left, width, height, file }: Tile, apron: number, pixel: number) {
  const west = apron + left * pixel;
  const east = west + width * pixel;
  const outline = clipped(
    clipped(frame.valid, ({ x }: Point) => x - west),
    ({ x }: Point) => east - x,
  );
  const coordinates = [ring(outline)];
  const lons = coordinates.flat().map(([lon]) => lon);
  const lats = coordinates.flat().map(([, lat]) => lat);
  const minEast = metres(corner.east + west);
  const maxNorth = metres(corner.north - apron);
  return {
    type: "Feature",
    stac_version: "1.1.0",
    stac_extensions: [
      "https://stac-extensions.github.io/eo/v2.0.0/schema.json",
      "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
      "https://stac-extensions.github.io/view/v1.0.0/schema.json",
    ],
    id,
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    geometry: { type: "Polygon", coordinates },
    properties: {
      datetime: new Date(frame.time).toISOString().replace(".000Z", "Z"),
      platform: frame.platform,
      gsd: frame.gsd,
      "eo:cloud_cover": Math.round(frame.cloud * 1000) / 10,
      "view:off_nadir": frame.offNadir,
      "view:azimuth": frame.viewAzimuth,
      "view:sun_azimuth": frame.sunAzimuth,
      "view:sun_elevation": frame.sunElevation,
      "proj:code": crs,
      "proj:bbox": [minEast, metres(maxNorth - height * pixel), metres(minEast + width * pixel), maxNorth],
      "proj:shape": [height, width],
    },
    links: [],
    assets: {
      visual: {
        href: file,
        type: file.endsWith(".tif") ? "image/tiff; application=geotiff; profile=cloud-optimized" : "image/jpeg",
        roles: ["visual"],
      },
    },
  };
}

function metres(value: number): number {
  return Math.round(value * 1000) / 1000;
}
