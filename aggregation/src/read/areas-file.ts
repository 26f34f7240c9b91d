import { InputError } from "pybossa-client-ts/command";
import { isObject } from "../extract/index.ts";
import type { NamedArea } from "../place.ts";
import { readInputText } from "./input-text.ts";

const expected = "a GeoJSON FeatureCollection of polygons in longitude and latitude, each with a property `name`";

/** Signs of a name, which stands in the report's tables and maps. */
const longestName = 200;

/**
 * Reads named areas: GeoJSON polygons, longitude and latitude in degrees WGS 84, each with a `name`.
 * @throws InputError that names the feature at fault
 */
export function readAreas(path: string): NamedArea[] {
  const fault = (what: string, cause?: unknown) => new InputError({ what, where: path, expected }, { cause });
  const text = readInputText(path, expected);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw fault(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const features = isObject(value) && Array.isArray(value.features) ? (value.features as unknown[]) : [];
  if (features.length === 0) throw fault("there are no features");
  return features.map((feature, at) => {
    const properties = isObject(feature) && isObject(feature.properties) ? feature.properties : {};
    const geometry = isObject(feature) && isObject(feature.geometry) ? feature.geometry : {};
    const { name } = properties;
    if (typeof name !== "string" || name.trim() === "") throw fault(`feature ${at + 1} has no name`);
    if (name.length > longestName) throw fault(`the name of feature ${at + 1} is longer than ${longestName} signs`);
    const { type, coordinates } = geometry;
    if (type === "Polygon" && isRings(coordinates)) return { name, shape: { type, coordinates } };
    if (type === "MultiPolygon" && Array.isArray(coordinates) && coordinates.every(isRings)) return { name, shape: { type, coordinates } };
    throw fault(`feature ${at + 1} (${name}) is not a polygon in longitude and latitude`);
  });
}

function isRings(value: unknown): value is number[][][] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((ring) => Array.isArray(ring) && ring.length >= 4 && ring.every(isPosition))
  );
}

function isPosition(value: unknown): value is number[] {
  if (!Array.isArray(value)) return false;
  const [lon, lat] = value as unknown[];
  return typeof lon === "number" && typeof lat === "number" && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}
