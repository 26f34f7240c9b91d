import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPybossaClient, type PybossaClient } from "pybossa-client-ts";
import { createPybossaServer } from "pybossa-embedded";
import { apply, archive, changeState, plan, publish, redundancy, status, verify } from "strike-tracker-setup";
import { afterAll, describe, expect, it } from "vitest";
import { archiveText } from "../../project-setup/src/commands/archive.ts";
import { redundancyText } from "../../project-setup/src/commands/redundancy.ts";
import { collection, item, listening, twoDates } from "../unit/setup/workspace.ts";
import { access, campaign, done, lockOf, owner, server, setup, tasksOf } from "./setup-workspace.ts";

const naip = fileURLToPath(new URL("../fixtures/naip/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "setup-running-"));
const bloomberg = await createPybossaServer({ dataDir: join(folder, "bloomberg"), dialect: "bloomberg", limit: 100_000 });
const bloombergAccess = { endpoint: bloomberg.endpoint, apiKey: bloomberg.keys.owner };
const company = {
  password: "open sesame",
  info: { data_classification: { input_data: "L4 - public", output_data: "L4 - public" }, kpi: 1, product: "abc", subproduct: "def" },
};

afterAll(async () => {
  await bloomberg.close();
  rmSync(folder, { recursive: true, force: true });
});

const volunteer = (name: "vol1" | "vol2") => createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys[name] ?? "" });

async function answer(client: PybossaClient, projectId: number): Promise<number> {
  const offered = await client.newTask(projectId);
  if (offered.kind !== "tasks" || !offered.tasks[0]) throw new Error(`no task: ${offered.kind}`);
  const [{ id }] = offered.tasks;
  await client.taskRuns.create({ project_id: projectId, task_id: id, info: { verdict: "cannot_tell" } });
  return id;
}

async function materialOf(client: PybossaClient, projectId: number): Promise<unknown> {
  return (await client.helpingMaterials.list(projectId)).find(({ info }) => info && "state" in info)?.info;
}

