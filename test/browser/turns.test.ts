import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { type TownBuilding, townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, type PresenterWorldOptions, presenterWorld, projectPassword } from "./presenter-world.ts";

let buildings: TownBuilding[];
let browser: Browser;
let world: PresenterWorld;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  buildings = await Promise.all([townBuilding(1, 8), townBuilding(2, 11)]);
});

afterEach(() => world?.close());

afterAll(() => browser?.close());

async function open(count: number, options: PresenterWorldOptions): Promise<void> {
  world = await presenterWorld(buildings.slice(0, count), { dialect: "bloomberg", browser, ...options });
}

/** A window in which a volunteer has signed in. */
async function signedIn(name: string): Promise<Page> {
  const page = await world.open({ width: 360, height: 640, touch: true });
  await world.signIn(page, name);
  return page;
}

/** To the project, past the content note. */
async function enter(page: Page): Promise<void> {
  await page.goto(world.address);
  await page.getByRole("button", { name: "Start" }).tap();
}

async function volunteer(name: string): Promise<Page> {
  const page = await signedIn(name);
  await enter(page);
  return page;
}

const question = (page: Page) => page.getByRole("button", { name: "Still standing" });

async function answer(page: Page, verdict = "Still standing"): Promise<void> {
  await page.getByRole("button", { name: verdict }).tap();
  await page.getByRole("button", { name: "Send" }).tap();
}

/** How long each held task is still held, in seconds. */
async function held(): Promise<number[]> {
  const { locks } = await world.call<{ locks: { seconds_remaining: number }[] }>(`/api/locks/${world.projectId}`);
  return locks.map(({ seconds_remaining }) => seconds_remaining);
}

describe("a building that is one volunteer's for a while", () => {
  it("is given back to the server by Skip", async () => {
    await open(2, {});
    const page = await volunteer("vol1");
    await question(page).waitFor();
    expect((await held())[0]).toBeGreaterThan(3_500);
    const back = page.waitForResponse("**/canceltask");
    await page.getByRole("button", { name: "Skip" }).tap();
    await back;
    // The server keeps its place for five seconds.
    expect((await held())[0]).toBeLessThan(6);
    await question(page).waitFor();
  });

  it("is waited for by others, whom an empty reply does not send home, and goes to them when its time is over", async () => {
    await open(1, { answers: 1, info: { timeout: 9 } });
    const second = await signedIn("vol2");
    const first = await volunteer("vol1");
    await question(first).waitFor();
    await first.getByText(/^This building is yours until \d/).waitFor();
    await first.getByRole("button", { name: "More" }).tap();
    await first
      .getByRole("dialog")
      .getByText(/^This building is yours until \d/)
      .waitFor();
    expect(await first.getByRole("link", { name: "Sign in" }).count()).toBe(0);
    await enter(second);
    await second.getByRole("heading", { name: "Others have the last buildings just now." }).waitFor();
    await first.context().close();
    await answer(second);
    await second.getByRole("heading", { name: "Thank you." }).waitFor();
    await second.getByText("All buildings here have enough answers").waitFor();
    expect((await world.call<object[]>(`/api/taskrun?project_id=${world.projectId}`)).length).toBe(1);
  });
});

describe("the project's password", () => {
  it("that is asked for again in the middle is typed on the server's own page, and nothing is lost", async () => {
    await open(2, {});
    const page = await volunteer("vol1");
    await question(page).waitFor();
    await page.context().clearCookies({ name: "townpswd" });
    await answer(page);
    await page.getByRole("heading", { name: "This project has a password." }).waitFor();
    await page.getByRole("link", { name: "Type the password" }).tap();
    await page.getByLabel("Password of the project").fill(projectPassword);
    await page.getByRole("button", { name: "Enter" }).click();
    await answer(page);
    await expect.poll(async () => (await world.call<object[]>(`/api/taskrun?project_id=${world.projectId}`)).length).toBe(2);
  });
});

describe("the last answer", () => {
  const runs = () => world.call<{ id: number; info: { verdict: string } }[]>(`/api/taskrun?project_id=${world.projectId}`);

  it("is replaced on the server by Undo where the project lets volunteers edit", async () => {
    await open(2, { info: { allow_taskrun_edit: true }, attributes: "allow-edits" });
    const page = await volunteer("vol1");
    await answer(page);
    await page.locator(".notice").getByText("Saved. Thank you.").waitFor();
    const [stored] = await runs();
    await page.locator(".notice").getByRole("button", { name: "Undo" }).tap();
    await page.getByText("Send replaces the one that the server has.").waitFor();
    await page.getByRole("navigation").getByRole("button", { name: "Undo" }).tap();
    const put = page.waitForRequest((request) => request.method() === "PUT");
    await answer(page, "Already destroyed");
    expect(new URL((await put).url()).pathname).toBe(`/api/taskrun/${stored?.id}`);
    await page.getByText("Corrected. Thank you.").waitFor();
    expect(await runs()).toMatchObject([{ id: stored?.id, info: { verdict: "already_destroyed" } }]);
    // The next building was not lost by it.
    await question(page).waitFor();
  });

  it("stays as it was sent where not, which is said to whoever asks for Undo", async () => {
    await open(2, {});
    const page = await volunteer("vol1");
    await answer(page);
    await page.locator(".notice").getByText("Saved. Thank you.").waitFor();
    expect(await page.locator(".notice").getByRole("button").count()).toBe(0);
    await question(page).waitFor();
    await page.keyboard.press("u");
    await page.getByText("Your last answer is sent and can't be changed any more.").waitFor();
  });
});
