import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createPybossaServer } from "pybossa-embedded";
import { compareFormats } from "./footprints.ts";
import { judgeLabels } from "./labels.ts";

/** One step on real input: what was run, and what came of it. */
interface Outcome {
  step: string;
  seconds: number;
  megabytes: number;
  status: number | null;
  result: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const data = process.argv[2];
const say = (line: string) => process.stdout.write(`${line}\n`);

if (data === undefined || !["derna-libya-2023", "crowd-labels", "footprints-formats"].some((name) => existsSync(join(data, name)))) {
  process.stderr.write(
    "Usage: npm run real -- <folder>\nThe folder holds derna-libya-2023/, la-fires-2025/ and naip-cog-series/, or crowd-labels/, or footprints-formats/, or all (see docs/real-input.md).\n",
  );
  process.exit(2);
}

if (existsSync(join(data, "footprints-formats"))) await formats(join(data, "footprints-formats"));
if (existsSync(join(data, "crowd-labels"))) labels(join(data, "crowd-labels"));
if (!existsSync(join(data, "derna-libya-2023"))) process.exit();

const outcomes: Outcome[] = [];
const folder = mkdtempSync(join(tmpdir(), "strike-real-"));
const server = await createPybossaServer({ dataDir: join(folder, "server") });
const roomy = await createPybossaServer({ dataDir: join(folder, "roomy"), limit: 100_000 });
try {
  const derna = campaign("derna", {
    schema: 1,
    id: "derna-2023",
    title: "Derna after the flood of September 2023",
    buildings: { file: resolve(data, "derna-libya-2023/buildings-wadi.geojson") },
    frames: { stac: resolve(data, "derna-libya-2023/maxar-items.geojson") },
    attribution: ["© Google Open Buildings", "© Maxar"],
    support: { none: "A trial without volunteers." },
  });
  await setup(["check", derna], "Derna: check");
  await setup(["plan", derna], "Derna: plan", server);
  await setup(["apply", derna], "Derna: apply (CSV, 299 requests a window)", server);
  await setup(["apply", derna], "Derna: apply again", server);
  rmSync(join(folder, "derna", "campaign.lock.json"));
  await setup(["apply", derna, "--method", "post"], "Derna: apply (POST, no limit)", roomy);
  await setup(["apply", derna, "--method", "post"], "Derna: apply again", roomy);
  const fires = campaign("la-fires", {
    schema: 1,
    id: "la-fires-2025",
    title: "Los Angeles after the fires of January 2025",
    buildings: { file: "places.csv" },
    frames: { stac: resolve(data, "la-fires-2025/maxar-items.geojson") },
    attribution: ["© Maxar"],
    support: { none: "A trial without volunteers." },
  });
  writeFileSync(join(folder, "la-fires", "places.csv"), "id,lat,lon\np1,34.19,-118.13\np2,34.042,-118.53\np3,34.05,-118.52\n");
  await setup(["check", fires], "LA fires: check");
  const naip = campaign("naip", {
    schema: 1,
    id: "naip-wetland",
    title: "A wetland in three years",
    buildings: { file: "places.csv", point_buffer_m: 60 },
    frames: ["20090818", "20140720", "20200831"].map((day) => ({
      id: `f${day.slice(0, 4)}`,
      datetime: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      file: resolve(data, `naip-cog-series/m_4709963_se_14_1_${day}.tif`),
      gsd: 5,
    })),
    chips: { mode: "local", ground_m: 1500 },
    attribution: ["USDA NAIP"],
    licence_ack: "US public domain",
    support: { none: "A trial without volunteers." },
  });
  writeFileSync(
    join(folder, "naip", "places.csv"),
    "id,lat,lon\nw1,47.0200,-99.1600\nw2,47.0150,-99.1500\nw3,47.0250,-99.1400\nedge,47.0350,-99.1300\n",
  );
  await setup(["chips", naip], "NAIP: chips");
  await setup(["apply", naip], "NAIP: apply, chips as uploads", server);
  await setup(["apply", naip], "NAIP: apply again", server);
} finally {
  await server.close();
  await roomy.close();
  rmSync(folder, { recursive: true, force: true });
}
say("| step | status | seconds | MB | result |\n|---|---|---|---|---|");
for (const { step, status, seconds, megabytes, result } of outcomes)
  say(`| ${step} | ${status} | ${seconds.toFixed(1)} | ${megabytes} | ${result} |`);
if (outcomes.some(({ status }) => status !== 0)) process.exitCode = 1;

function campaign(name: string, content: unknown): string {
  mkdirSync(join(folder, name));
  const path = join(folder, name, "campaign.yaml");
  writeFileSync(path, JSON.stringify(content, null, 2));
  return path;
}

/** The same buildings from each format. */
async function formats(from: string): Promise<void> {
  for (const { file, buildings, otherIds, farthest } of await compareFormats(from)) {
    const same = otherIds === 0 && (farthest ?? 0) <= 1e-6;
    const apart = farthest === null ? "points" : `corners at most ${farthest.toExponential(1)} degrees apart`;
    say(`${file}: ${buildings} buildings, ${otherIds} other ids, ${apart}: ${same ? "the same" : "NOT THE SAME"}`);
    if (!same) process.exitCode = 1;
  }
}

/** The baseline Dawid-Skene on public sets of crowd labels. */
function labels(from: string): void {
  for (const { name, accuracy, f1, known, reached } of judgeLabels(from)) {
    const told = (own: number, limit: number) => `${own.toFixed(4)} (at least ${limit})`;
    const second = f1 === null || known.f1 === null ? "" : `, F1 ${told(f1, known.f1)}`;
    say(`Dawid-Skene, ${name}: accuracy ${told(accuracy, known.accuracy)}${second}: ${reached ? "met" : "NOT MET"}`);
    if (!reached) process.exitCode = 1;
  }
}

/** Runs strike-setup as a manager does, under a clock. */
async function setup(args: string[], step: string, on?: { endpoint: string; keys: Record<string, string> }): Promise<void> {
  const start = process.hrtime.bigint();
  const memory = join(folder, "memory.txt");
  const command = [process.execPath, join(root, "project-setup/bin/strike-setup.js"), ...args, "--json"];
  const timed = existsSync("/usr/bin/time") ? ["/usr/bin/time", "-f", "%M", "-o", memory, ...command] : command;
  const [program = "", ...rest] = timed;
  const env = { ...process.env, PYBOSSA_ENDPOINT: on?.endpoint ?? "", PYBOSSA_API_KEY: on?.keys.owner ?? "" };
  const { status, stdout, stderr } = await promisify(execFile)(program, rest, { maxBuffer: 1e8, env }).then(
    (done) => ({ status: 0, ...done }),
    (error: { code?: number; stdout?: string; stderr?: string }) => ({
      status: error.code ?? null,
      stdout: error.stdout ?? "",
      stderr: error.stderr ?? "",
    }),
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const kilobytes = existsSync(memory) ? Number(readFileSync(memory, "utf8").trim().split("\n").at(-1)) : 0;
  const result = status === 0 ? summaryOf(stdout) : stderr.trim().split("\n").slice(-3).join(" ");
  outcomes.push({ step, seconds, megabytes: Math.round(kilobytes / 1024), status, result });
  say(`${step}: ${status} in ${seconds.toFixed(1)} s; ${result}`);
}

function summaryOf(stdout: string): string {
  const { errors, warnings, url: _url, folder: _folder, ...numbers } = JSON.parse(stdout) as Record<string, unknown>;
  const told = Object.entries(numbers).filter(([, value]) => value !== 0 && JSON.stringify(value) !== "{}");
  const faults = [errors, warnings].map((list) => (Array.isArray(list) ? list.length : 0));
  return `${told.map(([key, value]) => `${key} ${JSON.stringify(value).replaceAll('"', "")}`).join(", ")}${faults[1] ? `, ${faults[1]} warnings` : ""}`;
}
