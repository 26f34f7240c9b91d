import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { twinBuildings, twinItems } from "../synthetic/twins/maxar-twin.ts";
import type { Figure } from "./figure.ts";

const strikeSetup = fileURLToPath(new URL("../../project-setup/bin/strike-setup.js", import.meta.url));
const wanted = 6892;
/** About 30 m between copies of a building, in degrees. */
const step = 0.00031;

interface Feature {
  type: "Feature";
  properties: Record<string, unknown>;
  geometry: { type: "Polygon"; coordinates: number[][][] };
}

/** `check` as a manager runs it, start-up included, on as many buildings as the flooded centre of Derna has. */
export async function benchCheck(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-check-"));
  try {
    writeFileSync(join(folder, "items.geojson"), JSON.stringify(twinItems()));
    writeFileSync(join(folder, "buildings.geojson"), JSON.stringify(manyBuildings()));
    writeFileSync(
      join(folder, "campaign.yaml"),
      JSON.stringify({
        schema: 1,
        id: "many",
        title: "Many buildings",
        buildings: { file: "buildings.geojson", id_field: "number" },
        frames: { stac: "items.geojson" },
        attribution: ["Synthetic"],
        support: { none: "A benchmark." },
      }),
    );
    const begun = performance.now();
    const told = execFileSync(process.execPath, [strikeSetup, "check", join(folder, "campaign.yaml"), "--json"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const seconds = (performance.now() - begun) / 1000;
    const { buildings, tasks } = JSON.parse(told) as { buildings: number; tasks: number };
    if (buildings !== wanted || tasks === 0) throw new Error(`check read ${buildings} buildings and made ${tasks} tasks`);
    return [
      {
        what: `strike-setup check, ${wanted.toLocaleString("en")} buildings`,
        measured: seconds,
        limit: 10,
        unit: "s",
        source: "a manager waits at the terminal",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies of each of the twin's buildings around it. */
function manyBuildings(): { type: "FeatureCollection"; features: Feature[] } {
  const { features } = twinBuildings() as { features: Feature[] };
  const copies = Array.from({ length: wanted }, (_, number): Feature => {
    const original = features[number % features.length];
    if (!original) throw new Error("the twin has no building");
    const copy = Math.floor(number / features.length);
    const [east, north] = [(copy % 10) * step, Math.floor(copy / 10) * step];
    const coordinates = original.geometry.coordinates.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon + east, lat + north]));
    return { type: "Feature", properties: { number: `n${number}` }, geometry: { type: "Polygon", coordinates } };
  });
  return { type: "FeatureCollection", features: copies };
}
