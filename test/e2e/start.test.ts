import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "strike-tracker-start-"));

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command to its end. `said` hears all of its standard output so far, and may send a signal. */
function start(args: string[], said: (stdout: string, send: (signal: NodeJS.Signals) => void) => void = () => undefined): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ["--import", "tsx", join(root, "test", "start.ts"), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      said(stdout, (signal) => child.kill(signal));
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on("error", fail);
    child.on("close", (status) => done({ status, stdout, stderr }));
  });
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm start -- --once", () => {
  const out = join(folder, "out");
  let ended: Ended;
  let outcome: Record<string, number | string>;

  beforeAll(async () => {
    ended = await start(["--once", "--out", out, "--buildings", "14", "--frames", "8", "--seed", "3", "--redundancy", "7"]);
    outcome = JSON.parse(ended.stdout.trimEnd().split("\n").at(-1) ?? "") as Record<string, number | string>;
  });

  it("ends well and tells what it does", () => {
    expect(ended.stderr).toMatch(/strike-setup publish/);
    expect(ended.status).toBe(0);
  });

  it("counts what is on the server", () => {
    expect(Object.keys(outcome)).toEqual([
      "buildings",
      "frames",
      "tasks",
      "task_runs",
      "surplus",
      "results",
      "exact",
      "covered90",
      "median_days_before",
      "median_days_after",
      "out",
    ]);
    expect(outcome).toMatchObject({ buildings: 14, tasks: 14, results: 14, out });
    expect(outcome.frames).toBeGreaterThanOrEqual(8);
    expect(outcome.task_runs).toBe(14 * 7 + Number(outcome.surplus));
    expect(outcome.surplus).toBeLessThan(14 * 7 * 0.6);
  });

  it("dates the buildings well, and far closer than before", () => {
    expect(outcome.exact).toBeGreaterThanOrEqual(0.6);
    expect(outcome.exact).toBeLessThanOrEqual(1);
    expect(outcome.covered90).toBeGreaterThanOrEqual(0.7);
    expect(outcome.median_days_before).toBeGreaterThan(150);
    expect(outcome.median_days_after).toBeLessThan(0.5 * Number(outcome.median_days_before));
    expect(outcome.median_days_after).toBeGreaterThan(0);
  });

  it("writes results and truth that give the same shares", () => {
    const rows = (name: string) => parse(readFileSync(join(out, name), "utf8"), { columns: true }) as Record<string, string>[];
    const truth = new Map(rows("truth.csv").map(({ building, gap }) => [building, Number(gap)]));
    const results = rows("results.csv");
    expect(truth.size).toBe(14);
    const exact = results.filter(({ building, gap }) => truth.get(building) === Number(gap)).length;
    const covered = results.filter(({ building, gap90_first, gap90_last }) => {
      const gap = truth.get(building) ?? -1;
      return Number(gap90_first) <= gap && gap <= Number(gap90_last);
    }).length;
    expect(exact / 14).toBeCloseTo(Number(outcome.exact), 3);
    expect(covered / 14).toBeCloseTo(Number(outcome.covered90), 3);
  });

  it("writes a GeoJSON with the building footprints, and the report", () => {
    const { features } = JSON.parse(readFileSync(join(out, "results.geojson"), "utf8")) as {
      features: { geometry: { type: string } | null }[];
    };
    expect(features.length).toBe(14);
    expect(features.every(({ geometry }) => geometry?.type === "Polygon")).toBe(true);
    expect(readFileSync(join(out, "report", "index.html"), "utf8")).toMatch(/<html/);
  });
});

describe("npm start -- --once --dialect bloomberg", () => {
  it("goes the same way with signed-in volunteers, the project's password and one task held at a time", async () => {
    const args = [
      "--once",
      "--out",
      join(folder, "bloomberg"),
      "--buildings",
      "6",
      "--frames",
      "4",
      "--redundancy",
      "3",
      "--dialect",
      "bloomberg",
    ];
    const { status, stdout, stderr } = await start(args);
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/gave 18 answers; 0 were refused/);
    const outcome: unknown = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
    expect(outcome).toMatchObject({ tasks: 6, task_runs: 18, surplus: 0, results: 6 });
  });
});

describe("npm start", () => {
  it("stays up with something to do for a volunteer, and ends at Ctrl-C", async () => {
    let page = "";
    let status = "";
    let report = "";
    const ended = await start(["--out", join(folder, "up"), "--buildings", "4", "--frames", "4"], (stdout, send) => {
      if (!stdout.includes("Ctrl-C") || page !== "") return;
      page = /^Volunteer +(\S+)$/m.exec(stdout)?.[1] ?? "none";
      report = /^Results +(\S+)$/m.exec(stdout)?.[1] ?? "none";
      status = /npx strike-setup status (\S+) --endpoint (\S+) --key-file (\S+)/.exec(stdout)?.slice(1).join(" ") ?? "none";
      look(page, report).then(
        () => send("SIGINT"),
        () => send("SIGKILL"),
      );
    });
    expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/project\/[a-z-]+\/newtask$/);
    expect(status).toMatch(/campaign\.yaml http:\/\/127\.0\.0\.1:\d+ \S+owner\.key$/);
    expect(ended.status).toBe(0);
    expect(existsSync(join(folder, "up", "owner.key"))).toBe(true);
  });

  it("leaves a folder alone that it did not make", async () => {
    const foreign = mkdtempSync(join(folder, "foreign-"));
    writeFileSync(join(foreign, "thesis.txt"), "mine");
    const ended = await start(["--once", "--out", foreign]);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/holds something else/);
    expect(existsSync(join(foreign, "thesis.txt"))).toBe(true);
  });

  it("refuses options that make no sense", async () => {
    expect(await start(["--buildings", "many"])).toMatchObject({ status: 2, stdout: "" });
    expect(await start(["--nonsense"])).toMatchObject({ status: 2, stdout: "" });
  });
});

/** @throws if the page is not the presenter's, the server has no task left, or there is no report */
async function look(page: string, report: string): Promise<void> {
  const html = await (await fetch(page)).text();
  const id = /<strike-tracker[^>]*project-id="(\d+)"/.exec(html)?.[1];
  const task = (await (await fetch(new URL(`/api/project/${id}/newtask`, page))).json()) as { id?: number };
  if (!task.id) throw new Error("nothing is left to do");
  if (!(await (await fetch(report)).text()).includes("<html")) throw new Error("there is no report");
}
