import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";
import { peerEnvironment } from "./peer-environment.ts";
import { writeAnswers } from "./speed/made-up-answers.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const million = 1_000_000;
const sizes = [1, 2, 4, 8];
/** At most; both go on until they have settled. */
const peerRounds = 100;
const pairs = 5;

interface Cost {
  answers: number;
  buildings: number;
  /** Rounds of all the models, and the time and CPU time spent in them. */
  rounds: number;
  roundsSeconds: number;
  roundsCpu: number;
  /** From answers in memory to results in memory. */
  seconds: number;
  cpu: number;
  peakMb: number;
}

/** Inference on made-up answers that lie in memory as columns: how fast, on how much memory, and whether it is linear. */
export async function benchSpeed(): Promise<{ figures: Figure[]; remarks: string }> {
  const folder = mkdtempSync(join(tmpdir(), "bench-speed-"));
  try {
    writeAnswers(folder, 10 * million);
    const labels = join(folder, "labels");
    const python = join(peerEnvironment("crowd-kit", ["crowd-kit==1.4.2"]), "python");
    const dawidSkene = middlePair(
      () => run<Rate>(process.execPath, ["--import", "tsx", here("speed/dawid-skene.ts"), folder, String(million), labels]).rate,
      () => run<Rate>(python, [here("speed/crowd-kit.py"), labels, String(peerRounds)]).rate,
    );
    const infer = (millions: number, threads = 1) =>
      run<Cost>(process.execPath, ["--import", "tsx", here("speed/infer-columns.ts"), folder, String(millions * million), String(threads)]);
    const costs = sizes.map((millions) => infer(millions));
    const [one] = costs;
    if (one === undefined) throw new RangeError("nothing was measured");
    const twoThreads = middlePair(
      () => infer(1).roundsSeconds,
      () => infer(1, 2).roundsSeconds,
    );
    const ten = infer(10);
    return {
      figures: figuresOf({ dawidSkene, one, twoThreads, ten, exponent: exponentOf(costs) }),
      remarks: remarksOf([...costs, ten]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Rate {
  rate: number;
}

interface Pair {
  first: number;
  second: number;
}

/** Measures both by turns, and takes the pair whose ratio is the middle one: a machine is not equally fast from one minute to the next. */
function middlePair(first: () => number, second: () => number): Pair {
  const measured = Array.from({ length: pairs }, () => ({ first: first(), second: second() }));
  const middle = measured.sort((a, b) => a.first / a.second - b.first / b.second)[(pairs - 1) / 2];
  if (middle === undefined) throw new RangeError("nothing was measured");
  return middle;
}

interface Measured {
  dawidSkene: Pair;
  one: Cost;
  twoThreads: Pair;
  ten: Cost;
  exponent: number;
}

function figuresOf({ dawidSkene, one, twoThreads, ten, exponent }: Measured): Figure[] {
  return [
    {
      what: "Dawid-Skene: row-iterations a CPU second",
      measured: dawidSkene.first,
      limit: 20 * dawidSkene.second,
      unit: "/s",
      source: `20 x crowd-kit 1.4.2 on the same million labels (${Math.round(dawidSkene.second).toLocaleString("en")} /s)`,
      must: "reach",
    },
    {
      what: `The default model: answer-iterations a CPU second, over its ${one.rounds} rounds`,
      measured: (one.answers * one.rounds) / one.roundsCpu,
      limit: 3 * million,
      unit: "/s",
      source: "a million answers in 15 s",
      must: "reach",
    },
    { what: "A million answers, from columns to results, CPU", measured: one.cpu, limit: 15, unit: "s", source: "nobody waits" },
    { what: "Ten million answers, likewise", measured: ten.cpu, limit: 150, unit: "s", source: "a short break" },
    { what: "the same, memory of the whole process", measured: ten.peakMb, limit: 2048, unit: "MiB", source: "a laptop" },
    {
      what: "The rounds over a million answers: two threads, times as fast as one",
      measured: twoThreads.first / twoThreads.second,
      limit: 1.7,
      unit: "x",
      source: "two cores",
      must: "reach",
    },
    { what: "1, 2, 4, 8 million answers: exponent fitted to the CPU time", measured: exponent, limit: 1.05, unit: "", source: "linear" },
  ];
}

function remarksOf(costs: readonly Cost[]): string {
  const rows = costs.map(
    ({ answers, buildings, rounds, seconds, cpu, peakMb }) =>
      `| ${answers.toLocaleString("en")} | ${buildings.toLocaleString("en")} | ${rounds} | ${seconds.toFixed(1)} s | ${cpu.toFixed(1)} s | ${Math.round(peakMb).toLocaleString("en")} MiB |`,
  );
  return [
    "A row-iteration of Dawid-Skene is one label's pass in one round; both programs are measured from labels in memory to posteriors, with all that they set up, in CPU seconds of the whole process. What is compared with something else is measured five times, by turns with it: the middle ratio. That of Dawid-Skene has been between 19.8 and 24.5 on this machine, as both programs swing by 15 % from one minute to the next. An answer-iteration is one answer's pass in one round of one model: posteriors of its building and what its volunteer's rates are learnt from. The default model goes through up to 38 rounds of three models; the guard before them and the description of each result after them are in the times, not in the iterations. The answers are simulated (14 images, 12 answers a building, a realistic crowd); beyond half a million the same ones are given to other buildings by other volunteers. One thread:",
    "",
    "| answers | buildings | rounds | time | CPU | memory |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** The slope of log time over log size, by least squares. */
function exponentOf(costs: readonly Cost[]): number {
  const points = costs.map(({ answers, cpu }) => ({ x: Math.log(answers), y: Math.log(cpu) }));
  const mean = (key: "x" | "y") => points.reduce((sum, point) => sum + point[key], 0) / points.length;
  const [x, y] = [mean("x"), mean("y")];
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

function run<Result>(command: string, args: readonly string[]): Result {
  return JSON.parse(execFileSync(command, args, { encoding: "utf8" })) as Result;
}
