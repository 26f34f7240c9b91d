import { writeArrayBuffer } from "geotiff";
import type { Page } from "playwright-core";
import type { CampaignFrame, FrameSource } from "pybossa-client-ts/strike-tracker";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  boundsAround,
  type Colour,
  colours,
  degreeMatrix,
  footprintRing,
  type ImageryServer,
  startImageryServer,
  worldPicture,
  worldPixels,
} from "./imagery-server.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

const standing = "2017-06-10";
const ruins = "2017-07-10";

/** Every kind of source, by time; the building falls between the seventh and the eighth. */
function sources(imagery: string, files: string): FrameSource[] {
  const wmts = { type: "wmts", layer: "scene", matrix_set: "google", style: "" } as const;
  return [
    { type: "xyz", url: `${imagery}/xyz/${standing}/{z}/{x}/{y}.png`, zoom_max: 20 },
    { type: "xyz", url: `${imagery}/tms/${standing}/{z}/{x}/{-y}.png`, zoom_max: 19 },
    { ...wmts, url: `${imagery}/wmts?map=town`, matrix_prefix: "google:", time: standing, zoom_max: 20 },
    {
      type: "wmts",
      url: `${imagery}/degrees/{Time}/{TileMatrix}/{TileRow}/{TileCol}.png`,
      ...{ crs: "EPSG:4326", matrices: [degreeMatrix], time: standing },
    },
    { type: "wms", url: `${imagery}/wms`, layer: "a,b", crs: "EPSG:4326", time: standing },
    { type: "wms", url: `${imagery}/wms`, layer: "a,b", crs: "EPSG:32637", version: "1.1.1", time: standing },
    { type: "image", url: `${files}/standing.png`, extent: boundsAround("EPSG:4326", 300) },
    { type: "cog", url: `${files}/ruins.tif` },
    { type: "wms", url: `${imagery}/wms`, layer: "a,b", time: ruins },
    { type: "xyz", url: `${imagery}/empty/{z}/{x}/{y}.png` },
    { type: "wms", url: `${imagery}/wms`, layer: "a,b", time: "2017-09-09" },
    { type: "xyz", url: `${imagery}/xyz/${ruins}/{z}/{x}/{y}.png` },
  ];
}

let imagery: ImageryServer;
let world: PresenterWorld;

beforeAll(async () => {
  imagery = await startImageryServer();
  const side = 400;
  const [minx, miny, maxx, maxy] = boundsAround("EPSG:32637", 200);
  const tiff = writeArrayBuffer(worldPixels("destroyed", "EPSG:32637", [minx, miny, maxx, maxy], side, side), {
    ...{ width: side, height: side, SamplesPerPixel: 3, BitsPerSample: [8, 8, 8], PhotometricInterpretation: 2 },
    ...{ ModelPixelScale: [(maxx - minx) / side, (maxy - miny) / side, 0], ModelTiepoint: [0, 0, 0, minx, maxy, 0] },
    ...{ ProjectedCSTypeGeoKey: 32637, GTModelTypeGeoKey: 1, GTRasterTypeGeoKey: 1 },
  });
  const frames = (origin: string): CampaignFrame[] =>
    sources(imagery.endpoint, origin).map((source, index) => ({
      id: `f${String(index + 1).padStart(2, "0")}`,
      datetime: `2017-${String(index + 1).padStart(2, "0")}-03T08:00:00Z`,
      ...{ date_kind: "acquired", source, gsd: 0.3 },
    }));
  const info = {
    ...{ schema: "strike-tracker/task/1", campaign: "town-2017", building: "b-1" },
    frames: Array.from({ length: 12 }, (_, index) => `f${String(index + 1).padStart(2, "0")}`),
    geometry: { type: "Polygon", coordinates: [footprintRing()] },
  } as const;
  world = await presenterWorld([{ info: info as never, chips: [], lastStanding: "f07", firstDestroyed: "f08" }], {
    campaign: (origin) => ({ frames: frames(origin), chips_base: null, modes: ["guided", "full"] }),
    files: {
      "standing.png": await worldPicture("standing", "EPSG:4326", boundsAround("EPSG:4326", 300), 900, 900),
      "ruins.tif": new Uint8Array(tiff),
    },
  });
});

afterAll(async () => {
  await world?.close();
  await imagery?.close();
});

/** What is seen a little inside and a little outside of each corner of the outline. */
async function seenAtCorners(page: Page): Promise<{ inside: Colour[]; outside: Colour[] }> {
  const frame = page.locator("strike-compare .pane.first .frame");
  const path = (await frame.locator(".line").getAttribute("d")) ?? "";
  const corners = [...path.matchAll(/([\d.]+) ([\d.]+)/g)].slice(0, 4).map(([, x, y]) => [Number(x), Number(y)] as const);
  const [middleX, middleY] = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0) / 4, 0));
  const shot = await sharp(await frame.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (share: number): Colour[] =>
    corners.map(([x, y]) => {
      const column = Math.round((middleX ?? 0) + (x - (middleX ?? 0)) * share);
      const row = Math.round((middleY ?? 0) + (y - (middleY ?? 0)) * share);
      const [red = 0, green = 0, blue = 0] = shot.data.subarray((row * shot.info.width + column) * 3);
      return [red, green, blue];
    });
  return { inside: at(0.93), outside: at(1.12) };
}

const near = (colour: Colour): unknown[] => colour.map((value) => expect.closeTo(value, -1.2));

it("a building without chips is looked at through every kind of source, each lying exactly under its outline", async () => {
  const page = await world.open({ width: 1366, height: 768, touch: false });
  await page.addInitScript(() => localStorage.setItem("strike-tracker-mode", "full"));
  await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
  await page.getByRole("button", { name: "Start" }).click();
  for (const index of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    await page.getByRole("img", { name: new RegExp(`image ${index} of 12`) }).waitFor();
    await expect.poll(() => page.locator("strike-compare .pane.first .state").count()).toBe(0);
    const building = index <= 7 ? colours.standing : colours.destroyed;
    await expect
      .poll(() => seenAtCorners(page), { message: `image ${index}` })
      .toEqual({ inside: Array(4).fill(near(building)), outside: Array(4).fill(near(colours.ground)) });
    await page.keyboard.press(index <= 7 ? "1" : "2");
  }
  // Tiles that are not there are no cloud, and a refused TIME is a failure.
  await page.getByText("There is no image of this place on this date.").waitFor();
  await page.getByRole("button", { name: "Mark as no picture" }).click();
  await page.getByText("This image did not load.").waitFor();
  await page.getByRole("button", { name: "Mark as can't see" }).click();
  await page.keyboard.press("2");
  await page.getByText("Destroyed in between?").waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await world.runs()).length, { timeout: 20_000 }).toBe(1);
  const [run] = await world.runs();
  expect(run?.info).toMatchObject({
    ...{ verdict: "destroyed", last_standing: "f07", first_destroyed: "f08", chip_check: "not_verified", nudge: null },
    frames: { f01: "standing", f08: "destroyed", f10: "missing", f11: "load_failed", f12: "destroyed" },
  });
  expect(imagery.requests.filter((request) => request.startsWith("/wms?")).every((request) => request.includes("TIME="))).toBe(true);
  await page.context().close();
});
