import type { Page, Route } from "playwright-core";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import { townBuilding } from "./presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "./presenter-world.ts";

/** A state of the volunteer's page, and how to bring the real element there; by CSS alone, so in any language. */
export interface PresenterState {
  name: string;
  /** A volunteer who has not seen the tool before. */
  newcomer?: boolean;
  /** The server, if it is not Scifabric's; the volunteer is signed in there. */
  dialect?: "bloomberg";
  /** Before the page is opened: how its network or its own HTML differs. */
  before?: (page: Page, world: PresenterWorld) => Promise<unknown>;
  /** From the content note to the state. Absent = the content note. */
  reach?: (page: Page, world: PresenterWorld) => Promise<unknown>;
}

/** The world in which every state can be reached. */
export async function statesWorld(dialect: "scifabric" | "bloomberg" = "scifabric"): Promise<PresenterWorld> {
  const [one, two, three] = await Promise.all([townBuilding(1, 8), townBuilding(2, 11), townBuilding(11, 6)]);
  // Some states send an answer, which this address then cannot be asked for again.
  const street = Array.from({ length: 14 }, (_, at) => {
    const house = at % 2 === 0 ? one : two;
    return { ...house, info: { ...house.info, building: `b-${at}` } };
  });
  return presenterWorld(street, {
    dialect,
    practice: [three],
    hold: 10,
    stateMaterial: { schema: "strike-tracker/state/1", state: "running", message: null },
    campaign: (origin): Partial<Campaign> => ({
      languages: ["en", "ar"],
      modes: ["guided", "free", "full"],
      discuss: "https://forum.example/",
      contact: "team@town.example",
      definition: {
        text: "Rubble, no roof shadow, roof colour gone: destroyed. A cloud's shadow alone: not destroyed.",
        examples: [true, false].map((destroyed) => ({
          caption: destroyed ? "The roof is gone." : "Another sun angle.",
          before: `${origin}/${one.chips[1]?.name}.png`,
          after: `${origin}/${one.chips[destroyed ? 12 : 3]?.name}.png`,
          destroyed,
        })),
      },
    }),
  });
}

const start = (page: Page) => page.locator("dialog .primary").click();
/** From the content note, closed, to the state. */
const begun = (reach: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await start(page);
  await reach(page);
};
const click = (page: Page, selector: string) => page.locator(selector).first().click();
const phase = (page: Page, kind: string) => page.locator(`[data-phase=${kind}]`).waitFor();
const send = async (page: Page) => {
  await click(page, ".choice.standing");
  await click(page, ".send");
};
const sent = async (page: Page) => {
  await send(page);
  await page.locator(".notice").waitFor();
};
const choose = async (page: Page, mode: number) => {
  await click(page, "nav.tools > button:last-child");
  await page.locator(".modes button").nth(mode).click();
};
const judge = async (page: Page, frame: number, answer: "standing" | "destroyed") => {
  await page
    .locator("strike-strip [role=radio]")
    .nth(frame - 1)
    .click();
  await click(page, `.choice.${answer}`);
};
const json =
  (body: unknown, status = 200) =>
  (route: Route) =>
    route.fulfill({ status, contentType: "application/json", body: JSON.stringify(body) });
const newTask = (answer: (route: Route) => Promise<unknown>) => (page: Page) => page.route("**/api/project/*/newtask*", answer);
/** Another campaign than the page's own, changed where it is read. */
const campaign = (from: string, to: string) => (page: Page) =>
  page.addInitScript(
    ([before, after]) => {
      const parse = JSON.parse;
      JSON.parse = (text: string) => parse(text.replace(before, after)) as unknown;
    },
    [from, to] as const,
  );
const live = (state: "paused" | "finished") => (page: Page, world: PresenterWorld) =>
  page.route(
    "**/api/helpingmaterial/*",
    json({ id: world.materialId, project_id: 1, info: { schema: "strike-tracker/state/1", state, message: null } }),
  );
