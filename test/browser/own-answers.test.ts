import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

let world: PresenterWorld;

beforeAll(async () => {
  world = await presenterWorld(
    await Promise.all([townBuilding(1, 8), townBuilding(2, 5), townBuilding(3, 3), townBuilding(4, 6), townBuilding(5, 7)]),
    {
      campaign: { contact: "team@town.example" },
    },
  );
});

afterAll(() => world?.close());

/** Everything of this tool that the browser keeps. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name.startsWith("strike-tracker"));
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("strike-tracker");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
    });
    const rows: string[] = [];
    for (const table of database.objectStoreNames) {
      const request = database.transaction(table).objectStore(table).getAllKeys();
      await new Promise((resolve) => (request.onsuccess = resolve));
      rows.push(...request.result.map((key) => `${table} ${JSON.stringify(key)}`));
    }
    database.close();
    return [...names, ...rows];
  });
}

/** Says one thing of the whole building, and sends it. */
async function answer(page: Page, verdict: RegExp): Promise<void> {
  await page.getByRole("button", { name: verdict }).tap();
  await page.getByRole("button", { name: "Send" }).tap();
}

describe("this device's own answers", () => {
  it("are listed with what they achieved, and cleared with all that the device keeps", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.goto(world.address);
    await page.getByRole("button", { name: "Start" }).tap();
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("button", { name: "Your answers on this device" }).tap();
    await page.getByText("No answer from this device has reached the server yet.").waitFor();
    await page.locator("dialog").getByRole("button", { name: "Close" }).tap();
    await page.getByRole("button", { name: "Destroyed in between" }).tap();
    for (let look = 0; look < 8 && !(await page.getByRole("button", { name: "Send" }).isVisible()); look += 1) {
      await page.getByRole("button", { name: "Standing", exact: true }).tap();
      await page.waitForTimeout(150);
    }
    await page.getByRole("button", { name: "Send" }).tap();
    await expect.poll(async () => (await world.runs()).length, { timeout: 20_000 }).toBe(1);
    await answer(page, /Still standing/);
    await expect.poll(async () => (await world.runs()).length, { timeout: 20_000 }).toBe(2);
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("button", { name: "Stop for today" }).tap();
    await page.getByText("You have answered 2 buildings on this device.").waitFor();
    await page.getByText("For 1 of them you narrowed the time of destruction from 258 to 27 days.").waitFor();
    // The embedded server counts nothing, as one whose job has not run: nothing is said of the project.
    expect(await page.getByText("All volunteers together").count()).toBe(0);
    await page.getByRole("button", { name: "Your answers on this device" }).tap();
    expect(await page.locator(".own li").allTextContents()).toEqual([
      expect.stringMatching(/^Still standing on 22 Oct 2017 /),
      expect.stringMatching(/^Destroyed between 25 Sept 2017 and 22 Oct 2017 /),
    ]);
    await page.getByRole("button", { name: "Clear this device" }).tap();
    await page.getByText("Nothing waits to be sent.").waitFor();
    await page.getByRole("button", { name: "Keep" }).tap();
    expect((await kept(page)).length).toBeGreaterThan(1);
    await page.getByRole("button", { name: "Clear this device" }).tap();
    await page.locator(".warning").getByRole("button", { name: "Clear this device" }).tap();
    await page.getByRole("heading", { name: "This device is cleared." }).waitFor();
    await expect.poll(() => kept(page)).toEqual([]);
    await page.context().close();
  });

  it("that wait are named before they are lost, and leave no trace", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.goto(world.address);
    await page.getByRole("button", { name: "Start" }).tap();
    await page.getByRole("button", { name: /Still standing/ }).waitFor();
    await page.context().setOffline(true);
    await answer(page, /Still standing/);
    // The request and its second try have failed.
    await page.getByText("You are offline. 1 answer is saved").tap();
    await page.getByRole("heading", { name: "1 answer waits to be sent" }).waitFor();
    await page.getByRole("button", { name: "Help" }).tap();
    await page.getByText("team@town.example").waitFor();
    await page.getByRole("button", { name: "Your answers on this device" }).tap();
    await page.getByRole("button", { name: "Clear this device" }).tap();
    await page.getByText("1 answer has not been sent yet and would be lost.").waitFor();
    await page.locator(".warning").getByRole("button", { name: "Clear this device" }).tap();
    await page.getByRole("heading", { name: "This device is cleared." }).waitFor();
    await expect.poll(() => kept(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.waitForTimeout(1000);
    expect(await kept(page)).toEqual([]);
    await page.context().close();
  });

  it("go from the device with the marks of the building in hand and an answer still held", async () => {
    const page = await world.open({ width: 360, height: 640, touch: true });
    await page.goto(world.address);
    await page.locator("strike-tracker").evaluate((tracker) => Reflect.set(tracker, "holdSeconds", 60));
    await page.getByRole("button", { name: "Start" }).tap();
    const before = (await world.runs()).length;
    await answer(page, /Still standing/);
    await page.getByRole("button", { name: "Destroyed in between" }).tap();
    await page.getByRole("button", { name: "Standing", exact: true }).tap();
    await expect.poll(async () => (await kept(page)).join("\n")).toMatch(/strike-tracker-draft/);
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("button", { name: "Your answers on this device" }).tap();
    await page.getByRole("button", { name: "Clear this device" }).tap();
    await page.getByText("1 answer has not been sent yet and would be lost.").waitFor();
    await page.locator(".warning").getByRole("button", { name: "Clear this device" }).tap();
    await page.getByRole("heading", { name: "This device is cleared." }).waitFor();
    await expect.poll(() => kept(page)).toEqual([]);
    // Closing the page sends nothing after all.
    await page.goto("about:blank");
    await page.waitForTimeout(500);
    expect((await world.runs()).length).toBe(before);
    await page.context().close();
  });
});
