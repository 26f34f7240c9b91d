import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { infer, type ModelName } from "strike-tracker-aggregation";
import { type SimulationOptions, simulate } from "../unit/aggregation/simulated-crowd.ts";
import { trialFolder } from "../unit/aggregation/trial-folder.ts";
import type { Figure } from "./figure.ts";

const trials: { name: string; options: Pick<SimulationOptions, "process" | "constant" | "colluding"> }[] = [
  { name: "each image judged by what is seen", options: { process: "perceptual" } },
  { name: "one moment held in mind", options: { process: "recalled" } },
  { name: "a fifth of the answers copied", options: { process: "perceptual", colluding: 0.2 } },
];

/** How often the default model names a wrong gap, beside the plain majority on the same simulated answers. */
export async function benchInference(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, options } of trials) {
    const trial = simulate({ seed: 3, buildings: 1000, frames: 14, answers: 5, ...options });
    const folder = trialFolder(trial);
    try {
      const wrong = async (model?: ModelName) => 100 * (1 - (await accuracy(folder, model, trial.truth)));
      figures.push({
        what: `Wrong gaps of 1,000 buildings, 5 answers each: ${name}`,
        measured: await wrong(),
        limit: await wrong("majority"),
        unit: "%",
        source: "the plain majority on the same answers",
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return figures;
}

async function accuracy(dir: string, model: ModelName | undefined, truth: ReadonlyMap<string, number>): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), "bench-inference-"));
  try {
    await infer({ dir, out, model, acceptAlarm: true });
    const rows = parse(readFileSync(join(out, "results.csv")), { columns: true, bom: true }) as { building: string; gap: string }[];
    const right = rows.filter(({ building, gap }) => truth.get(building) === Number(gap)).length;
    return right / truth.size;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
