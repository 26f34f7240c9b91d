import type { Page } from "playwright-core";
import { answerProblems, parseAnswer } from "pybossa-client-ts/strike-tracker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "./axe.ts";
import { type TownBuilding, townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

let buildings: TownBuilding[];
let world: PresenterWorld;

beforeAll(async () => {
  buildings = await Promise.all([townBuilding(1, 8), townBuilding(2, 11, [12]), townBuilding(5, 3)]);
  world = await presenterWorld(buildings, { campaign: { collect: ["input", "viewport"] } });
});

afterAll(() => world?.close());

/** The frames on the screen now. */
function framesShown(page: Page): Promise<string[]> {
  return page.locator("strike-compare").evaluate((compare) => (Reflect.get(compare, "frames") as { id: string }[]).map(({ id }) => id));
}

/** What a volunteer with good eyes sees on a frame. */
function truthOf(building: TownBuilding, frame: string, cloudy: readonly string[] = []): "standing" | "destroyed" | "cloud" {
  if (cloudy.includes(frame)) return "cloud";
  const { frames } = building.info;
  return frames.indexOf(frame) <= frames.indexOf(building.lastStanding) ? "standing" : "destroyed";
}

async function storedAnswer(task: number) {
  await expect.poll(async () => (await world.runs()).filter((run) => run.task_id === task).length).toBe(1);
  const info = (await world.runs()).find((run) => run.task_id === task)?.info;
  const parsed = parseAnswer(info);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

/** Everything that can be pressed and is in view is large enough and inside the window. */
async function targetProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.matches("button, a.button")) continue;
        const { width, height, left, right, bottom } = element.getBoundingClientRect();
        if (width === 0) continue;
        const name = element.getAttribute("aria-label") ?? element.textContent?.trim();
        if (width < 43.9 || height < 43.9) problems.push(`${name}: ${width}x${height}`);
        if (bottom > innerHeight + 1) problems.push(`${name} ends below the window`);
        const inStrip = (element.getRootNode() as ShadowRoot).host?.tagName === "STRIKE-STRIP";
        if (!inStrip && (left < -1 || right > innerWidth + 1)) problems.push(`${name} leaves the window`);
      }
    };
    const tracker = document.querySelector("strike-tracker");
    if (tracker?.shadowRoot) visit(tracker.shadowRoot);
    return problems;
  });
}

