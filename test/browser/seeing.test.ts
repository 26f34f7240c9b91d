import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { axeProblems } from "./axe.ts";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

const html = '<img src=x onerror="window.hacked = true"><b>Town</b>';

let browser: Browser;
let world: PresenterWorld;

beforeAll(async () => {
  const args = [...browserArguments, "--host-resolver-rules=MAP town.test 127.0.0.1"];
  browser = await chromium.launch({ executablePath: browserPath(), args });
  world = await presenterWorld(await Promise.all([townBuilding(3, 8), townBuilding(4, 5), townBuilding(5, 9)]), {
    browser,
    campaign: { title: html, question: html, content_note: html, attribution: [html], collect: ["note"] },
    stateMaterial: { schema: "strike-tracker/state/1", state: "running", message: html },
  });
});

afterAll(async () => {
  await world?.close();
  await browser?.close();
});

/** From the first question to the check, by keys, for a building that fell after its eighth image. */
async function dateBuilding(page: Page, gap: number): Promise<void> {
  await page.keyboard.press("2");
  const send = page.getByRole("button", { name: "Send", exact: false });
  for (let look = 0; look < 9 && !(await send.isVisible()); look += 1) {
    const before = await page.locator("strike-strip .options").innerText();
    const asked = await page.locator("strike-strip [aria-checked=true]").getAttribute("data-frame");
    await page.keyboard.press(Number(asked?.slice(1)) <= gap ? "1" : "2");
    await expect.poll(() => page.locator("strike-strip .options").innerText()).not.toBe(before);
  }
}

const pathStart = async (page: Page) => Number(/^M([\d.]+)/.exec((await page.locator(".line").first().getAttribute("d")) ?? "")?.[1]);
const yStart = async (page: Page) => Number(/^M[\d.]+ ([\d.]+)/.exec((await page.locator(".line").first().getAttribute("d")) ?? "")?.[1]);

it("the outline is moved onto the building and that is told; the next building starts anew; the view stays as it was chosen", async () => {
  const page = await world.open({ width: 1366, height: 768, touch: false });
  await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
  await page.getByRole("button", { name: "Start" }).click();
  await expect.poll(() => pathStart(page)).toBeGreaterThan(0);
  const [x, y] = [await pathStart(page), await yStart(page)];
  await page.keyboard.press("p");
  const arrows = page.getByRole("group", { name: "Move the outline" });
  await arrows.getByRole("button", { name: "Up" }).click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await arrows.getByText("2.5 m").waitFor();
  await expect.poll(() => pathStart(page)).toBeGreaterThan(x);
  expect(await yStart(page)).toBeLessThan(y);
  expect(await axeProblems(page, "strike-tracker")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("v");
  await page.getByRole("slider", { name: "Divider between the two images" }).waitFor();
  await dateBuilding(page, 8);
  await page.getByText("Destroyed in between?").waitFor();

  // What became of it later, and a note, with who can read it.
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "Anything to add?" });
  await dialog.getByRole("button", { name: "Cleared away" }).click();
  await dialog.getByLabel("Note (optional)").fill("Rubble gone by October. <b>k</b>");
  await dialog.getByText("Anyone can read this note.").waitFor();
  expect(await axeProblems(page, "strike-tracker")).toEqual([]);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Cleared away · Note / }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await world.runs()).length, { timeout: 20_000 }).toBe(1);
  expect((await world.runs())[0]?.info).toMatchObject({
    ...{ nudge: [2.5, 0.5], afterwards: { what: "cleared", frame: null }, note: "Rubble gone by October. <b>k</b>" },
    ...{ chip_check: "ok", chips_differ: [], manifest: `sha256:${"a".repeat(64)}`, building: "b-3" },
    ...{ last_standing: "f08", first_destroyed: "f09" },
  });

  await page.getByText("What happened to this building?").waitFor();
  await page.getByRole("slider", { name: "Divider between the two images" }).waitFor();
  await dateBuilding(page, 5);
  await page.getByText("Destroyed in between?").waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await world.runs()).length, { timeout: 20_000 }).toBe(2);
  const second = (await world.runs()).find(({ task_id }) => task_id !== world.tasks[0]);
  expect(second?.info).toMatchObject({ nudge: null, afterwards: null, note: null });
  await page.context().close();
});

it("texts of the campaign are never read as HTML, and where the page cannot verify its images it says so", async () => {
  const page = await world.open({ width: 360, height: 640, touch: true });
  const address = world.endpoint.replace("127.0.0.1", "town.test");
  await page.goto(`${address}/project/town/task/${world.tasks[2]}`);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.getByRole("dialog").getByText(html).waitFor();
  await page.getByRole("button", { name: "Start" }).tap();
  await page.getByText("images not verified on this device").waitFor();
  await page.getByRole("button", { name: "Destroyed in between" }).tap();
  await page.locator(".question").getByText(html).waitFor();
  expect(await page.locator("strike-tracker").evaluate((tracker) => tracker.shadowRoot?.querySelectorAll("img, b").length)).toBe(0);
  expect(await page.evaluate(() => Reflect.get(window, "hacked"))).toBeUndefined();
  await page.context().close();
});
