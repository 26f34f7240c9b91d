import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import type { Verdict } from "pybossa-client-ts/strike-tracker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ar } from "../../task-presenter/src/i18n/ar.ts";
import { en } from "../../task-presenter/src/i18n/en.ts";
import { browserArguments, browserPath } from "../browser-path.ts";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

/**
 * Each flow by each hand in each language. The networks rotate, so that each flow also meets each network, and each hand
 * and each language do; FLOW_TURNS=4 tries every flow on every network by every hand in every language. What a session sent is
 * counted on the server at its end: nothing lost, nothing twice.
 */
const hands = ["touch", "keys", "tree"] as const;
const languages = { en, ar };
const networks = ["good", "slow", "cut", "failing"] as const;

const turns = Number(process.env.FLOW_TURNS ?? 1);

type Hand = (typeof hands)[number];
type Network = (typeof networks)[number];
type Word = keyof typeof en;

let browser: Browser;
let world: PresenterWorld;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  const house = await townBuilding(1, 8);
  // One house over and over: what its pictures show does not matter here.
  const street = Array.from({ length: 90 * turns }, (_, at) => ({ ...house, info: { ...house.info, building: `b-${at}` } }));
  const campaign = { languages: ["en", "ar"], modes: ["guided" as const, "free" as const, "full" as const] };
  world = await presenterWorld(street, { browser, answers: 1, limit: 100_000, campaign });
});

afterAll(async () => {
  await world?.close();
  await browser?.close();
});

/** One volunteer at one page, who knows its words and works it in one way. */
class Volunteer {
  private network: Network = "good";

  constructor(
    readonly page: Page,
    private readonly hand: Hand,
    private readonly language: keyof typeof languages,
  ) {}

  word(name: Word): string {
    const entry = languages[this.language][name];
    if (typeof entry !== "string") throw new Error(`${name} counts something.`);
    return entry;
  }

  /** Presses a button or follows a link by its words; by its key where it has one. */
  async press(name: Word, key?: string): Promise<void> {
    const button = this.named(name);
    await button.waitFor();
    if (this.hand === "keys") await (key === undefined ? this.tabTo(this.word(name)) : this.page.keyboard.press(key));
    else await this.activate(button);
  }

  /** Opens an image from the strip. */
  async openImage(end: "first" | "last"): Promise<void> {
    if (this.hand === "keys") return this.page.keyboard.press(end === "first" ? "Home" : "End");
    const images = this.page.getByRole("radiogroup", { name: this.word("stripLabel") }).getByRole("radio");
    await this.activate(end === "first" ? images.first() : images.last());
  }

