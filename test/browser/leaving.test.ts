import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { type TownBuilding, townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, type PresenterWorldOptions, presenterWorld } from "./presenter-world.ts";

let buildings: TownBuilding[];
let browser: Browser;
let world: PresenterWorld;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  buildings = await Promise.all([townBuilding(1, 8), townBuilding(2, 11), townBuilding(5, 3)]);
});

afterEach(() => world?.close());

afterAll(() => browser?.close());

/** A volunteer's window at the first building. An answer is held as long as it is for volunteers. */
async function start(options: PresenterWorldOptions = {}, account?: string): Promise<Page> {
  world = await presenterWorld(buildings, { browser, hold: 10, ...options });
  const page = await world.open({ width: 360, height: 640, touch: true });
  if (account) await world.signIn(page, account);
  await page.goto(`${world.endpoint}/project/town/task/${world.tasks[0]}`);
  await page.getByRole("button", { name: "Start" }).tap();
  return page;
}

async function answer(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Still standing" }).tap();
  await page.getByRole("button", { name: "Send" }).tap();
}

const stored = () => world.runs().then((runs) => runs.map(({ task_id }) => task_id));
const toBeWaiting = (page: Page, count: number) =>
  expect
    .poll(() => page.locator("strike-tracker").evaluate((tracker) => (Reflect.get(tracker, "sitting") as { waiting: number }).waiting), {
      timeout: 15_000,
    })
    .toBe(count);
/** Deletes a task as its owner. */
async function remove(task = 0): Promise<void> {
  const reply = await fetch(`${world.endpoint}/api/task/${task}`, {
    method: "DELETE",
    headers: { Authorization: world.server.keys.owner ?? "" },
  });
  expect(reply.status).toBe(204);
}
/** Makes the page believe that it is hidden, as when another app comes to the front. */
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });

describe("an answer that is still held", () => {
  it("goes out once when the page is left, and is not sent again at the next visit", async () => {
    const page = await start();
    await answer(page);
    await toBeWaiting(page, 1);
    expect(await stored()).toEqual([]);
    await page.goto("about:blank");
    await expect.poll(stored).toEqual([world.tasks[0]]);
    await page.goto(world.address);
    await page.getByRole("button", { name: "Still standing" }).waitFor();
    await toBeWaiting(page, 0);
    expect(await stored()).toEqual([world.tasks[0]]);
  });

  it("goes out once when another app covers the page, and can then not be taken back", async () => {
    const page = await start();
    await answer(page);
    await page.getByRole("button", { name: "Still standing" }).waitFor();
    await hide(page);
    await hide(page);
    await expect.poll(stored).toEqual([world.tasks[0]]);
    await page.keyboard.press("u");
    await page.getByText("Your answer is on its way and cannot be taken back.").waitFor();
    await toBeWaiting(page, 0);
    expect(await stored()).toEqual([world.tasks[0]]);
  });

  it("is sent once at the next visit when the tab was killed", async () => {
    const page = await start();
    await answer(page);
    await toBeWaiting(page, 1);
    await page.goto("chrome://crash").catch(() => undefined);
    expect(await stored()).toEqual([]);
    const next = await page.context().newPage();
    await next.goto(world.address);
    await expect.poll(stored, { timeout: 20_000 }).toEqual([world.tasks[0]]);
    await toBeWaiting(next, 0);
  });

  it("is not lost by signing in, nor are the marks of the building in hand", async () => {
    const page = await start();
    await answer(page);
    await page.getByRole("button", { name: "Destroyed in between" }).tap();
    await page.getByRole("button", { name: "Standing", exact: true }).tap();
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("link", { name: "Sign in (not required)" }).tap();
    await page.getByLabel("E-mail").fill("vol1@example.org");
    await page.getByLabel("Password").fill(world.server.passwords.vol1 ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Standing", exact: true }).waitFor();
    for (let look = 0; look < 8 && !(await page.getByRole("button", { name: "Send" }).isVisible()); look += 1)
      await page.getByRole("button", { name: "Standing", exact: true }).tap();
    await page.getByRole("button", { name: "Send" }).tap();
    await page.goto("about:blank");
    await expect.poll(async () => (await stored()).length).toBe(2);
    expect(new Set(await stored()).size).toBe(2);
  });
});

describe("an answer that waited", () => {
  it("longer than the server's hour asks for its task again, and counts once", async () => {
    const page = await start({ hold: 0 });
    await page.getByRole("button", { name: "Still standing" }).waitFor();
    await page.route("**/api/taskrun*", (route) => route.abort());
    await answer(page);
    await page.getByText("You are offline. 1 answer is saved").waitFor();
    await page.goto("about:blank");
    // Two hours later, for the server and for the device.
    world.server.faults.set({ faults: [{ fault: "clock-skew", seconds: 7_200 }] });
    await page.clock.setSystemTime(Date.now() + 7_200_000);
    await page.unroute("**/api/taskrun*");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(world.address);
    await expect.poll(stored).toEqual([world.tasks[0]]);
    await toBeWaiting(page, 0);
    const again = asked.indexOf(`GET /project/town/task/${world.tasks[0]}`);
    expect(again).toBeGreaterThan(-1);
    expect(asked.indexOf("POST /api/taskrun")).toBeGreaterThan(again);
  });

  it("for a task that was deleted meanwhile is told plainly, and holds up nothing", async () => {
    const page = await start({ hold: 0 });
    await page.getByRole("button", { name: "Still standing" }).tap();
    await remove(world.tasks[0]);
    await page.getByRole("button", { name: "Send" }).tap();
    await page.getByText("The server did not take your last answer: This building is not here any more.").waitFor();
    await answer(page);
    await expect.poll(async () => (await stored()).length).toBe(1);
  });
});

describe("marks of a building that was deleted meanwhile", () => {
  it("are told to be in vain after a reload, and the next building is there", async () => {
    const page = await start({ hold: 0 });
    await page.getByRole("button", { name: "Destroyed in between" }).tap();
    await page.getByRole("button", { name: "Standing", exact: true }).waitFor();
    await remove(world.tasks[0]);
    await page.goto(world.address);
    await page.getByRole("heading", { name: "This building is not here any more." }).waitFor();
    await page.getByRole("button", { name: "Next building" }).tap();
    await answer(page);
    await expect.poll(async () => (await stored()).length).toBe(1);
  });
});

describe("a stored answer", () => {
  it("of somebody who has not signed in stays", async () => {
    const page = await start({ hold: 0 });
    await answer(page);
    await page.getByText("Saved. Thank you.").waitFor();
    expect(await page.locator(".notice").getByRole("button").count()).toBe(0);
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("button", { name: "Stop for today" }).waitFor();
    expect(await page.getByRole("button", { name: "Change my last answer" }).count()).toBe(0);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
    await page.keyboard.press("u");
    await page.getByText("Your last answer is sent and can't be changed any more.").waitFor();
  });

  it("stays once it is part of a result, which is said", async () => {
    const page = await start({ hold: 0, answers: 1 }, "vol1");
    await answer(page);
    await page.getByText("Saved. Thank you.").waitFor();
    await page.locator(".notice").getByRole("button", { name: "Undo" }).tap();
    await page.getByRole("navigation").getByRole("button", { name: "Undo" }).tap();
    await page.getByRole("button", { name: "Already destroyed" }).tap();
    await page.getByRole("button", { name: "Send" }).tap();
    await page.getByText("That answer is part of a result by now and stays as you sent it.").waitFor();
    expect((await world.runs()).map(({ info }) => info.verdict)).toEqual(["still_standing"]);
  });
});