describe("a campaign that runs", () => {
  it("is paused, resumed and finished, with words for the volunteers", async () => {
    const path = campaign("stopping", 2);
    const { project_id: id } = (await done("apply", path)) as { project_id: number };
    const draft = await setup(["pause", path]);
    expect([draft.status, draft.stderr]).toEqual([1, expect.stringMatching(/draft still[\s\S]*publish/)]);
    await done("publish", path);
    const { effects } = listening();
    const paused = await changeState(path, access(), effects, "paused", { message: "Back on Monday" });
    expect(paused).toMatchObject({ state: "paused", changed: true, published: true });
    expect(await materialOf(volunteer("vol1"), id)).toMatchObject({ state: "paused", message: "Back on Monday" });
    expect(await changeState(path, access(), effects, "paused", { message: "Back on Monday" })).toMatchObject({ changed: false });
    expect(await changeState(path, access(), effects, "running")).toMatchObject({ state: "running", message: null });
    expect(await changeState(path, access(), effects, "finished")).toMatchObject({ state: "finished" });
    expect(await done("status", path)).toMatchObject({ state: "finished", published: true });
  });

  it("hands out again what answers in the draft had completed", async () => {
    const path = campaign("emptied", 3, { task: { redundancy: 1 } });
    const { project_id: id } = (await done("apply", path)) as { project_id: number };
    await answer(owner(), id);
    await answer(owner(), id);
    expect((await tasksOf("emptied")).filter(({ state }) => state === "completed").length).toBe(2);
    await done("publish", path, { loseAnswers: true });
    expect((await tasksOf("emptied")).map(({ state }) => state)).toEqual(["ongoing", "ongoing", "ongoing"]);
  });

  it("has texts and dates corrected, told and recorded, and its answers untouched", async () => {
    const path = campaign("corrected", 3);
    const { project_id: id } = (await done("apply", path)) as { project_id: number };
    await done("publish", path);
    const answered = await answer(volunteer("vol1"), id);
    const file = JSON.parse(readFileSync(path, "utf8")) as object;
    writeFileSync(path, JSON.stringify({ ...file, question: "Does it stand?" }));
    writeFileSync(join(path, "..", "frames.json"), JSON.stringify(collection([twoDates[0], item("f02", "2020-03-04T08:00:00Z")])));
    const { effects, said } = listening();
    const corrections = [
      { what: "question", from: "Is the outlined building still standing here?", to: "Does it stand?" },
      { what: "frame f02: datetime", from: "2020-03-01T08:00:00Z", to: "2020-03-04T08:00:00Z" },
    ];
    expect(await plan(path, access(), effects)).toMatchObject({ corrections, update: 0 });
    expect(await apply(path, access(), effects)).toMatchObject({ created: 0, updated: 0, unchanged: 3, corrections });
    expect(said.join("")).toContain('Corrected question: "Is the outlined building still standing here?" is now "Does it stand?"');
    expect(lockOf(path).corrections).toEqual(corrections.map((correction) => expect.objectContaining(correction)));
    expect(readFileSync(join(path, "..", "corrected.journal.ndjson"), "utf8")).toContain('"did":"campaign corrected"');
    const runs = [];
    for await (const page of owner().taskRuns.pages(id)) runs.push(...page);
    expect(runs.map(({ task_id }) => task_id)).toEqual([answered]);
    expect(await apply(path, access(), effects)).toMatchObject({ corrections: [] });
    writeFileSync(path, JSON.stringify({ ...file, question: "Does it stand?", task: { redundancy: 7 } }));
    expect(await apply(path, access(), effects)).toMatchObject({ updated: 2, frozen: 1 });
    expect(said.join("")).toContain("1 task would only get more answers: strike-setup redundancy");
    writeFileSync(path, JSON.stringify({ ...file, server: { category: 99 } }));
    await expect(apply(path, access(), effects)).rejects.toThrow(/server and page: the server does not take the project: category_id/);
  });

  it("asks for more answers to some tasks, and opens those that were completed", async () => {
    const path = campaign("more", 3, { task: { redundancy: 1 } });
    const { project_id: id } = (await done("apply", path)) as { project_id: number };
    await done("publish", path);
    const completed = await answer(volunteer("vol1"), id);
    const [one, other, last] = lockOf(path).buildings.sort((a, b) => Number(a.task_id) - Number(b.task_id));
    const from = join(path, "..", "more-answers.csv");
    const rows = [one, other, last].map((entry, at) => `${entry?.task_id},${entry?.building},${[3, 2, 1][at]},close call`);
    writeFileSync(from, `task_id,building,n_answers,why\n${rows.join("\n")}\n`);
    const { effects } = listening();
    expect(await redundancy(path, access(), effects, { from })).toEqual({ updated: 2, unchanged: 1, reopened: 1, answers: 3 });
    expect(await redundancy(path, access(), effects, { from })).toEqual({ updated: 0, unchanged: 3, reopened: 0, answers: 0 });
    const tasks = await tasksOf("more");
    expect(tasks.map(({ n_answers, state }) => [n_answers, state])).toEqual([
      [3, "ongoing"],
      [2, "ongoing"],
      [1, "ongoing"],
    ]);
    expect(completed).toBe(one?.task_id);
    // A later apply takes nothing back.
    expect(await done("apply", path)).toMatchObject({ updated: 0, unchanged: 3 });
  });

  it("refuses answers wanted that are wrong, and changes nothing", async () => {
    const path = campaign("refusing", 2);
    await done("apply", path);
    const [one, other] = lockOf(path).buildings;
    const from = join(path, "..", "more-answers.csv");
    const head = "task_id,building,n_answers,why\n";
    for (const [text, message] of [
      ["task_id,building\n1,b-1\n", /no column n_answers/],
      [`${head}${one?.task_id},${other?.building},5,x\n`, /is of the building/],
      [`${head}999999,,5,x\n`, /is not this campaign's/],
      [`${head}${one?.task_id},,many,x\n`, /"many" is no number of answers/],
      [`${head}${one?.task_id},,7,x\n${one?.task_id},,6,x\n`, /stands here twice/],
      ["", /no column task_id, building, n_answers/],
    ] as const) {
      writeFileSync(from, text);
      await expect(redundancy(path, access(), listening().effects, { from })).rejects.toThrow(message);
    }
    writeFileSync(from, head);
    const none = await redundancy(path, access(), listening().effects, { from });
    expect(none).toEqual({ updated: 0, unchanged: 0, reopened: 0, answers: 0 });
    expect(redundancyText(none)).toMatch(/nothing to do/);
    expect((await tasksOf("refusing")).every(({ n_answers }) => n_answers === 5)).toBe(true);
  });

  it("is verified: each building one task that says what the lock says", async () => {
    const path = campaign("verified", 5);
    const { project_id: id } = (await done("apply", path)) as { project_id: number };
    const { effects } = listening();
    expect(await verify(path, access(), effects)).toMatchObject({ ok: true, missing: 0, duplicate: 0, different: 0, presenter: true });
    const [first, second, third] = await tasksOf("verified");
    if (!first || !second || !third) throw new Error("no tasks");
    await owner().tasks.remove(first.id);
    await owner().tasks.update(second.id, { info: { ...(second.info as object), frames: ["f01"] } });
    await owner().tasks.create({ project_id: id, info: third.info, n_answers: 5 });
    await owner().tasks.create({ project_id: id, info: { question: "?" }, n_answers: 5 });
    const { status: ended, stdout, stderr } = await setup(["verify", path, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, missing: 1, duplicate: 1, different: 1, unknown: 1 });
    expect([ended, stderr]).toEqual([1, expect.stringContaining("does not hold what the lock says")]);
    await done("apply", path);
    expect(await verify(path, access(), effects)).toMatchObject({ missing: 0, duplicate: 0, different: 0, unknown: 1 });
  });

  it("is not applied twice at one time", async () => {
    const path = campaign("alone", 1);
    writeFileSync(join(path, "..", ".alone.running"), `${process.ppid}\n`);
    await expect(apply(path, access(), listening().effects)).rejects.toThrow(/another run works on this campaign/);
  });
});

describe("gold tasks", () => {
  it("are known to the lock alone", async () => {
    const path = campaign("golden", 4, { gold: { file: "gold.csv" }, buildings: { file: "buildings.geojson" } });
    writeFileSync(join(path, "..", "gold.csv"), "building,last_standing,first_destroyed\nhouse 1,f01,f02\nhouse 2,,2020-01-20\n");
    await done("apply", path);
    const gold = new Map(lockOf(path).buildings.map((entry) => [entry.manager_id, entry.gold]));
    expect(gold.get("house 1")).toEqual({ last_standing: "f01", first_destroyed: "f02" });
    expect(gold.get("house 2")).toEqual({ last_standing: null, first_destroyed: "f01" });
    expect(gold.get("house 0")).toBeNull();
    const tasks = await tasksOf("golden");
    // In the order of priority, not of the manager's file, which may be public.
    const priorities = tasks.map(({ priority_0 }) => Number(priority_0));
    expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
    const shape = ({ info, n_answers, calibration }: (typeof tasks)[number]) => [
      Object.keys(info as object).sort(),
      n_answers,
      calibration,
    ];
    expect(new Set(tasks.map((task) => JSON.stringify(shape(task)))).size).toBe(1);
    const project = await owner().projects.byShortName("golden");
    expect(JSON.stringify([tasks, project])).not.toMatch(/gold(?!en)/);
  });
});

describe("keys and names", () => {
  it("another account's key is refused by plan too, and apply leaves nothing behind", async () => {
    const path = campaign("theirs", 2);
    await done("apply", path);
    const elsewhere = campaign("theirs", 2);
    for (const command of ["plan", "apply"]) {
      const { status: ended, stderr } = await setup([command, elsewhere], { PYBOSSA_API_KEY: server.keys.vol1 });
      expect([command, ended, stderr]).toEqual([command, 3, expect.stringMatching(/"theirs" is taken/)]);
    }
    const left = readdirSync(join(elsewhere, "..")).filter((name) => !/^(campaign\.yaml|frames\.json|buildings\.geojson)$/.test(name));
    expect(left).toEqual([]);
  });
});

describe("on bloomberg's server", () => {
  it("a project lacks the company's fields, which are named", async () => {
    const path = campaign("lacking", 1, { server: { info: { kpi: 1 } } });
    await expect(apply(path, bloombergAccess, listening().effects)).rejects.toThrow(
      /server\.password, server\.info\.data_classification\.input_data.*server\.info\.product/,
    );
  });

  it.each(["csv", "post"] as const)("a campaign by %s is whole, ends in a year, and is paused by hiding it", async (method) => {
    const id = `company-${method}`;
    const path = campaign(id, method === "csv" ? 230 : 12, { server: company });
    const { effects, said } = listening();
    const count = method === "csv" ? 230 : 12;
    const { project_id: projectId } = await apply(path, bloombergAccess, effects, { method });
    expect(await apply(path, bloombergAccess, effects)).toMatchObject({ created: 0, unchanged: count });
    expect(await verify(path, bloombergAccess, effects)).toMatchObject({ ok: true });
    const client = createPybossaClient({ endpoint: bloomberg.endpoint, apiKey: bloomberg.keys.owner ?? "" });
    const [task] = await client.tasks.list({ projectId, limit: 1 });
    expect(Date.parse(`${task?.expiration}Z`) - Date.now()).toBeGreaterThan(360 * 86_400_000);
    await answer(client, projectId);
    expect(await publish(path, bloombergAccess, effects)).toMatchObject({ changed: true, answered: 1 });
    expect(said.join("")).toContain("this server keeps them, and they count");
    expect(await publish(path, bloombergAccess, effects)).toMatchObject({ changed: false });
    expect(await changeState(path, bloombergAccess, effects, "paused")).toMatchObject({ published: false });
    expect((await client.projects.get(projectId)).published).toBe(false);
    expect(await changeState(path, bloombergAccess, effects, "running")).toMatchObject({ published: true });
    expect(await status(path, bloombergAccess, effects)).toMatchObject({ tasks: count, task_runs: 1, state: "running", expiring: 0 });
  });
});

describe("an archive", () => {
  it("fills another server: the same tasks, chips and presenter; and is read only where it is whole", async () => {
    const days = ["20090818", "20140720", "20200831"].map((day) => ({
      id: `f${day.slice(0, 4)}`,
      datetime: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      file: join(naip, `m_4709963_se_14_1_${day}.tif`),
    }));
    const path = campaign("kept", 0, {
      frames: days,
      buildings: { file: "places.csv", point_buffer_m: 60 },
      chips: { mode: "local", ground_m: 1500 },
      licence_ack: "US public domain",
      server: company,
    });
    writeFileSync(join(path, "..", "places.csv"), "id,lat,lon\nw1,47.0200,-99.1600\nw2,47.0150,-99.1500\n");
    const { project_id: id } = (await done("apply", path)) as { project_id: number };
    await done("publish", path);
    await answer(volunteer("vol1"), id);
    const out = join(folder, "archive");
    const { effects } = listening();
    expect(await archive(path, access(), effects, { out })).toMatchObject({ tasks: 2, task_runs: 1, chips: 6 });
    const again = await archive(path, access(), effects, { out });
    expect(again).toMatchObject({ unchanged: true, tasks: 2, task_runs: 1, chips: 6 });
    expect(archiveText(again)).toMatch(/left as it is/);
    await expect(archive(path, access(), effects, { out: folder })).rejects.toThrow(/not empty/);
    const archived = join(out, "campaign.yaml");
    expect(await plan(archived, bloombergAccess, effects)).toMatchObject({ buildings: 2, frames: 3, tasks: 2, create: 2 });
    expect(await apply(archived, bloombergAccess, effects)).toMatchObject({ created: 2, short_name: "kept" });
    expect(await verify(archived, bloombergAccess, effects, { chips: "all" })).toMatchObject({ ok: true, chips_checked: 6 });
    const lockThere = JSON.parse(readFileSync(join(out, "campaign.lock.json"), "utf8")) as ReturnType<typeof lockOf>;
    const names = (lock: ReturnType<typeof lockOf>) => lock.buildings.map(({ building, content_hash }) => [building, content_hash]);
    expect(names(lockThere)).toEqual(names(lockOf(path)));
    expect(readFileSync(join(out, "record", "project.json"), "utf8")).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/);
    writeFileSync(join(out, "record", "task.json"), "[]");
    await expect(apply(archived, bloombergAccess, effects)).rejects.toThrow(/was changed/);
  });
});
