import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { infer, planAnswers } from "strike-tracker-aggregation";
import { campaignId, type Process, processes, type ScenarioName, simulateAnswers } from "../synthetic/answers/index.ts";
import { type Judgement, judgeResults } from "./accuracy/judge.ts";
import type { Figure } from "./figure.ts";

const scenarios: readonly ScenarioName[] = ["realistic", "spam", "collusion"];
/** `SEEDS=1 npm run bench -- plan` is enough while working; the page holds the mean of three, as one building is a thousandth. */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 3) }, (_, n) => n + 1);
const buildings = 1000;
const most = 8;
const first = 3;
/** More answers a building that a round orders. */
const share = 0.35;
const goals = [
  { uniform: 6, limit: 0.2 },
  { uniform: 8, limit: 0.25 },
];

interface Point {
  /** Answers a building, on average. */
  answers: number;
  judgement: Judgement;
  mostAnswers: number;
}

/**
 * Answers ordered where they tell most, against the same number everywhere. Both draw on the same answers: each building has
 * eight, in a fixed order, of which the first few are known.
 */
export async function benchPlan(): Promise<{ figures: Figure[]; remarks: string }> {
  const figures: Figure[] = [];
  const rows: string[] = [];
  for (const scenario of scenarios) {
    for (const process of processes) {
      const courses: { uniform: Point[]; planned: Point[] }[] = [];
      for (const seed of seeds) courses.push(await courseOf(scenario, process, seed));
      const even = goals.map((_, n) => meanOf(courses.map(({ uniform }) => uniform[n])));
      const rounds = Math.min(...courses.map(({ planned }) => planned.length));
      const planned = Array.from({ length: rounds }, (_, n) => meanOf(courses.map((course) => course.planned[n])));
      goals.forEach(({ uniform, limit }, n) => {
        const needed = answersFor(even[n]?.judgement.accuracy ?? 1, planned);
        figures.push({
          what: `${scenario}, ${process}: answers saved at the accuracy of ${uniform} everywhere`,
          // Nothing is saved where the plan ends below that accuracy.
          measured: Math.max(0, 100 * (1 - needed / (even[n]?.answers ?? uniform))),
          limit: 100 * limit,
          unit: "%",
          source: "as many answers for every building",
          must: "reach",
        });
      });
      const last = planned.at(-1);
      if (last && even[1]) {
        const source = "the same with eight answers everywhere, less .01";
        const what = `${scenario}, ${process}: truth in the 90 % interval when no more answers are ordered`;
        figures.push({
          what,
          measured: last.judgement.coverage,
          limit: even[1].judgement.coverage - 0.01,
          unit: "",
          source,
          must: "reach",
        });
        figures.push({
          what: `${scenario}, ${process}: most answers of one building`,
          measured: Math.max(...planned.map(({ mostAnswers }) => mostAnswers)),
          limit: most,
          unit: "",
          source: "then an expert",
        });
      }
      rows.push(rowOf(scenario, process, [...even, ...planned]));
      globalThis.process.stderr.write(`${rows.at(-1)}\n`);
    }
  }
  const head = `${buildings.toLocaleString("en")} buildings of 14 images, ${seeds.length} seed${seeds.length > 1 ? "s" : ""}; 3 answers each, then rounds of \`plan-answers --budget ${Math.round(share * buildings)}\` until it orders none. Answers a building: accuracy / truth in the 90 % interval; first 6 and 8 everywhere, then the rounds.`;
  return { figures, remarks: [head, "", "| scenario | process | |", "|---|---|---|", ...rows].join("\n") };
}

/** Where the planned course first reaches an accuracy, between two rounds by a straight line; without end where it never does. */
function answersFor(accuracy: number, planned: readonly Point[]): number {
  for (const [n, point] of planned.entries()) {
    if (point.judgement.accuracy < accuracy) continue;
    const before = planned[n - 1];
    if (!before) return point.answers;
    const part = (accuracy - before.judgement.accuracy) / (point.judgement.accuracy - before.judgement.accuracy);
    return before.answers + part * (point.answers - before.answers);
  }
  return Number.POSITIVE_INFINITY;
}

async function courseOf(scenario: ScenarioName, process: Process, seed: number): Promise<{ uniform: Point[]; planned: Point[] }> {
  const { campaign, tasks, runs, truth } = simulateAnswers({ scenario, process, seed, answers: most, buildings, frames: 14 });
  const runsOf = new Map<unknown, Record<string, unknown>[]>(tasks.map(({ id }) => [id, []]));
  for (const run of runs) runsOf.get(run.task_id)?.push(run);
  const dir = mkdtempSync(join(tmpdir(), "bench-plan-"));
  try {
    writeFileSync(join(dir, "campaign.json"), JSON.stringify(campaign));
    const out = join(dir, "out");
    const point = async (given: ReadonlyMap<unknown, number>): Promise<Point> => {
      const ordered = tasks.map((task) => ({ ...task, n_answers: given.get(task.id) ?? 0 }));
      const received = tasks.flatMap(({ id }) => runsOf.get(id)?.slice(0, given.get(id)) ?? []);
      writeFileSync(join(dir, `${campaignId}_task.json`), JSON.stringify(ordered));
      writeFileSync(join(dir, `${campaignId}_task_run.json`), JSON.stringify(received));
      await infer({ dir, out, acceptAlarm: true, threads: 1 });
      const mostAnswers = Math.max(...given.values());
      return { answers: received.length / tasks.length, judgement: judgeResults(out, truth), mostAnswers };
    };
    const everywhere = (answers: number) => new Map(tasks.map(({ id }) => [id, answers]));
    const uniform: Point[] = [];
    for (const goal of goals) uniform.push(await point(everywhere(goal.uniform)));
    const given: Map<unknown, number> = everywhere(first);
    const planned = [await point(given)];
    // Each round orders at least one of the answers that are left.
    for (let more = 1; more > 0; ) {
      more = (await planAnswers({ dir: out, budget: Math.round(share * buildings) })).more_answers;
      if (more === 0) break;
      const rows = parse(readFileSync(join(out, "more-answers.csv")), { columns: true }) as { task_id: string; n_answers: string }[];
      for (const row of rows) given.set(Number(row.task_id), Number(row.n_answers));
      planned.push(await point(given));
    }
    return { uniform, planned };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function meanOf(points: readonly (Point | undefined)[]): Point {
  const all = points.filter((point) => point !== undefined);
  const mean = (of: (point: Point) => number) => all.reduce((sum, point) => sum + of(point), 0) / all.length;
  return {
    answers: mean(({ answers }) => answers),
    judgement: {
      accuracy: mean(({ judgement }) => judgement.accuracy),
      logLoss: mean(({ judgement }) => judgement.logLoss),
      coverage: mean(({ judgement }) => judgement.coverage),
      width: mean(({ judgement }) => judgement.width),
      calibration: mean(({ judgement }) => judgement.calibration),
    },
    mostAnswers: Math.max(...all.map(({ mostAnswers }) => mostAnswers)),
  };
}

function rowOf(scenario: string, process: string, points: readonly Point[]): string {
  const short = (value: number) => value.toFixed(3).slice(1);
  const texts = points.map(
    ({ answers, judgement }) => `${answers.toFixed(2)}: ${short(judgement.accuracy)} / ${short(judgement.coverage)}`,
  );
  return `| ${scenario} | ${process} | ${texts.join("; ")} |`;
}
