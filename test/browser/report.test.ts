import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { infer, report } from "strike-tracker-aggregation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { trialFolder } from "../unit/aggregation/trial-folder.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
const pages: Record<string, string> = {};

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: [...browserArguments] });
  const dir = trialFolder(simulate({ seed: 7, process: "perceptual", buildings: 30, frames: 10, answers: 4 }), { lock: true });
  const out = mkdtempSync(join(tmpdir(), "report-"));
  await infer({ dir, out });
  for (const privacy of ["grid", "exact"] as const)
    pages[privacy] = pathToFileURL((await report({ dir: out, out: join(out, privacy), privacy })).page).href;
});

afterAll(() => browser.close());

describe.each(["grid", "exact"])("the report (%s) from a file", (privacy) => {
  it.each([360, 1280])("reads without sideways scrolling and without barriers at %i px", async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    try {
      const page = await context.newPage();
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(pages[privacy] ?? "");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.locator("svg:visible").count()).toBe(2);
      await page.addScriptTag({ content: axe });
      const violations = await page.evaluate(
        "axe.run().then((found) => found.violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
      );
      expect(violations).toEqual([]);
      expect(requests).toEqual([pages[privacy]]);
    } finally {
      await context.close();
    }
  });
});
