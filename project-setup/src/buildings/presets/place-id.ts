import type { RawFeature } from "../building.ts";

/** Gives features without an id one made of the middle of their extent, in the file's coordinates to six decimals. */
export function withPlaceIds(features: readonly RawFeature[]): RawFeature[] {
  return features.map((feature) => ({ ...feature, id: placeId(feature.geometry) }));
}

function placeId(geometry: unknown): string | null {
  const extent = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part as unknown[];
    if (typeof x !== "number" || typeof y !== "number") {
      for (const inner of part as unknown[]) visit(inner);
      return;
    }
    extent[0] = Math.min(extent[0], x);
    extent[1] = Math.min(extent[1], y);
    extent[2] = Math.max(extent[2], x);
    extent[3] = Math.max(extent[3], y);
  };
  if (typeof geometry === "object" && geometry !== null && "coordinates" in geometry) visit(geometry.coordinates);
  const [west, south, east, north] = extent;
  return west > east ? null : `${((west + east) / 2).toFixed(6)},${((south + north) / 2).toFixed(6)}`;
}