  named(name: Word): Locator {
    const start = new RegExp(`^\\s*${this.word(name).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    const tracker = this.page.locator("strike-tracker");
    // A notice comes last, and is what the moment is about.
    return tracker
      .getByRole("button", { name: start })
      .or(tracker.getByRole("link", { name: start }))
      .last();
  }

  async reads(name: Word): Promise<void> {
    await this.page.getByText(this.word(name)).first().waitFor();
  }

  /** What is done now happens on the session's network. */
  async meet(network: Network): Promise<void> {
    this.network = network;
    const { faults } = world.server;
    if (network === "slow") faults.set({ faults: [{ fault: "delay", path: "/api/*", milliseconds: 500 }] });
    // The server stores what it is sent, and the reply is lost.
    if (network === "failing") faults.set({ faults: [{ fault: "cut-after", path: "/api/taskrun*", request: 1 }] });
    if (network === "cut") await this.page.context().setOffline(true);
  }

  async leave(): Promise<void> {
    if (this.network === "cut") await this.page.context().setOffline(false);
    // An answer that was not sent for want of a network waits longer for each further try.
    else await expect.poll(() => this.waiting(), { timeout: 60_000 }).toBe(0);
    world.server.faults.set(null);
    this.network = "good";
  }

  /** Answers that the server does not have yet. */
  waiting(): Promise<number> {
    return this.page.locator("strike-tracker").evaluate((tracker) => (Reflect.get(tracker, "sitting") as { waiting: number }).waiting);
  }

  taskId(): Promise<number> {
    return this.page
      .locator("strike-tracker")
      .evaluate((tracker) => (Reflect.get(tracker, "sitting") as { building: { taskId: number } }).building.taskId);
  }

  hold(seconds: number): Promise<unknown> {
    return this.page.locator("strike-tracker").evaluate((tracker, held) => Reflect.set(tracker, "holdSeconds", held), seconds);
  }

  /** A finger, or the click that a screen reader makes of "activate". */
  private activate(control: Locator): Promise<void> {
    return this.hand === "touch" ? control.tap() : control.evaluate((element: HTMLElement) => element.click());
  }

  private async tabTo(words: string): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      await this.page.keyboard.press("Tab");
      const at = await this.page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.getAttribute("aria-label") ?? active?.textContent?.trim() ?? "";
      });
      if (at.startsWith(words)) return this.page.keyboard.press("Enter");
    }
    throw new Error(`No way by Tab to ${words}.`);
  }
}

/** From a building's first question to the next building's; tells the verdicts that were sent. */
interface Flow {
  name: string;
  run(volunteer: Volunteer, network: Network): Promise<Verdict[]>;
}

/** Sends what is marked, on this network. */
async function send(volunteer: Volunteer, network: Network): Promise<void> {
  await volunteer.named("send").waitFor();
  await volunteer.meet(network);
  await volunteer.press("send", "Enter");
  await volunteer.named("endsBetween").waitFor();
  await volunteer.leave();
}

async function choose(volunteer: Volunteer, what: Word): Promise<void> {
  await volunteer.press("more", "m");
  await volunteer.press(what);
  await volunteer.page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Bisects as somebody does who sees the building standing in every image but the last. */
async function bisect(volunteer: Volunteer): Promise<void> {
  for (let look = 0; look < 8 && !(await volunteer.named("send").isVisible()); look += 1) await volunteer.press("answerStanding", "1");
}

const verdicts: [Verdict, (volunteer: Volunteer) => Promise<void>][] = [
  ["still_standing", (volunteer) => volunteer.press("endsStanding", "1")],
  ["already_destroyed", (volunteer) => volunteer.press("endsDestroyed", "3")],
  ["cannot_tell", (volunteer) => choose(volunteer, "cannotTell")],
  ["wrong_place", (volunteer) => choose(volunteer, "wrongPlace")],
];

const flows: readonly Flow[] = [
  {
    name: "guided",
    async run(volunteer, network) {
      await volunteer.press("endsBetween", "2");
      await bisect(volunteer);
      await send(volunteer, network);
      return ["destroyed"];
    },
  },
  {
    name: "free",
    async run(volunteer, network) {
      await choose(volunteer, "modeFree");
      await volunteer.openImage("first");
      await volunteer.press("lastStanding", "b");
      await volunteer.openImage("last");
      await volunteer.press("firstDestroyed", "a");
      await volunteer.named("send").waitFor();
      await choose(volunteer, "modeGuided");
      // Nothing said is lost by the switch: what was not looked at is asked.
      await bisect(volunteer);
      await send(volunteer, network);
      return ["destroyed"];
    },
  },
  {
    name: "full",
    async run(volunteer, network) {
      await choose(volunteer, "modeFull");
      for (let image = 1; image <= 14; image += 1)
        await (image <= 8 ? volunteer.press("answerStanding", "1") : volunteer.press("answerDestroyed", "2"));
      await volunteer.named("send").waitFor();
      await choose(volunteer, "modeGuided");
      await send(volunteer, network);
      return ["destroyed"];
    },
  },
  ...verdicts.map(
    ([verdict, say]): Flow => ({
      name: verdict,
      async run(volunteer, network) {
        await say(volunteer);
        await send(volunteer, network);
        return [verdict];
      },
    }),
  ),
  {
    name: "skip",
    async run(volunteer, network) {
      await volunteer.meet(network);
      await volunteer.press("skip", "k");
      await volunteer.reads("skipped");
      await volunteer.named("endsBetween").waitFor();
      await volunteer.leave();
      return [];
    },
  },
  {
    name: "undo within the hold",
    async run(volunteer, network) {
      await volunteer.hold(60);
      await volunteer.press("endsStanding", "1");
      await volunteer.meet(network);
      await volunteer.press("send", "Enter");
      await volunteer.press("undo", "u");
      await volunteer.reads("takenBack");
      await volunteer.press("undo", "u");
      await volunteer.press("endsDestroyed", "3");
      await volunteer.hold(0);
      await volunteer.press("send", "Enter");
      await volunteer.named("endsBetween").waitFor();
      await volunteer.leave();
      return ["already_destroyed"];
    },
  },
  {
    name: "stop for today",
    async run(volunteer, network) {
      await volunteer.meet(network);
      await volunteer.press("more", "m");
      await volunteer.press("stopToday");
      await volunteer.reads("stoppedTitle");
      await volunteer.press("continue");
      await volunteer.named("endsBetween").waitFor();
      await volunteer.leave();
      return [];
    },
  },
  {
    name: "signing in in the middle, correction of a stored answer",
    async run(volunteer, network) {
      const { page } = volunteer;
      await volunteer.press("endsBetween", "2");
      await volunteer.press("answerStanding", "1");
      await volunteer.press("more", "m");
      await volunteer.press("signInOffer");
      await page.getByLabel("E-mail").fill("vol1@example.org");
      await page.getByLabel("Password").fill(world.server.passwords.vol1 ?? "");
      await page.getByRole("button", { name: "Sign in" }).click();
      // What was said is there again.
      await volunteer.named("answerStanding").waitFor();
      await bisect(volunteer);
      // With its only answer the task would have a result, and the answer would stay.
      await world.call(`/api/task/${await volunteer.taskId()}`, { method: "PUT", body: { n_answers: 2 } });
      await volunteer.press("send", "Enter");
      await volunteer.reads("saved");
      await choose(volunteer, "correctLast");
      await volunteer.reads("takenBackSent");
      await choose(volunteer, "cannotTell");
      await volunteer.meet(network);
      await volunteer.press("send", "Enter");
      await volunteer.named("endsBetween").waitFor();
      await volunteer.leave();
      await volunteer.reads("corrected");
      return ["cannot_tell"];
    },
  },
  {
    name: "own answers",
    async run(volunteer, network) {
      const { page } = volunteer;
      await volunteer.meet(network);
      await volunteer.press("more", "m");
      await volunteer.press("own");
      await expect.poll(() => page.getByRole("dialog").getByRole("listitem").count()).toBe(9);
      await volunteer.press("close", "Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await volunteer.leave();
      return [];
    },
  },
];

const sessions = hands.flatMap((hand) => (["en", "ar"] as const).map((language) => ({ hand, language })));
const trials = Array.from({ length: turns }, (_, turn) => sessions.map((session, at) => ({ ...session, at: at + turn }))).flat();

describe.each(trials)("by $hand in $language, networks from $at", ({ hand, language, at }) => {
  it("each flow reaches its end, and the server has every answer once", async () => {
    const before = new Set((await world.runs()).map(({ id }) => id));
    const touch = hand === "touch";
    const page = await world.open({ width: touch ? 360 : 1366, height: touch ? 640 : 768, touch });
    await page.addInitScript((chosen) => localStorage.setItem("strike-tracker-language", chosen), language);
    await page.goto(world.address);
    const volunteer = new Volunteer(page, hand, language);
    await volunteer.press("noteStart");
    const sent: Verdict[] = [];
    for (const [number, flow] of flows.entries()) {
      const network = networks[(at + number) % networks.length] ?? "good";
      await volunteer.named("endsBetween").waitFor();
      sent.push(
        ...(await flow.run(volunteer, network).catch(async (error: unknown) => {
          // The other sessions go on with a sound server.
          world.server.faults.set(null);
          const shown = await page
            .locator("strike-tracker")
            .evaluate((tracker) => tracker.shadowRoot?.textContent?.replaceAll(/\s+/g, " "));
          throw new Error(`${flow.name} on a ${network} network, where the page says: ${shown}`, { cause: error });
        })),
      );
    }
    await expect.poll(() => volunteer.waiting(), { timeout: 20_000 }).toBe(0);
    const stored = (await world.runs()).filter(({ id }) => !before.has(id));
    expect(stored.map(({ info }) => String(info.verdict)).sort()).toEqual(sent.sort());
    expect(new Set(stored.map(({ info }) => info.id)).size).toBe(stored.length);
    expect(new Set(stored.map(({ task_id }) => task_id)).size).toBe(stored.length);
    await page.context().close();
  });
});
