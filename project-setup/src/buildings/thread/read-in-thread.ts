import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type FaultText, InputError } from "pybossa-client-ts/command";
import type { RawFeature } from "../building.ts";
import type { FeatureReading } from "../raw-features.ts";
import { brokenFile } from "../refusal.ts";
import type { BuildingSource } from "../source.ts";

/** What the first thread hands over. */
export interface Handover {
  format: "geopackage" | "geoparquet";
  source: BuildingSource;
  /** The table of a GeoPackage. */
  layer: string | undefined;
  /** For private copies; removed afterwards, however the reader ends. */
  folder: string;
}

/** What the reader says: features again and again, then how it ended. */
export type Told = { features: RawFeature[] } | { crs: string | null } | { refusal: FaultText };

const formatNames = { geopackage: "GeoPackage", geoparquet: "GeoParquet" } as const;

/** Megabytes of JavaScript values that a reader may hold. */
const mostMemory = 2000;

/** Seconds of computing that a file may take: many times what a sound one of its size takes on a slow machine. */
const mostSeconds = (bytes: number) => Math.round(10 + (2 * bytes) / 1e6);

/**
 * Reads a format in which a file can be made to keep its reader busy for ever (a view in a GeoPackage, page headers in a
 * GeoParquet). A thread of its own is ended where it computes or holds too much.
 * @throws InputError where the file is not readable, or asks for more than that
 */
export async function readInThread(format: Handover["format"], source: BuildingSource, layer: string | undefined): Promise<FeatureReading> {
  const folder = mkdtempSync(join(tmpdir(), "strike-setup-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const handover: Handover = { format, source, layer, folder };
  const resourceLimits = { maxOldGenerationSizeMb: mostMemory };
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: handover, resourceLimits });
  const most = mostSeconds(source.bytes.length);
  const begun = process.cpuUsage();
  let watch: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const features: RawFeature[] = [];
      // Computing, not the clock: a machine that is busy or asleep makes no file bad.
      watch = setInterval(() => {
        const { user, system } = process.cpuUsage(begun);
        if (user + system > most * 1e6) reject(tooMuch(handover, `is still being read after ${most} seconds of computing`));
      }, 200);
      worker.on("message", (told: Told) => {
        if ("features" in told) for (const feature of told.features) features.push(feature);
        else if ("refusal" in told) reject(new InputError(told.refusal));
        else resolve({ features, crs: told.crs });
      });
      worker.on("error", (error: NodeJS.ErrnoException) => {
        const full = error.code === "ERR_WORKER_OUT_OF_MEMORY";
        reject(full ? tooMuch(handover, `takes more than ${mostMemory / 1000} GB of memory to be read`) : error);
      });
      worker.on("exit", () => reject(brokenFile(source.path, formatNames[format], "its reader comes to no end")));
    });
  } finally {
    clearInterval(watch);
    await worker.terminate();
    process.off("exit", remove);
    remove();
  }
}

function tooMuch({ format, source }: Handover, what: string): InputError {
  return new InputError({
    what: `this ${formatNames[format]} file of ${source.bytes.length.toLocaleString("en")} bytes ${what}`,
    where: source.path,
    expected: "one that takes a fraction of that",
    advice:
      "It is broken, or was made to do harm: ask for it again. If you trust it, cut out your area first: ogr2ogr -spat <west> <south> <east> <north> -t_srs EPSG:4326 buildings.geojson <your file>",
  });
}