describe("a volunteer's session", () => {
  it("by touch on a phone ends in the true dates", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    const [building, task] = [buildings[0], world.tasks[0]];
    if (!building || task === undefined) throw new Error("No building.");
    await page.goto(`${world.endpoint}/project/town/task/${task}`);
    await page.getByRole("dialog").getByText("You will see a city damaged by war").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").isVisible()).toBe(true);
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.getByRole("button", { name: "Start" }).tap();
    expect(await framesShown(page)).toEqual(["f01", "f14"]);
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    expect(await targetProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Destroyed in between" }).tap();
    const seen: string[] = [];
    const send = page.getByRole("button", { name: "Send" });
    for (let look = 0; look < 8 && !(await send.isVisible()); look += 1) {
      const [frame = ""] = await framesShown(page);
      expect(seen).not.toContain(frame);
      seen.push(frame);
      if (look === 0) expect([await axeProblems(page, "strike-tracker"), await targetProblems(page)]).toEqual([[], []]);
      await page.getByRole("button", { name: truthOf(building, frame) === "standing" ? "Standing" : "Destroyed", exact: true }).tap();
      await expect.poll(async () => (await framesShown(page)).join()).not.toBe(frame);
    }
    expect(await framesShown(page)).toEqual([building.lastStanding, building.firstDestroyed]);
    await page.getByText("17 days apart").waitFor();
    expect([await axeProblems(page, "strike-tracker"), await targetProblems(page)]).toEqual([[], []]);
    await page.getByRole("button", { name: "Fairly sure" }).tap();
    await send.tap();
    await page.getByText("Saved. Thank you.").waitFor();
    const answer = await storedAnswer(task);
    expect([answer.last_standing, answer.first_destroyed]).toEqual([building.lastStanding, building.firstDestroyed]);
    expect(answer).toMatchObject({ verdict: "destroyed", confidence: 2, input: "touch", viewport: "s", chip_check: "ok", language: null });
    expect(answerProblems(answer, building.info.frames as string[])).toEqual([]);
    // The next building is there without another page.
    await expect.poll(() => framesShown(page)).toEqual(["f01", "f14"]);
    await page.context().close();
  });

  it("by keyboard on a laptop ends in the true dates, around a cloud", async () => {
    const page = await world.open({ width: 1366, height: 768, touch: false });
    const [building, task] = [buildings[1], world.tasks[1]];
    if (!building || task === undefined) throw new Error("No building.");
    await page.goto(`${world.endpoint}/project/town/task/${task}`);
    await page.getByRole("button", { name: "Start" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => framesShown(page)).toEqual(["f01", "f14"]);
    expect([await axeProblems(page, "strike-tracker"), await targetProblems(page)]).toEqual([[], []]);
    await page.keyboard.press("d");
    const send = page.getByRole("button", { name: "Send" });
    for (let look = 0; look < 9 && !(await send.isVisible()); look += 1) {
      const shown = (await framesShown(page)).join();
      const sight = truthOf(building, shown, ["f12"]);
      if (look === 1) {
        // Undo brings the question back.
        await page.keyboard.press("Control+z");
        await expect.poll(async () => (await framesShown(page)).join()).not.toBe(shown);
        await page.keyboard.press(truthOf(building, (await framesShown(page)).join()) === "standing" ? "s" : "2");
        await expect.poll(async () => (await framesShown(page)).join()).toBe(shown);
      }
      await page.keyboard.press(sight === "cloud" ? "c" : sight === "standing" ? "1" : "2");
      if (sight === "cloud") await page.keyboard.press("1");
      await expect.poll(async () => (await framesShown(page)).join()).not.toBe(shown);
    }
    expect(await framesShown(page)).toEqual(["f11", "f13"]);
    // Moving a date and moving it back.
    await page.keyboard.press("[");
    await expect.poll(() => framesShown(page)).toEqual(["f10", "f13"]);
    await page.keyboard.press("u");
    await expect.poll(() => framesShown(page)).toEqual(["f11", "f13"]);
    await page.keyboard.press("Enter");
    await page.getByText("Saved. Thank you.").waitFor();
    const answer = await storedAnswer(task);
    expect([answer.last_standing, answer.first_destroyed]).toEqual(["f11", "f13"]);
    expect(answer).toMatchObject({ input: "keys", viewport: "l" });
    expect(answer.frames.f12).toBe("obscured");
    await page.context().close();
  });
});

describe("looking", () => {
  it("opens any frame, peeks at the last standing one, and keeps zoom when the frame changes", async () => {
    const page = await world.open({ width: 1366, height: 768, touch: false });
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[2]}`);
    await page.getByRole("button", { name: "Start" }).click();
    await page.keyboard.press("2");
    const scale = () => page.locator("strike-compare .bar").evaluate((bar) => (bar as HTMLElement).style.inlineSize);
    await expect.poll(() => framesShown(page)).toHaveLength(1);
    const [asked] = await framesShown(page);
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await expect.poll(scale).not.toBe("");
    const zoomed = await scale();
    await page.keyboard.down("Space");
    await expect.poll(() => framesShown(page)).toEqual(["f01"]);
    expect(await scale()).toBe(zoomed);
    await page.keyboard.up("Space");
    await expect.poll(() => framesShown(page)).toEqual([asked]);
    await page.getByRole("radio", { name: /^28 August 2017/ }).click();
    await expect.poll(() => framesShown(page)).toEqual(["f12"]);
    await page.getByRole("button", { name: "Back to question" }).click();
    await expect.poll(() => framesShown(page)).toEqual([asked]);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Help" }).waitFor();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("keeps focus and scrolling inside, and leaves the page behind as it was", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[2]}`);
    await page.getByRole("button", { name: "Start" }).tap();
    const outside = () => page.evaluate(() => !["STRIKE-TRACKER", "BODY", "HTML"].includes(document.activeElement?.tagName ?? "BODY"));
    for (let press = 0; press < 25; press += 1) {
      await page.keyboard.press("Tab");
      expect(await outside()).toBe(false);
    }
    await page.mouse.wheel(0, 800);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await page.evaluate(() => document.querySelectorAll("[inert]").length)).toBeGreaterThan(0);
    await page.evaluate(() => document.querySelector("strike-tracker")?.remove());
    expect(await page.evaluate(() => document.querySelectorAll("[inert]").length)).toBe(0);
    await page.context().close();
  });

  it("puts a contradiction to the volunteer and keeps what both sides say", async () => {
    const page = await world.open({ width: 1366, height: 768, touch: false });
    await page.goto(`${world.endpoint}/project/town/task/${world.tasks[2]}`);
    await page.getByRole("button", { name: "Start" }).click();
    await page.keyboard.press("2");
    await page.getByRole("radio", { name: /^20 February 2017/ }).click();
    await page.getByRole("button", { name: "Destroyed", exact: true }).click();
    await page.getByRole("radio", { name: /^9 July 2017/ }).click();
    await page.getByRole("button", { name: "Standing", exact: true }).click();
    await page.getByText("You marked 20 February 2017 as destroyed and 9 July 2017 as standing. Which one should change?").waitFor();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.getByRole("button", { name: "Both are right" }).click();
    await page.getByText("Destroyed in between?").waitFor();
    expect(await framesShown(page)).toEqual(["f01", "f02"]);
    await page.context().close();
  });
});
