import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPybossaClient, type Result } from "pybossa-client-ts";
import { createPybossaServer, type PybossaServer } from "pybossa-embedded";
import { fetchProject, infer, type PushOptions, pushResults } from "strike-tracker-aggregation";
import { describe, expect, it, onTestFinished } from "vitest";
import { costText, pushCost } from "../../../aggregation/src/push/index.ts";
import { answer, campaignOf, frameId } from "./simulated-crowd.ts";

const bin = fileURLToPath(new URL("../../../aggregation/bin/strike-aggregate.js", import.meta.url));
const ids = [0, 1, 2, 3].map(frameId);
const presenter = `<script type="application/json" id="strike-tracker-campaign">${JSON.stringify(campaignOf(4))}</script>`;
const mine = "<p>Written by the owner</p>";
const company = {
  data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
  kpi: 1,
  product: "maps",
  subproduct: "damage",
};
type Dialect = "scifabric" | "bloomberg";

let server: PybossaServer;
let projectId: number;
/** Milliseconds that the server's clock is ahead: bloomberg keeps a task's place for some seconds after an answer. */
let ahead = 0;

const client = (name: string) =>
  createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys[name] ?? "", dialect: server.dialect });
const heldResults = async (): Promise<Result[]> => {
  const all: Result[] = [];
  for await (const page of client("owner").results.pages(projectId)) all.push(...page);
  return all;
};
const ours = (info: unknown) => (info as { strike_tracker?: Record<string, unknown> } | null)?.strike_tracker;

async function answerAll(names: string[]): Promise<void> {
  for (const name of names) {
    const volunteer = client(name);
    for (;;) {
      const next = await volunteer.newTask(projectId);
      if (next.kind === "refused") throw new Error(next.message);
      const [task] = next.kind === "tasks" ? next.tasks : [];
      if (!task && next.kind === "none" && next.retryAfterMs !== undefined) ahead += next.retryAfterMs;
      else if (!task) break;
      if (!task) continue;
      const { building } = task.info as { building: string };
      const info = { ...answer(building, ["standing", null, "destroyed", null], ids), note: "what a volunteer wrote" };
      await volunteer.taskRuns.create({ project_id: projectId, task_id: task.id, info });
    }
  }
}

/** A published project with answered tasks, fetched and inferred: the folder of its results. */
async function world(dialect: Dialect, tasks: number): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "push-server-"));
  server = await createPybossaServer({ dataDir, dialect, limit: 100_000, now: () => Date.now() + ahead });
  onTestFinished(() => server.close());
  const owner = client("owner");
  const isBloomberg = dialect === "bloomberg";
  const body = {
    name: "Trial",
    short_name: "trial",
    description: "A trial",
    ...(isBloomberg ? { password: "secret", info: company } : {}),
  };
  projectId = (await owner.projects.create(body)).id;
  await owner.projects.updateInfo(projectId, (info) => ({
    ...info,
    task_presenter: presenter,
    results: mine,
    ...(isBloomberg ? { project_users: [3, 4, 5] } : {}),
  }));
  const make = (b: number) =>
    owner.tasks.create({
      project_id: projectId,
      n_answers: 2,
      info: { schema: "strike-tracker/task/1", campaign: "trial", building: `b-${b}`, frames: ids },
    });
  for (let b = 0; b < tasks; b++) await make(b);
  if (isBloomberg) {
    const { createBloombergClient } = await import("pybossa-client-ts/bloomberg");
    await createBloombergClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" }).projects.publish(projectId);
  } else await owner.forms.publish("trial");
  await answerAll(["vol1", "vol2"]);
  // One that nobody has answered.
  await make(tasks);
  const dir = mkdtempSync(join(tmpdir(), "push-"));
  await fetchProject({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "", project: "trial", out: join(dir, "raw") });
  await infer({ dir: join(dir, "raw"), out: dir, acceptAlarm: true });
  return dir;
}

const options = (dir: string, more: Partial<PushOptions> = {}): PushOptions => ({
  dir,
  endpoint: server.endpoint,
  apiKey: server.keys.owner,
  privacy: "exact",
  ...more,
});

