import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPybossaClient, type Task } from "pybossa-client-ts";
import { ending } from "pybossa-client-ts/command";
import { parseCampaign, parseCampaignLock, parseTaskInfo } from "pybossa-client-ts/strike-tracker";
import { createPybossaServer } from "pybossa-embedded";
import { type ApplyOptions, apply, type PublishOptions, plan, publish, status } from "strike-tracker-setup";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { checkCommand } from "../../project-setup/src/commands/check.ts";
import { building, collection, folderWith, item, listening, twoDates } from "../unit/setup/workspace.ts";

type Embedded = Awaited<ReturnType<typeof createPybossaServer>>;

const bin = fileURLToPath(new URL("../../project-setup/bin/strike-setup.js", import.meta.url));
const naip = fileURLToPath(new URL("../fixtures/naip/", import.meta.url));
let server: Embedded;
let data: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "setup-e2e-"));
  server = await createPybossaServer({ dataDir: data, limit: 100_000 });
});

afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Starts strike-setup as a manager does. */
function start(args: string[], environment: Record<string, string | undefined> = {}): { child: ChildProcess; done: Promise<Run> } {
  const env = { ...process.env, PYBOSSA_ENDPOINT: server.endpoint, PYBOSSA_API_KEY: server.keys.owner, ...environment };
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const run: Run = { status: null, stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => (run.stdout += String(text)));
  child.stderr?.on("data", (text) => (run.stderr += String(text)));
  const done = new Promise<Run>((resolve) => child.on("close", (status) => resolve({ ...run, status })));
  return { child, done };
}

const setup = (args: string[], environment?: Record<string, string | undefined>) => start(args, environment).done;

/** Runs a command that must succeed, as a manager does, and returns its JSON. */
async function run(...args: string[]): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await setup([...args, "--json"]);
  expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** The same within this process, which is faster. */
async function done(
  command: "apply" | "publish" | "status",
  path: string,
  options: ApplyOptions & Omit<PublishOptions, "pilot"> = {},
): Promise<Record<string, unknown>> {
  const access = { endpoint: server.endpoint, apiKey: server.keys.owner };
  const { effects } = listening();
  if (command === "apply") return { ...(await apply(path, access, effects, options)) };
  if (command === "publish")
    return { ...(await publish(path, access, effects, options.loseAnswers === true ? { loseAnswers: true } : {})) };
  return { ...(await status(path, access, effects)) };
}

/** A campaign of so many buildings, in a folder of its own. */
function campaign(id: string, count: number, changes: Record<string, unknown> = {}): string {
  const houses = Array.from({ length: count }, (_, at) => building(`house ${at}`, 39 + (at % 50) / 5000, 35 + Math.floor(at / 50) / 5000));
  const folder = folderWith({
    "campaign.yaml": {
      schema: 1,
      id,
      title: `Campaign ${id}`,
      buildings: { file: "buildings.geojson" },
      frames: { stac: "frames.json" },
      attribution: ["Nobody"],
      support: { none: "A test." },
      ...changes,
    },
    "buildings.geojson": collection(houses),
    "frames.json": collection(twoDates),
  });
  return join(folder, "campaign.yaml");
}

const owner = () => createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });

async function tasksOf(shortName: string): Promise<Task[]> {
  const client = owner();
  const project = await client.projects.byShortName(shortName);
  const tasks: Task[] = [];
  if (project) for await (const page of client.tasks.pages(project.id)) tasks.push(...page);
  return tasks;
}

