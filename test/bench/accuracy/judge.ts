import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { type InferOptions, infer, type Summary } from "strike-tracker-aggregation";
import { campaignId, type SimulatedAnswers } from "../../synthetic/answers/index.ts";

/** How well posteriors name the true gap. */
export interface Judgement {
  accuracy: number;
  logLoss: number;
  coverage: number;
  /** Gaps in the 90 % interval, on average. */
  width: number;
  /** Expected calibration error of the named gap's probability, in ten bins. */
  calibration: number;
}

interface Row {
  building: string;
  gap: string;
  probability: string;
  gap90_first: string;
  gap90_last: string;
  posterior: string;
}

/** Runs `infer` on files as a server exports them, and judges results.csv. */
export async function judge(
  { campaign, tasks, runs, truth }: SimulatedAnswers,
  options: Partial<InferOptions> = {},
  goldRows: readonly string[] = [],
): Promise<{ judgement: Judgement; summary: Summary }> {
  const dir = mkdtempSync(join(tmpdir(), "bench-accuracy-"));
  try {
    writeFileSync(join(dir, "campaign.json"), JSON.stringify(campaign));
    writeFileSync(join(dir, `${campaignId}_task.json`), JSON.stringify(tasks));
    writeFileSync(join(dir, `${campaignId}_task_run.json`), `[${runs.map((run) => JSON.stringify(run)).join(",\n")}]`);
    const gold = join(dir, "gold.csv");
    if (goldRows.length > 0) writeFileSync(gold, `building,last_standing,first_destroyed\n${goldRows.join("\n")}\n`);
    const out = join(dir, "out");
    const summary = await infer({ dir, out, acceptAlarm: true, threads: 1, ...(goldRows.length > 0 ? { gold } : {}), ...options });
    const known = new Set(goldRows.map((row) => row.slice(0, row.indexOf(","))));
    return { judgement: judgeResults(out, truth, known), summary };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Judges the results.csv that `infer` wrote, but for the buildings whose answer it was told. */
export function judgeResults(out: string, truth: ReadonlyMap<string, number>, known: ReadonlySet<string> = new Set()): Judgement {
  const rows = (parse(readFileSync(join(out, "results.csv")), { columns: true, bom: true }) as Row[]).filter(
    ({ building }) => !known.has(building),
  );
  let [right, loss, covered, width] = [0, 0, 0, 0];
  const bins = Array.from({ length: 10 }, () => ({ claimed: 0, right: 0 }));
  for (const row of rows) {
    const gap = truth.get(row.building) ?? -1;
    const posterior = JSON.parse(row.posterior) as number[];
    const hit = Number(row.gap) === gap ? 1 : 0;
    right += hit;
    loss -= Math.log(Math.max(posterior[gap] ?? 0, 1e-12));
    if (Number(row.gap90_first) <= gap && gap <= Number(row.gap90_last)) covered += 1;
    width += Number(row.gap90_last) - Number(row.gap90_first) + 1;
    const bin = bins[Math.min(9, Math.floor(Number(row.probability) * 10))];
    if (bin) {
      bin.claimed += Number(row.probability);
      bin.right += hit;
    }
  }
  const off = bins.reduce((sum, bin) => sum + Math.abs(bin.claimed - bin.right), 0);
  const n = rows.length;
  return { accuracy: right / n, logLoss: loss / n, coverage: covered / n, width: width / n, calibration: off / n };
}

export function meanOf(judgements: readonly Judgement[]): Judgement {
  const mean = (key: keyof Judgement) => judgements.reduce((sum, judgement) => sum + judgement[key], 0) / judgements.length;
  return {
    accuracy: mean("accuracy"),
    logLoss: mean("logLoss"),
    coverage: mean("coverage"),
    width: mean("width"),
    calibration: mean("calibration"),
  };
}