describe.each<Dialect>(["scifabric", "bloomberg"])("push-results on %s", (dialect) => {
  it("writes what differs, keeps what is others', and puts again what a new version dropped", async () => {
    const dir = await world(dialect, 4);
    const owner = client("owner");
    const [first, second] = await heldResults();
    if (!first || !second) throw new Error("no results");
    await owner.results.update(first.id, { info: { reviewed_by: "desk 3" } });
    await owner.results.update(second.id, { info: ["somebody else's"] });

    const tried = await pushResults(options(dir, { dryRun: true }));
    expect(tried).toMatchObject({ results: 5, to_write: 3, written: 0, left_alone: 1, ongoing: 1, completed_without: 0, gone: 0 });
    expect((await heldResults()).every(({ info }) => ours(info) === undefined)).toBe(true);

    expect(await pushResults(options(dir))).toMatchObject({ dialect, to_write: 3, written: 3, page: null });
    const held = await heldResults();
    expect(held[0]?.info).toMatchObject({ reviewed_by: "desk 3", strike_tracker: { building: "b-0" } });
    expect(held[1]?.info).toEqual(["somebody else's"]);
    const pushed = ours(held[2]?.info);
    expect(pushed).toMatchObject({ building: "b-2", status: "destroyed", n_answers: 2, destroyed_edtf: expect.stringMatching(/^\[2017-/) });
    expect(pushed?.version).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(JSON.stringify(held)).not.toMatch(/what a volunteer wrote|volunteers|manager/);

    expect(await pushResults(options(dir))).toMatchObject({ to_write: 0, written: 0, unchanged: 3, requests: 0 });

    await owner.tasks.update(first.task_id, { n_answers: 3 });
    await answerAll(["vol3"]);
    const renewed = (await heldResults()).find(({ task_id }) => task_id === first.task_id);
    expect([renewed?.id === first.id, renewed?.info]).toEqual([false, null]);
    expect(await pushResults(options(dir))).toMatchObject({ to_write: 1, written: 1, unchanged: 2, newer: 1 });
    const again = (await heldResults()).find(({ task_id }) => task_id === first.task_id);
    expect(ours(again?.info)).toMatchObject({ building: "b-0" });
  });

  it("writes the project's results page beside what its owner wrote, once", async () => {
    const dir = await world(dialect, 4);
    const page = async () => String((await client("owner").projects.get(projectId)).info.results);
    await expect(pushResults(options(dir, { reportUrl: "http://results.example.org" }))).rejects.toThrow("no public https address");
    expect((await heldResults()).every(({ info }) => info === null)).toBe(true);
    const first = await pushResults(options(dir, { reportUrl: "https://results.example.org/?a=1&b=<2>" }));
    expect(first).toMatchObject({ written: 4, page: "written", page_url: `${server.endpoint}/project/trial/results` });
    expect(await page()).toMatch(/^<p>Written by the owner<\/p>\n<!-- strike-tracker: results -->[\s\S]*4 of 5 buildings destroyed/);
    expect(await page()).not.toMatch(/b-\d|<2>/);
    const shown = await fetch(first.page_url ?? "", { headers: { Authorization: server.keys.owner ?? "" } });
    expect(await shown.text()).toContain(await page());
    expect((await client("owner").projects.get(projectId)).info.task_presenter).toBe(presenter);
    expect(await pushResults(options(dir, { reportUrl: "https://elsewhere.example.org/" }))).toMatchObject({ page: "written" });
    expect((await page()).match(/<section/g)).toHaveLength(1);
    expect(await page()).toContain('href="https://elsewhere.example.org/"');
    expect(await pushResults(options(dir, { reportUrl: "https://elsewhere.example.org" }))).toMatchObject({ page: "unchanged" });
  });

  it("refuses to tell more than was said, another project's results, and a key that may not", async () => {
    const dir = await world(dialect, 3);
    await expect(pushResults(options(dir, { privacy: "grid" }))).rejects.toMatchObject({ status: 1 });
    if (dialect === "scifabric") {
      const refused = pushResults(options(dir, { privacy: undefined }));
      await expect(refused).rejects.toMatchObject({ status: 1, message: expect.stringContaining("everybody can read results") });
      await expect(pushResults(options(dir, { apiKey: server.keys.vol1 }))).rejects.toMatchObject({ status: 3 });
    } else expect(await pushResults(options(dir, { privacy: undefined, dryRun: true }))).toMatchObject({ to_write: 3 });
    await expect(pushResults(options(dir, { apiKey: "no-such-key" }))).rejects.toThrow();
    const other = {
      name: "Other",
      short_name: "other",
      description: "d",
      ...(dialect === "bloomberg" ? { password: "p", info: company } : {}),
    };
    await client("owner").projects.create(other);
    await expect(pushResults(options(dir, { project: "other" }))).rejects.toThrow("the results are of project");
    expect((await heldResults()).every(({ info }) => info === null)).toBe(true);
  });
});

describe("push-results that is hindered", () => {
  it("tells beforehand what 11,000 results cost", () => {
    const now = new Date("2026-01-02T08:05:00Z");
    // The window's first 112 requests were the reading that counted them.
    const budget = { limit: 300, remaining: 188, reset: new Date("2026-01-02T08:15:00Z") };
    const cost = pushCost(11_000, 111, budget, now);
    expect(cost).toEqual({ requests: 11_222, waits: 37, minutes: 10 + 36 * 15 });
    expect(costText(cost, budget, now)).toMatch(/takes 299 in 15 minutes: 37 waits, about 9\.2 hours, until 2026-01-02 17:15:00 UTC/);
    expect(pushCost(100, 2, budget, now)).toMatchObject({ requests: 104, waits: 0 });
  });

  it("reads again what became of a request without an answer", async () => {
    const dir = await world("scifabric", 4);
    let puts = 0;
    const broken: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method === "PUT" && ++puts === 1) {
        await fetch(request);
        throw new TypeError("connection reset");
      }
      if (request.method === "PUT" && puts === 2) return new Response("", { status: 502 });
      return fetch(request);
    };
    const pushed = await pushResults(options(dir, { fetch: broken, sleep: async () => undefined }));
    // The first was stored all the same; the second was written in the next round.
    expect([pushed.to_write, pushed.written, puts]).toEqual([4, 3, 5]);
    expect((await heldResults()).every(({ info }) => ours(info) !== undefined)).toBe(true);
  });

  it("waits where the server's limit is used up, and goes on after a kill", async () => {
    const dir = await world("scifabric", 24);
    const { dataDir, keys } = server;
    await server.close();
    server = await createPybossaServer({ dataDir, limit: 12, windowSeconds: 3 });
    const push = (): ChildProcess =>
      spawn(process.execPath, [bin, "push-results", dir, "--privacy", "exact", "--project", "trial", "--json"], {
        env: { PATH: process.env.PATH ?? "", PYBOSSA_ENDPOINT: server.endpoint, PYBOSSA_API_KEY: keys.owner ?? "" },
        stdio: ["ignore", "pipe", "pipe"],
      });
    const killed = push();
    let told = "";
    for await (const part of killed.stderr ?? []) {
      told += String(part);
      if (/\(result\): waiting until/.test(told)) break;
    }
    killed.kill("SIGKILL");
    if (killed.exitCode === null && killed.signalCode === null) await once(killed, "exit");
    expect(told).toMatch(/24 results to write[\s\S]*the server takes 11 in 15 minutes: [23] waits, about/);
    expect(told).not.toContain(keys.owner ?? "");

    const second = push();
    let outcome = "";
    second.stdout?.on("data", (part) => {
      outcome += String(part);
    });
    expect(await once(second, "close")).toEqual([0, null]);
    const { to_write: left, written } = JSON.parse(outcome) as { to_write: number; written: number };
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(24);
    expect(written).toBe(left);
    await server.close();
    server = await createPybossaServer({ dataDir, limit: 100_000 });
    expect((await heldResults()).filter(({ info }) => ours(info) !== undefined)).toHaveLength(24);
  }, 60_000);
});
