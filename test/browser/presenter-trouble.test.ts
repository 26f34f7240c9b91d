import { type Browser, chromium, type Page } from "playwright-core";
import { parseAnswer } from "pybossa-client-ts/strike-tracker";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { axeProblems } from "./axe.ts";
import { type TownBuilding, townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, type PresenterWorldOptions, presenterWorld } from "./presenter-world.ts";

let buildings: TownBuilding[];
let browser: Browser;
let world: PresenterWorld | undefined;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  buildings = await Promise.all([townBuilding(1, 8), townBuilding(2, 11)]);
});

afterEach(async () => {
  await world?.close();
  world = undefined;
});

afterAll(() => browser?.close());

async function start(options: PresenterWorldOptions & { only?: number; before?: (page: Page) => Promise<unknown> } = {}) {
  const made = await presenterWorld(buildings.slice(0, options.only ?? 2), { ...options, browser });
  world = made;
  const page = await made.open({ width: 360, height: 640, touch: true });
  await options.before?.(page);
  await page.goto(`${made.endpoint}/project/town/task/${made.tasks[0]}`);
  await page.getByRole("button", { name: "Start" }).tap();
  return { page, made };
}

async function answerStanding(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Still standing" }).tap();
  await page.getByRole("button", { name: "Send" }).tap();
}

const stored = (made: PresenterWorld) => made.runs().then((runs) => runs.map(({ task_id }) => task_id));

describe("images that do not load", () => {
  it("are told, tried again, and stored as load_failed, not as a cloud", async () => {
    const broken = buildings[0]?.chips[13]?.name ?? "";
    let refusals = 0;
    const { page, made } = await start({
      before: (window) =>
        window.route(`**/${broken}.png`, (route) => {
          refusals += 1;
          return route.fulfill({ status: 404, body: "gone" });
        }),
    });
    await page.getByText("This image did not load.").waitFor();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.getByRole("button", { name: "Try again" }).tap();
    await expect.poll(() => refusals).toBeGreaterThan(1);
    await page.getByRole("button", { name: "Mark as can't see" }).tap();
    await page.getByText("25 September 2017").waitFor();
    await answerStanding(page);
    await expect.poll(() => stored(made)).toHaveLength(1);
    const parsed = parseAnswer((await made.runs())[0]?.info);
    expect(parsed.ok && parsed.value.frames).toEqual({ f01: "standing", f13: "standing", f14: "load_failed" });
  });

  it("that are not the ones prepared are told and recorded", async () => {
    const [chip, other] = [buildings[0]?.chips[0], buildings[1]?.chips[0]];
    const headers = { "Access-Control-Allow-Origin": "*" };
    const { page, made } = await start({
      before: (window) =>
        window.route(`**/${chip?.name}.png`, (route) => route.fulfill({ body: other?.bytes ?? "", contentType: "image/png", headers })),
    });
    await page.getByText("This image is not the one that the team prepared.").waitFor();
    await answerStanding(page);
    await expect.poll(() => stored(made)).toHaveLength(1);
    expect((await made.runs())[0]?.info).toMatchObject({ chip_check: "differs", chips_differ: ["f01"] });
  });
});

describe("sending", () => {
  it("offline keeps the answer through a reload and sends it once", async () => {
    const { page, made } = await start();
    await expect.poll(() => page.getByRole("button", { name: "Still standing" }).isVisible()).toBe(true);
    await page.route("**/api/taskrun*", (route) => route.abort());
    await answerStanding(page);
    await page.getByText("You are offline. 1 answer is saved and will be sent").waitFor();
    expect(await stored(made)).toEqual([]);
    await page.unroute("**/api/taskrun*");
    await page.goto(made.address);
    await expect.poll(() => stored(made)).toEqual([made.tasks[0]]);
  });

  it("does not send twice when only the server's reply was lost", async () => {
    const { page, made } = await start();
    let posts = 0;
    await page.route("**/api/taskrun*", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      posts += 1;
      await route.fetch();
      return route.fulfill({ status: 502, body: "bad gateway" });
    });
    await answerStanding(page);
    await page.getByText("The server has trouble.").waitFor();
    await page.getByText("Saved. Thank you.").waitFor();
    expect([posts, await stored(made)]).toEqual([1, [made.tasks[0]]]);
  });

  it("says plainly that an answer was already counted", async () => {
    const { page, made } = await start();
    const other = await made.open({ width: 360, height: 640, touch: true });
    await other.goto(`${made.endpoint}/project/town/task/${made.tasks[0]}`);
    await other.getByRole("button", { name: "Start" }).tap();
    await answerStanding(other);
    await other.getByText("Saved. Thank you.").waitFor();
    await answerStanding(page);
    await page.getByText(/^This one was already counted, for you or for somebody at the same internet address\./).waitFor();
    expect(await stored(made)).toHaveLength(1);
  });

  it("waits until the rate limit's reset and says until when", async () => {
    const { page, made } = await start();
    const reset = Math.floor(Date.now() / 1000) + 7;
    const headers = { "X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(reset) };
    await page.route("**/api/taskrun*", (route) => route.fulfill({ status: 429, headers, contentType: "application/json", body: "{}" }), {
      times: 1,
    });
    await answerStanding(page);
    await page.getByText(/Your answers are safe and go out at \d/).waitFor();
    expect(await stored(made)).toEqual([]);
    await expect.poll(() => stored(made), { timeout: 20_000 }).toHaveLength(1);
  });
});