const lockOf = (path: string) => {
  const parsed = parseCampaignLock(JSON.parse(readFileSync(join(path, "..", "campaign.lock.json"), "utf8")));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

describe("a campaign on the server", () => {
  it("is planned, created, found unchanged, published and counted", async () => {
    const path = campaign("whole", 30);
    expect(await run("plan", path)).toMatchObject({ tasks: 30, create: 30, update: 0, unchanged: 0, orphan: 0, errors: [] });
    expect(existsSync(join(path, "..", "campaign.lock.json"))).toBe(false);
    const applied = await run("apply", path);
    expect(applied).toMatchObject({ created: 30, updated: 0, unchanged: 0, short_name: "whole", url: `${server.endpoint}/project/whole/` });
    expect(await run("apply", path)).toMatchObject({ created: 0, updated: 0, unchanged: 30, project_id: applied.project_id });
    expect(await run("plan", path)).toMatchObject({ create: 0, update: 0, unchanged: 30, orphan: 0 });
    const tasks = await tasksOf("whole");
    expect(new Set(tasks.map(({ priority_0 }) => priority_0)).size).toBe(30);
    expect(tasks.every(({ n_answers }) => n_answers === 5)).toBe(true);
    expect(tasks.every(({ info }) => parseTaskInfo(info).ok)).toBe(true);
    expect(await run("publish", path)).toMatchObject({ changed: true });
    expect(await run("publish", path)).toMatchObject({ changed: false });
    expect(await run("status", path)).toMatchObject({
      tasks: 30,
      completed: 0,
      task_runs: 0,
      surplus: 0,
      volunteers: 0,
      published: true,
      state: "running",
    });
  });

  it("leaves a private lock that ties each building to its task", async () => {
    const path = campaign("locked", 5);
    await done("apply", path);
    const lock = lockOf(path);
    const tasks = new Map((await tasksOf("locked")).map((task) => [task.id, task]));
    expect(lock.buildings.map(({ manager_id }) => manager_id)).toEqual(["house 0", "house 1", "house 2", "house 3", "house 4"]);
    for (const { task_id, building: id } of lock.buildings) expect(tasks.get(task_id ?? 0)?.info).toMatchObject({ building: id });
    expect(lock.inputs.length).toBe(3);
    expect(statSync(join(path, "..", "campaign.lock.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, "..", "locked.secret")).mode & 0o777).toBe(0o600);
  });

  it("has a presenter whose script the server serves as it was built", async () => {
    const path = campaign("shown", 3);
    await done("apply", path);
    const project = await owner().projects.byShortName("shown");
    const page = String((project?.info as Record<string, unknown> | undefined)?.task_presenter);
    const record = /<script type="application\/json" id="strike-tracker-campaign">(.*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(parseCampaign(JSON.parse(record)).ok).toBe(true);
    const [, address = "", hash = ""] = /src="(\/uploads\/user_\d+\/strike-tracker-([0-9a-f]{12})\.js)"/.exec(page) ?? [];
    const response = await fetch(`${server.endpoint}${address}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { createHash } = await import("node:crypto");
    expect(createHash("sha256").update(bytes).digest("hex").slice(0, 12)).toBe(hash);
    expect(page).toContain(`integrity="sha384-${createHash("sha384").update(bytes).digest("base64")}"`);
    expect(page).toMatch(/<strike-tracker project-id="\d+" short-name="shown" state-material="\d+">/);
  });

  it("is the same by CSV import as by POST", async () => {
    const path = campaign("by-csv", 250);
    expect(await done("apply", path, { method: "csv" })).toMatchObject({ created: 250, method: "csv" });
    expect((await tasksOf("by-csv")).length).toBe(250);
    expect(await done("apply", path, { method: "post" })).toMatchObject({ created: 0, unchanged: 250 });
  });

  it("goes on after a kill, with nothing twice and nothing missing", async () => {
    const path = campaign("killed", 150);
    const { child, done: ended } = start(["apply", path, "--method", "post"]);
    for (let tries = 0; tries < 600 && (await tasksOf("killed")).length < 20; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGKILL");
    await ended;
    const before = (await tasksOf("killed")).length;
    expect(before).toBeGreaterThanOrEqual(20);
    expect(before).toBeLessThan(150);
    expect(await done("apply", path, { method: "post" })).toMatchObject({ created: 150 - before, unchanged: before });
    const ids = (await tasksOf("killed")).map(({ info }) => (info as { building: string }).building);
    expect([ids.length, new Set(ids).size]).toEqual([150, 150]);
    expect(lockOf(path).buildings.every(({ task_id }) => task_id !== null)).toBe(true);
  });

  it("follows its files: new buildings and frames are sent, answered tasks stay", async () => {
    const path = campaign("changing", 3);
    await done("apply", path);
    await done("publish", path);
    const client = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.vol1 ?? "" });
    const { project_id: projectId } = (await done("apply", path)) as { project_id: number };
    const offered = await client.newTask(projectId);
    if (offered.kind !== "tasks" || !offered.tasks[0]) throw new Error(`no task: ${offered.kind}`);
    const [answered] = offered.tasks;
    await client.taskRuns.create({ project_id: projectId, task_id: answered.id, info: { verdict: "cannot_tell" } });
    writeFileSync(join(path, "..", "frames.json"), JSON.stringify(collection([...twoDates, item("f03", "2020-05-01T08:00:00Z")])));
    const houses = JSON.parse(readFileSync(join(path, "..", "buildings.geojson"), "utf8")) as { features: unknown[] };
    writeFileSync(
      join(path, "..", "buildings.geojson"),
      JSON.stringify(collection([...houses.features.slice(1), building("new", 39.01, 35.01)])),
    );
    expect(await plan(path, { endpoint: server.endpoint, apiKey: server.keys.owner }, listening().effects)).toMatchObject({
      create: 1,
      orphan: 1,
    });
    const applied = (await done("apply", path)) as { created: number; updated: number; frozen: number; orphan: number };
    expect([applied.created, applied.orphan, applied.updated + applied.frozen]).toEqual([1, 1, 2]);
    const kept = (await tasksOf("changing")).find(({ id }) => id === answered.id);
    expect(kept?.info).toEqual(answered.info);
    // The building that left the files is still in the lock: its answers must be understood.
    expect(
      lockOf(path)
        .buildings.map(({ manager_id }) => manager_id)
        .sort(),
    ).toEqual(["house 0", "house 1", "house 2", "new"]);
    expect(await done("status", path)).toMatchObject({ tasks: 4, task_runs: 1, volunteers: 1 });
  });

  it("is not published over answers unless told so in words", async () => {
    const path = campaign("trial", 3);
    const { project_id: projectId } = (await done("apply", path)) as { project_id: number };
    const client = owner();
    const offered = await client.newTask(projectId);
    if (offered.kind !== "tasks" || !offered.tasks[0]) throw new Error(`no task: ${offered.kind}`);
    await client.taskRuns.create({ project_id: projectId, task_id: offered.tasks[0].id, info: {} });
    const refused = await setup(["publish", path]);
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/deletes all answers.*1 tasks have answers[\s\S]*--lose-answers/),
    ]);
    expect(await done("publish", path, { loseAnswers: true })).toMatchObject({ changed: true });
    expect(await done("status", path)).toMatchObject({ task_runs: 0, published: true });
  });

  it("has a pilot beside it, in a project of its own", async () => {
    const path = campaign("piloted", 12);
    expect(await done("apply", path, { pilot: 4 })).toMatchObject({ created: 4, short_name: "piloted-pilot" });
    expect(await done("apply", path)).toMatchObject({ created: 12, short_name: "piloted" });
    expect(await done("apply", path, { pilot: 4 })).toMatchObject({ created: 0, unchanged: 4 });
    expect(
      readdirSync(join(path, ".."))
        .filter((name) => name.endsWith("lock.json"))
        .sort(),
    ).toEqual(["campaign.lock.json", "campaign.pilot.lock.json"]);
  });

  it("may have its chips among the server's uploads", async () => {
    const frames = ["20090818", "20140720", "20200831"].map((day) => ({
      id: `f${day.slice(0, 4)}`,
      datetime: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      file: join(naip, `m_4709963_se_14_1_${day}.tif`),
    }));
    const path = campaign("wetland", 0, {
      frames,
      buildings: { file: "places.csv", point_buffer_m: 60 },
      chips: { mode: "local", ground_m: 1500 },
      licence_ack: "US public domain",
    });
    writeFileSync(join(path, "..", "places.csv"), "id,lat,lon\nw1,47.0200,-99.1600\nw2,47.0150,-99.1500\n");
    expect(await done("apply", path)).toMatchObject({ created: 2 });
    const base = lockOf(path).campaign.chips_base ?? "";
    expect(base).toMatch(/^\/uploads\/user_\d+\/\{name\}\.jpg$/);
    for (const { info } of await tasksOf("wetland")) {
      const parsed = parseTaskInfo(info);
      if (!parsed.ok) throw new Error("no task info");
      expect(parsed.value.chips).toMatchObject({ ground_m: 1500, size_px: 300 });
      for (const name of parsed.value.chips?.names ?? []) {
        const response = await fetch(server.endpoint + base.replace("{name}", name));
        expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
      }
    }
    expect(await done("apply", path)).toMatchObject({ created: 0, unchanged: 2 });
  });
});

describe("a server in trouble", () => {
  const access = () => ({ endpoint: server.endpoint, apiKey: server.keys.owner });
  /** fetch, but for the requests that `refuse` answers itself. */
  const fetching =
    (refuse: (request: Request) => Promise<Response | null>): typeof fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      return (await refuse(request)) ?? fetch(request);
    };
  const refusal = (status: number) =>
    new Response(
      JSON.stringify({
        action: "POST",
        status: "failed",
        status_code: status,
        target: "x",
        exception_cls: "ValueError",
        exception_msg: "no",
      }),
      {
        status,
        headers: { "Content-Type": "application/json" },
      },
    );

  it("that takes no uploads gets the script within the page", async () => {
    const path = campaign("inlined", 2);
    const { effects, said } = listening();
    const isUpload = (request: Request) =>
      request.method === "POST" &&
      (request.headers.get("content-type") ?? "").startsWith("multipart/") &&
      request.url.includes("helpingmaterial");
    await apply(path, access(), { ...effects, fetch: fetching((request) => Promise.resolve(isUpload(request) ? refusal(415) : null)) });
    const page = String((await owner().projects.byShortName("inlined"))?.info?.task_presenter);
    expect(page).not.toContain("<script src=");
    expect(page.length).toBeGreaterThan(50_000);
    expect(said.join("")).toContain("takes no uploads (415)");
  });

  it("that breaks an import off half-way still ends with each task once", async () => {
    const path = campaign("half", 120);
    const { effects, said } = listening();
    let broken = 0;
    const half = async (request: Request) => {
      if (!(request.method === "POST" && request.url.includes("/tasks/import"))) return null;
      broken++;
      const form = await request.clone().formData();
      const file = form.get("file");
      const lines = file instanceof Blob ? (await file.text()).split("\n") : [];
      form.set("file", new Blob([lines.slice(0, 41).join("\n")], { type: "text/csv" }), "part.csv");
      const headers = new Headers(request.headers);
      headers.delete("content-type");
      await fetch(request.url, { method: "POST", body: form, headers, redirect: "manual" });
      return new Response("Internal Server Error", { status: 500 });
    };
    const result = await apply(path, access(), { ...effects, fetch: fetching(half) }, { method: "csv" });
    expect([broken, result.created]).toEqual([1, 120]);
    expect(said.join("")).toContain("broke off the import");
    const ids = (await tasksOf("half")).map(({ info }) => (info as { building: string }).building);
    expect([ids.length, new Set(ids).size]).toEqual([120, 120]);
  });

  it("that stored a task and lost its answer ends with that task once", async () => {
    const path = campaign("lost", 12);
    const { effects } = listening();
    let count = 0;
    const lose = async (request: Request) => {
      if (!(request.method === "POST" && request.url.endsWith("/api/task")) || ++count !== 5) return null;
      await fetch(request);
      throw new TypeError("the connection was reset");
    };
    await expect(apply(path, access(), { ...effects, fetch: fetching(lose) })).rejects.toMatchObject({ status: 3 });
    expect(await done("apply", path)).toMatchObject({ created: 7, unchanged: 5 });
    expect((await tasksOf("lost")).length).toBe(12);
  });

  it("with a small budget makes apply wait, and say so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "setup-slow-"));
    const slow = await createPybossaServer({ dataDir: folder, limit: 12, windowSeconds: 2 });
    onTestFinished(async () => {
      await slow.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const path = campaign("slow", 20);
    const { effects, said } = listening();
    const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
    const at = { endpoint: slow.endpoint, apiKey: slow.keys.owner };
    expect(await apply(path, at, { ...effects, sleep }, { method: "post" })).toMatchObject({ created: 20 });
    expect(said.join("")).toMatch(/The server allows no more requests for now; going on at \d\d:\d\d:\d\d UTC/);
  });

  it("that is another one gets a lock of its own; the old one is kept", async () => {
    const folder = mkdtempSync(join(tmpdir(), "setup-other-"));
    const other = await createPybossaServer({ dataDir: folder, limit: 1000 });
    onTestFinished(async () => {
      await other.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const path = campaign("moved", 4);
    await done("apply", path);
    const before = lockOf(path);
    const { effects, said } = listening();
    await apply(path, { endpoint: other.endpoint, apiKey: other.keys.owner }, effects);
    expect(said.join("")).toContain("its lock is kept as");
    expect(lockOf(path).buildings.map(({ building }) => building)).toEqual(before.buildings.map(({ building }) => building));
    const kept = readdirSync(join(path, "..")).find((name) => name.startsWith("campaign.lock.127"));
    expect(JSON.parse(readFileSync(join(path, "..", kept ?? ""), "utf8"))).toEqual(before);
  });

  it("interrupted by Ctrl-C ends with status 130, and goes on later", async () => {
    const path = campaign("interrupted", 120);
    const { child, done: ended } = start(["apply", path, "--method", "post"]);
    for (let tries = 0; tries < 600 && (await tasksOf("interrupted")).length < 5; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { status, stderr } = await ended;
    expect([status, stderr]).toEqual([130, expect.stringContaining("Run the same command again")]);
    expect(await done("apply", path)).toMatchObject({ skipped: 0 });
    expect((await tasksOf("interrupted")).length).toBe(120);
  });
});

describe("bad input", () => {
  /** All that is in the campaign's folder. */
  const filesBeside = (path: string) => readdirSync(join(path, "..")).sort();
  const projects = async (shortName: string) => owner().projects.byShortName(shortName);

  it.each<[string, () => string, RegExp]>([
    ["broken YAML", () => broken("campaign.yaml", "schema: 1\nid: [x\n"), /campaign\.yaml, line \d+, column \d+: this is not valid YAML/],
    [
      "broken GeoJSON",
      () => broken("buildings.geojson", '{"type": "FeatureCollection", "features": [{'),
      /buildings\.geojson, line 1, column 45: this JSON file ends too early/,
    ],
    ["broken STAC", () => broken("frames.json", "{]"), /frames\.json, line 1, column 2: this is not valid JSON/],
    ["broken CSV", () => broken("buildings.geojson", 'id,lat,lon\na,"1,2\n'), /buildings\.geojson, line \d+: this is not valid CSV/],
    [
      "a missing file",
      () => campaign("bad", 1, { buildings: { file: "none.geojson" } }),
      /none\.geojson: the buildings file does not exist/,
    ],
    [
      "duplicate ids",
      () => broken("buildings.geojson", JSON.stringify(collection([building("a", 39, 35), building("a", 39.001, 35)]))),
      /feature 2 \(a\): has the id a a second time/,
    ],
    [
      "swapped axes",
      () => broken("buildings.geojson", JSON.stringify(collection([building("a", 35, 39)]))),
      /longitude and latitude are swapped/,
    ],
    [
      "a frame without a date",
      () => broken("frames.json", JSON.stringify(collection([...twoDates, { ...item("f03", ""), properties: {} }]))),
      /the frame f03 has no date/,
    ],
    [
      "no frame over a building",
      () => broken("buildings.geojson", JSON.stringify(collection([building("a", 60, 10)]))),
      /no frame covers it/,
    ],
    ["an unknown key", () => campaign("bad", 1, { titel: "x" }), /titel: is not a key.*Did you mean title\?/],
  ])("%s ends each command with status 1, and leaves nothing behind", async (_name, make, message) => {
    const path = make();
    const before = filesBeside(path);
    const { effects } = listening();
    const access = { endpoint: server.endpoint, apiKey: server.keys.owner };
    for (const command of [() => checkCommand(path, effects), () => plan(path, access, effects), () => apply(path, access, effects)]) {
      const end = await command().then(() => ({ status: 0, message: "" }), ending);
      expect(end).toEqual({ status: 1, message: expect.stringMatching(message) });
      expect(end.message).not.toMatch(/\n {4}at /);
    }
    expect(filesBeside(path).filter((name) => name !== "skipped.csv")).toEqual(before);
    expect(await projects("bad")).toBeNull();
  });

  it("ends the process so, with the message on standard error", async () => {
    const { status, stdout, stderr } = await setup(["check", campaign("bad", 1, { titel: "x" }), "--json"]);
    expect([status, JSON.parse(stdout)]).toEqual([1, expect.objectContaining({ tasks: 0 })]);
    expect(stderr).toContain("Did you mean title?");
  });

  it("a wrong key ends with status 3, and makes nothing", async () => {
    const path = campaign("wrong-key", 2);
    const { status, stderr } = await setup(["apply", path], { PYBOSSA_API_KEY: "11111111-2222-3333-4444-555555555555" });
    expect([status, stderr]).toEqual([3, expect.stringMatching(/refused the API key[\s\S]*profile page/)]);
    expect(stderr).not.toContain("11111111-2222");
    expect(await projects("wrong-key")).toBeNull();
    expect(existsSync(join(path, "..", "campaign.lock.json"))).toBe(false);
  });

  it("a short_name taken by somebody else ends with status 3, and changes nothing there", async () => {
    const admin = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.admin ?? "" });
    const theirs = await admin.projects.create({ name: "Theirs", short_name: "taken", description: "Not yours", info: {} });
    const path = campaign("taken", 2);
    const { status, stderr } = await setup(["apply", path]);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/project name "taken" is taken[\s\S]*server\.project/)]);
    expect(stderr).not.toMatch(/INSERT|SELECT|psycopg/i);
    expect((await admin.projects.get(theirs.id))?.name).toBe("Theirs");
    expect((await setup(["plan", path])).status).toBeLessThanOrEqual(3);
  });

  it("a title taken by somebody else likewise", async () => {
    const admin = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.admin ?? "" });
    await admin.projects.create({ name: "Campaign free-name", short_name: "other-name", description: "Not yours", info: {} });
    const { status, stderr } = await setup(["apply", campaign("free-name", 2)]);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/is taken on this server/)]);
    expect(await projects("free-name")).toBeNull();
  });

  it("a server that is not PYBOSSA ends with status 3", async () => {
    const other = await listen((_request, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>It works!</h1>"));
    const { status, stderr } = await setup(["apply", campaign("nowhere", 2)], { PYBOSSA_ENDPOINT: other });
    expect([status, stderr]).toEqual([3, expect.stringMatching(/PYBOSSA/)]);
  });

  it("a server that is not there ends with status 3", async () => {
    const { status, stderr } = await setup(["apply", campaign("nowhere", 2)], { PYBOSSA_ENDPOINT: "http://127.0.0.1:9" });
    expect([status, stderr]).toEqual([3, expect.stringContaining("127.0.0.1:9")]);
  });

  it.each([
    [["apply"], /missing required argument/],
    [["apply", "x.yaml", "--method", "magic"], /Allowed choices are auto, csv, post/],
    [["apply", "x.yaml", "--pilot", "none"], /Expected a whole number/],
    [["frobnicate"], /unknown command/],
    [[], /no command is named/],
  ])("%j is usage, status 2", async (args, message) => {
    const { status, stderr } = await setup(args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it("a server or key that is not given is usage too", async () => {
    const path = campaign("nobody", 2);
    expect((await setup(["apply", path], { PYBOSSA_ENDPOINT: "" })).status).toBe(2);
    expect((await setup(["apply", path], { PYBOSSA_API_KEY: "" })).status).toBe(2);
  });

  function broken(file: string, content: string): string {
    const path = campaign("bad", 2);
    writeFileSync(join(path, "..", file), content);
    return path;
  }
});

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const http: Server = createServer(handler);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}
