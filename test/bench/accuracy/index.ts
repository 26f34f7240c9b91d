import { type Process, processes, type ScenarioName, scenarios, simulateAnswers } from "../../synthetic/answers/index.ts";
import type { Figure } from "../figure.ts";
import { type Judgement, judgeBesideOthers, judgeWithGold, meanOf } from "./judge.ts";
import { type Quality, redundancies, reference } from "./reference.ts";

/** `SEEDS=1 npm run bench -- accuracy` is enough while working; the page holds the mean of three. */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 3) }, (_, n) => n + 1);
const size = { buildings: 2000, frames: 14 };

interface Cell {
  scenario: ScenarioName;
  process: Process;
  answers: number;
  judgement: Judgement;
  majority: Judgement;
  /** The best model known before: on these answers, and what it reached on others. */
  rebuilt: Judgement;
  known: Quality;
}

/** The default model on simulated answers of seven crowds in two structurally different processes. */
export async function benchAccuracy(): Promise<{ figures: Figure[]; remarks: string }> {
  const cells: Cell[] = [];
  let miscounted = 0;
  for (const scenario of scenarios) {
    for (const process of processes) {
      for (const [n, answers] of redundancies.entries()) {
        const judged: Judgement[] = [];
        const voted: Judgement[] = [];
        const before: Judgement[] = [];
        for (const seed of seeds) {
          const simulated = simulateAnswers({ scenario, process, seed, answers, dirty: 0.02, ...size });
          const { judgement, summary, majority, rebuilt } = await judgeBesideOthers(simulated);
          judged.push(judgement);
          before.push(rebuilt);
          voted.push(majority);
          const { task_runs, used, practice, duplicates, rejected } = simulated.expected;
          const same = (key: "task_runs" | "used" | "practice" | "duplicates", value: number) => summary.counts[key] === value;
          const counted =
            same("task_runs", task_runs) && same("used", used) && same("practice", practice) && same("duplicates", duplicates);
          if (!counted || JSON.stringify(sorted(summary.counts.rejected)) !== JSON.stringify(sorted(rejected))) miscounted += 1;
        }
        const known = reference[process][scenario][n];
        if (known)
          cells.push({ scenario, process, answers, judgement: meanOf(judged), majority: meanOf(voted), rebuilt: meanOf(before), known });
        globalThis.process.stderr.write(`${rowOf(scenario, process, cells.slice(-1))}\n`);
      }
    }
  }
  const gold = await withGold();
  return { figures: [...figuresOf(cells, miscounted), ...gold], remarks: pageOf(cells) };
}

function sorted(record: Readonly<Record<string, number | undefined>>): [string, number | undefined][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** 5 % of the buildings, drawn at random, with a known answer. */
async function withGold(): Promise<Figure[]> {
  const judged: Judgement[] = [];
  for (const seed of seeds) {
    const simulated = simulateAnswers({ scenario: "cloudy", process: "perceptual", seed, answers: 12, ...size });
    const ids = (simulated.campaign.frames as { id: string }[]).map(({ id }) => id);
    // The simulated buildings are in no order, so that every twentieth is a random draw.
    const rows = [...simulated.truth]
      .filter((_, n) => n % 20 === 0)
      .map(([building, gap]) => `${building},${ids[gap - 1] ?? ""},${ids[gap] ?? ""}`);
    judged.push(await judgeWithGold(simulated, rows));
  }
  const { coverage, calibration } = meanOf(judged);
  const source = "12 answers, perceptual, cloudy, 5 % of the buildings known";
  return [
    { what: "Truth in the 90 % interval under cloud, with gold", measured: coverage, limit: 0.95, unit: "", source, must: "reach" },
    { what: "Calibration error under cloud, with gold", measured: calibration, limit: 0.067, unit: "", source },
  ];
}

function figuresOf(cells: readonly Cell[], miscounted: number): Figure[] {
  const all = cells.length;
  const count = (what: string, holds: (cell: Cell) => boolean, source: string): Figure => ({
    what: `Cells in which ${what}`,
    measured: cells.filter(holds).length,
    limit: all,
    unit: "",
    source,
    must: "reach",
  });
  const against = (source: string, of: (cell: Cell) => Quality): Figure[] => [
    count("accuracy is at most .010 below the reference", (cell) => cell.judgement.accuracy >= of(cell)[0] - 0.01, source),
    count("log-loss is at most .04 above it", (cell) => cell.judgement.logLoss <= of(cell)[1] + 0.04, source),
    count("the 90 % interval is at most 1.12 times as wide", (cell) => cell.judgement.width <= of(cell)[3] * 1.12, source),
    count(
      "the 90 % interval holds the truth in .90 or more (or the reference's share less .01)",
      (cell) => cell.judgement.coverage >= Math.min(0.9, of(cell)[2] - 0.01),
      source,
    ),
  ];
  return [
    ...against("the best model known before, on the same answers", ({ rebuilt: { accuracy, logLoss, coverage, width } }) => [
      accuracy,
      logLoss,
      coverage,
      width,
    ]),
    count(
      "the 90 % interval holds the truth in .995 or less",
      ({ judgement }) => judgement.coverage <= 0.995,
      "wider intervals than that tell too little",
    ),
    count(
      "calibration error is at most .05, or .02 above the reference's",
      ({ judgement, rebuilt }) => judgement.calibration <= Math.max(0.05, rebuilt.calibration + 0.02),
      "the best model known before, on the same answers",
    ),
    ...against("what that model reached on other simulated answers", ({ known }) => known),
    count(
      "accuracy is not below the majority",
      ({ judgement, majority }) => judgement.accuracy >= majority.accuracy,
      "the plain majority on the same answers",
    ),
    { what: "Trials with 2 % broken task runs whose counts are not exact", measured: miscounted, limit: 0.5, unit: "", source: "none" },
  ];
}

function pageOf(cells: readonly Cell[]): string {
  const head = `Mean of ${seeds.length} seeds, 2,000 buildings of 14 images, 2 % broken task runs. Each cell: accuracy / log-loss / truth in the 90 % interval / its width in gaps / calibration error; in brackets the same of the best model known before (guard, mean of scan and hidden frames, 3 % doubt) on these answers; then the first four that it reached on other simulated answers of the same design, from an own simulator that was tuned until plain votes fared alike, so that single cells differ for that too.`;
  const rows = scenarios.flatMap((scenario) =>
    processes.map((process) =>
      rowOf(
        scenario,
        process,
        cells.filter((cell) => cell.scenario === scenario && cell.process === process),
      ),
    ),
  );
  return [
    head,
    "",
    `| scenario | process | ${redundancies.map((answers) => `R=${answers}`).join(" | ")} |`,
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function rowOf(scenario: string, process: string, cells: readonly Cell[]): string {
  const short = (value: number) => (value >= 1 ? value.toFixed(2) : value.toFixed(3).slice(1));
  const texts = cells.map(({ judgement, rebuilt, known }) => {
    const five = ({ accuracy, logLoss, coverage, width, calibration }: Judgement) =>
      [...[accuracy, logLoss, coverage].map(short), width.toFixed(2), short(calibration)].join(" / ");
    return `${five(judgement)} (${five(rebuilt)}; ${known.slice(0, 3).map(short).join(" / ")} / ${known[3].toFixed(2)})`;
  });
  return `| ${scenario} | ${process} | ${texts.join(" | ")} |`;
}
