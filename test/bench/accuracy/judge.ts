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

/**
 * Runs `infer` on files as a server exports them, and judges results.csv.
 * @param options with `rebuild`, also judges on the same answers the best model known before: guard, the mean of the scan and
 * of the hidden-frames model, 3 % doubt
 */
export async function judge(
  { campaign, tasks, runs, truth }: SimulatedAnswers,
  options: Partial<InferOptions> & { rebuild?: boolean } = {},
  goldRows: readonly string[] = [],
): Promise<{ judgement: Judgement; summary: Summary; rebuilt: Judgement | null }> {
  const dir = mkdtempSync(join(tmpdir(), "bench-accuracy-"));
  try {
    writeFileSync(join(dir, "campaign.json"), JSON.stringify(campaign));
    writeFileSync(join(dir, `${campaignId}_task.json`), JSON.stringify(tasks));
    writeFileSync(join(dir, `${campaignId}_task_run.json`), `[${runs.map((run) => JSON.stringify(run)).join(",\n")}]`);
    const gold = join(dir, "gold.csv");
    if (goldRows.length > 0) writeFileSync(gold, `building,last_standing,first_destroyed\n${goldRows.join("\n")}\n`);
    const out = join(dir, "out");
    const { rebuild = false, ...given } = options;
    const run = (into: string, chosen: Partial<InferOptions>) =>
      infer({ dir, out: into, acceptAlarm: true, threads: 1, ...(goldRows.length > 0 ? { gold } : {}), ...chosen });
    const summary = await run(out, given);
    const known = new Set(goldRows.map((row) => row.slice(0, row.indexOf(","))));
    const judgement = judgeResults(out, truth, known);
    if (!rebuild) return { judgement, summary, rebuilt: null };
    const parts: Row[][] = [];
    for (const model of ["scan", "visibility"] as const) {
      await run(join(dir, model), { model });
      parts.push(rowsOf(join(dir, model)));
    }
    return { judgement, summary, rebuilt: judgeRows(meanOfRows(parts), truth) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function rowsOf(out: string): Row[] {
  return parse(readFileSync(join(out, "results.csv")), { columns: true, bom: true }) as Row[];
}

/** Judges the results.csv that `infer` wrote, but for the buildings whose answer it was told. */
export function judgeResults(out: string, truth: ReadonlyMap<string, number>, known: ReadonlySet<string> = new Set()): Judgement {
  return judgeRows(
    rowsOf(out).filter(({ building }) => !known.has(building)),
    truth,
  );
}

/** Rows with the mean of several models' posteriors; doubt was added to each, which is the same as adding it to the mean. */
function meanOfRows(parts: readonly (readonly Row[])[]): Row[] {
  const [first = []] = parts;
  return first.map(({ building }, n) => {
    const posteriors = parts.map((rows) => JSON.parse(rows[n]?.posterior ?? "[]") as number[]);
    const posterior = (posteriors[0] ?? []).map((_, g) => posteriors.reduce((sum, masses) => sum + (masses[g] ?? 0), 0) / parts.length);
    const gap = posterior.indexOf(Math.max(...posterior));
    const [from, to] = shortestRun(posterior, gap, 0.9);
    return {
      building,
      gap: String(gap),
      probability: String(posterior[gap] ?? 0),
      gap90_first: String(from),
      gap90_last: String(to),
      posterior: JSON.stringify(posterior),
    };
  });
}

/** The shortest run of neighbouring gaps around one that holds so much; of several, the one that holds most. */
function shortestRun(posterior: readonly number[], gap: number, level: number): [number, number] {
  let found: [number, number] = [0, posterior.length - 1];
  let [length, most] = [Number.POSITIVE_INFINITY, 0];
  for (let from = 0; from <= gap; from++) {
    for (let to = gap; to < posterior.length; to++) {
      const mass = posterior.slice(from, to + 1).reduce((sum, p) => sum + p, 0);
      if (mass < level - 1e-9 || to - from > length || (to - from === length && mass <= most)) continue;
      [found, length, most] = [[from, to], to - from, mass];
    }
  }
  return found;
}

function judgeRows(rows: readonly Row[], truth: ReadonlyMap<string, number>): Judgement {
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
