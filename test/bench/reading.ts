import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { campaignOf } from "../unit/aggregation/simulated-crowd.ts";
import type { Figure } from "./figure.ts";
import { peerEnvironment } from "./peer-environment.ts";
import { type ExportSize, writeExport } from "./reading/made-up-export.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const strikeAggregate = here("../../aggregation/bin/strike-aggregate.js");
const frames = 14;
const answers = 12;
const [million, fiveMillion, raqqa] = [83_334, 416_667, 11_000];
const panoptesSubjects = 4000;
const panoptesAnswers = 5;

interface Reading {
  counts: { task_runs: number };
  cpu: number;
  peakMb: number;
  /** Reading, extracting and the plain majority. */
  votedSeconds: number;
}

/** Reading task runs, beside DuckDB and the panoptes command on the same machine in the same run. */
export async function benchReading(): Promise<Figure[]> {
  const python = peerEnvironment("bench", ["duckdb==2.0.0", "panoptes_aggregation==5.3.1"]);
  const folder = mkdtempSync(join(tmpdir(), "bench-reading-"));
  try {
    const inFolder = (name: string, buildings: number) => exportIn(join(folder, name), { buildings, frames, answers });
    const runs = inFolder("million", million);
    const duck = JSON.parse(execFileSync(join(python, "python"), [here("reading/read-typed.py"), runs], { encoding: "utf8" })) as {
      cpu: number;
    };
    const array = read(join(folder, "million"));
    zip(python, runs);
    const zipped = read(join(folder, "million"));
    rmSync(join(folder, "million"), { recursive: true });
    inFolder("five-million", fiveMillion);
    const five = read(join(folder, "five-million"));
    rmSync(join(folder, "five-million"), { recursive: true });
    zip(python, inFolder("raqqa", raqqa));
    const whole = seconds(() => aggregate("infer", join(folder, "raqqa"), join(folder, "results")));
    const mostMb = (read: Reading) => 250 + (24 * read.counts.task_runs) / 2 ** 20;
    return [
      {
        what: "Read, validate and intern a million task runs (1 GB, one array), CPU",
        measured: array.cpu,
        limit: 1.5 * duck.cpu,
        unit: "s",
        source: `1.5 x DuckDB 2.0.0, typed read_json on one thread (${duck.cpu.toFixed(2)} s)`,
      },
      { what: "the same, memory", measured: array.peakMb, limit: mostMb(array), unit: "MiB", source: "250 MiB and 24 bytes an answer" },
      {
        what: "the same from the ZIP, streamed, memory",
        measured: zipped.peakMb,
        limit: mostMb(zipped),
        unit: "MiB",
        source: "250 MiB and 24 bytes an answer",
      },
      { what: "Five million task runs (5 GB, one array), memory", measured: five.peakMb, limit: 600, unit: "MiB", source: "a laptop" },
      {
        what: "11,000 buildings x 14 frames x 12 answers: from the export's ZIP to results.csv and .geojson",
        measured: whole,
        limit: 6,
        unit: "s",
        source: "nobody waits; goal 3 s",
      },
      {
        what: "Task runs read, extracted and voted on in a second, of a million",
        measured: array.counts.task_runs / array.votedSeconds,
        limit: 100 * panoptesRate(python, folder),
        unit: "/s",
        source: "100 x panoptes_aggregation 5.3.1, its reduce command",
        must: "reach",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns the path of the array of task runs */
function exportIn(folder: string, size: ExportSize): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "campaign.json"), JSON.stringify({ ...campaignOf(size.frames), id: "made-up" }));
  return writeExport(folder, size).runs;
}

/** Puts the array into a ZIP beside it, as PYBOSSA does, and leaves only that. */
function zip(python: string, runs: string): void {
  execFileSync(join(python, "python"), ["-m", "zipfile", "-c", "1_made_up_task_run_json.zip", "made_up_task_run.json"], {
    cwd: join(runs, ".."),
  });
  rmSync(runs);
}

function read(folder: string): Reading {
  const told = execFileSync(process.execPath, ["--import", "tsx", here("reading/read-export.ts"), folder], { encoding: "utf8" });
  const reading = JSON.parse(told) as Reading;
  if (reading.counts.task_runs < million) throw new Error(`read ${reading.counts.task_runs} task runs`);
  return reading;
}

function aggregate(command: string, ...args: [string, string, ...string[]]): void {
  const [dir, out, ...rest] = args;
  execFileSync(process.execPath, [strikeAggregate, command, dir, "--out", out, "--accept-alarm", "--quiet", ...rest], { stdio: "ignore" });
}

function seconds(work: () => void): number {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1000;
}

/** Rows a second of the panoptes command that makes a consensus of extracts. */
function panoptesRate(python: string, folder: string): number {
  const header = "classification_id,user_name,user_id,workflow_id,task,created_at,subject_id,extractor,data.destroyed,data.standing";
  const rows = Array.from({ length: panoptesSubjects * panoptesAnswers }, (_, n) => {
    const [subject, said] = [Math.floor(n / panoptesAnswers), n % 3 === 0 ? "1.0," : ",1.0"];
    return `${n},v${n % 997},${n % 997},1,T0,2026-01-01 00:00:00 UTC,${subject},question_extractor,${said}`;
  });
  writeFileSync(join(folder, "extracts.csv"), `${[header, ...rows].join("\n")}\n`);
  writeFileSync(join(folder, "reducer.yaml"), "reducer_config:\n    question_consensus_reducer: {}\n");
  const taken = seconds(() =>
    execFileSync(join(python, "panoptes_aggregation"), ["reduce", "extracts.csv", "reducer.yaml", "-o", "made"], {
      cwd: folder,
      stdio: "ignore",
    }),
  );
  renameSync(join(folder, "question_consensus_reducer_made.csv"), join(folder, "made.csv"));
  return rows.length / taken;
}
