import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { Result } from "../infer/index.ts";
import { resultRecord } from "./results-csv.ts";

/** So many features are put into one piece of the file. */
const piece = 1000;

/**
 * results.geojson (RFC 7946: WGS 84, no `crs`), piece by piece: one Feature a building, with the columns of results.csv as
 * properties and `posterior` as an array. A building whose footprint is not known has the geometry null.
 */
export function* resultsGeojson(results: readonly Result[], footprints: ReadonlyMap<string, BuildingFootprint>): Generator<string> {
  const featureOf = (result: Result): string => {
    const geometry = footprints.get(result.building);
    return JSON.stringify({
      type: "Feature",
      id: result.taskId,
      geometry: geometry ? rightHanded(geometry) : null,
      properties: { ...resultRecord(result), posterior: result.posterior },
    });
  };
  yield '{"type":"FeatureCollection","features":[\n';
  for (let from = 0; from < results.length; from += piece) {
    const features = results.slice(from, from + piece).map(featureOf);
    yield `${from === 0 ? "" : ",\n"}${features.join(",\n")}`;
  }
  yield "\n]}\n";
}

/** Outer rings counter-clockwise, holes clockwise. */
export function rightHanded(geometry: BuildingFootprint): BuildingFootprint {
  if (geometry.type === "Polygon") return { type: "Polygon", coordinates: wound(geometry.coordinates) };
  return { type: "MultiPolygon", coordinates: geometry.coordinates.map(wound) };
}

function wound(rings: number[][][]): number[][][] {
  return rings.map((ring, at) => {
    const counterClockwise = signedArea(ring) > 0;
    return counterClockwise === (at === 0) ? ring : ring.toReversed();
  });
}

/** Twice the area in square degrees; positive = counter-clockwise. */
function signedArea(ring: number[][]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x = 0, y = 0] = ring[i] ?? [];
    const [nextX = 0, nextY = 0] = ring[i + 1] ?? [];
    sum += x * nextY - nextX * y;
  }
  return sum;
}
