import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "pybossa-client-ts/command";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { check } from "../../../project-setup/src/commands/check.ts";
import { chips } from "../../../project-setup/src/commands/chips.ts";
import { redundancy } from "../../../project-setup/src/commands/redundancy.ts";
import { prepare } from "../../../project-setup/src/preparation.ts";
import { square } from "../../synthetic/square.ts";
import { building, campaign, collection, folderWith, item, listening } from "./workspace.ts";

const corpus = fileURLToPath(new URL("../../fixtures/hostile/", import.meta.url));

function files(kind: string): string[] {
  return readdirSync(join(corpus, kind)).map((name) => join(corpus, kind, name));
}

/** What is said of a campaign: its faults one by one, or the one for which it is refused. Anything else is a crash. */
async function faultsOf(work: () => Promise<{ errors?: { where: string; message: string }[] }>): Promise<string[]> {
  try {
    return ((await work()).errors ?? []).map(({ where, message }) => `${where}: ${message}`);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    expect(error.status).toBe(1);
    return [error.message];
  }
}

/** One short message, no stack, and not much memory for it: what is read may fill its limit of 500 MB, and no more. */
function expectClear(faults: string[], before: number): void {
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) {
    expect(fault.length).toBeLessThan(1500);
    expect(fault).not.toMatch(/\n\s+at |\bundefined\b|\[object/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(fault).not.toMatch(/[\u0000\u001b]|\p{Cs}/u);
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(1_200_000_000);
}

const goodBuildings = collection([building("b1", 39, 35)]);
const goodFrames = collection([item("f01", "2020-02-01T08:00:00Z"), item("f02", "2020-03-01T08:00:00Z")]);

function campaignWith(changes: Record<string, unknown>, more: Record<string, unknown>): string {
  const folder = folderWith({
    "campaign.yaml": { ...campaign, ...changes },
    "buildings.geojson": goodBuildings,
    "frames.json": goodFrames,
    ...more,
  });
  return join(folder, "campaign.yaml");
}

describe("hostile buildings", () => {
  it.each(files("buildings").map((file) => [basename(file), file] as const))(
    "%s",
    async (name, file) => {
      const before = process.memoryUsage.rss();
      const path = campaignWith({ buildings: { file: name } }, { [name]: readFileSync(file) });
      const faults = await faultsOf(() => check(path, listening().effects));
      expectClear(faults, before);
      if (name.startsWith("endless-")) expect(faults).toEqual([expect.stringMatching(/still being read after 10 seconds of computing/)]);
      if (/in-each-row|computed/.test(name)) expect(faults).toEqual([expect.stringMatching(/holds more than 500 MB/)]);
    },
    120_000,
  );
});

describe("hostile documents of frames", () => {
  it.each(files("frames").map((file) => [basename(file), file] as const))("%s", async (name, file) => {
    const before = process.memoryUsage.rss();
    const path = campaignWith({ frames: { [name.endsWith(".json") ? "stac" : "list"]: name } }, { [name]: readFileSync(file) });
    expectClear(await faultsOf(() => check(path, listening().effects)), before);
  });
});

describe("hostile pictures", () => {
  it.each(files("pictures").map((file) => [basename(file), file] as const))("%s", { timeout: 60_000 }, async (name, file) => {
    const before = process.memoryUsage.rss();
    const frames = ["2020-02-01", "2020-03-01"].map((day) => ({
      ...item(day, day, { "proj:code": "EPSG:4326", "proj:bbox": [38.9, 34.9, 39.1, 35.1] }),
      geometry: square(39, 35, 0.09),
      assets: { visual: { href: name } },
    }));
    const changes = { chips: { mode: "hosted", base_url: "https://x.org/c" } };
    const path = campaignWith(changes, { "frames.json": collection(frames), [name]: readFileSync(file) });
    const faults = await faultsOf(async () => {
      const { dropped } = await chips(path, listening().effects);
      return { errors: dropped === 2 ? [{ where: name, message: "no data" }] : [] };
    });
    expectClear(faults, before);
    if (/bomb|svg|one-pixel|claims-tag/.test(name))
      expect(faults).toEqual([expect.stringMatching(/is no readable (GeoTIFF|picture)|not in tiles/)]);
  });

  it("change nothing about what other parts of a program may open", async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(sharp(drawing).metadata()).resolves.toMatchObject({ format: "svg" });
  });
});

describe("hostile campaign files", () => {
  it.each(files("campaigns").map((file) => [basename(file), file] as const))("%s", async (name, file) => {
    const before = process.memoryUsage.rss();
    const path = campaignWith({}, { [name]: readFileSync(file) });
    expectClear(await faultsOf(() => check(join(path, "..", name), listening().effects)), before);
  });
});

describe("hostile known answers", () => {
  it.each(files("gold").map((file) => [basename(file), file] as const))("%s", async (name, file) => {
    const before = process.memoryUsage.rss();
    const path = campaignWith({ gold: { file: name } }, { [name]: readFileSync(file) });
    expectClear(await faultsOf(() => check(path, listening().effects)), before);
  });
});

describe("hostile shifts", () => {
  it.each(files("shifts").map((file) => [basename(file), file] as const))("%s", async (name, file) => {
    const before = process.memoryUsage.rss();
    const path = campaignWith({ shifts: name }, { [name]: readFileSync(file) });
    expectClear(await faultsOf(() => check(path, listening().effects)), before);
  });
});

describe("hostile answers wanted", () => {
  it.each(files("answers-wanted").map((file) => [basename(file), file] as const))("%s", async (_name, file) => {
    const before = process.memoryUsage.rss();
    const access = { endpoint: "http://nowhere.test", apiKey: "k" };
    const faults = await faultsOf(async () => {
      await redundancy(campaignWith({}, {}), access, listening().effects, { from: file });
      return {};
    });
    expectClear(faults, before);
  });
});

describe("a table", () => {
  it("of more rows than a campaign has buildings is refused before it fills the memory", async () => {
    const before = process.memoryUsage.rss();
    const rows = `building,last_standing,first_destroyed\n${",,\n".repeat(10_000_000)}`;
    const path = campaignWith({ gold: { file: "gold.csv" } }, { "gold.csv": rows });
    const faults = await faultsOf(() => check(path, listening().effects));
    expect(faults).toEqual([expect.stringMatching(/more than 500,000 rows/)]);
    expectClear(faults, before);
  });
});

describe("hostile archives", () => {
  const manifest = {
    ...{ schema: "strike-tracker/archive/1", made_at: "2026-01-01T00:00:00Z", campaign: "little", pilot: false },
    ...{ server: {}, counts: {}, page: {}, files: [] },
  };
  it.each([
    ["a page file outside of it", { ...manifest, page: { results: "../../etc/passwd" } }],
    ["a file outside of it", { ...manifest, files: [{ path: "../lock.json", sha256: "", bytes: 1 }] }],
    ["an absolute file", { ...manifest, files: [{ path: "/etc/passwd", sha256: "", bytes: 1 }] }],
    ["another machine's absolute file", { ...manifest, files: [{ path: "C:\\secrets", sha256: "", bytes: 1 }] }],
    ["no list of files", { ...manifest, files: {} }],
    ["nothing", null],
  ])("that name %s are refused", async (_name, content) => {
    const path = campaignWith({}, { "archive.json": JSON.stringify(content) });
    await expect(prepare(path, { pilot: undefined, chips: "cut" }, listening().effects)).rejects.toThrow(
      /this is no archive of a campaign/,
    );
  });
});
