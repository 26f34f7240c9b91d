import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeArrayBuffer } from "geotiff";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cutSquare, emptyShare } from "../../../project-setup/src/chips/cut.ts";
import { campaignGrid, chipSquare } from "../../../project-setup/src/chips/grid.ts";
import { openRaster } from "../../../project-setup/src/chips/raster.ts";
import { check } from "../../../project-setup/src/commands/check.ts";
import { chips } from "../../../project-setup/src/commands/chips.ts";
import { preview } from "../../../project-setup/src/commands/preview.ts";
import { type Outline, type Position, projectionBetween } from "../../../project-setup/src/geometry/index.ts";
import type { PreviewData } from "../../../project-setup/src/preview/preview-data.ts";
import { createRemote } from "../../../project-setup/src/remote/index.ts";
import { placedTiff } from "../../synthetic/sidecars/geotiff-file.ts";
import { square } from "../../synthetic/square.ts";
import { campaign, collection, folderWith, listening, littleCampaign, twoDates } from "./workspace.ts";

// 200 x 200 m around [39, 35] in UTM 37, half a metre a pixel.
const west = 499_900;
const north = 3_873_143;
const bounds = [west, north - 200, west + 200, north];

/** Bytes of a 400 x 400 PNG whose red and green are the pixel's column and row, halved. */
async function ramp(channels: 3 | 4 = 3, seeThroughFrom = 400): Promise<Uint8Array> {
  const pixels = new Uint8Array(400 * 400 * channels);
  for (let row = 0; row < 400; row++) {
    for (let column = 0; column < 400; column++) {
      const at = (row * 400 + column) * channels;
      pixels.set([column >> 1, row >> 1, 99], at);
      if (channels === 4) pixels[at + 3] = column >= seeThroughFrom ? 0 : 255;
    }
  }
  return sharp(pixels, { raw: { width: 400, height: 400, channels } })
    .png()
    .toBuffer();
}

const item = (id: string, datetime: string, href: string) => ({
  type: "Feature",
  id,
  properties: { datetime, "proj:code": "EPSG:32637", "proj:bbox": bounds },
  geometry: square(39, 35, 0.0012),
  assets: { visual: { href } },
});
const remote = createRemote(listening().effects);
const house = { type: "Feature", id: "house", properties: {}, geometry: square(39, 35, 0.00005) };

async function withPictures(settings: Record<string, unknown>, second = ramp()): Promise<string> {
  const folder = folderWith({
    "campaign.yaml": { ...campaign, chips: { mode: "hosted", base_url: "https://x.org/c", ground_m: 60, ...settings } },
    "buildings.geojson": collection([house]),
    "frames.json": collection([item("f01", "2020-02-01T08:00:00Z", "a.png"), item("f02", "2020-03-01T08:00:00Z", "b.png")]),
    "a.png": await ramp(),
    "b.png": await second,
  });
  return join(folder, "campaign.yaml");
}

interface Listed {
  building: string;
  frame: string;
  name: string | null;
  sha256: string;
}
const listed = (path: string): Listed[] =>
  (JSON.parse(readFileSync(join(path, "..", "little.chips.json"), "utf8")) as { chips: Listed[] }).chips;

describe("the grid", () => {
  it("is the buildings' UTM zone, south of the equator too", () => {
    expect(campaignGrid("auto-utm", [square(39, 35) as Outline]).crs).toBe("EPSG:32637");
    expect(campaignGrid("auto-utm", [square(-61, -10) as Outline]).crs).toBe("EPSG:32720");
    expect(() => campaignGrid("EPSG:4326", [])).toThrow(/UTM zone/);
  });

  it("puts the building in the middle of its chip, its outline in fractions from the top left", () => {
    const { extent, outline } = chipSquare(campaignGrid("auto-utm", [house.geometry as Outline]), house.geometry as Outline, 60);
    expect(extent[2] - extent[0]).toBeCloseTo(60, 6);
    expect(outline.length).toBe(4);
    const xs = outline.map(([x]) => x);
    expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(0.5, 3);
    // 0.0001 degrees of longitude at 35 degrees north are 9.13 m.
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(9.13 / 60, 2);
    const [first] = outline;
    expect(first?.[1]).toBeGreaterThan(0.5);
  });

  it("draws no more than 16 corners", () => {
    const circle: Position[] = Array.from({ length: 101 }, (_, at) => [
      39 + Math.cos((at * Math.PI) / 50) / 1e4,
      35 + Math.sin((at * Math.PI) / 50) / 1e4,
    ]);
    const { outline } = chipSquare(campaignGrid("auto-utm", [house.geometry as Outline]), { type: "Polygon", coordinates: [circle] }, 60);
    expect(outline.length).toBe(16);
  });
});

