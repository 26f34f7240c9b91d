import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { exportResults, infer, type Privacy, report } from "strike-tracker-aggregation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { trialFolder } from "../unit/aggregation/trial-folder.ts";
import { axeProblems } from "./axe.ts";

const chip = "0123456789abcdef01234567";
const title = "<img src=x onerror=window.hurt=1> town";

/** What of the map's element is looked into: where it stands, and what is on it. */
interface Mapped {
  map: { getView(): { getZoom(): number | undefined; getAnimating(): boolean }; getPixelFromCoordinate(at: number[]): number[] };
  layers: { getSource(): { getFeatures(): { getGeometry(): { getExtent(): number[] } }[] } }[];
}

let browser: Browser;
const pages = {} as Record<Privacy, string>;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: [...browserArguments] });
  const trial = simulate({ seed: 7, process: "perceptual", buildings: 60, frames: 10, answers: 4 });
  trial.campaign.title = title;
  const square = [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
  ];
  for (const task of trial.tasks as { info: Record<string, unknown> }[])
    task.info.chips = { names: new Array<string>(10).fill(chip), outline: square, ground_m: 96, size_px: 64 };
  const dir = trialFolder(trial, { lock: true });
  const out = mkdtempSync(join(tmpdir(), "report-"));
  const chips = join(out, "chips");
  mkdirSync(chips);
  await sharp({ create: { width: 64, height: 64, channels: 3, background: "#996" } })
    .webp()
    .toFile(join(chips, `${chip}.webp`));
  const ring = [
    [38, 35],
    [40, 35],
    [40, 37],
    [38, 37],
    [38, 35],
  ];
  const areas = join(out, "areas.geojson");
  // Two parts, of which one holds all buildings.
  const island = ring.map(([lon = 0, lat = 0]) => [lon + 3, lat]);
  const feature = {
    type: "Feature",
    properties: { name: "Old town" },
    geometry: { type: "MultiPolygon", coordinates: [[ring], [island]] },
  };
  writeFileSync(areas, JSON.stringify({ type: "FeatureCollection", features: [feature] }));
  await infer({ dir, out });
  await exportResults({ dir: out, out });
  for (const privacy of ["exact", "grid", "area"] as const)
    pages[privacy] = pathToFileURL((await report({ dir: out, out: join(out, privacy), privacy, chips, areas })).page).href;
});

afterAll(() => browser.close());

async function open(address: string, width: number, work: (page: Page, problems: string[]) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: "en-GB", bypassCSP: true });
  try {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => {
      if (/^https?:/.test(request.url())) problems.push(request.url());
    });
    await page.goto(address);
    await page
      .getByRole("heading", { level: 1 })
      .or(page.getByRole("heading", { level: 2 }))
      .first()
      .waitFor();
    await work(page, problems);
    expect(problems).toEqual([]);
    expect(await page.evaluate("window.hurt")).toBeUndefined();
  } finally {
    await context.close();
  }
}

describe.each(["exact", "grid", "area"] as const)("the results (%s) from a folder", (privacy) => {
  it.each([
    ["a phone", 360, ""],
    ["a laptop", 1366, ""],
    ["a phone in Arabic", 360, "#lang=ar"],
  ])("read without barriers or sideways scrolling on %s", async (_, width, hash) => {
    await open(`${pages[privacy]}${hash}`, width, async (page) => {
      await page.locator(".chart svg").nth(1).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await axeProblems(page, "body")).toEqual([]);
      if (hash !== "") expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    });
  });
});

it("draws every part of an area", async () => {
  await open(pages.area, 1366, async (page) => {
    const map = page.locator("strike-results-map");
    await map.locator(".map canvas").first().waitFor();
    expect(await map.evaluate((element) => (element as HTMLElement & Mapped).layers[0]?.getSource().getFeatures().length)).toBe(2);
    expect(await page.getByRole("rowheader", { name: "Old town" }).count()).toBe(1);
  });
});