describe("the server's refusals and ends", () => {
  it("asks to sign in where anonymous answers are not taken, and keeps the answer", async () => {
    const { page, made } = await start();
    await made.call(`/api/project/${made.projectId}`, { method: "PUT", body: { allow_anonymous_contributors: false } });
    await answerStanding(page);
    await page.getByRole("heading", { name: "The server asks you to sign in." }).waitFor();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    expect(await page.locator("strike-tracker").getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe(
      "/account/signin?next=%2Fproject%2Ftown%2Fnewtask",
    );
    expect(await stored(made)).toEqual([]);
  });

  it("says when nothing is left, and offers what was skipped", async () => {
    const { page, made } = await start();
    await page.getByRole("button", { name: "Skip" }).tap();
    await page.getByText("Skipped. Here is another one.").waitFor();
    await answerStanding(page);
    await page.getByText("1 building that you skipped is still open.").waitFor();
    await page.getByRole("button", { name: "Look at them again" }).tap();
    await answerStanding(page);
    await page.getByText("All buildings here have enough answers, or you have answered them all.").waitFor();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await expect.poll(() => stored(made)).toHaveLength(2);
  });

  it("shows a pause with the team's words and goes on after it", async () => {
    const state = { schema: "strike-tracker/state/1", state: "paused", message: "Back on Monday." };
    const { page, made } = await start({ stateMaterial: state });
    await page.getByText("Back on Monday.").waitFor();
    await made.call(`/api/helpingmaterial/${made.materialId}`, { method: "PUT", body: { info: { ...state, state: "running" } } });
    await page.getByRole("button", { name: "Check again" }).tap();
    await page.getByRole("button", { name: "Still standing" }).waitFor();
  });

  it("tells what is wrong with a task, and offers another", async () => {
    const { page } = await start({
      before: (window) =>
        window.route("**/api/task/*", async (route) => {
          const answer = await route.fetch();
          const task = (await answer.json()) as { info: object };
          return route.fulfill({ response: answer, json: { ...task, info: { ...task.info, frames: ["f99"], chips: undefined } } });
        }),
    });
    await page.getByText("This building cannot be shown.").waitFor();
    await page.getByRole("button", { name: "Next building" }).tap();
    await page.getByRole("button", { name: "Still standing" }).waitFor();
  });

  it("suggests a break, and stopping is as easy as going on", async () => {
    const { page } = await start({ campaign: { break: { buildings: 1, minutes: 0 } } });
    await answerStanding(page);
    await page.getByText("You have looked at 1 building. A short break helps.").waitFor();
    expect(await axeProblems(page, "strike-tracker")).toEqual([]);
    await page.getByRole("button", { name: "Stop for today" }).tap();
    await page.getByText("Others will carry on, and nothing is lost. Thank you.").waitFor();
    await page.getByRole("button", { name: "Continue" }).tap();
    await page.getByRole("button", { name: "Still standing" }).waitFor();
  });

  it("names what is wrong with a campaign that cannot be read", async () => {
    const made = await presenterWorld(buildings.slice(0, 1), { campaign: { question: "" }, browser });
    world = made;
    const page = await made.open({ width: 360, height: 640, touch: true });
    await page.goto(made.address);
    await page.getByRole("heading", { name: "This project is not set up correctly." }).waitFor();
    await page.getByText("/question").waitFor();
  });
});
