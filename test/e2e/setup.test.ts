import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPybossaClient } from "pybossa-client-ts";
import { parseCampaign, parseTaskInfo } from "pybossa-client-ts/strike-tracker";
import { plan } from "strike-tracker-setup";
import { describe, expect, it } from "vitest";
import { building, collection, item, listening, twoDates } from "../unit/setup/workspace.ts";
import { access, campaign, done, lockOf, owner, run, server, setup, start, tasksOf } from "./setup-workspace.ts";

const naip = fileURLToPath(new URL("../fixtures/naip/", import.meta.url));

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

  it("keeps dates known beforehand in the lock at their outer bounds", async () => {
    const known = { standing: "2020-02-01", destroyed: "2020-03-01" };
    const path = campaign("dated", 1, { buildings: { file: "buildings.geojson", known } });
    await done("apply", path);
    expect(lockOf(path).buildings[0]).toMatchObject({ prior_standing: "2020-02-01T00:00:00Z", prior_destroyed: "2020-03-01T23:59:59Z" });
  });

  it("has a presenter whose script the server serves as it was built", async () => {
    const path = campaign("shown", 3, { languages: ["en", "ar-SY", "uk"] });
    await done("apply", path);
    const project = await owner().projects.byShortName("shown");
    const page = String((project?.info as Record<string, unknown> | undefined)?.task_presenter);
    const record = /<script type="application\/json" id="strike-tracker-campaign">(.*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(parseCampaign(JSON.parse(record)).ok).toBe(true);
    const [, address = "", hash = ""] = /src="(\/uploads\/user_\d+\/strike-tracker-([0-9a-f]{12})\.js)"/.exec(page) ?? [];
    const response = await fetch(`${server.endpoint}${address}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex").slice(0, 12)).toBe(hash);
    expect(page).toContain(`integrity="sha384-${createHash("sha384").update(bytes).digest("base64")}"`);
    expect(page).toMatch(/<strike-tracker project-id="\d+" short-name="shown" state-material="\d+" catalogues="[^"]+">/);
    const catalogues = /catalogues="([^"]+)"/.exec(page)?.[1] ?? "";
    for (const language of ["ar", "uk"]) {
      const served = await fetch(`${server.endpoint}${catalogues.replace("{language}", language)}`);
      // The script takes a catalogue with this hash alone.
      const words = createHash("sha256").update(new Uint8Array(await served.arrayBuffer()));
      expect(new TextDecoder().decode(bytes)).toContain(`sha256-${words.digest("base64")}`);
    }
    expect((await fetch(`${server.endpoint}${catalogues.replace("{language}", "fr")}`)).status).toBe(404);
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
    expect(await plan(path, access(), listening().effects)).toMatchObject({
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
      expect.stringMatching(/deletes all answers.*1 task has answers[\s\S]*--lose-answers/),
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
