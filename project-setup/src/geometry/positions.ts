import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";

/** Longitude and latitude in degrees WGS 84, or x and y of a named CRS. */
export type Position = [number, number];

/** [minx, miny, maxx, maxy]. */
export type Extent = [number, number, number, number];

/** The outline of an acquisition, or a building footprint. */
export type Outline = BuildingFootprint;

/** The rings of a Polygon or MultiPolygon, one list a polygon: its outer ring first, then its holes. */
export function polygonsOf(outline: Outline): Position[][][] {
  const polygons = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  return polygons as Position[][][];
}

export function ringsOf(outline: Outline): Position[][] {
  return polygonsOf(outline).flat();
}

export function extentOf(outline: Outline): Extent {
  const extent: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of ringsOf(outline)) {
    for (const [x, y] of ring) {
      extent[0] = Math.min(extent[0], x);
      extent[1] = Math.min(extent[1], y);
      extent[2] = Math.max(extent[2], x);
      extent[3] = Math.max(extent[3], y);
    }
  }
  return extent;
}

export function centreOf([minX, minY, maxX, maxY]: Extent): Position {
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

const METRES_PER_DEGREE = 111_320;

/** Degrees of longitude and latitude that `metres` make at this latitude (a sphere; within 0.6 %). */
export function degreesFor(metres: number, latitude: number): Position {
  const cosine = Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  return [metres / (METRES_PER_DEGREE * cosine), metres / METRES_PER_DEGREE];
}

/** An extent in degrees made larger by `metres` on each side. */
export function padded(extent: Extent, metres: number): Extent {
  const [dx, dy] = degreesFor(metres, (extent[1] + extent[3]) / 2);
  return [extent[0] - dx, extent[1] - dy, extent[2] + dx, extent[3] + dy];
}

/** The square of side 2 x `half` metres around a position, as a footprint. */
export function squareAround([x, y]: Position, half: number): Outline {
  const [dx, dy] = degreesFor(half, y);
  return {
    type: "Polygon",
    coordinates: [
      [
        [x - dx, y - dy],
        [x + dx, y - dy],
        [x + dx, y + dy],
        [x - dx, y + dy],
        [x - dx, y - dy],
      ].map((position) => position.map(rounded)),
    ],
  };
}

/** Seven decimals of a degree: about a centimetre. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
