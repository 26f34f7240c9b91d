import { type Outline, type Position, type Projection, rounded, squareAround } from "../geometry/index.ts";
import { isRecord } from "../json.ts";
import { simpleOutline } from "./simple-outline.ts";

export type FootprintReading = { footprint: Outline; note?: string } | { fault: string };

/**
 * Makes a building footprint (WGS 84, seven decimals, rings closed) of a GeoJSON geometry. A point becomes a square
 * of side 2 x `pointBuffer` metres; an outline that crosses itself is mended, which `note` tells. `toDegrees` turns the
 * file's coordinates into degrees.
 */
export function footprintOf(geometry: unknown, toDegrees: Projection, pointBuffer: number): FootprintReading {
  if (!isRecord(geometry)) return { fault: "has no geometry; expected a Polygon, MultiPolygon or Point" };
  const { type, coordinates } = geometry;
  try {
    if (type === "Point") return { footprint: squareAround(degrees(coordinates, toDegrees), pointBuffer) };
    if (type === "Polygon") return mended({ type, coordinates: rings(coordinates, toDegrees) });
    if (type === "MultiPolygon") {
      const polygons = list(coordinates).map((part) => rings(part, toDegrees));
      const [only] = polygons;
      return mended(only && polygons.length === 1 ? { type: "Polygon", coordinates: only } : { type, coordinates: polygons });
    }
    if (type === "MultiPoint" && list(coordinates).length === 1)
      return { footprint: squareAround(degrees(list(coordinates)[0], toDegrees), pointBuffer) };
  } catch (error) {
    if (error instanceof GeometryFault) return { fault: error.message };
    throw error;
  }
  return { fault: `${typeof type === "string" ? `is a ${type.slice(0, 60)}` : "has no type"}; expected a Polygon, MultiPolygon or Point` };
}

class GeometryFault extends Error {}

function mended(outline: Outline): FootprintReading {
  const footprint = simpleOutline(outline);
  if (footprint === null) throw new GeometryFault("encloses no area, or crosses itself beyond repair");
  return footprint === outline
    ? { footprint }
    : { footprint, note: "crosses or overlaps itself: mended, look whether its outline is right" };
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new GeometryFault("has an empty or broken list of coordinates");
  return value;
}

function rings(value: unknown, toDegrees: Projection): Position[][] {
  return list(value).map((part) => {
    const ring = list(part).map((position) => degrees(position, toDegrees));
    const [first] = ring;
    const last = ring.at(-1);
    if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push([first[0], first[1]]);
    if (new Set(ring.map(String)).size < 3) throw new GeometryFault("has a ring of fewer than three different points");
    return ring;
  });
}

function degrees(value: unknown, toDegrees: Projection): Position {
  const [x, y] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof x !== "number" || typeof y !== "number" || !Number.isFinite(x) || !Number.isFinite(y)) {
    throw new GeometryFault("has a coordinate that is not a pair of numbers");
  }
  const [longitude, latitude] = toDegrees([x, y]);
  if (Math.abs(latitude) > 90 && Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180) {
    throw new GeometryFault(`has the latitude ${latitude}: longitude and latitude are swapped; expected [longitude, latitude]`);
  }
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
    throw new GeometryFault(
      `has the position ${longitude}, ${latitude}, which is not in degrees; name the CRS of the file as buildings.crs, or reproject it: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson`,
    );
  }
  return [rounded(longitude), rounded(latitude)];
}
