import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "./axe.ts";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

let world: PresenterWorld;

beforeAll(async () => {
  world = await presenterWorld(await Promise.all([townBuilding(1, 8), townBuilding(2, 5)]));
});

afterAll(() => world?.close());

async function begin(size = { width: 360, height: 640 }, before?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await world.open({ ...size, touch: false });
  await before?.(page);
  await page.goto(world.address);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Still standing" }).waitFor();
  return page;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim() ?? "");

describe("the page", () => {
  it.each(["light", "dark"] as const)("is dark by design for a volunteer who prefers %s, and readable", async (colorScheme) => {
    const page = await begin(undefined, (window) => window.emulateMedia({ colorScheme }));
    const ground = await page.locator("main.page").evaluate((main) => getComputedStyle(main).backgroundColor);
    const light = (ground.match(/\d+/g) ?? []).slice(0, 3).map(Number);
    expect(Math.max(...light)).toBeLessThan(60);
    expect(await page.locator("strike-tracker").evaluate((tracker) => getComputedStyle(tracker).colorScheme)).toBe("dark");
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.context().close();
  });

  it("keeps its pictures and its controls' edges in forced colours", async () => {
    const page = await begin(undefined, (window) => window.emulateMedia({ forcedColors: "active" }));
    const border = await page.getByRole("button", { name: "Still standing" }).evaluate((button) => ({
      width: Number.parseFloat(getComputedStyle(button).borderTopWidth),
      style: getComputedStyle(button).borderTopStyle,
    }));
    expect(border.width).toBeGreaterThan(0);
    expect(border.style).not.toBe("none");
    const filled = await page
      .getByRole("img")
      .first()
      .evaluate((image) => getComputedStyle(image).display !== "none");
    expect(filled).toBe(true);
    await page.context().close();
  });

  it("moves nothing quickly for who asked for less motion", async () => {
    const page = await begin(undefined, (window) => window.emulateMedia({ reducedMotion: "reduce" }));
    const quick = await page.evaluate(() => {
      const moving = (root: ParentNode): string[] =>
        [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => {
          const running = element.getAnimations().filter(({ effect }) => {
            const duration = effect?.getTiming().duration;
            return typeof duration === "number" && duration < 3000;
          });
          return [...running.map(() => element.className), ...(element.shadowRoot ? moving(element.shadowRoot) : [])];
        });
      return moving(document);
    });
    expect(quick).toEqual([]);
    await page.context().close();
  });

  it("can be worked at 200 %", async () => {
    // A window of 1366 x 768 at 200 % is 683 x 384 CSS pixels.
    const page = await begin({ width: 683, height: 384 });
    await page.getByRole("button", { name: "Still standing" }).click();
    const send = page.getByRole("button", { name: "Send" });
    await send.scrollIntoViewIfNeeded();
    const box = await send.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 683 && box.y >= 0 && box.y + box.height <= 384).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(683);
    await page.context().close();
  });

  it("gives the focus back to the button of a dialog that closes", async () => {
    const page = await begin();
    const more = page.getByRole("button", { name: "More" });
    const label = (await more.textContent())?.trim();
    await more.focus();
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe(label);
    await page.keyboard.press("Enter");
    await page.locator("dialog").getByRole("button", { name: "Close" }).click();
    await expect.poll(() => focused(page)).toBe(label);
    await page.context().close();
  });
});

it("a key that changes the view leaves the focus where it is, so that Enter and Space mean what they meant", async () => {
  const page = await begin();
  await page.keyboard.press("v");
  await page.getByRole("slider").waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  await page.context().close();
});

describe("a choice in a dialog", () => {
  it("gives the focus to the question that it leads to, so that Enter sends", async () => {
    const page = await begin();
    await page.getByRole("button", { name: "More" }).press("Enter");
    await page.getByRole("button", { name: "I can't tell for this building" }).press("Enter");
    await expect.poll(() => focused(page)).toBe("You can't tell for this building.");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await world.runs()).map(({ info }) => info.verdict)).toEqual(["cannot_tell"]);
    await page.context().close();
  });
});

describe("the project's progress", () => {
  it("is asked for once, when it is first told, and said where the server knows it", async () => {
    let asked = 0;
    const page = await begin(undefined, (window) =>
      window.route("**/api/projectstats?*", (route) => {
        asked += 1;
        return route.fulfill({ json: [{ project_id: world.projectId, n_tasks: 60, n_completed_tasks: 12 }] });
      }),
    );
    expect(asked).toBe(0);
    for (let time = 0; time < 2; time += 1) {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("button", { name: "Stop for today" }).click();
      await page.getByText("All volunteers together have finished 12 of 60 buildings.").waitFor();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("button", { name: "Still standing" }).waitFor();
    }
    expect(asked).toBe(1);
    await page.context().close();
  });
});
