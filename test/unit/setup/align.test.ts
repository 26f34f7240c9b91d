import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { crossPower, displacement, spectrumOf, windowSide } from "../../../project-setup/src/align/correlation.ts";
import { readShifts } from "../../../project-setup/src/align/index.ts";
import { align, alignText } from "../../../project-setup/src/commands/align.ts";
import { chips } from "../../../project-setup/src/commands/chips.ts";
import { stream } from "../../synthetic/random.ts";
import { square } from "../../synthetic/square.ts";
import { campaign, collection, folderWith, listening } from "./workspace.ts";

/** Roofs of chance sizes and shades on grey ground, moved by whole pixels. */
function roofs(side: number, right: number, down: number, shade = 1): Uint8Array {
  const random = stream(1, "roofs");
  const grey = new Uint8Array(side * side).fill(90 * shade);
  for (let count = 0; count < (side * side) / 900; count++) {
    const [left, top] = [Math.floor(random.next() * side), Math.floor(random.next() * side)];
    const [wide, high] = [8 + Math.floor(random.next() * 20), 8 + Math.floor(random.next() * 20)];
    const value = Math.floor((110 + random.next() * 110) * shade);
    for (let y = Math.max(0, top + down); y < Math.min(side, top + down + high); y++)
      for (let x = Math.max(0, left + right); x < Math.min(side, left + right + wide); x++) grey[y * side + x] = value;
  }
  return grey;
}

describe("phase correlation", () => {
  it.each([
    [0, 0],
    [5, -3],
    [-11, 7],
  ])("finds that a window was moved by %i columns and %i rows, in another light", (right, down) => {
    const reference = spectrumOf(Float64Array.from(roofs(windowSide, 0, 0)));
    const moved = spectrumOf(Float64Array.from(roofs(windowSide, right, down, 0.7)));
    const found = displacement(crossPower(moved, reference), 24);
    expect(found.columns).toBeCloseTo(right, 0);
    expect(found.rows).toBeCloseTo(down, 0);
  });
});

// 400 x 400 m around [39, 35] in UTM 37, half a metre a pixel.
const west = 499_800;
const north = 3_873_243;

async function picture(right: number, down: number): Promise<Uint8Array> {
  const grey = roofs(800, right, down, right === 0 ? 1 : 0.8);
  return sharp(grey, { raw: { width: 800, height: 800, channels: 1 } })
    .png()
    .toBuffer();
}

async function movedCampaign(): Promise<string> {
  const item = (id: string, datetime: string) => ({
    type: "Feature",
    id,
    properties: { datetime, "proj:code": "EPSG:32637", "proj:bbox": [west, north - 400, west + 400, north] },
    geometry: square(39, 35, 0.0019),
    assets: { visual: { href: `${id}.png` } },
  });
  const houses = [-100, -33, 33, 100].flatMap((east) =>
    [-100, -33, 33, 100].map((up) => ({
      type: "Feature",
      id: `h${east}/${up}`,
      properties: {},
      geometry: square(39 + east / 91_200, 35 + up / 110_900, 0.00004),
    })),
  );
  const folder = folderWith({
    "campaign.yaml": { ...campaign, chips: { mode: "hosted", base_url: "https://x.org/c", ground_m: 60 } },
    "buildings.geojson": collection(houses),
    "frames.json": collection([item("f01", "2020-02-01T08:00:00Z"), item("f02", "2020-03-01T08:00:00Z")]),
    "f01.png": await picture(0, 0),
    "f02.png": await picture(6, -4),
  });
  return join(folder, "campaign.yaml");
}

describe("strike-setup align", () => {
  it("proposes how a frame is to be moved, applies nothing by itself, and keeps what was edited", async () => {
    const path = await movedCampaign();
    const { effects } = listening();
    const proposed = await align(path, effects, { reference: "f01" });
    if (proposed.unchanged) throw new Error("nothing was proposed");
    const { file, reference, frames } = proposed;
    expect(reference).toBe("f01");
    // Six pixels to the right and four up: three metres too far east, two too far north.
    const [, second] = frames;
    expect(second).toMatchObject({ frame: "f02", use: true });
    expect(Math.hypot((second?.shift[0] ?? 0) + 3, (second?.shift[1] ?? 0) + 2)).toBeLessThan(0.3);
    await expect(align(path, effects)).rejects.toThrow(/there are shifts already/);
    await chips(path, effects);
    const shiftsCut = () =>
      (JSON.parse(readFileSync(join(path, "..", "little.chips.json"), "utf8")) as { chips: { frame: string; shift: number[] }[] }).chips
        .filter(({ frame }) => frame === "f02")
        .map(({ shift }) => shift);
    expect(shiftsCut()[0]).toEqual([0, 0]);
    const settings = JSON.parse(readFileSync(path, "utf8")) as object;
    writeFileSync(path, JSON.stringify({ ...settings, shifts: "little.shifts.yaml" }));
    writeFileSync(file, readFileSync(file, "utf8").replace("all: [0, 0]", "all: [1, 0]"));
    expect(await chips(path, effects)).toMatchObject({ cut: 32 });
    expect(shiftsCut()[0]).toEqual([(second?.shift[0] ?? 0) + 1, second?.shift[1] ?? 0]);
    // Run again it leaves what was edited, and says so.
    const edited = readFileSync(file, "utf8");
    const again = await align(path, effects, { reference: "f01" });
    expect(again).toEqual({ file, unchanged: true });
    expect(alignText(again, path)).toMatch(/left as they are/);
    await expect(align(path, effects)).rejects.toThrow(/there are shifts already, proposed for other inputs/);
    expect(readFileSync(file, "utf8")).toBe(edited);
    expect(await align(path, effects, { reference: "f01", again: true })).toMatchObject({ unchanged: false });
    expect(readFileSync(file, "utf8")).toContain("all: [0, 0]");
  });

  it("names a frame that is not there, and a campaign without pictures", async () => {
    const { effects } = listening();
    await expect(align(await movedCampaign(), effects, { reference: "f09" })).rejects.toThrow(/no frame f09[\s\S]*f01, f02/);
  });
});

describe("a file of shifts", () => {
  const read = (text: string) => readShifts(join(folderWith({ "s.yaml": text }), "s.yaml"));

  it("moves the frames that are to be used, and all by what is said for all", () => {
    const shiftOf = read("all: [1, 0]\nframes:\n  a: {shift_m: [2, 3], use: true}\n  b: {shift_m: [9, 9], use: false}\n");
    expect([shiftOf("a"), shiftOf("b"), shiftOf("other")]).toEqual([
      [3, 3],
      [1, 0],
      [1, 0],
    ]);
  });

  it.each([
    ["frames:\n  a: {shift_m: [2], use: true}\n", /line 2.*"a" has no shift_m/],
    ["frames:\n  a: {shift_m: [2, 3], use: maybe}\n", /line 2/],
    ["all: far\nframes: {}\n", /line 1.*all is no pair/],
    ["frames: {}\nshift: 3\n", /line 2.*"shift" is not a key/],
    ["- a\n", /no file of shifts/],
  ])("with a fault names its line: %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
