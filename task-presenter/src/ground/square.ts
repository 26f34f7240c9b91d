import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";

/**
 * The piece of ground on which a building is looked at: a square whose sides run north and east. On it, x is metres east
 * and y metres north of the lower left corner, as on a chip.
 */
export interface GroundSquare {
  /** Longitude and latitude of its middle, degrees, WGS 84. */
  center: readonly [number, number];
  /** Metres. */
  side: number;
}

/** x, y in fractions of the square, from its upper left corner. */
export type OutlinePoint = readonly number[];
/** A building's outline: one ring, or several (parts and courtyards). */
export type Outline = readonly OutlinePoint[] | readonly (readonly OutlinePoint[])[];

/** The smallest square, as large as a usual chip, and how many times the building's longer side it is. */
const smallest = 96;
const roomy = 2.5;

/** The square around a building. */
export function squareAround(footprint: BuildingFootprint): GroundSquare {
  const positions = ringsOf(footprint).flat();
  const [west, east] = range(positions.map(([lon = 0]) => lon));
  const [south, north] = range(positions.map(([, lat = 0]) => lat));
  const center = [(west + east) / 2, (south + north) / 2] as const;
  const [lon, lat] = metresPerDegree(center[1]);
  const longest = Math.max((east - west) * lon, (north - south) * lat);
  return { center, side: Math.max(smallest, Math.ceil(longest * roomy)) };
}

/** Pictures straight from their sources are no larger than that, so that a dozen fit into a phone. */
const mostPixels = 1024;
const fewestPixels = 320;
/** Metres, where a frame does not say. */
const usualGsd = 0.3;

/** The side in pixels of a square's pictures, after the finest of the frames. @param gsds metres a pixel; null = unknown */
export function pictureSide({ side }: GroundSquare, gsds: readonly (number | null | undefined)[]): number {
  const finest = Math.min(...gsds.map((gsd) => gsd ?? usualGsd));
  return Math.round(Math.min(mostPixels, Math.max(fewestPixels, side / finest)));
}

/** The footprint's rings in fractions of the square, from its upper left corner. */
export function outlineOn(square: GroundSquare, footprint: BuildingFootprint): OutlinePoint[][] {
  const { center, side } = square;
  const [lon, lat] = metresPerDegree(center[1]);
  return ringsOf(footprint).map((ring) =>
    ring.map(([x = 0, y = 0]) => [0.5 + ((x - center[0]) * lon) / side, 0.5 - ((y - center[1]) * lat) / side]),
  );
}

/** Longitude and latitude of a point of the square. @param x metres east, @param y metres north of its lower left corner */
export function positionOn({ center, side }: GroundSquare, x: number, y: number): [number, number] {
  const [lon, lat] = metresPerDegree(center[1]);
  return [center[0] + (x - side / 2) / lon, center[1] + (y - side / 2) / lat];
}

/** Whether the outline has several rings. */
export function ringsOfOutline(outline: Outline): readonly (readonly OutlinePoint[])[] {
  const [first] = outline;
  if (first === undefined) return [];
  return typeof first[0] === "number" ? [outline as readonly OutlinePoint[]] : (outline as readonly (readonly OutlinePoint[])[]);
}

/**
 * Metres in a degree of longitude and of latitude at a latitude, on the WGS 84 ellipsoid, to some centimetres.
 * The series is the one of the American Practical Navigator (NIMA 1995, table 7).
 */
function metresPerDegree(latitude: number): [number, number] {
  const angle = (latitude * Math.PI) / 180;
  return [
    111_412.84 * Math.cos(angle) - 93.5 * Math.cos(3 * angle) + 0.118 * Math.cos(5 * angle),
    111_132.92 - 559.82 * Math.cos(2 * angle) + 1.175 * Math.cos(4 * angle) - 0.0023 * Math.cos(6 * angle),
  ];
}

function ringsOf(footprint: BuildingFootprint): number[][][] {
  return footprint.type === "Polygon" ? footprint.coordinates : footprint.coordinates.flat();
}

function range(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
