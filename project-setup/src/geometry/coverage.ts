import { type Extent, type Outline, type Position, polygonsOf, ringsOf } from "./positions.ts";

/** Whether the outline covers the whole rectangle: it lies inside one polygon, and no edge runs through it. */
export function coversExtent(outline: Outline, extent: Extent): boolean {
  const [minX, minY, maxX, maxY] = extent;
  const corners: Position[] = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
  return polygonsOf(outline).some(
    (rings) =>
      corners.every((corner) => insideRings(rings, corner)) &&
      !rings.some((ring) => ring.some((from, at) => at + 1 < ring.length && crossesExtent(from, ring[at + 1] ?? from, extent))),
  );
}

/** Even-odd rule over an outer ring and its holes. */
export function insideRings(rings: Position[][], [x, y]: Position): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x1, y1] = ring[at] ?? [0, 0];
      const [x2, y2] = ring[before] ?? [0, 0];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

/** Whether a segment has a point strictly inside the rectangle (Liang and Barsky's clipping). */
function crossesExtent([x1, y1]: Position, [x2, y2]: Position, [minX, minY, maxX, maxY]: Extent): boolean {
  let from = 0;
  let to = 1;
  for (const [direction, distance] of [
    [x1 - x2, x1 - minX],
    [x2 - x1, maxX - x1],
    [y1 - y2, y1 - minY],
    [y2 - y1, maxY - y1],
  ] as const) {
    if (direction === 0) {
      if (distance <= 0) return false;
      continue;
    }
    const at = distance / direction;
    if (direction < 0) from = Math.max(from, at);
    else to = Math.min(to, at);
  }
  return from < to;
}

/** The least distance in metres from a position to the outline's edges. */
export function metresToEdge(outline: Outline, [x, y]: Position): number {
  const cosine = Math.cos((y * Math.PI) / 180);
  let least = Infinity;
  for (const ring of ringsOf(outline)) {
    for (let at = 0; at + 1 < ring.length; at++) {
      const [ax, ay] = ring[at] ?? [0, 0];
      const [bx, by] = ring[at + 1] ?? [0, 0];
      least = Math.min(least, toSegment((ax - x) * cosine, ay - y, (bx - x) * cosine, by - y));
    }
  }
  return least * 111_320;
}

/** Distance of the origin to a segment. */
function toSegment(ax: number, ay: number, bx: number, by: number): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (-ax * (bx - ax) - ay * (by - ay)) / length));
  return Math.hypot(ax + share * (bx - ax), ay + share * (by - ay));
}
