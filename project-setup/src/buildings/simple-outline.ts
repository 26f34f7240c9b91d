import polygonClipping from "polygon-clipping";
import { type Outline, type Position, polygonsOf, ringsOf, rounded } from "../geometry/index.ts";

/** An outline with more corners is taken as it is: one that crosses itself everywhere takes for ever to untangle. */
const mostCorners = 500;
/** Of the area: what crosses itself by less is left as it is. */
const negligible = 1e-4;

/**
 * The outline without crossings, overlapping parts, and holes that reach outside: what lies inside by the even-odd rule. The
 * same object where nothing is to be mended; null where nothing is left, or it cannot be done.
 */
export function simpleOutline(outline: Outline): Outline | null {
  if (ringsOf(outline).reduce((sum, { length }) => sum + length, 0) > mostCorners) return outline;
  const given = polygonsOf(outline);
  let union: Position[][][];
  try {
    union = polygonClipping.union(given);
  } catch {
    // The library finds no way out of some tangles.
    return null;
  }
  const area = areaOf(union);
  if (area === 0) return null;
  if (Math.abs(areaOf(given) - area) <= negligible * area) return outline;
  const coordinates = union.map((polygon) => polygon.map((ring) => ring.map(([x, y]): Position => [rounded(x), rounded(y)])));
  const [only] = coordinates;
  return only && coordinates.length === 1 ? { type: "Polygon", coordinates: only } : { type: "MultiPolygon", coordinates };
}

/** In square degrees; holes count against it, and so does what a ring goes around the other way. */
function areaOf(polygons: readonly Position[][][]): number {
  return polygons.reduce(
    (sum, [outer = [], ...holes]) => sum + ringArea(outer) - holes.reduce((inner, hole) => inner + ringArea(hole), 0),
    0,
  );
}

function ringArea(ring: readonly Position[]): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[at + 1] ?? [x0, y0];
    twice += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }
  return Math.abs(twice) / 2;
}
