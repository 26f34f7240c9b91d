import type { Extent, Outline, Position } from "../geometry/index.ts";
import { isRecord } from "../json.ts";

/** A number within its limits, else null; numbers as text are read. */
export function numberIn(value: unknown, least: number, most: number): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && number >= least && number <= most ? number : null;
}

/** A Polygon or MultiPolygon, else null. */
export function outlineFrom(geometry: unknown): Outline | null {
  if (!isRecord(geometry) || !Array.isArray(geometry.coordinates)) return null;
  const { type, coordinates } = geometry;
  if (type === "Polygon" && isPolygon(coordinates)) return { type, coordinates };
  if (type === "MultiPolygon" && coordinates.length > 0 && coordinates.every(isPolygon)) return { type, coordinates };
  return null;
}

function isPolygon(value: unknown): value is Position[][] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (ring) =>
        Array.isArray(ring) && ring.length >= 4 && ring.every((at) => Array.isArray(at) && at.length >= 2 && at.every(Number.isFinite)),
    )
  );
}

/** The rectangle as an outline. */
export function extentOutline([minX, minY, maxX, maxY]: Extent): Outline {
  const corners: Position[] = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
    [minX, minY],
  ];
  return { type: "Polygon", coordinates: [corners] };
}

/** Four numbers, as an array or as text with commas. */
export function extentFrom(value: unknown): Extent | null {
  const parts =
    typeof value === "string"
      ? value
          .replace(/^\[|\]$/g, "")
          .split(/[\s,;]+/)
          .map(Number)
      : value;
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === "number" && Number.isFinite(part))) return null;
  const [minX, minY, maxX, maxY] = parts as Extent;
  return minX < maxX && minY < maxY ? [minX, minY, maxX, maxY] : null;
}
