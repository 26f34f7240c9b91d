import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { townBuilding } from "../browser/presenter-building.ts";
import { presenterWorld } from "../browser/presenter-world.ts";
import type { Figure } from "./figure.ts";

const buildings = 6;

/** What one volunteer's browser asks for, a building: the ground of docs/capacity.md. */
export async function benchCapacity(): Promise<Figure[]> {
  const world = await presenterWorld(await Promise.all(Array.from({ length: buildings }, (_, at) => townBuilding(at + 1, 3 + at))));
  try {
    const page = await world.open({ width: 360, height: 640, touch: true });
    const asked = { chips: 0, api: 0, apiBytes: 0 };
    page.on("requestfinished", async (request) => {
      const { pathname, origin } = new URL(request.url());
      if (origin === world.chips && /\.png$/.test(pathname)) asked.chips += 1;
      if (!pathname.startsWith("/api/")) return;
      asked.api += 1;
      const { requestBodySize, requestHeadersSize, responseBodySize, responseHeadersSize } = await request.sizes();
      asked.apiBytes += requestBodySize + requestHeadersSize + responseBodySize + responseHeadersSize;
    });
    await page.goto(world.address);
    await page.getByRole("button", { name: "Start" }).tap();
    for (let done = 1; done <= buildings; done++) await answer(page, 2 + done, async () => (await world.runs()).length === done);
    const per = (count: number) => count / buildings;
    return [
      { what: "Images loaded for a building of 14", measured: per(asked.chips), limit: 14, unit: "images", source: "all of them" },
      {
        what: "Requests to the API per answer, the page's own included",
        measured: per(asked.api),
        limit: 3,
        unit: "requests",
        source: "PYBOSSA's own script: 2, and its page anew",
      },
      {
        what: "Bytes of the API per answer, both ways, headers included",
        measured: per(asked.apiBytes) / 1000,
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

/** Judges truthfully until the answer can be sent. @param gap standing up to this frame, counted from 1 */
async function answer(page: Page, gap: number, isStored: () => Promise<boolean>): Promise<void> {
  await page.getByRole("button", { name: "Destroyed in between" }).tap();
  for (let look = 0; look < 10 && !(await page.getByRole("button", { name: "Send" }).isVisible()); look++) {
    const frame = (await page.locator("strike-strip [aria-checked=true]").getAttribute("data-frame")) ?? "";
    const stands = Number(frame.slice(1)) <= gap;
    await page.getByRole("button", { name: stands ? "Standing" : "Destroyed", exact: true }).tap();
    await page.locator(`strike-strip .${stands ? "standing" : "destroyed"}[data-frame=${frame}]`).waitFor({ state: "attached" });
  }
  await page.getByRole("button", { name: "Send" }).tap();
  const until = Date.now() + 20_000;
  while (!(await isStored()) && Date.now() < until) await page.waitForTimeout(100);
}

/** The mean size of chips of 96 m, out of real aerial pictures. */
async function chipBytes(): Promise<number> {
  const sizes: number[] = [];
  for (const year of ["20090818", "20140720", "20200831"]) {
    const path = fileURLToPath(new URL(`../fixtures/naip/m_4709963_se_14_1_${year}.tif`, import.meta.url));
    const { width = 0, height = 0 } = await sharp(path).metadata();
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
