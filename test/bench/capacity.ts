import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { type TownBuilding, townBuilding } from "../browser/presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "../browser/presenter-world.ts";
import { dateBuilding, sendAtOnce } from "../e2e/volunteer.ts";
import type { Figure } from "./figure.ts";

/** Enough that a volunteer does not come to the campaign's end, where it is asked more often. */
const buildings = 30;
const answers = 8;
/** How many of the 14 images show each building standing: halving finds the middle in as many looks as most other places. */
const standing = 7;

/** What one volunteer's browser asks for, a building: the ground of docs/capacity.md. */
export async function benchCapacity(): Promise<Figure[]> {
  const drawn = await Promise.all(Array.from({ length: buildings }, (_, at) => townBuilding(at + 1, standing)));
  const world = await presenterWorld(drawn, { campaign: { spread: buildings } });
  try {
    const fast = await visit(world, drawn, false);
    const low = await visit(world, drawn, true);
    return [
      {
        what: "Images loaded for a building of 14, on a fast network",
        measured: fast.images,
        limit: 14,
        unit: "images",
        source: "all of them, ahead",
      },
      {
        what: "The same where the volunteer asked to use less data",
        measured: low.images,
        limit: 7,
        unit: "images",
        source: "half of them",
      },
      {
        what: "Requests to the API per answer",
        measured: fast.requests,
        limit: 3,
        unit: "requests",
        source: "one to ask, one to answer, one to spare",
      },
      {
        what: "Bytes of the API per answer, both ways, headers included",
        measured: fast.bytes / 1000,
        limit: 10,
        unit: "kB",
        source: "less than one image",
      },
      {
        what: "An image of 512 pixels of real ground, JPEG 75, mean",
        measured: (await chipBytes()) / 1000,
        limit: 20,
        unit: "kB",
        source: "14 images in 5 s on 500 kbit/s",
      },
    ];
  } finally {
    await world.close();
  }
}

/** Answers some buildings, and counts what was asked for them; images loaded for buildings to come are not counted. */
async function visit(world: PresenterWorld, drawn: readonly TownBuilding[], low: boolean) {
  const page = await world.open({ width: 360, height: 640, touch: true });
  if (low) await page.addInitScript(() => localStorage.setItem("strike-tracker-low-data", "on"));
  const images = new Set<string>();
  const api = { requests: 0, bytes: 0 };
  page.on("requestfinished", async (request) => {
    const { pathname, origin } = new URL(request.url());
    if (origin === world.chips) images.add(pathname.slice(1, -4));
    if (!pathname.startsWith("/api/")) return;
    api.requests += 1;
    const sizes = await request.sizes();
    api.bytes += sizes.requestBodySize + sizes.requestHeadersSize + sizes.responseBodySize + sizes.responseHeadersSize;
  });
  const before = new Set((await world.runs()).map(({ id }) => id));
  await page.goto(world.address);
  await sendAtOnce(page);
  await page.getByRole("button", { name: "Start" }).tap();
  for (let done = 1; done <= answers; done++) {
    await dateBuilding(page, { gap: standing, hand: "touch" });
    await page.waitForTimeout(500);
  }
  const until = Date.now() + 20_000;
  let runs = await world.runs();
  for (; runs.length < before.size + answers && Date.now() < until; runs = await world.runs()) await page.waitForTimeout(100);
  await page.context().close();
  const answered = new Set(runs.filter(({ id }) => !before.has(id)).map(({ info }) => info.building));
  const shown = drawn.filter(({ info }) => answered.has(info.building)).flatMap(({ chips }) => chips);
  return {
    images: shown.filter(({ name }) => images.has(name)).length / answered.size,
    requests: api.requests / answered.size,
    bytes: api.bytes / answered.size,
  };
}

/** The mean size of chips of 96 m, out of real aerial pictures. */
async function chipBytes(): Promise<number> {
  const sizes: number[] = [];
  for (const year of ["20090818", "20140720", "20200831"]) {
    const path = fileURLToPath(new URL(`../fixtures/naip/m_4709963_se_14_1_${year}.tif`, import.meta.url));
    const { width, height } = await sharp(path).metadata();
    for (let at = 0; at < 6; at++) {
      const left = Math.floor(((width - 96) * at) / 6);
      const top = Math.floor(((height - 96) * ((at * 5) % 6)) / 6);
      const cut = sharp(path).extract({ left, top, width: 96, height: 96 }).removeAlpha();
      const ground = await cut.resize(512, 512, { kernel: "cubic" }).png().toBuffer();
      sizes.push((await sharp(ground).jpeg({ quality: 75 }).toBuffer()).length);
    }
  }
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}