describe("the exact results", () => {
  it("date a building: from the table to its images, its window and back, by the keyboard", async () => {
    await open(pages.exact, 1366, async (page) => {
      await page.getByRole("searchbox").fill("manager-7");
      const choice = page.getByRole("button", { name: "manager-7", exact: true });
      await choice.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Building manager-7" }).waitFor();
      expect(page.url()).toContain("#building=");
      expect(await page.title()).toContain("Building manager-7");
      expect(await page.getByText(/With 90 % probability|still standing|do not tell|disagree/).count()).toBeGreaterThan(0);
      await expect
        .poll(() => page.locator("strike-compare").evaluate((element) => element.shadowRoot?.querySelectorAll("canvas").length))
        .toBeGreaterThan(0);
      // Held, each image shows the other one.
      const dates = () => page.locator("strike-compare .caption .date").allTextContents();
      const shown = await dates();
      await page.locator("strike-compare .map").first().hover();
      await page.mouse.down();
      await expect.poll(dates).toEqual(shown.toReversed());
      await page.mouse.up();
      await expect.poll(dates).toEqual(shown);
      expect(await page.getByRole("region", { name: "How many judged each image how" }).locator("tbody tr").count()).toBe(10);
      expect(await axeProblems(page, "body")).toEqual([]);
      await page.getByRole("link", { name: "Back to all buildings" }).click();
      await page.getByRole("heading", { name: "The buildings", exact: true }).waitFor();
      await expect.poll(() => choice.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
    });
  });

  it("open at a building's own link", async () => {
    await open(pages.exact, 360, async (page) => {
      await page.getByRole("button", { name: "manager-0", exact: true }).click();
      await page.getByRole("heading", { name: "Building manager-0" }).waitFor();
      const link = page.url();
      await page.goto("about:blank");
      await page.goto(link);
      await page.getByRole("heading", { name: "Building manager-0" }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    });
  });

  it("gather into clusters when far, which a click opens, and are outlines when near, which lead to their page", async () => {
    await open(pages.exact, 1366, async (page) => {
      const map = page.locator("strike-results-map");
      await map.locator(".map canvas").first().waitFor();
      const zoom = () => map.evaluate((element) => (element as HTMLElement & Mapped).map.getView().getZoom() ?? 0);
      for (let step = 0; step < 4; step++) {
        const before = await zoom();
        await page.getByRole("button", { name: "Zoom out" }).click();
        await expect.poll(zoom).toBeCloseTo(before - 1);
      }
      const far = await zoom();
      const moves = () => map.evaluate((element) => (element as HTMLElement & Mapped).map.getView().getAnimating());
      const clickAt = async (building: number) => {
        // A click on a map that still moves would miss.
        await expect.poll(moves).toBe(false);
        const [x, y] = await map.evaluate((element, at) => {
          const { map: drawn, layers } = element as HTMLElement & Mapped;
          const extent = layers[0]?.getSource().getFeatures()[at]?.getGeometry().getExtent() ?? [];
          const [west = 0, south = 0, east = 0, north = 0] = extent;
          return drawn.getPixelFromCoordinate([(west + east) / 2, (south + north) / 2]);
        }, building);
        await map.locator(".map").click({ position: { x: x ?? 0, y: y ?? 0 } });
      };
      await clickAt(30);
      await expect.poll(zoom).toBeCloseTo(far + 2);
      expect(page.url()).not.toContain("building=");
      await page.getByRole("button", { name: "Show all" }).click();
      await expect.poll(zoom).toBeGreaterThan(far + 3);
      await clickAt(0);
      await page.getByRole("heading", { name: /^Building manager-/ }).waitFor();
    });
  });

  it("filter map and table by a window, and go through time", async () => {
    await open(pages.exact, 1366, async (page) => {
      const count = page.locator("strike-building-table [role=status]");
      expect(await count.textContent()).toContain("60 buildings");
      await page.getByLabel("Window from").selectOption({ index: 3 });
      await page.locator(".ends select").nth(1).selectOption({ index: 5 });
      const told = (await count.textContent()) ?? "";
      expect(told).toMatch(/Probably destroyed between|No building/);
      const rows = await page.locator("strike-building-table tbody tr").count();
      expect(rows).toBeLessThan(60);
      await page.getByRole("button", { name: "All dates" }).click();
      await expect.poll(() => count.textContent()).toContain("60 buildings");
      const slider = page.getByRole("slider", { name: "Date" });
      const last = await slider.getAttribute("aria-valuetext");
      await slider.focus();
      await page.keyboard.press("Home");
      expect(await slider.getAttribute("aria-valuetext")).not.toBe(last);
    });
  });

  it("draw a window on the chart with the mouse", async () => {
    await open(pages.exact, 1366, async (page) => {
      const chart = page.locator(".chart svg").first();
      await chart.scrollIntoViewIfNeeded();
      const box = await chart.boundingBox();
      if (!box) throw new Error("no chart");
      await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 5 });
      await page.mouse.up();
      await expect
        .poll(() => page.locator("strike-building-table [role=status]").textContent())
        .toMatch(/Probably destroyed between|No building/);
    });
  });

  it("choose a language, which stays in the link", async () => {
    await open(pages.exact, 1366, async (page) => {
      await page.getByLabel("Language").selectOption("uk");
      await page.getByRole("heading", { name: "Будівлі в часі" }).waitFor();
      expect(page.url()).toContain("lang=uk");
    });
  });

  it("print in the colours of paper at the width of a page, numbers and images included, and are as before afterwards", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, colorScheme: "dark", bypassCSP: true });
    const page = await context.newPage();
    await page.goto(pages.exact);
    await page.locator(".chart svg").nth(1).waitFor();
    const map = page.locator("strike-results-map .map");
    const onScreen = await map.boundingBox();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await expect.poll(() => page.locator(".chart svg").first().getAttribute("width")).toBe("680");
    const ground = (element: Element) => getComputedStyle(element).getPropertyValue("--ground").trim();
    for (const element of ["strike-results", "strike-results-map", "strike-timeline", "strike-building-table"])
      expect([element, await page.locator(element).evaluate(ground)]).toEqual([element, "#fff"]);
    expect((await map.boundingBox())?.width).toBe(678);
    expect(await page.locator("strike-timeline table").isVisible()).toBe(true);
    expect(await page.getByText("Rows 1 to 50 of 60.").isVisible()).toBe(true);
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await page.locator("strike-results-map").evaluate(ground)).not.toBe("#fff");
    expect(await map.boundingBox()).toEqual(onScreen);
    await page.getByRole("button", { name: "manager-0", exact: true }).click();
    await page.locator("strike-building-page .strip img").first().waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("strike-compare").isVisible()).toBe(false);
    const printed = page.locator("strike-building-page .paper");
    expect(await printed.locator("img").count()).toBeGreaterThan(0);
    expect(await printed.locator("img").first().isVisible()).toBe(true);
    expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
    await context.close();
  });

  it("work under their own content policy", async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(pages.exact);
    await page.locator(".chart svg").nth(1).waitFor();
    await page.close();
    expect(problems).toEqual([]);
  });
});