describe("cutting", () => {
  const reference = (path: string, crs: string | null, box: number[] | null) => ({
    href: path,
    path,
    url: null,
    crs,
    bounds: box as [number, number, number, number] | null,
    transform: null,
  });

  it("copies whole pixels where grid and picture run alike", async () => {
    const folder = folderWith({ "a.png": await ramp() });
    const raster = await openRaster(reference(join(folder, "a.png"), "EPSG:32637", bounds), "a", remote);
    const chip = await cutSquare(raster, [west + 50, north - 110, west + 110, north - 50], (position) => position, [0, 0]);
    expect([chip.width, chip.height]).toEqual([120, 120]);
    // The chip's first pixel is the picture's column 100 and row 100.
    expect([...chip.rgb.subarray(0, 3)]).toEqual([50, 50, 99]);
    expect([...chip.rgb.subarray(-3)]).toEqual([109, 109, 99]);
    expect(emptyShare(chip)).toBe(0);
  });

  it("moves the frame by its shift: 10 m east shows what lies 10 m west", async () => {
    const folder = folderWith({ "a.png": await ramp() });
    const raster = await openRaster(reference(join(folder, "a.png"), "EPSG:32637", bounds), "a", remote);
    const chip = await cutSquare(raster, [west + 50, north - 110, west + 110, north - 50], (position) => position, [10, 5]);
    expect([...chip.rgb.subarray(0, 2)]).toEqual([40, 55]);
  });

  it("interpolates from another projection to the same places", async () => {
    const folder = folderWith({ "a.png": await ramp() });
    const toDegrees = projectionBetween("EPSG:32637", "EPSG:4326");
    const [minX = 0, minY = 0] = toDegrees?.([west, north - 200]) ?? [];
    const [maxX = 0, maxY = 0] = toDegrees?.([west + 200, north]) ?? [];
    const raster = await openRaster(reference(join(folder, "a.png"), "EPSG:4326", [minX, minY, maxX, maxY]), "a", remote);
    const toRaster = projectionBetween("EPSG:32637", "EPSG:4326") ?? ((position: Position) => position);
    const chip = await cutSquare(raster, [west + 50, north - 110, west + 110, north - 50], toRaster, [0, 0]);
    const middle = ((chip.height >> 1) * chip.width + (chip.width >> 1)) * 3;
    expect(Math.abs((chip.rgb[middle] ?? 0) - 80)).toBeLessThanOrEqual(2);
    expect(Math.abs((chip.rgb[middle + 1] ?? 0) - 80)).toBeLessThanOrEqual(2);
  });

  it("has no data outside the picture, and where it is transparent", async () => {
    const folder = folderWith({ "a.png": await ramp(4, 200) });
    const raster = await openRaster(reference(join(folder, "a.png"), "EPSG:32637", bounds), "a", remote);
    expect(
      emptyShare(await cutSquare(raster, [west + 70, north - 110, west + 130, north - 50], (position) => position, [0, 0])),
    ).toBeCloseTo(0.5, 2);
    expect(
      emptyShare(await cutSquare(raster, [west - 30, north - 110, west + 30, north - 50], (position) => position, [0, 0])),
    ).toBeCloseTo(0.5, 2);
    expect(emptyShare(await cutSquare(raster, [west + 900, north - 110, west + 960, north - 50], (position) => position, [0, 0]))).toBe(1);
  });

  const corner = { ModelPixelScale: [5, 5, 0], ModelTiepoint: [0, 0, 0, west, north, 0] };
  const placed = (tags: Record<string, unknown>, values = Array.from({ length: 40 * 40 * 3 }, (_, at) => Math.floor(at / 3) % 40)) =>
    new Uint8Array(
      writeArrayBuffer(values, {
        height: 40,
        width: 40,
        SamplesPerPixel: 3,
        BitsPerSample: [8, 8, 8],
        PhotometricInterpretation: 2,
        ProjectedCSTypeGeoKey: 32637,
        GTModelTypeGeoKey: 1,
        GTRasterTypeGeoKey: 1,
        ...tags,
      }) as ArrayBuffer,
    );

  it("reads a GeoTIFF by its own place", async () => {
    const folder = folderWith({ "a.tif": placed(corner) });
    const raster = await openRaster(reference(join(folder, "a.tif"), null, null), "a", remote);
    expect(raster.crs).toBe("EPSG:32637");
    expect(raster.toGround([0, 0])).toEqual([west, north]);
    const chip = await cutSquare(raster, [west + 50, north - 110, west + 110, north - 50], (position) => position, [0, 0]);
    expect([chip.width, chip.rgb[0]]).toEqual([12, 10]);
  });

  it.each([
    ["a tie point within", { ModelPixelScale: [5, 5, 0], ModelTiepoint: [2, 4, 0, west + 10, north - 20, 0] }],
    ["points instead of areas", { ...corner, ModelTiepoint: [0, 0, 0, west + 2.5, north - 2.5, 0], GTRasterTypeGeoKey: 2 }],
    ["a matrix", { ModelTransformation: [5, 0, 0, west, 0, -5, 0, north, 0, 0, 0, 0, 0, 0, 0, 1] }],
  ])("places a GeoTIFF with %s alike", async (_name, tags) => {
    const folder = folderWith({ "a.tif": placed(tags) });
    const raster = await openRaster(reference(join(folder, "a.tif"), null, null), "a", remote);
    expect([raster.toGround([0, 0]), raster.toGround([40, 40])]).toEqual([
      [west, north],
      [west + 200, north - 200],
    ]);
  });

  it.each(["webp", "deflate", "lzw", "jpeg"] as const)("reads a GeoTIFF of %s tiles", async (compression) => {
    const pixels = { create: { width: 400, height: 400, channels: 3 as const, background: "#40a0c0" } };
    const tiff = await sharp(pixels).tiff({ compression, tile: true, quality: 100 }).toBuffer();
    const folder = folderWith({ "a.tif": placedTiff(tiff, { west, north, pixel: 0.5, crs: "EPSG:32637" }) });
    const raster = await openRaster(reference(join(folder, "a.tif"), null, null), "a", remote);
    const chip = await cutSquare(raster, [west + 50, north - 110, west + 110, north - 50], (position) => position, [0, 0]);
    expect([chip.width, emptyShare(chip)]).toEqual([120, 0]);
    const [red = 0, green = 0, blue = 0] = chip.rgb;
    expect(Math.max(Math.abs(red - 0x40), Math.abs(green - 0xa0), Math.abs(blue - 0xc0))).toBeLessThan(4);
  });

  it("turns a GeoTIFF that lies askew", async () => {
    const folder = folderWith({ "a.tif": placed({ ModelTransformation: [3, 4, 0, west, 4, -3, 0, north, 0, 0, 0, 0, 0, 0, 0, 1] }) });
    const raster = await openRaster(reference(join(folder, "a.tif"), null, null), "a", remote);
    expect(raster.toGround([20, 10])).toEqual([west + 100, north + 50]);
    const chip = await cutSquare(raster, [west + 95, north + 45, west + 105, north + 55], (position) => position, [0, 0]);
    expect([chip.width, ...chip.rgb.filter((_, at) => at % 3 === 0)]).toEqual([2, 20, 20, 19, 19]);
  });

  it("refuses a picture that nothing places, and a file that is none", async () => {
    const folder = folderWith({ "a.png": await ramp(), "b.tif": "no picture" });
    await expect(openRaster(reference(join(folder, "a.png"), null, null), "frame a", remote)).rejects.toThrow(
      /frame a: nothing says where/,
    );
    await expect(openRaster(reference(join(folder, "b.tif"), null, null), "frame b", remote)).rejects.toThrow(
      /frame b: .*no readable picture/,
    );
    await expect(openRaster(reference(join(folder, "c.tif"), null, null), "frame c", remote)).rejects.toThrow(/cannot be read/);
  });
});

