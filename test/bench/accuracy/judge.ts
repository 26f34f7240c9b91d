import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { type InferOptions, infer, type Summary } from "strike-tracker-aggregation";
import { campaignAxis } from "../../../aggregation/src/extract/index.ts";
import { inferResults, type ModelName } from "../../../aggregation/src/infer/index.ts";
import { extractFolder, loadCampaign } from "../../../aggregation/src/read/index.ts";
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
  gap: number;
  probability: number;
  gap90: { first: number; last: number };
  posterior: readonly number[];
}

export interface Trial {
  judgement: Judgement;
  summary: Summary;
  /** On the same answers: the plain majority, and the best model known before (guard, mean of scan and hidden frames, 3 % doubt). */
  majority: Judgement;
  rebuilt: Judgement;
}

/** Runs `infer` on files as a server exports them, and judges results.csv; the others are judged on what it read. */
export async function judgeBesideOthers(simulated: SimulatedAnswers): Promise<Trial> {
  return inFolder(simulated, async (dir) => {
    const { judgement, summary } = await inferred(dir, simulated.truth, {});
    const { record } = loadCampaign(dir, undefined);
    const { facts } = record;
    const { extraction } = await extractFolder(dir, campaignAxis(facts.id, facts.frames), () => undefined);
    const rows = (model: ModelName): Row[] =>
      inferResults({ answers: extraction.answers, facts, known: null, gold: new Map(), goldIsRandom: false, model }).results;
    const { truth } = simulated;
    return {
      judgement,
      summary,
      majority: judgeRows(rows("majority"), truth),
      rebuilt: judgeRows(meanOfRows([rows("scan"), rows("visibility")]), truth),
    };
  });
}

/** Judges the default model told of some buildings' true marks, by the others. @param goldRows of the file for `--gold` */
export async function judgeWithGold(simulated: SimulatedAnswers, goldRows: readonly string[]): Promise<Judgement> {
  return inFolder(simulated, async (dir) => {
    const gold = join(dir, "gold.csv");
    writeFileSync(gold, `building,last_standing,first_destroyed\n${goldRows.join("\n")}\n`);
    const known = new Set(goldRows.map((row) => row.slice(0, row.indexOf(","))));
    return (await inferred(dir, simulated.truth, { gold }, known)).judgement;
  });
}

async function inferred(dir: string, truth: ReadonlyMap<string, number>, options: Partial<InferOptions>, known?: ReadonlySet<string>) {
  const out = join(dir, "out");
  const summary = await infer({ dir, out, acceptAlarm: true, threads: 1, ...options });
  return { summary, judgement: judgeResults(out, truth, known) };
}

async function inFolder<T>({ campaign, tasks, runs }: SimulatedAnswers, judged: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "bench-accuracy-"));
  try {
    writeFileSync(join(dir, "campaign.json"), JSON.stringify(campaign));
    writeFileSync(join(dir, `${campaignId}_task.json`), JSON.stringify(tasks));
    writeFileSync(join(dir, `${campaignId}_task_run.json`), `[${runs.map((run) => JSON.stringify(run)).join(",\n")}]`);
    return await judged(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function rowsOf(out: string): Row[] {
  const rows = parse(readFileSync(join(out, "results.csv")), { columns: true, bom: true }) as Record<string, string>[];
  return rows.map(({ building = "", gap, probability, gap90_first, gap90_last, posterior = "[]" }) => ({
    building,
    gap: Number(gap),
    probability: Number(probability),
    gap90: { first: Number(gap90_first), last: Number(gap90_last) },
    posterior: JSON.parse(posterior) as number[],
  }));
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
    const posteriors = parts.map((rows) => rows[n]?.posterior ?? []);
    const posterior = (posteriors[0] ?? []).map((_, g) => posteriors.reduce((sum, masses) => sum + (masses[g] ?? 0), 0) / parts.length);
    const gap = posterior.indexOf(Math.max(...posterior));
    const [from, to] = shortestRun(posterior, gap, 0.9);
    return { building, gap, probability: posterior[gap] ?? 0, gap90: { first: from, last: to }, posterior };
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
  for (const { building, gap, probability, gap90, posterior } of rows) {
    const at = truth.get(building) ?? -1;
    const hit = gap === at ? 1 : 0;
    right += hit;
    loss -= Math.log(Math.max(posterior[at] ?? 0, 1e-12));
    if (gap90.first <= at && at <= gap90.last) covered += 1;
    width += gap90.last - gap90.first + 1;
    const bin = bins[Math.min(9, Math.floor(probability * 10))];
    if (bin) {
      bin.claimed += probability;
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
