import { parentPort, workerData } from "node:worker_threads";
import { InputError } from "pybossa-client-ts/command";
import type { RawFeature } from "../building.ts";
import { largestFile, tooLarge } from "../source.ts";
import type { Handover, Told } from "./read-in-thread.ts";

/** About the bytes of one message: all features at once would lie in memory once more. */
const handful = 10_000_000;

const { format, source, layer, folder } = workerData as Handover;
const tell = (told: Told) => parentPort?.postMessage(told);

let held: RawFeature[] = [];
let weight = 0;
let told = 0;
function give(feature: RawFeature): void {
  held.push(feature);
  weight += weightOf(feature);
  // A value that a file holds once may stand in each of its rows.
  if (told + weight > largestFile) throw tooLarge(source.path);
  if (weight > handful) tellHeld();
}

function tellHeld(): void {
  tell({ features: held });
  told += weight;
  held = [];
  weight = 0;
}

/** About the bytes that a copy of a value takes. */
function weightOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  let sum = 8;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) sum += weightOf(inner);
  return sum;
}

try {
  const crs =
    format === "geoparquet"
      ? await (await import("../geoparquet.ts")).readGeoParquet(source, give)
      : await (await import("../geopackage.ts")).readGeoPackage(source, layer, folder, give);
  tellHeld();
  tell({ crs });
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  tell({ refusal: error.text });
}