describe("strike-setup chips", () => {
  it("writes each chip under its hash, with its copyright and no other metadata, and the same bytes again", async () => {
    const path = await withPictures({});
    const { effects } = listening();
    expect(await chips(path, effects)).toMatchObject({ cut: 2, kept: 0, dropped: 0, skipped: 0 });
    const [first] = listed(path);
    const file = join(path, "..", "chips", `${first?.name}.webp`);
    expect(first?.sha256.startsWith(first.name ?? "?")).toBe(true);
    const about = await sharp(file).metadata();
    expect([about.width, about.height, about.xmp]).toEqual([120, 120, undefined]);
    expect(about.exif?.toString("latin1")).toMatch(/Nobody/);
    expect(about.exif?.length).toBeLessThan(250);
    const other = await withPictures({});
    await chips(other, effects);
    expect(listed(other).map(({ name }) => name)).toEqual(listed(path).map(({ name }) => name));
  });

  it("cuts nothing twice, and again what a change of the settings concerns", async () => {
    const path = await withPictures({});
    const { effects } = listening();
    await chips(path, effects);
    const folder = join(path, "..", "chips");
    const before = readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs);
    const unwritten = join(folder, `.${"0123".repeat(6)}.${randomUUID()}.part`);
    expect(await chips(path, effects)).toMatchObject({ cut: 0, kept: 2 });
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs)).toEqual(before);
    // What a killed run left goes as soon as there is something to cut.
    writeFileSync(unwritten, "half");
    const [first] = readdirSync(folder).filter((name) => name.endsWith(".webp"));
    rmSync(join(folder, first ?? ""));
    expect(await chips(path, effects)).toMatchObject({ cut: 2 });
    expect(readdirSync(folder).filter((name) => !name.endsWith(".webp"))).toEqual([]);
  });

  it("makes large chips smaller, to the largest side asked for", async () => {
    const path = await withPictures({ size_px: 64, format: "jpeg" });
    await chips(path, listening().effects);
    const [first] = listed(path);
    expect((await sharp(join(path, "..", "chips", `${first?.name}.jpg`)).metadata()).width).toBe(64);
  });

  it("drops a frame without data on the building, and skips a building with too few left", async () => {
    const path = await withPictures({}, ramp(4, 150));
    const { effects } = listening();
    expect(await chips(path, effects)).toMatchObject({ cut: 2, dropped: 1, skipped: 1 });
    const skipped = readFileSync(join(path, "..", "skipped.csv"), "utf8");
    expect(skipped).toMatch(/house,f02,no data in \d+ % of the chip/);
    expect(skipped).toContain('house,,"1 frame with data, fewer than 2"');
  });

  it("keeps its private list to its owner", async () => {
    const path = await withPictures({});
    await chips(path, listening().effects);
    expect(statSync(join(path, "..", "little.chips.json")).mode & 0o777).toBe(0o600);
  });

  it("tells before it cuts that there are more chips than a server takes as uploads", async () => {
    const houses = Array.from({ length: 251 }, (_, at) => ({ ...house, id: `h${at}`, geometry: square(39 + at / 1e6, 35, 0.00002) }));
    const frames = twoDates.map((each) => ({ ...each, assets: { visual: { href: "https://x.org/a.tif" } } }));
    const { warnings } = await check(littleCampaign({ chips: { mode: "local" } }, houses, frames), listening().effects);
    expect(warnings.map(({ message }) => message).join("\n")).toContain("502 chips are too many for a server's uploads (500 at most");
  });

  it("drops a frame that is nothing but cloud", async () => {
    const white = sharp({ create: { width: 400, height: 400, channels: 3, background: "#f4f4f6" } })
      .png()
      .toBuffer();
    const path = await withPictures({}, white);
    expect(await chips(path, listening().effects)).toMatchObject({ dropped: 1, skipped: 1 });
    expect(readFileSync(join(path, "..", "skipped.csv"), "utf8")).toContain("nothing but white in the chip");
  });

  it("cuts many in two processes, the same as in one, and goes on after an interruption", async () => {
    const folder = folderWith({ "a.png": await ramp() });
    const places = Array.from(
      { length: 100 },
      (_, at) => [39 + ((at % 10) - 4.5) / 12_000, 35 + (Math.floor(at / 10) - 4.5) / 12_000] as const,
    );
    const houses = places.map(([x, y], at) => ({ type: "Feature", id: `h${at}`, properties: {}, geometry: square(x, y, 0.00002) }));
    const frames = ["2020-02-01", "2020-03-01", "2020-04-01"].map((day) => item(day, `${day}T08:00:00Z`, "a.png"));
    const settings = { mode: "hosted", base_url: "https://x.org/c", ground_m: 40 };
    writeFileSync(join(folder, "campaign.yaml"), JSON.stringify({ ...campaign, chips: settings }));
    writeFileSync(join(folder, "buildings.geojson"), JSON.stringify(collection(houses)));
    writeFileSync(join(folder, "frames.json"), JSON.stringify(collection(frames)));
    const path = join(folder, "campaign.yaml");
    const { effects } = listening();
    const interrupted = { ...effects, output: { ...effects.output, progress: failAfter(120) } };
    await expect(chips(path, interrupted)).rejects.toThrow("interrupted");
    const there = listed(path).length;
    expect(there).toBeGreaterThan(100);
    const { cut, kept } = await chips(path, effects);
    // Known by its content: the same picture stands for three frames.
    expect(kept).toBeGreaterThanOrEqual(there);
    expect(cut + kept).toBe(300);
    const names = new Map(listed(path).map(({ building, frame, name }) => [`${building} ${frame}`, name]));
    expect(names.size).toBe(300);
    // The same picture thrice: one name a building. And alone, in one process, it is the same.
    expect(new Set(names.values()).size).toBe(100);
    writeFileSync(join(folder, "buildings.geojson"), JSON.stringify(collection(houses.slice(40, 41))));
    writeFileSync(join(folder, "little.chips.json"), "{}");
    expect(await chips(path, effects)).toMatchObject({ cut: 3 });
    expect(listed(path)[0]?.name).toBe(names.get("h40 2020-02-01"));
  });

  it("keeps what is known of buildings that a run leaves out", async () => {
    const path = await withPictures({});
    const { effects } = listening();
    await chips(path, effects);
    const settings = JSON.parse(readFileSync(path, "utf8")) as object;
    const other = { ...house, id: "other", geometry: square(39.0001, 35.0001, 0.00005) };
    writeFileSync(join(path, "..", "buildings.geojson"), JSON.stringify(collection([other])));
    writeFileSync(path, JSON.stringify(settings));
    expect(await chips(path, effects)).toMatchObject({ cut: 2, kept: 0 });
    writeFileSync(join(path, "..", "buildings.geojson"), JSON.stringify(collection([house, other])));
    expect(await chips(path, effects)).toMatchObject({ cut: 0, kept: 4 });
  });
});

