import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const hook = new URL("kill-at.mjs", import.meta.url).href;
const bins = {
  "strike-setup": fileURLToPath(new URL("../../project-setup/bin/strike-setup.js", import.meta.url)),
  "strike-aggregate": fileURLToPath(new URL("../../aggregation/bin/strike-aggregate.js", import.meta.url)),
};

/** A command that is killed and run again, each time from the same beginning. */
export interface KillCase {
  name: string;
  /** Makes the beginning, in an empty folder. @param id a short_name that no other run has */
  begin(folder: string, id: string): Promise<KillRun>;
}

export interface KillRun {
  bin: keyof typeof bins;
  args: string[];
  access: { endpoint: string; apiKey: string | undefined };
  /** What a second run may say that finds nothing left to do. */
  settled?: RegExp;
  /** All that stands afterwards, as a text that is the same for each run. */
  outcome(): Promise<string>;
}

export interface KillOutcome {
  name: string;
  /** Writes, renames and requests of an undisturbed run. */
  steps: number;
  /** Different steps at which a run was killed. */
  killed: number;
  /** What was wrong after the second run, by step. */
  faults: string[];
}

/** Kills a command at up to `count` different steps, spread over the whole run, and compares what stands after each second run. */
export async function killAll(
  { name, begin }: KillCase,
  count: number,
  tell: (line: string) => void = () => undefined,
): Promise<KillOutcome> {
  const outcome: KillOutcome = { name, steps: 0, killed: 0, faults: [] };
  let expected = "";
  await withFolder(async (folder) => {
    const whole = await begin(folder, `${name}-whole`);
    const counted = join(folder, ".steps");
    const { status, stderr } = await runOnce(whole, { KILL_COUNT: counted });
    if (status !== 0) throw new Error(`${name} fails undisturbed: ${stderr}`);
    outcome.steps = Number(readFileSync(counted, "utf8"));
    expected = await whole.outcome();
  });
  const taken = Math.min(count, outcome.steps);
  for (let at = 0; at < taken; at++) {
    const step = Math.max(1, Math.round((outcome.steps * (at + 0.5)) / taken));
    await withFolder(async (folder) => {
      const run = await begin(folder, `${name}-${step}`);
      const first = await runOnce(run, { KILL_AT: String(step) });
      if (first.status === null) outcome.killed++;
      const second = await runOnce(run, {});
      const settled = second.status === 0 || run.settled?.test(second.stderr) === true;
      if (!settled) outcome.faults.push(`step ${step}: the second run ends with ${second.status}: ${second.stderr.slice(-300)}`);
      else outcome.faults.push(...differs(step, expected, await run.outcome()));
    });
    tell(`${name}: ${at + 1} of ${taken}, ${outcome.faults.length} faults`);
  }
  return outcome;
}

function differs(step: number, expected: string, found: string): string[] {
  if (expected === found) return [];
  let at = 0;
  while (expected[at] === found[at]) at++;
  return [
    `step ${step}: ${JSON.stringify(found.slice(Math.max(0, at - 60), at + 60))} instead of ${JSON.stringify(expected.slice(Math.max(0, at - 60), at + 60))}`,
  ];
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kills-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOnce({ bin, args, access }: KillRun, environment: Record<string, string>) {
  const env = { ...process.env, PYBOSSA_ENDPOINT: access.endpoint, PYBOSSA_API_KEY: access.apiKey, ...environment };
  const child = spawn(process.execPath, ["--import", hook, bins[bin], ...args, "--quiet"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += String(text)));
  return new Promise<{ status: number | null; stderr: string }>((resolve) => child.on("close", (status) => resolve({ status, stderr })));
}

/** Runs a command to its end. @throws Error where it fails */
export async function finished(run: Omit<KillRun, "outcome">): Promise<void> {
  const { status, stderr } = await runOnce({ ...run, outcome: () => Promise.resolve("") }, {});
  if (status !== 0) throw new Error(`${run.args.join(" ")}: ${stderr}`);
}

/**
 * Each file below a folder with its hash, but for hidden ones (a killed run's half-written parts) and those that are left out.
 * In provenance.json the times of the run do not count.
 */
export function hashesBelow(folder: string, leftOut: RegExp = /^$/): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !leftOut.test(path.slice(folder.length + 1)))
    .sort()
    .map((path) => `${path.slice(folder.length + 1)} ${createHash("sha256").update(timeless(path)).digest("hex")}`)
    .join("\n");
}

function timeless(path: string): Buffer | string {
  const bytes = readFileSync(path);
  return path.endsWith("provenance.json") ? bytes.toString("utf8").replace(/"(?:started|ended)_at": "[^"]+"/g, "") : bytes;
}
