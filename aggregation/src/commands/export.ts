import { existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { resultsCsv, resultsGeojson, resultsParquet, writeResultsGeopackage } from "../export/index.ts";
import { readProvenance } from "../provenance/index.ts";
import { loadResults } from "../read/index.ts";
import { silent, type Telling } from "../telling.ts";
import { describeFolder } from "./describe-folder.ts";

export interface ExportOptions {
  /** The folder that `infer` wrote. */
  dir: string;
  out: string;
  campaign?: string | undefined;
}

const exportedFiles = ["results.csv", "results.geojson", "results.parquet", "results.gpkg"] as const;

export interface Exported {
  files: string[];
  buildings: number;
  with_geometry: number;
}

/**
 * Writes results.csv, .geojson, .parquet and .gpkg; exact and private (0600).
 * @throws InputError where the folder holds no results
 */
export async function exportResults({ dir, out, campaign }: ExportOptions, telling: Telling = silent): Promise<Exported> {
  const stored = loadResults(dir, campaign);
  const { results, buildings, lastAnswer } = stored;
  const { facts } = stored.campaign;
  const footprints = new Map(
    [...buildings.values()].flatMap(({ building, geometry }) => (geometry === null ? [] : [[building, geometry] as const])),
  );
  if (footprints.size === 0)
    telling.warn("No building's place is known: the geometries are null. The campaign lock holds them (--campaign).");
  mkdirSync(out, { recursive: true, mode: 0o700 });
  writeFileAtomic(join(out, "results.csv"), resultsCsv(results), { mode: 0o600 });
  writeFileAtomic(join(out, "results.geojson"), resultsGeojson(results, footprints), { mode: 0o600 });
  writeFileAtomic(join(out, "results.parquet"), resultsParquet(results, footprints), { mode: 0o600 });
  writeResultsGeopackage(join(out, "results.gpkg"), results, footprints, new Date(lastAnswer ?? 0).toISOString());
  const provenance = readProvenance(dir);
  if (provenance) {
    const held = provenance.outputs.map(({ name }) => name).filter((name) => name !== "datapackage.json" && existsSync(join(out, name)));
    const run = { ...provenance.run };
    for (const key of ["input", "campaign", "gold", "decisions", "areas", "warm_start"] as const) {
      const path = run[key];
      if (path !== null) run[key] = relative(out, join(dir, path)) || ".";
    }
    describeFolder(out, facts.id, { ...provenance, run }, [...new Set([...held, ...exportedFiles])]);
  }
  return {
    files: [...exportedFiles],
    buildings: results.length,
    with_geometry: results.filter(({ building }) => footprints.has(building)).length,
  };
}
