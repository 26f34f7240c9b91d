import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOutput } from "pybossa-client-ts/command";
import { createPybossaServer } from "pybossa-embedded";
import { apply, type Effects } from "strike-tracker-setup";
import { countSteps, killAndResume } from "../kills/killed-apply.ts";
import { square } from "../synthetic/square.ts";
import type { Figure } from "./figure.ts";
import { pbsRequestsPerTask } from "./pbs.ts";

const buildings = 11_000;
const frames = 14;

/**
 * Requests of `strike-setup apply`, and what is left after kills. The server counts requests as PYBOSSA does (299 a quarter
 * of an hour); its clock and the command's are one that only waiting moves, so that windows take no time.
 */
export async function benchApply(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-apply-"));
  try {
    const campaign = writeCampaign(join(folder, "campaign"));
    const csv = await applied(campaign, "csv");
    const post = await applied(campaign, "post");
    const pbs = await pbsRequestsPerTask(folder);
    const kills = await killed(join(folder, "kills"));
    const size = `${buildings.toLocaleString("en")} buildings x ${frames} frames`;
    return [
      {
        what: `apply by CSV, ${size}: requests`,
        measured: csv.requests,
        limit: 350,
        unit: "requests",
        source: "a window and the form's pages",
      },
      {
        what: `apply by CSV, ${size}: windows of the rate limit`,
        measured: csv.windows,
        limit: 1,
        unit: "windows",
        source: "one quarter of an hour",
      },
      {
        what: `apply by POST, ${size}: requests a task`,
        measured: post.requests / buildings,
        limit: 1.02,
        unit: "requests",
        source: "one a task, and reading back",
      },
      {
        what: "apply by POST: requests a task, against pbs on the same server",
        measured: post.requests / buildings,
        limit: pbs,
        unit: "requests",
        source: "pbs 3.0.0 add-tasks, 200 tasks",
      },
      {
        what: `apply by POST, ${size}: simulated time`,
        measured: post.hours,
        limit: (buildings * pbs) / 299 / 4,
        unit: "h",
        source: "pbs's requests at 299 a window",
      },
      {
        what: `killed at ${kills.count} different steps and run again: tasks twice`,
        measured: kills.duplicates,
        limit: 0,
        unit: "tasks",
        source: "none may be lost or doubled",
      },
      {
        what: `killed at ${kills.count} different steps and run again: tasks missing`,
        measured: kills.missing,
        limit: 0,
        unit: "tasks",
        source: "none may be lost or doubled",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Cost {
  requests: number;
  windows: number;
  hours: number;
}

const windowMs = 900_000;

async function applied(campaign: string, method: "csv" | "post"): Promise<Cost> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-apply-server-"));
  // Windows begin at whole quarters of an hour.
  const begun = Date.UTC(2026, 0, 1);
  let clock = begun;
  const now = () => clock;
  const server = await createPybossaServer({ dataDir, limit: 300, windowSeconds: 900, now });
  let requests = 0;
  const effects: Effects = {
    output: createOutput({ json: false, quiet: true, stdout: { write: () => true }, stderr: process.stderr }),
    async fetch(input, init) {
      requests++;
      const answer = await fetch(input, init);
      // The HTTP server's own Date is the real one, by which the client would correct the windows.
      const headers = new Headers(answer.headers);
      headers.set("Date", new Date(clock).toUTCString());
      return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers });
    },
    now,
    random: () => 0.5,
    // An import goes on in the background meanwhile: 40 times as fast as on a measured PYBOSSA.
    async sleep(milliseconds) {
      clock += milliseconds;
      if (milliseconds < 60_000) await new Promise((resolve) => setTimeout(resolve, milliseconds / 40));
    },
    randomBytes: (count) => Uint8Array.from({ length: count }, (_, at) => (at * 37 + 11) % 256),
  };
  try {
    const result = await apply(campaign, { endpoint: server.endpoint, apiKey: server.keys.owner }, effects, { method });
    if (result.created !== buildings) throw new Error(`${result.created} of ${buildings} tasks were created`);
    return { requests, windows: Math.floor((clock - begun) / windowMs) + 1, hours: (clock - begun) / 3_600_000 };
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
    for (const name of ["campaign.lock.json", "campaign.manifest.json"]) rmSync(join(campaign, "..", name), { force: true });
  }
}

/** Half of the kills by each way, spread over the whole run. */
async function killed(folder: string): Promise<{ count: number; duplicates: number; missing: number }> {
  const server = await createPybossaServer({ dataDir: join(folder, "server"), limit: 1_000_000 });
  const sum = { count: 0, duplicates: 0, missing: 0 };
  try {
    for (const method of ["csv", "post"] as const) {
      const apply = (id: string) => ({
        endpoint: server.endpoint,
        apiKey: server.keys.owner ?? "",
        folder: join(folder, id),
        id,
        // More than 200 rows are imported in the background.
        buildings: method === "csv" ? 260 : 40,
        method,
      });
      const steps = await countSteps(apply(`${method}-whole`));
      for (let at = 0; at < 25; at++) {
        const step = Math.max(1, Math.round((steps * (at + 0.5)) / 25));
        const left = await killAndResume(apply(`${method}-${at}`), step);
        if (!left.killed) throw new Error(`the run by ${method} ended before step ${step} of ${steps}`);
        sum.count++;
        sum.duplicates += left.duplicates;
        sum.missing += left.missing + left.unlocked;
        process.stderr.write(`killed at step ${step} of ${steps} by ${method}: ${JSON.stringify(left)}\n`);
      }
    }
    return sum;
  } finally {
    await server.close();
  }
}

function writeCampaign(folder: string): string {
  mkdirSync(folder);
  const feature = (id: string, properties: object, geometry: object) => ({ type: "Feature", id, properties, geometry });
  const places = Array.from({ length: buildings }, (_, at) =>
    feature(`house ${at}`, {}, square(39 + (at % 110) / 5000, 35 + Math.floor(at / 110) / 5000, 0.00005)),
  );
  const dates = Array.from({ length: frames }, (_, at) =>
    feature(
      `f${String(at + 1).padStart(2, "0")}`,
      { datetime: new Date(Date.UTC(2017, 0, 5 + 20 * at, 8)).toISOString() },
      square(39.01, 35.01, 0.1),
    ),
  );
  writeFileSync(join(folder, "buildings.geojson"), JSON.stringify({ type: "FeatureCollection", features: places }));
  writeFileSync(join(folder, "frames.json"), JSON.stringify({ type: "FeatureCollection", features: dates }));
  const path = join(folder, "campaign.yaml");
  const file = {
    buildings: { file: "buildings.geojson" },
    frames: { stac: "frames.json" },
    attribution: ["Nobody"],
    support: { none: "A bench." },
  };
  writeFileSync(path, JSON.stringify({ schema: 1, id: "bench", title: "Bench", ...file }));
  return path;
}
