import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { campaignTemplate } from "../../../project-setup/src/campaign-file/index.ts";
import { check, checkCommand } from "../../../project-setup/src/commands/check.ts";
import { findingLines } from "../../../project-setup/src/findings.ts";
import { square } from "../../synthetic/square.ts";
import { building, campaign, folderWith, item, listening, littleCampaign, twoDates } from "./workspace.ts";

const twin = new URL("../../fixtures/maxar-twin/", import.meta.url);
const readTwin = (name: string) => readFileSync(new URL(name, twin), "utf8");
const messages = async (path: string) =>
  (await check(path, listening().effects)).errors.map(({ where, message }) => `${where}: ${message}`).join("\n");

describe("strike-setup check", () => {
  it("counts what becomes of a good campaign and writes nothing", async () => {
    const path = littleCampaign();
    expect(await check(path, listening().effects)).toMatchObject({
      buildings: 2,
      frames: 2,
      tasks: 2,
      skipped: 0,
      errors: [],
      frames_per_building: { "2": 2 },
    });
    expect(readdirSync(join(path, "..")).sort()).toEqual(["buildings.geojson", "campaign.yaml", "frames.json"]);
  });

  it("reads flattened items of overlapping tiles, and buildings named by their plus code", async () => {
    const folder = folderWith({
      "campaign.yaml": { ...campaign, frames: { stac: "items.geojson" } },
      "buildings.geojson": readTwin("buildings.geojson"),
      "items.geojson": readTwin("items.geojson"),
    });
    const summary = await check(join(folder, "campaign.yaml"), listening().effects);
    expect(summary.errors).toEqual([]);
    expect(summary.buildings).toBe(80);
    expect(summary.tasks + summary.skipped).toBe(80);
    expect(summary.tasks).toBeGreaterThan(40);
    expect(summary.skipped).toBeGreaterThan(3);
    expect(summary.covered_twice).toBeGreaterThan(5);
    const frames = Object.entries(summary.frames_per_building).reduce((sum, [, count]) => sum + count, 0);
    expect(frames).toBe(summary.tasks);
  });

  it("warns of frames that lie over no building", async () => {
    const beside = { ...item("f03", "2020-04-01T08:00:00Z"), geometry: square(41, 35, 0.05) };
    const path = littleCampaign({}, undefined, [...twoDates, beside]);
    const { warnings, frames, skipped } = await check(path, listening().effects);
    expect([frames, skipped]).toEqual([2, 0]);
    expect(readFileSync(join(path, "..", "skipped.csv"), "utf8")).toContain("\n,f03,lies over none of the buildings\n");
    expect(warnings).toContainEqual({ where: "frames", message: "1 of 3 lie over none of the buildings: f03" });
  });

  it("warns of a template's words that volunteers would read", async () => {
    const written = campaignTemplate({
      id: "x",
      title: "X",
      buildings: "b",
      frames: "f",
      attribution: "A",
      licence_ack: "",
      base_url: "",
      support: "",
    });
    const none = /none: (.*)/.exec(written)?.[1];
    const { warnings } = await check(littleCampaign({ support: { none } }), listening().effects);
    expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining("still the template's"));
  });

  it("warns where volunteers would see nothing", async () => {
    const { warnings } = await check(littleCampaign(), listening().effects);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("volunteers cannot be shown 2 of 2 frames (f01 has no url, f02 has no url)"),
    ]);
    const tiles = twoDates.map((date) => ({
      id: date.id,
      datetime: date.properties.datetime,
      source: { type: "xyz", url: "https://x.org/{z}/{x}/{y}.png" },
    }));
    expect((await check(littleCampaign({ frames: tiles }), listening().effects)).warnings).toEqual([]);
  });

  it("writes what is left out, with its reason, for its owner alone", async () => {
    const path = littleCampaign({}, [building("b1", 39, 35), building("far", 50, 35)]);
    expect(await check(path, listening().effects)).toMatchObject({ buildings: 2, tasks: 1, skipped: 1, errors: [] });
    const skipped = join(path, "..", "skipped.csv");
    expect(readFileSync(skipped, "utf8")).toBe("building,frame,reason\nfar,,no frame covers it\n");
    expect(statSync(skipped).mode & 0o777).toBe(0o600);
  });

  it("keeps formulas out of the spreadsheet", async () => {
    const path = littleCampaign({}, [building("b1", 39, 35), building("=HYPERLINK(1)", 50, 35)]);
    await check(path, listening().effects);
    expect(readFileSync(join(path, "..", "skipped.csv"), "utf8")).toContain("'=HYPERLINK(1)");
  });

  it.each([
    [
      "two buildings of one id",
      littleCampaignWith({}, [building("b1", 39, 35), building("b1", 39.001, 35)]),
      /feature 2 \(b1\): has the id b1 a second time/,
    ],
    [
      "swapped axes under the frames",
      littleCampaignWith({}, [building("b1", 35, 39)]),
      /feature 1 \(b1\): longitude and latitude are swapped/,
    ],
    ["swapped axes out of range", littleCampaignWith({}, [building("b1", 35, 139)]), /latitude 1\d\d.*swapped/],
    [
      "a frame without a date",
      littleCampaignWith({}, undefined, [...twoDates, { ...item("f03", ""), properties: {} }]),
      /feature 3 \(f03\): the frame f03 has no date/,
    ],
    [
      "no frame over any building",
      littleCampaignWith({}, [building("b1", 50, 35)]),
      /none of the buildings \(1\) gets a task: no frame covers it \(1\)/,
    ],
    ["too few frames", littleCampaignWith({}, undefined, [item("f01", "2020-01-01")]), /1 frame, fewer than 2 \(2\)/],
    ["a period that is none", littleCampaignWith({ period: { start: "spring" } }), /period\.start: is "spring"/],
    ["hosted chips without an address", littleCampaignWith({ chips: { mode: "hosted" } }), /chips\.base_url: is missing/],
    [
      "chips without pictures",
      littleCampaignWith({ chips: { mode: "hosted", base_url: "https://x.org" } }),
      /has no picture to cut chips from/,
    ],
  ])("refuses %s", async (_name, make, expected) => {
    expect(await messages(make())).toMatch(expected);
  });

  it.each([
    [
      "a missing buildings file",
      { buildings: { file: "nowhere.geojson" } },
      /nowhere\.geojson: the buildings file does not exist\n.*Look at buildings\.file/,
    ],
    ["a missing frames file", { frames: { stac: "nowhere.json" } }, /nowhere\.json: this document of frames does not exist/],
    ["a folder as buildings file", { buildings: { file: "." } }, /the buildings file is a folder/],
  ])("stops at %s", async (_name, changes, expected) => {
    await expect(check(littleCampaign(changes), listening().effects)).rejects.toThrow(expected);
  });

  it("tells alike faults together, so that one of another kind is seen", () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ where: `feature ${at}`, message: `lies in the same place as b${at}` }));
    expect(findingLines([...many, { where: "support", message: "is missing" }])).toEqual([
      "feature 0: lies in the same place as b0",
      "feature 1: lies in the same place as b1",
      "feature 2: lies in the same place as b2",
      "… and 497 more like these",
      "support: is missing",
    ]);
  });

  it("refuses a period that ends before it begins", async () => {
    expect(await messages(littleCampaign({ period: { start: "2020-12-31", end: "2020-01-01" } }))).toContain("before it begins");
  });

  it("says all errors in its JSON, and fails with status 1", async () => {
    const { effects, said } = listening();
    const path = littleCampaign({ titel: "x" });
    await expect(checkCommand(path, effects)).rejects.toMatchObject({ status: 1 });
    const document = JSON.parse(said.find((line) => line.startsWith("{")) ?? "") as { errors: { message: string }[] };
    expect(document.errors[0]?.message).toContain("Did you mean title?");
    const other = listening();
    await expect(checkCommand(littleCampaign({}, [building("b1", 39, 35), building("b1", 39, 35)]), other.effects)).rejects.toMatchObject({
      status: 1,
    });
    expect(JSON.parse(other.said.find((line) => line.startsWith("{")) ?? "")).toMatchObject({
      buildings: 1,
      errors: [{ message: expect.stringContaining("second time") }],
    });
    expect(existsSync(join(path, "..", "campaign.lock.json"))).toBe(false);
  });
});

function littleCampaignWith(...parts: Parameters<typeof littleCampaign>): () => string {
  return () => littleCampaign(...parts);
}
