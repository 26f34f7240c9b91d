import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { infer, review } from "strike-tracker-aggregation";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { trialFolder } from "../unit/aggregation/trial-folder.ts";
import { axeProblems } from "./axe.ts";

const chip = "0123456789abcdef01234567";
let browser: Browser;
let out: string;
let chips: string;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: [...browserArguments] });
  const trial = simulate({ seed: 7, process: "perceptual", buildings: 40, frames: 8, answers: 4 });
  const outline = [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
  ];
  for (const task of trial.tasks as { info: Record<string, unknown> }[])
    task.info.chips = { names: new Array<string>(8).fill(chip), outline, ground_m: 96, size_px: 64 };
  const dir = trialFolder(trial, { lock: true });
  out = mkdtempSync(join(tmpdir(), "desk-"));
  chips = join(out, "chips");
  mkdirSync(chips);
  await sharp({ create: { width: 64, height: 64, channels: 3, background: "#996" } })
    .webp()
    .toFile(join(chips, `${chip}.webp`));
  await infer({ dir, out });
});

afterAll(() => browser.close());

/** Opens a desk of its own, and the page as its reviewer sees it; what the page logs or asks elsewhere is a fault. */
async function atDesk(options: { name: string; second?: boolean; width: number }, work: (page: Page) => Promise<void>): Promise<void> {
  const desk = await review({ dir: out, chips, name: options.name, second: options.second });
  const context = await browser.newContext({ viewport: { width: options.width, height: 800 } });
  const problems: string[] = [];
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("request", (asked) => {
      if (!asked.url().startsWith(desk.address) && /^(http|ws)/.test(asked.url())) problems.push(asked.url());
    });
    await page.goto(desk.address);
    await page.getByRole("heading", { name: /^Building / }).waitFor();
    await work(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
    await desk.close();
  }
}

async function decideByKeys(page: Page, keys: string[], reason: string): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press("r");
  await page.keyboard.type(reason);
  await page.keyboard.press("Enter");
  await page.getByText(/^Saved at/).waitFor();
  await page.keyboard.press("Escape");
}

const heading = (page: Page) => page.getByRole("heading", { name: /^Building / }).innerText();
const saved = () =>
  readFileSync(join(out, "decisions.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it("takes decisions on two buildings by keys alone, keeps them over a restart, and a second reviewer is blind to them", async () => {
  const names: string[] = [];
  await atDesk({ name: "Ada", width: 1366 }, async (page) => {
    await expect
      .poll(() => page.locator("strike-compare").evaluate((element) => element.shadowRoot?.querySelectorAll("canvas").length))
      .toBeGreaterThan(0);
    names.push(await heading(page));
    const dates = () => page.locator("strike-compare .caption .date").allTextContents();
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await dates()).every((date) => date !== "")).toBe(true);
    const seen = await dates();
    await page.keyboard.press("x");
    await expect.poll(dates).toEqual(seen.toReversed());
    await page.keyboard.press("x");
    await page.keyboard.press("v");
    await page.getByRole("slider").waitFor();
    for (const key of ["v", "v"]) await page.keyboard.press(key);
    // To the first image, then the second and the third.
    await decideByKeys(
      page,
      [...new Array<string>(8).fill("ArrowLeft"), "ArrowRight", "b", "ArrowRight", "a"],
      "The roof is gone: n, p and 4.",
    );
    await page.keyboard.press("n");
    await expect.poll(() => heading(page)).not.toBe(names[0]);
    names.push(await heading(page));
    await decideByKeys(page, ["4"], "Cloud.");
    await page.keyboard.press("?");
    await page.getByText("the image before or after").waitFor();
  });
  expect(saved()).toMatchObject([
    {
      verdict: "destroyed",
      last_standing: "f02",
      first_destroyed: "f03",
      reviewer: "Ada",
      reason: "The roof is gone: n, p and 4.",
      blind: false,
    },
    { verdict: "cannot_tell", last_standing: null, reason: "Cloud." },
  ]);
  await atDesk({ name: "Ada", width: 360 }, async (page) => {
    expect(names).not.toContain(await heading(page));
    expect(await page.getByText(/^2 of \d+ decided/).count()).toBe(1);
    await page.getByRole("combobox", { name: "Building", exact: true }).selectOption("0");
    await expect.poll(() => heading(page)).toBe(names[0]);
    expect(await page.getByRole("textbox", { name: /Reason/ }).inputValue()).toBe("The roof is gone: n, p and 4.");
    expect(await page.getByRole("region", { name: "All judgements" }).locator("tbody tr").count()).toBe(4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
  await atDesk({ name: "Ben", second: true, width: 1366 }, async (page) => {
    for (const building of names) {
      await expect.poll(() => heading(page)).toBe(building);
      expect(await page.getByText(/The roof is gone|Cloud\.|How probable|probability/).count()).toBe(0);
      await decideByKeys(page, ["4"], "Smoke.");
      if (building === names[0]) expect(await page.getByText("How far the experts agree").count()).toBe(0);
      await page.keyboard.press("n");
    }
    await page.getByRole("heading", { name: "How far the experts agree" }).waitFor();
    expect(await page.getByRole("row", { name: /^All/ }).innerText()).toMatch(/2\s+50\s?%/);
  });
});

it.each([360, 1366])("has no barriers at %i px", async (width) => {
  await atDesk({ name: "Cleo", width }, async (page) => {
    await page.getByRole("button", { name: "Keys" }).click();
    await page.locator(".chart svg, table").first().waitFor();
    expect(await axeProblems(page, "body")).toEqual([]);
  });
});
