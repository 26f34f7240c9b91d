import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Extent, Outline, Position } from "../geometry/index.ts";
import { isRecord } from "../json.ts";

/** The absolute path of a local reference, seen from the document that makes it; null = it is elsewhere. */
export function localPath(href: string, document: string): string | null {
  if (/^file:\/\//i.test(href)) return fileURLToPath(href);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(href)) return null;
  return resolve(dirname(document), href);
}

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

/** Addresses that run out or carry somebody's key: neither may be shown to volunteers. */
export function signedAddress(url: string): boolean {
  return /[?&](X-Amz-Signature|X-Amz-Expires|X-Goog-Signature|X-Goog-Expires|sig|se|api_?key|access_token|token)=/i.test(url);
}
