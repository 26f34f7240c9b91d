import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { exportResults, infer, report, review } from "strike-tracker-aggregation";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { simulate } from "../unit/aggregation/simulated-crowd.ts";
import { lockOf, square, trialFolder } from "../unit/aggregation/trial-folder.ts";
import { townBuilding } from "./presenter-building.ts";
import { presenterWorld } from "./presenter-world.ts";

// Texts of managers, volunteers and servers that try to become code. The managers' preview: compare.test.ts.

/** Ends whatever it may stand in, and turns the reading direction. */
const hurt = `"'></script></style></textarea><img src=x onerror=window.hurt=1><svg onload=window.hurt=1><script>window.hurt=1</script>\${window.hurt=1}{{1}}\u202e`;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: [...browserArguments] });
});
afterAll(() => browser.close());

/** Nothing of the texts became an element or an address that runs, in any shadow tree, and nothing ran. */
async function expectUnhurt(page: Page): Promise<void> {
  const { ran, elements, texts } = await page.evaluate(() => {
    const elements: string[] = [];
    let texts = 0;
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const address = element.getAttribute("href") ?? element.getAttribute("src") ?? "";
        const isOurs = element.hasAttribute("onerror") || element.hasAttribute("onload") || element.getAttribute("src") === "x";
        if (isOurs || /^\s*(javascript|vbscript):/i.test(address) || /^data:(?!,|image\/)/i.test(address))
          elements.push(element.outerHTML.slice(0, 200));
        if ([...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.includes("onerror="))) texts += 1;
      }
    };
    visit(document.body);
    return { ran: Reflect.get(window, "hurt") as unknown, elements, texts };
  });
  expect({ ran, elements }).toEqual({ ran: undefined, elements: [] });
  expect(texts).toBeGreaterThan(0);
}

it("in the task presenter: every text of the campaign, its examples, practice, links and state", async () => {
  const practice = await townBuilding(11, 6);
  const world = await presenterWorld([await townBuilding(1, 8)], {
    browser,
    stateMaterial: { schema: "strike-tracker/state/1", state: "paused", message: hurt },
    practice: [practice],
    campaign: (origin) => ({
      ...{ title: hurt, question: hurt, content_note: hurt, contact: hurt, attribution: [hurt, "javascript:window.hurt=1"] },
      definition: {
        text: hurt,
        examples: [{ before: `${origin}/x"onerror=window.hurt=1`, after: `${origin}/y`, destroyed: true, caption: hurt }],
      },
      support: [{ title: hurt, url: "https://support.example/'onclick=window.hurt=1" }],
      discuss: "https://discuss.example/?q=<script>",
    }),
  });
  try {
    const page = await world.open({ width: 1366, height: 800, touch: false });
    await page.goto(world.address);
    await page.getByRole("button", { name: "Start" }).waitFor();
    await expectUnhurt(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.locator("strike-tracker").getByText("onerror=").first().waitFor();
    await expectUnhurt(page);
    await world.call(`/api/helpingmaterial/${world.materialId}`, {
      method: "PUT",
      body: { info: { schema: "strike-tracker/state/1", state: "running", message: hurt } },
    });
    await page.reload();
    await page.getByRole("button", { name: "Destroyed in between" }).waitFor();
    await page.getByRole("button", { name: "What counts as destroyed" }).click();
    await page.locator("dialog .example").waitFor();
    await expectUnhurt(page);
  } finally {
    await world.close();
  }
});

it("in the task presenter: an address that runs is refused with the whole record", async () => {
  for (const change of [
    { discuss: "javascript:window.hurt=1" },
    { support: [{ title: "x", url: "data:text/html,x" }] },
    { chips_base: "javascript:{name}" },
  ]) {
    const world = await presenterWorld([await townBuilding(1, 8)], { browser, campaign: change as never });
    try {
      const page = await world.open({ width: 360, height: 640, touch: false });
      await page.goto(world.address);
      await page
        .getByText(/discuss|support|chips_base/)
        .first()
        .waitFor();
      expect(await page.getByRole("button", { name: "Start" }).count()).toBe(0);
      expect(await page.evaluate("window.hurt")).toBeUndefined();
    } finally {
      await world.close();
    }
  }
});

/** An inferred trial in which all that a manager or volunteer can name is hostile. */
async function hostileResults(): Promise<{ out: string; areas: string }> {
  const trial = simulate({ seed: 7, process: "perceptual", buildings: 12, frames: 6, answers: 4 });
  Object.assign(trial.campaign, { title: hurt, definition: { text: hurt, examples: [] }, attribution: [hurt], contact: hurt });
  for (const run of trial.runs as { info: Record<string, unknown> }[]) Object.assign(run.info, { note: hurt, language: hurt });
  const dir = trialFolder(trial, { lock: true });
  const lock = lockOf(trial) as { buildings: { manager_id: string }[] };
  for (const [at, building] of lock.buildings.entries()) building.manager_id = `${at} ${hurt}`;
  writeFileSync(join(dir, "campaign.lock.json"), JSON.stringify(lock));
  const out = mkdtempSync(join(tmpdir(), "hostile-results-"));
  const areas = join(out, "areas.geojson");
  const ring = square(38, 35)[0]?.map(([lon = 0, lat = 0]) => [38 + (lon - 38) * 20_000, 35 + (lat - 35) * 20_000]);
  const feature = { type: "Feature", properties: { name: hurt }, geometry: { type: "Polygon", coordinates: [ring] } };
  writeFileSync(areas, JSON.stringify({ type: "FeatureCollection", features: [feature] }));
  await infer({ dir, out });
  await exportResults({ dir: out, out });
  return { out, areas };
}

it("in the report: names of buildings, areas and the campaign, and what its address says", async () => {
  const { out, areas } = await hostileResults();
  const context = await browser.newContext({ viewport: { width: 1366, height: 800 }, bypassCSP: true });
  try {
    const page = await context.newPage();
    for (const privacy of ["exact", "area"] as const) {
      mkdirSync(join(out, privacy));
      const { page: file } = await report({ dir: out, out: join(out, privacy), privacy, areas });
      const address = pathToFileURL(file).href;
      await page.goto(address);
      await page.getByText("onerror=").first().waitFor();
      await expectUnhurt(page);
      await page.goto(`${address}#building=${encodeURIComponent(hurt)}&lang=${encodeURIComponent(hurt)}`);
      await page.reload();
      await page.locator("strike-results").getByRole("link").first().waitFor();
      expect(await page.evaluate("window.hurt")).toBeUndefined();
    }
    await page.goto(pathToFileURL(join(out, "exact", "report", "index.html")).href);
    await page
      .getByRole("button", { name: /onerror/ })
      .first()
      .click();
    await page.getByRole("heading", { name: /^Building / }).waitFor();
    await expectUnhurt(page);
  } finally {
    await context.close();
  }
});

it("at the reviewers' desk: the same names, and the reasons of other reviewers", async () => {
  const { out } = await hostileResults();
  const desk = await review({ dir: out, name: "R" });
  const context = await browser.newContext({ viewport: { width: 1366, height: 800 }, bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.goto(desk.address);
    await page.getByRole("heading", { name: /^Building / }).waitFor();
    await page.keyboard.press("5");
    await page.keyboard.press("r");
    await page.keyboard.insertText(hurt);
    await page.keyboard.press("Enter");
    await page.getByText(/^Saved at/).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: /^Building / }).waitFor();
    await expectUnhurt(page);
  } finally {
    await context.close();
    await desk.close();
  }
});
