import proj4 from "proj4";
import type { Point } from "../town/geometry.ts";

/** The town lies on open desert. Metres in EPSG:32637 of the square's north-west corner. */
export const corner = { east: 540_000, north: 3_880_000 };

export const crs = "EPSG:32637";

const zone = proj4("+proj=utm +zone=37 +datum=WGS84 +units=m +no_defs", "+proj=longlat +datum=WGS84 +no_defs");

/** Longitude, latitude (WGS 84, 7 decimals) of a place in the town's square. */
export function lonLat({ x, y }: Point): [longitude: number, latitude: number] {
  const [lon, lat] = zone.forward([corner.east + x, corner.north - y]);
  return [rounded(lon ?? 0), rounded(lat ?? 0)];
}

/** A closed GeoJSON ring, counterclockwise as RFC 7946 asks. */
export function ring(outline: readonly Point[]): [number, number][] {
  let twice = 0;
  outline.forEach((point, n) => {
    const next = outline[(n + 1) % outline.length] ?? point;
    twice += point.x * next.y - next.x * point.y;
  });
  // The square's y runs south, so a positive area turns clockwise on the map.
  const ordered = (twice > 0 ? [...outline].reverse() : outline).map(lonLat);
  const first = ordered[0];
  return first ? [...ordered, first] : [];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
