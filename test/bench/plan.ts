import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { infer, planAnswers } from "strike-tracker-aggregation";
import { campaignId, type Process, processes, type ScenarioName, simulateAnswers } from "../synthetic/answers/index.ts";
import { type Judgement, judgeResults } from "./accuracy/judge.ts";
import type { Figure } from "./figure.ts";

const scenarios: readonly ScenarioName[] = ["realistic", "spam", "collusion"];
/**
 * `SEEDS=1 CELL=spam/perceptual npm run bench -- plan` is enough while working; the page holds the mean of three seeds, as one
 * building is a thousandth, in all six cells.
 */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 3) }, (_, n) => n + 1);
const cells = scenarios
  .flatMap((scenario) => processes.map((process) => ({ scenario, process })))
  .filter(({ scenario, process: kind }) => (process.env.CELL ?? `${scenario}/${kind}`) === `${scenario}/${kind}`);
const buildings = 1000;
/** Answers that there are of each building: eight that count and, where the guard set some aside, those that replace them. */
const most = 12;
const first = 3;
/** A round that orders fewer answers than this ends the course. */
const leastRound = 10;
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
 * its own in a fixed order, of which the first few are known.
 */
export async function benchPlan(): Promise<{ figures: Figure[]; remarks: string }> {
  const figures: Figure[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  for (const { scenario, process } of cells) {
    const courses: Course[] = [];
    for (const seed of seeds) courses.push(await courseOf(scenario, process, seed, seed === seeds[0]));
    const even = goals.map((_, n) => meanOf(courses.map(({ uniform }) => uniform[n])));
    const planned = meanCourse(courses.map((course) => course.planned));
    goals.forEach(({ uniform, limit }, n) => {
      figures.push({
        what: `${scenario}, ${process}: answers saved at the accuracy of ${uniform} everywhere`,
        measured: saved(even[n], planned),
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
        source: "eight that count, and those that replace answers set aside",
      });
    }
    const short = 1000 * (accuracyAt((even[1]?.answers ?? 0) * 0.75, planned) - (even[1]?.judgement.accuracy ?? 0));
    const told = courses
      .slice(0, 1)
      .flatMap(({ uniform, knowing: { truth, change } }) => [
        uniform.map((goal) => `${saved(goal, truth).toFixed(0)} %`).join(", "),
        pointText(change.at(-1)),
      ]);
    const sum = (of: (queue: Queue) => number) => courses.reduce((total, { queue }) => total + of(queue), 0);
    const parts = [sum(({ queued }) => queued) / (buildings * courses.length), sum(({ found }) => found) / sum(({ wrong }) => wrong)];
    const queue = parts.map((part) => `${(100 * part).toFixed(0)} %`).join(", ");
    bounds.push(`| ${scenario} | ${process} | ${short.toFixed(1)} | ${told.join(" | ")} | ${queue} |`);
    rows.push(rowOf(scenario, process, [...even, ...planned]));
    globalThis.process.stderr.write(`${rows.at(-1)}\n${bounds.at(-1)}\n`);
  }
  const head = `${buildings.toLocaleString("en")} buildings of 14 images, ${seeds.length} seed${seeds.length > 1 ? "s" : ""}; 3 answers each, then rounds of \`plan-answers --budget ${Math.round(share * buildings)}\` until one orders fewer than ${leastRound}. Answers a building: accuracy / truth in the 90 % interval; first 6 and 8 everywhere, then the rounds.`;
  const bound = `How much could be saved at all: the accuracy of the plan after three quarters of the answers, less that of 8 everywhere, in thousandths; what would be saved at the accuracy of 6 and of 8 everywhere by who knew which gaps are wrong, and asked for one more answer to those each round, 8 at most; and where the same ends with the gaps that eight answers will change (both with the first seed). Last, what \`review_queue.csv\` holds after 8 answers everywhere: of the buildings, and of the wrong gaps.`;
  return {
    figures,
    remarks: [
      head,
      "",
      "| scenario | process | |",
      "|---|---|---|",
      ...rows,
      "",
      bound,
      "",
      "| scenario | process | against 8 everywhere | knowing what is wrong | knowing what will change | in the queue |",
      "|---|---|---|---|---|---|",
      ...bounds,
    ].join("\n"),
  };
}

/** Answers saved at the accuracy of a uniform campaign, in per cent; nothing where the course ends below it. */
function saved(even: Point | undefined, course: readonly Point[]): number {
  return even ? Math.max(0, 100 * (1 - answersFor(even.judgement.accuracy, course) / even.answers)) : 0;
}

/** The mean of several campaigns' courses, round by round, as far as all of them go. */
function meanCourse(courses: readonly (readonly Point[])[]): Point[] {
  const rounds = Math.min(...courses.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, n) => meanOf(courses.map((course) => course[n])));
}

/** The accuracy after so many answers a building, between two rounds by a straight line. */
function accuracyAt(answers: number, course: readonly Point[]): number {
  const n = course.findIndex((point) => point.answers >= answers);
  const [before, after] = [course[n - 1], course[n]];
  if (!before || !after) return course.at(n)?.judgement.accuracy ?? 0;
  const part = (answers - before.answers) / (after.answers - before.answers);
  return before.judgement.accuracy + part * (after.judgement.accuracy - before.judgement.accuracy);
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

/** Buildings in the review queue after the last uniform campaign, wrong gaps, and those of them that are in it. */
interface Queue {
  queued: number;
  wrong: number;
  found: number;
}

interface Course {
  uniform: Point[];
  queue: Queue;
  planned: Point[];
  /** The courses of who knows more than a plan can: which gaps are wrong; which of them eight answers will change. */
  knowing: { truth: Point[]; change: Point[] };
}

async function courseOf(scenario: ScenarioName, process: Process, seed: number, bound: boolean): Promise<Course> {
  const { campaign, tasks, runs, truth } = simulateAnswers({ scenario, process, seed, answers: most, buildings, frames: 14 });
  const runsOf = new Map<unknown, Record<string, unknown>[]>(tasks.map(({ id }) => [id, []]));
  for (const run of runs) runsOf.get(run.task_id)?.push(run);
  const dir = mkdtempSync(join(tmpdir(), "bench-plan-"));
  const out = join(dir, "out");
  const rowsIn = (file: string) => parse(readFileSync(join(out, file)), { columns: true }) as Record<string, string>[];
  try {
    writeFileSync(join(dir, "campaign.json"), JSON.stringify(campaign));
    const point = async (given: ReadonlyMap<unknown, number>): Promise<Point> => {
      const ordered = tasks.map((task) => ({ ...task, n_answers: given.get(task.id) ?? 0 }));
      const received = tasks.flatMap(({ id }) => runsOf.get(id)?.slice(0, given.get(id)) ?? []);
      writeFileSync(join(dir, `${campaignId}_task.json`), JSON.stringify(ordered));
      writeFileSync(join(dir, `${campaignId}_task_run.json`), JSON.stringify(received));
      await infer({ dir, out, acceptAlarm: true, threads: 1 });
      const mostAnswers = Math.max(...given.values());
      return { answers: received.length / tasks.length, judgement: judgeResults(out, truth), mostAnswers };
    };
    const everywhere = (answers: number) => new Map<unknown, number>(tasks.map(({ id }) => [id, answers]));
    /** From three answers each, with the new totals that `next` names, until it names few more. */
    const course = async (next: (given: ReadonlyMap<unknown, number>) => Promise<[number, number][]>): Promise<Point[]> => {
      const given = everywhere(first);
      const points = [await point(given)];
      for (;;) {
        const totals = await next(given);
        const more = totals.reduce((sum, [task, total]) => sum + total - (given.get(task) ?? 0), 0);
        if (more < leastRound) return points;
        for (const [task, total] of totals) given.set(task, total);
        points.push(await point(given));
      }
    };
    const uniform: Point[] = [];
    for (const goal of goals) uniform.push(await point(everywhere(goal.uniform)));
    const last = rowsIn("results.csv");
    const final = new Map(last.map(({ building, gap }) => [building, gap]));
    const queued = last.filter(({ needs_review: review }) => review === "true");
    const isWrong = ({ building = "", gap }: Record<string, string>) => gap !== String(truth.get(building));
    const queue = { queued: queued.length, wrong: last.filter(isWrong).length, found: queued.filter(isWrong).length };
    const oneMoreWhere = (unlike: (building: string) => string | undefined) =>
      course(async (given) =>
        rowsIn("results.csv")
          .filter(({ building = "", gap, task_id: task }) => gap !== unlike(building) && (given.get(Number(task)) ?? 8) < 8)
          .map(({ task_id: task }) => [Number(task), (given.get(Number(task)) ?? 0) + 1]),
      );
    const planned = await course(async () => {
      await planAnswers({ dir: out, budget: Math.round(share * buildings), replaceSetAside: true });
      return rowsIn("more-answers.csv").map(({ task_id: task, n_answers: total }) => [Number(task), Number(total)]);
    });
    const knowing = {
      truth: bound ? await oneMoreWhere((building) => String(truth.get(building))) : [],
      change: bound ? await oneMoreWhere((building) => final.get(building)) : [],
    };
    return { uniform, queue, planned, knowing };
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
  return `| ${scenario} | ${process} | ${points.map(pointText).join("; ")} |`;
}

function pointText(point: Point | undefined): string {
  const short = (value: number) => value.toFixed(3).slice(1);
  return point ? `${point.answers.toFixed(2)}: ${short(point.judgement.accuracy)} / ${short(point.judgement.coverage)}` : "";
}
