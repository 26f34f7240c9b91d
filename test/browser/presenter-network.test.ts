import { type Browser, chromium, type Page, type Route } from "playwright-core";
import type { FaultKind } from "pybossa-embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, browserPath } from "../browser-path.ts";
import { type TownBuilding, townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

let browser: Browser;
let street: TownBuilding[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  const house = await townBuilding(1, 8);
  // One house over and over: what its pictures show does not matter here.
  street = Array.from({ length: 90 }, (_, at) => ({ ...house, info: { ...house.info, building: `b-${at}` } }));
});

afterAll(() => browser?.close());

/** Names of the buttons that lead on, in the order of preference; in two languages. */
const onward = {
  en: ["Start", "Check again", "Try again", "Next building", "Still standing", "Send"],
  ar: ["ابدأ", "تحقق مجددًا", "حاول مجددًا", "المبنى التالي", "ما زال قائمًا", "إرسال"],
};

/** Answers two buildings as somebody does who presses whatever leads on, until nothing waits to be sent. */
async function answerTwo(page: Page, language: "en" | "ar", touch: boolean): Promise<void> {
  const tracker = page.locator("strike-tracker");
  const buttons = onward[language].map((name) => tracker.getByRole("button", { name }).first());
  const end = Date.now() + 60_000;
  for (;;) {
    const answered = await tracker.evaluate((element) => Number(Reflect.get(element, "answered")));
    if (answered >= 2 && (await unsent(page)) === 0) return;
    if (Date.now() > end) {
      throw new Error(`${answered} of 2 buildings answered, ${await unsent(page)} not sent`);
    }
    for (const button of answered >= 2 ? [] : buttons) {
      if (!(await button.isVisible())) continue;
      await (touch ? button.tap({ timeout: 2_000 }) : button.click({ timeout: 2_000 })).catch(() => undefined);
      break;
    }
    await page.waitForTimeout(50);
  }
}

/** How many answers wait on the device. */
function unsent(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open("strike-tracker");
        open.onerror = () => resolve(0);
        open.onsuccess = () => {
          const database = open.result;
          if (!database.objectStoreNames.contains("answers")) {
            database.close();
            return resolve(0);
          }
          const count = database.transaction("answers").objectStore("answers").count();
          count.onsuccess = () => {
            database.close();
            resolve(count.result);
          };
        };
      }),
  );
}

/** So many answers are stored, each once. */
async function expectOnce(world: PresenterWorld, count: number): Promise<void> {
  const runs = await world.runs();
  expect(runs).toHaveLength(count);
  expect(new Set(runs.map(({ info }) => info.id)).size).toBe(count);
  expect(new Set(runs.map(({ task_id }) => task_id)).size).toBe(count);
}

const sameForAll: FaultKind[] = ["cut-before", "cut-after", "error-after", "bad-gateway"];

describe.each(["scifabric", "bloomberg"] as const)("a session on %s that fails at one request", (dialect) => {
  it("loses nothing and sends nothing twice, whichever request it is", { timeout: 400_000 }, async () => {
    const world = await presenterWorld(street, { browser, dialect, answers: 1, limit: 100_000 });
    try {
      const page = await world.open({ width: 360, height: 640, touch: false });
      if (dialect === "bloomberg") await world.signIn(page, "vol1");
      let wanted = 0;
      // So many requests has a session of two buildings; one more than the last is the session without a fault.
      let requests = 1;
      for (let failing = 0; failing <= requests; failing += 1) {
        const fault = sameForAll[failing % sameForAll.length] ?? "cut-after";
        let seen = 0;
        const count = (request: { url(): string }) => {
          if (new URL(request.url()).pathname.startsWith("/api/")) seen += 1;
        };
        world.server.faults.set(failing === 0 ? null : { faults: [{ fault, path: "/api/*", request: failing }] });
        page.on("request", count);
        await page.goto(world.address);
        wanted += 2;
        await answerTwo(page, "en", false);
        world.server.faults.set(null);
        page.off("request", count);
        if (failing === 0) requests = seen;
        await expectOnce(world, wanted);
      }
      expect(requests).toBeGreaterThan(5);
    } finally {
      await world.close();
    }
  });
});

describe("a session in Arabic by touch that fails at one request, an image's too", () => {
  /** Does this to a request in place of what the server would do. */
  const fates: ((route: Route) => Promise<unknown>)[] = [
    (route) => route.abort(),
    (route) => route.fetch().then(() => route.abort()),
    (route) => route.fulfill({ status: 502, body: "bad gateway" }),
    (route) => route.fetch().then(() => route.fulfill({ status: 500, body: "trouble" })),
  ];

  it("loses nothing and sends nothing twice, whichever request it is", { timeout: 400_000 }, async () => {
    const world = await presenterWorld(street, { browser, answers: 1, limit: 100_000, campaign: { languages: ["en", "ar"] } });
    try {
      const page = await world.open({ width: 360, height: 640, touch: true });
      await page.addInitScript(() => localStorage.setItem("strike-tracker-language", "ar"));
      let failing = 0;
      let seen: string[] = [];
      await page.route(/\/api\/|\.png$/, (route) => {
        seen.push(new URL(route.request().url()).pathname);
        return seen.length === failing ? fates[failing % fates.length]?.(route) : route.continue();
      });
      let requests = 1;
      for (let sessions = 1; failing <= requests; failing += 1, sessions += 1) {
        seen = [];
        await page.goto(world.address);
        await answerTwo(page, "ar", true);
        if (failing === 0) {
          requests = seen.length;
          expect(seen.filter((path) => path.endsWith(".png")).length).toBeGreaterThan(2);
        }
        await expectOnce(world, sessions * 2);
      }
      expect(requests).toBeGreaterThan(8);
    } finally {
      await world.close();
    }
  });
});