/** Progress that breaks off the work, as a full disk or a signal does. */
function failAfter(done: number): (what: string, count: number) => void {
  return (_what, count) => {
    if (count >= done) throw new Error("interrupted");
  };
}

describe("strike-setup preview", () => {
  it("writes one private page with some buildings, cutting what is missing", async () => {
    const path = await withPictures({});
    const out = join(path, "..", "preview");
    const { effects } = listening();
    const result = await preview(path, effects, { out });
    expect(result).toMatchObject({ buildings: 1, frames: 2 });
    expect(statSync(result.file).mode & 0o777).toBe(0o600);
    const page = readFileSync(result.file, "utf8");
    const { buildings } = JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? "{}") as PreviewData;
    expect(buildings[0]).toMatchObject({ id: "house", dropped: [], frames: [{ id: "f01", date: "2020-02-01 08:00 UTC" }, { id: "f02" }] });
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it("shows tile layers from their addresses, and tells which frames cannot be shown", async () => {
    const shown = async (path: string) => {
      const page = readFileSync((await preview(path, listening().effects, { out: join(path, "..", "p") })).file, "utf8");
      return (JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? "{}") as PreviewData).buildings[0];
    };
    const url = "https://tiles.example.org/{z}/{x}/{y}.png";
    const frames = [
      { id: "t1", datetime: "2020-02-01", url, gsd: 0.5, shift_m: [1, 2] },
      { id: "t2", datetime: "2020-03-01", url },
    ];
    expect(await shown(littleCampaign({ frames }))).toMatchObject({
      place: { footprint: { type: "Polygon" } },
      frames: [
        { id: "t1", picture: { source: { type: "xyz", url }, gsd: 0.5, shift: [1, 2] } },
        { id: "t2", picture: { shift: [0, 0] } },
      ],
      dropped: [],
    });
    const reason = expect.stringContaining("cannot be shown");
    expect(await shown(littleCampaign())).toMatchObject({
      frames: [],
      dropped: [
        { frame: "f01", reason },
        { frame: "f02", reason },
      ],
    });
  });
});
