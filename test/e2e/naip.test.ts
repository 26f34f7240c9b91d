import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { createPybossaClient } from "pybossa-client-ts";
import { parseAnswer, parseTaskInfo } from "pybossa-client-ts/strike-tracker";
import { createPybossaServer } from "pybossa-embedded";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { dateBuilding, readNote } from "./volunteer.ts";

const rasters = fileURLToPath(new URL("../fixtures/naip/", import.meta.url));
const strikeSetup = fileURLToPath(new URL("../../project-setup/bin/strike-setup.js", import.meta.url));
const days = ["2009-08-18", "2014-07-20", "2020-08-31"];

const campaign = {
  schema: 1,
  id: "naip-wetland",
  title: "A wetland in three years",
  buildings: { file: "places.csv", point_buffer_m: 60 },
  frames: days.map((day) => ({
    id: `f${day.slice(0, 4)}`,
    datetime: day,
    file: join(rasters, `m_4709963_se_14_1_${day.replaceAll("-", "")}.tif`),
    gsd: 5,
  })),
  chips: { mode: "local", ground_m: 1500 },
  attribution: ["USDA NAIP"],
  licence_ack: "United States public domain",
  support: { none: "A test." },
  task: { redundancy: 1 },
};
const places = "id,lat,lon\nw1,47.0200,-99.1600\nw2,47.0150,-99.1500\n";

let folder: string;
let server: Awaited<ReturnType<typeof createPybossaServer>>;
let browser: Browser;

/** Runs strike-setup as a manager does. */
async function setup(command: string): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(process.execPath, [strikeSetup, command, join(folder, "campaign.yaml"), "--json"], {
    env: { ...process.env, PYBOSSA_ENDPOINT: server.endpoint, PYBOSSA_API_KEY: server.keys.owner ?? "" },
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "naip-"));
  writeFileSync(join(folder, "campaign.yaml"), JSON.stringify(campaign));
  writeFileSync(join(folder, "places.csv"), places);
  server = await createPybossaServer({ dataDir: join(folder, "server") });
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("three real rasters", () => {
  it("become chips on a server, and are dated in a browser", async () => {
    expect(await setup("check")).toMatchObject({ buildings: 2, frames: 3, tasks: 2, skipped: 0, errors: [] });
    expect(await setup("apply")).toMatchObject({ created: 2 });
    await setup("publish");

    const client = createPybossaClient({ endpoint: server.endpoint });
    const project = await client.projects.byShortName("naip-wetland");
    const [task] = await client.tasks.list({ projectId: project?.id ?? 0 });
    const info = parseTaskInfo(task?.info);
    if (!task || !info.ok) throw new Error("the server holds no readable task");
    expect(info.value.frames).toEqual(["f2009", "f2014", "f2020"]);
    expect(info.value.chips?.ground_m).toBe(1500);

    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    const loaded = new Set<string>();
    page.on("response", (response) => {
      if (/\/uploads\/.*\.jpg$/.test(response.url())) loaded.add(response.url());
    });
    await page.goto(`${server.endpoint}/project/naip-wetland/task/${task.id}`);
    await readNote(page, "keys");
    await dateBuilding(page, { gap: 2, hand: "keys" });

    for await (const runs of client.taskRuns.pages(project?.id ?? 0)) {
      const answer = parseAnswer(runs[0]?.info);
      if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
      expect(runs.map(({ task_id }) => task_id)).toEqual([task.id]);
      expect(answer.value).toMatchObject({ verdict: "destroyed", last_standing: "f2014", first_destroyed: "f2020", chip_check: "ok" });
    }

    // A wetland in summer, in its true colours: the picture is no flat area, and near infrared is not taken for red.
    for (const name of info.value.chips?.names ?? []) {
      const url = [...loaded].find((candidate) => candidate.includes(name));
      expect(url).toBeDefined();
      const picture = await (await fetch(url ?? "")).arrayBuffer();
      const { channels } = await sharp(picture).stats();
      const [red, green, blue] = channels.map(({ mean }) => mean);
      expect(channels.every(({ stdev }) => stdev > 8)).toBe(true);
      expect(Math.max(Math.abs((red ?? 0) - (green ?? 0)), Math.abs((green ?? 0) - (blue ?? 0)))).toBeLessThan(60);
    }
  });
});
