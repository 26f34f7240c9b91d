import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";

/** Of a sphere of the Earth's mean radius. */
const metresPerDegree = (Math.PI / 180) * 6_371_008.8;

/**
 * From a place to the nearest point of a footprint, in metres; 0 within it. On a plane around the place, which is right to
 * a thousandth for some kilometres.
 * @param place degrees, WGS 84
 */
export function metresTo(footprint: BuildingFootprint, place: { lon: number; lat: number }): number {
  const east = metresPerDegree * Math.cos((place.lat * Math.PI) / 180);
  const polygons = footprint.type === "Polygon" ? [footprint.coordinates] : footprint.coordinates;
  let nearest = Number.POSITIVE_INFINITY;
  for (const rings of polygons) {
    let inside = false;
    for (const ring of rings) {
      for (let i = 0; i + 1 < ring.length; i++) {
        const [ax, ay] = planeOf(ring[i], place, east);
        const [bx, by] = planeOf(ring[i + 1], place, east);
        if (ay > 0 !== by > 0 && ax - (ay * (bx - ax)) / (by - ay) > 0) inside = !inside;
        nearest = Math.min(nearest, toSegment(ax, ay, bx, by));
      }
    }
    if (inside) return 0;
  }
  return nearest;
}

/** Metres east and north of the place. */
function planeOf(position: number[] | undefined, place: { lon: number; lat: number }, east: number): [number, number] {
  const [lon = 0, lat = 0] = position ?? [];
  return [(lon - place.lon) * east, (lat - place.lat) * metresPerDegree];
}

/** From the origin. */
function toSegment(ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
}

/** Half the sides of a box around a place that holds all within so many metres, in degrees. */
export function degreesAround(lat: number, metres: number): { lon: number; lat: number } {
  const north = metres / metresPerDegree;
  return { lat: north, lon: north / Math.max(0.01, Math.cos((lat * Math.PI) / 180)) };
}
