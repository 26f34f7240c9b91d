import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

let world: PresenterWorld;

beforeAll(async () => {
  world = await presenterWorld([await townBuilding(1, 8)], { practice: [await townBuilding(11, 6), await townBuilding(12, 9)] });
});

afterAll(() => world?.close());

const shown = async (page: Page) => Number((await page.locator("strike-strip [aria-checked=true]").getAttribute("data-frame"))?.slice(1));

describe("a newcomer", () => {
  it("is led through the tool by touch, practises with the known dates told, and sends nothing of it", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true, newcomer: true });
    const asked: string[] = [];
    page.on("request", (request) => void asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(world.address);
    await page.getByRole("button", { name: "Start" }).tap();
    const heading = page.getByRole("heading", { level: 2 });
    expect(await heading.textContent()).toContain("One building is outlined");
    await page.getByRole("button", { name: "Next" }).tap();
    await page.getByRole("radio").nth(3).tap();
    await expect.poll(() => shown(page)).toBe(4);
    await page.getByRole("button", { name: "Next" }).tap();
    await page.getByRole("button", { name: "Back", exact: true }).tap();
    await page.getByRole("button", { name: "Next" }).tap();
    await page.getByRole("button", { name: "Next" }).tap();
    expect(await heading.textContent()).toContain("4 of 4");
    await page.getByRole("button", { name: "Start" }).tap();

    await page.getByRole("heading", { name: "Practice 1 of 2" }).waitFor();
    await page.getByRole("button", { name: "Destroyed in between" }).tap();
    for (let look = 0; look < 8 && !(await page.getByRole("button", { name: "Send" }).isVisible()); look += 1) {
      const frame = await shown(page);
      const stands = frame <= 6;
      await page.getByRole("button", { name: stands ? "Standing" : "Destroyed", exact: true }).tap();
      const judged = `strike-strip .${stands ? "standing" : "destroyed"}[data-frame=f${String(frame).padStart(2, "0")}]`;
      await page.locator(judged).waitFor({ state: "attached" });
    }
    await page.getByRole("button", { name: "Send" }).tap();
    await page.getByText("These are the known dates.").waitFor();
    await page.getByText("The roof is gone, and its shadow with it.").waitFor();
    await page.getByRole("button", { name: "Next building" }).tap();

    await page.getByRole("button", { name: "Still standing" }).tap();
    await page.getByRole("button", { name: "Send" }).tap();
    await page.getByText("Something else is known. Look once more.").waitFor();
    expect(await page.locator("dd").allTextContents()).toEqual([
      "Still standing on 22 Oct 2017",
      "Destroyed between 21 Jun 2017 and 9 Jul 2017",
    ]);
    // Another look brings the answer back, to be changed.
    await page.getByRole("button", { name: "Look again" }).tap();
    await page.getByRole("button", { name: "Undo" }).tap();
    await page.getByRole("button", { name: "Destroyed in between" }).waitFor();
    expect(asked.filter((request) => /api.*(newtask|taskrun)/.test(request))).toEqual([]);
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("button", { name: "Leave practice" }).tap();
    await page.getByRole("heading", { name: "Dating destruction in Town" }).waitFor();
    await page.getByRole("button", { name: "Destroyed in between" }).waitFor();
    expect(asked.filter((request) => request.startsWith("POST"))).toEqual([]);

    await page.reload();
    await page.getByRole("heading", { name: "Dating destruction in Town" }).waitFor();
    expect(await page.getByText("1 of 4").count()).toBe(0);
    await page.context().close();
  });

  it("gets through by keys alone, each heading being read, and can come back to it all from Help", async () => {
    const page = await world.open({ width: 1366, height: 768, touch: false, newcomer: true });
    await page.goto(world.address);
    await page.getByRole("button", { name: "Start" }).press("Enter");
    const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.replace(/\s+/g, " ").trim());
    await expect.poll(focused).toContain("One building is outlined 1 of 4");
    await page.keyboard.press("s");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toContain("Images of many dates 2 of 4");
    await page.keyboard.press("Escape");
    await page.getByText("What happened to this building?").waitFor();
    await page.keyboard.press("1");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toContain("Something else is known");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Practice 2 of 2" }).waitFor();
    await page.keyboard.press("k");
    await page.getByRole("heading", { name: "That was the practice." }).waitFor();
    await page.getByRole("button", { name: "Go to the real buildings" }).click();
    await page.getByText("What happened to this building?").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("button", { name: "Show the tutorial again" }).click();
    await expect.poll(focused).toContain("1 of 4");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("button", { name: "Practise on known buildings" }).click();
    await page.getByRole("heading", { name: "Practice 1 of 2" }).waitFor();
    await page.context().close();
  });
});
