/**
 * `npm run interchange`: makes results of a simulated campaign and opens them with the tools that researchers use: GDAL (`ogrinfo`,
 * which must be installed), pandas, GeoPandas, DuckDB, and the validators of Data Package and RO-Crate. Ends with 1 where one complains.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportResults, infer } from "strike-tracker-aggregation";
import { peerEnvironment } from "../bench/peer-environment.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { trialFolder } from "../unit/aggregation/trial-folder.ts";

const buildings = 60;
const packages = [
  "duckdb==2.0.0",
  "pandas==2.3.3",
  "pyarrow==26.0.1",
  "geopandas==1.1.4",
  "frictionless==5.21.0",
  "roc-validator==0.13.0",
  "rocrate==0.13.0",
];
const dir = trialFolder(simulate({ seed: 4, process: "perceptual", buildings, frames: 9, answers: 5 }), { lock: true });
const out = mkdtempSync(join(tmpdir(), "interchange-"));
try {
  await infer({ dir, out, volunteers: true });
  await exportResults({ dir: out, out, campaign: join(dir, "campaign.lock.json") });
  for (const name of ["results.geojson", "results.gpkg"]) openWithGdal(join(out, name));
  const python = join(peerEnvironment("interchange", packages), "python");
  const check = fileURLToPath(new URL("check_formats.py", import.meta.url));
  if (spawnSync(python, [check, out, String(buildings)], { stdio: "inherit" }).status !== 0) process.exitCode = 1;
} finally {
  for (const folder of [dir, out]) rmSync(folder, { recursive: true, force: true });
}

function openWithGdal(path: string): void {
  const { stdout, stderr, error } = spawnSync("ogrinfo", ["-ro", "-al", path], { encoding: "utf8" });
  if (error) throw new Error(`ogrinfo cannot be run (${error.message}); Debian has it in gdal-bin`);
  const features = stdout.match(/^OGRFeature\(results\)/gm)?.length ?? 0;
  if (stderr.trim() !== "" || /warning|error/i.test(stdout) || features !== buildings) {
    throw new Error(`GDAL reads ${features} features of ${path}, and says: ${stderr.trim() || "nothing"}`);
  }
  process.stdout.write(`GDAL opens ${path.slice(out.length + 1)}: ${features} features, no complaint\n`);
}