const tutorialTo = async (page: Page, screen: number) => {
  await start(page);
  for (let at = 0; at < screen; at += 1) await click(page, ".tutorial .primary");
  await page.locator(".tutorial h2").waitFor();
};
const practised = async (page: Page) => {
  await start(page);
  await click(page, ".tutorial .ways button:not(.primary)");
  await send(page);
  await page.locator(".practice-answer").waitFor();
};
const dialog = (selector: string) => async (page: Page) => {
  await start(page);
  await page.locator(".choice").first().waitFor();
  await click(page, selector);
  await page.locator("dialog[open]").waitFor();
};
const dialogBy = async (page: Page, key: string) => {
  await page.keyboard.press(key);
  await page.locator("dialog[open]").waitFor();
};
/** Goes through the ways of comparing, by key, until the page shows what only the wanted one has. */
const arrangedBy = async (page: Page, mark: string) => {
  const shown = page.locator(`strike-compare ${mark}`);
  for (let turn = 0; turn < 4 && !(await shown.isVisible()); turn += 1) {
    await page.keyboard.press("v");
    await page.waitForTimeout(100);
  }
  await shown.waitFor();
};
/** Says something of the whole building, by a row of More. */
const said = (row: number) => async (page: Page) => {
  await dialog("nav.tools > button:last-child")(page);
  await page.locator("dialog .row").nth(row).click();
  await page.locator(".send").waitFor();
};
const own = async (page: Page) => {
  await dialog("nav.tools > button:last-child")(page);
  await page
    .locator("dialog .row")
    .filter({ hasText: /on this device|على هذا الجهاز/ })
    .click();
};
const clearing = async (page: Page) => {
  await own(page);
  await click(page, "dialog .body > button");
  await page.locator(".warning").waitFor();
};

/** Every state of the volunteer's page. The tests go through them all. */
export const states: readonly PresenterState[] = [
  { name: "content note" },
  { name: "tutorial 1", newcomer: true, reach: (page) => tutorialTo(page, 0) },
  { name: "tutorial 2", newcomer: true, reach: (page) => tutorialTo(page, 1) },
  { name: "tutorial 3", newcomer: true, reach: (page) => tutorialTo(page, 2) },
  { name: "tutorial 4", newcomer: true, reach: (page) => tutorialTo(page, 3) },
  { name: "practice answer", newcomer: true, reach: practised },
  {
    name: "practice over",
    newcomer: true,
    reach: async (page) => {
      await practised(page);
      await click(page, ".practice-answer .primary");
      await phase(page, "practised");
    },
  },
  {
    name: "looking for a building",
    before: newTask(() => new Promise(() => undefined)),
    reach: begun((page) => phase(page, "loading")),
  },
  { name: "the two ends", reach: begun((page) => page.locator(".choice").first().waitFor()) },
  {
    name: "both ends, one over the other by a divider",
    reach: begun(async (page) => {
      await page.locator(".choice").first().waitFor();
      await arrangedBy(page, "[role=slider]");
    }),
  },
  {
    name: "both ends, one after the other",
    reach: begun(async (page) => {
      await page.locator(".choice").first().waitFor();
      await arrangedBy(page, "[role=slider]");
      await page.keyboard.press("v");
      await page.locator("strike-compare [role=slider]").waitFor({ state: "detached" });
    }),
  },
  { name: "which is unseen", reach: begun((page) => click(page, ".choice.unseen")) },
  { name: "one image", reach: begun((page) => click(page, ".choice.between")) },
  {
    name: "why unseen",
    reach: async (page) => {
      await start(page);
      await click(page, ".choice.between");
      await click(page, ".choice.unseen");
    },
  },
  {
    name: "opened by hand",
    reach: async (page) => {
      await start(page);
      await click(page, ".choice.between");
      await page.locator("strike-strip [role=radio]").nth(2).click();
      await page.locator(".opened").waitFor();
    },
  },
  {
    name: "contradiction",
    reach: async (page) => {
      await start(page);
      await click(page, ".choice.between");
      await judge(page, 3, "destroyed");
      await judge(page, 6, "standing");
    },
  },
  {
    name: "check",
    reach: async (page) => {
      await start(page);
      await click(page, ".choice.between");
      for (let look = 0; look < 8 && !(await page.locator(".send").isVisible()); look += 1) {
        await click(page, ".choice.standing");
        await page.waitForTimeout(60);
      }
      await page.locator(".marks").waitFor();
    },
  },
  { name: "check of one verdict", reach: begun((page) => click(page, ".choice.standing")) },
  { name: "check of a wrong outline", reach: said(1) },
  { name: "check of can't tell", reach: said(0) },
  { name: "outline being moved", reach: begun((page) => page.keyboard.press("p")) },
  {
    name: "more to add",
    reach: async (page) => {
      await start(page);
      await click(page, ".choice.destroyed");
      await dialogBy(page, "n");
    },
  },
  { name: "free way", reach: begun((page) => choose(page, 1)) },
  { name: "full way", reach: begun((page) => choose(page, 2)) },
  { name: "examples", reach: dialog(".top button[aria-haspopup]") },
  { name: "help", reach: dialog(".top button:last-child") },
  {
    name: "a language that did not load",
    before: async (page) => {
      await page.addInitScript(() => localStorage.setItem("strike-tracker-language", "ar"));
      await page.route("**/strike-tracker.ar.json", (route) => route.abort(), { times: 1 });
    },
    reach: async (page) => {
      await dialog(".top button:last-child")(page);
      await page.getByText("did not load").waitFor();
    },
  },
  { name: "more", reach: dialog("nav.tools > button:last-child") },
  { name: "own answers", reach: own },
  { name: "clear this device?", reach: clearing },
  {
    name: "device cleared",
    reach: async (page) => {
      await clearing(page);
      await click(page, ".warning .primary");
      await phase(page, "cleared");
    },
  },
  {
    name: "image loading",
    before: (page) => page.route("**/*.png", () => new Promise(() => undefined)),
    reach: begun((page) => page.locator("strike-compare").waitFor()),
  },
  {
    name: "image still loading",
    before: (page) => page.route("**/*.png", () => new Promise(() => undefined)),
    reach: begun((page) => page.waitForTimeout(4300)),
  },
  {
    name: "image did not load",
    before: (page) => page.route("**/*.png", (route) => route.fulfill({ status: 404 })),
    reach: begun((page) => page.locator("strike-compare button").first().waitFor()),
  },
  { name: "sent, with Undo", reach: begun(sent) },
  {
    name: "offline",
    before: (page) => page.route("**/api/taskrun*", (route) => route.abort()),
    reach: async (page) => {
      await start(page);
      await page.evaluate(() => document.querySelector("strike-tracker")?.setAttribute("hold-seconds", "0"));
      await send(page);
      await page.locator(".notice.trouble").waitFor();
    },
  },
  {
    name: "no space on the device",
    before: (page) =>
      page.addInitScript(() =>
        Object.defineProperty(IDBFactory.prototype, "open", {
          value: () => {
            throw new Error("full");
          },
        }),
      ),
    reach: begun(sent),
  },
  {
    name: "break",
    before: campaign('"break":{"buildings":20', '"break":{"buildings":1'),
    reach: begun(async (page) => {
      await send(page);
      await phase(page, "break");
    }),
  },
  {
    name: "stopped",
    reach: async (page) => {
      await dialog("nav.tools > button:last-child")(page);
      await click(page, "dialog .rows > .row:last-child");
      await phase(page, "stopped");
    },
  },
  { name: "nothing left", before: newTask(json({})), reach: begun((page) => phase(page, "none")) },
  {
    name: "nothing left but what was skipped",
    before: newTask((route) => {
      const asked = new URL(route.request().url());
      if (asked.searchParams.get("offset") !== "0") return json({})(route);
      asked.searchParams.set("limit", "1");
      return route.continue({ url: asked.href });
    }),
    reach: begun(async (page) => {
      await page.locator(".choice").first().waitFor();
      await click(page, "nav.tools button:nth-child(3)");
      await phase(page, "none");
    }),
  },
  { name: "paused", before: live("paused"), reach: begun((page) => phase(page, "paused")) },
  { name: "finished", before: live("finished"), reach: begun((page) => phase(page, "finished")) },
  {
    name: "sign in",
    before: newTask(json({ id: null, info: { error: "This project does not allow anonymous contributors" } })),
    reach: begun((page) => phase(page, "signed_out")),
  },
  {
    name: "too many requests",
    before: newTask(json({ status: "failed", status_code: 429 }, 429)),
    reach: begun((page) => phase(page, "limited")),
  },
  {
    name: "an image that differs",
    before: async (page, world) => {
      const other = await townBuilding(5, 4);
      const headers = { "Access-Control-Allow-Origin": "*" };
      await page.route(`${world.chips}/*.png`, (route) =>
        route.fulfill({ body: Buffer.from(other.chips[0]?.bytes ?? []), contentType: "image/png", headers }),
      );
    },
    reach: begun((page) => page.locator(".differs").waitFor()),
  },
  {
    name: "correction",
    before: (page, world) => world.signIn(page, "vol1"),
    reach: async (page) => {
      await start(page);
      await page.evaluate(() => document.querySelector("strike-tracker")?.setAttribute("hold-seconds", "0"));
      await sent(page);
      await page.locator(".choice.standing").waitFor();
      await click(page, "nav.tools > button:last-child");
      await page
        .locator("dialog .row")
        .filter({ hasText: /Correct|last answer/ })
        .click();
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.locator("[data-heading], .send, .choice").first().waitFor();
    },
  },
  { name: "no network", before: newTask((route) => route.abort()), reach: begun((page) => phase(page, "unreachable")) },
  {
    name: "a task that cannot be shown",
    before: newTask(json([{ id: 5, project_id: 1, info: { schema: "?" } }])),
    reach: begun((page) => phase(page, "bad_task")),
  },
  {
    name: "a campaign that cannot be read",
    before: campaign("strike-tracker/campaign/1", "strike-tracker/campaign/9"),
    reach: (page) => phase(page, "bad_campaign"),
  },
];
