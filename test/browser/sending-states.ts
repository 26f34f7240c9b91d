import type { Page, Route } from "playwright-core";
import type { PresenterWorld } from "./presenter-world.ts";
import type { PresenterState } from "./states.ts";

const start = (page: Page) => page.locator("dialog .primary").click();
const phase = (page: Page, kind: string) => page.locator(`[data-phase=${kind}]`).waitFor();
const trouble = (page: Page) => page.locator(".notice.trouble").waitFor();
/** From the content note, closed, to the state. */
const begun = (reach: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await start(page);
  await reach(page);
};
const send = async (page: Page) => {
  await start(page);
  await page.locator(".choice.standing").first().click();
  await page.locator(".send").click();
};
/** Sends without the seconds in which it could be taken back. */
const sendAtOnce = async (page: Page) => {
  await page.locator("strike-tracker").evaluate((element) => element.setAttribute("hold-seconds", "0"));
  await send(page);
};
const reply =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  (route: Route) =>
    route.fulfill({ status, headers, contentType: "application/json", body: JSON.stringify(body) });
const refused = (status: number, exception_cls: string, exception_msg = "") =>
  reply(status, { action: "GET", status: "failed", status_code: status, target: "task", exception_cls, exception_msg });
const answers = (then: (route: Route) => Promise<unknown>) => (page: Page) => page.route("**/api/taskrun*", then);
const newTask = (then: (route: Route) => Promise<unknown>) => (page: Page) => page.route("**/api/project/*/newtask*", then);
const taskOf = (page: Page) =>
  page
    .locator("strike-tracker")
    .evaluate((element) => (Reflect.get(element, "sitting") as { building: { taskId: number } }).building.taskId);

/** Sends an answer, opens it again and sends it once more. */
const correct = async (page: Page, notice: string) => {
  await sendAtOnce(page);
  await page.locator(".notice button").click();
  const put = page.waitForResponse((response) => response.request().method() === "PUT");
  await page.locator(".send").click();
  await put;
  await page.locator(`${notice}:not(:has(button))`).waitFor();
};

/** What becomes of answers and of the turn to give them; beside the states of {@link PresenterState} that need one page alone. */
export const sendingStates: readonly PresenterState[] = [
  {
    name: "taken back",
    reach: async (page) => {
      await send(page);
      await page.locator(".notice button").click();
      await page.locator(".send").waitFor();
      await page.locator(".notice").waitFor();
    },
  },
  {
    name: "sending",
    before: answers(() => new Promise(() => undefined)),
    reach: async (page) => {
      await sendAtOnce(page);
      await page.locator(".notice").waitFor();
    },
  },
  {
    name: "saved for good, and Undo asked for",
    reach: async (page) => {
      const saved = page.waitForResponse("**/api/taskrun");
      await sendAtOnce(page);
      await saved;
      await page.locator(".choice.standing").first().waitFor();
      await page.keyboard.press("u");
      await trouble(page);
    },
  },
  {
    name: "on its way, and Undo asked for",
    before: answers(() => new Promise(() => undefined)),
    reach: async (page) => {
      await sendAtOnce(page);
      await page.locator(".choice.standing").first().waitFor();
      await page.keyboard.press("u");
      await trouble(page);
    },
  },
  {
    name: "skipped",
    reach: begun(async (page) => {
      await page.locator("nav.tools button").nth(2).click();
      await page.locator(".notice:not(.trouble)").waitFor();
    }),
  },
  {
    name: "an answer to a building that has all of them",
    before: answers(refused(403, "Forbidden", "This task has already received enough submissions.")),
    reach: async (page) => {
      await sendAtOnce(page);
      await trouble(page);
    },
  },
  {
    name: "an answer to a building that is not here any more",
    before: answers(refused(403, "Forbidden", "Invalid task_id")),
    reach: async (page) => {
      await sendAtOnce(page);
      await trouble(page);
    },
  },
  {
    name: "an answer that the server does not take",
    before: answers(refused(415, "ValueError", "Unknown field")),
    reach: async (page) => {
      await sendAtOnce(page);
      await trouble(page);
    },
  },
  {
    name: "corrected",
    before: (page, world) => world.signIn(page, "vol2"),
    reach: (page) => correct(page, ".notice:not(.trouble)"),
  },
  {
    name: "a correction that comes too late",
    before: async (page, world) => {
      await world.signIn(page, "vol3");
      await page.route("**/api/taskrun/*", refused(403, "Forbidden"));
    },
    reach: (page) => correct(page, ".notice.trouble"),
  },
  {
    name: "a building that is not here any more",
    before: newTask(refused(404, "NotFound", "404 Not Found")),
    reach: begun((page) => phase(page, "gone")),
  },
  {
    name: "not let in",
    before: newTask(refused(403, "Forbidden")),
    reach: begun((page) => phase(page, "forbidden")),
  },
  {
    name: "server trouble",
    before: newTask(reply(502, {})),
    reach: begun((page) => phase(page, "trouble")),
  },
  {
    name: "already counted for this address",
    reach: async (page, world) => {
      await page.locator(".choice").first().waitFor({ state: "attached" });
      const body = JSON.stringify({ project_id: world.projectId, task_id: await taskOf(page), info: {} });
      const other = await fetch(`${world.endpoint}/api/taskrun`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      if (!other.ok) throw new Error(await other.text());
      await sendAtOnce(page);
      await trouble(page);
    },
  },
  {
    name: "answers wait for the rate limit",
    before: answers((route) =>
      reply(429, {}, { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(Math.floor(Date.now() / 1000) + 600) })(route),
    ),
    reach: async (page) => {
      await sendAtOnce(page);
      await trouble(page);
    },
  },
  {
    name: "server trouble while sending",
    before: answers(reply(502, {})),
    reach: async (page) => {
      await sendAtOnce(page);
      await trouble(page);
    },
  },
  {
    name: "sign in, with an answer that waits",
    before: answers(refused(401, "Unauthorized")),
    reach: async (page) => {
      await sendAtOnce(page);
      await phase(page, "signed_out");
    },
  },
  {
    name: "reloaded without the server, with an answer that waits",
    before: answers((route) => route.abort()),
    reach: async (page) => {
      await sendAtOnce(page);
      await trouble(page);
      await newTask((route) => route.abort())(page);
      await page.reload();
      await phase(page, "unreachable");
    },
  },
  {
    name: "turn ends soon",
    dialect: "bloomberg",
    before: (page) => page.route("**/api/task/*/lock", reply(200, { expires: 100 })),
    reach: begun(trouble),
  },
  {
    name: "turn over",
    dialect: "bloomberg",
    before: async (page, world: PresenterWorld) => {
      const other = await world.call<object>(`/api/task/${world.tasks[5]}`);
      let asked = 0;
      await page.route("**/api/task/*/lock", (route) => (asked++ === 0 ? reply(200, { expires: 1 })(route) : route.continue()));
      await newTask((route) => (asked === 0 ? route.continue() : reply(200, other)(route)))(page);
    },
    reach: async (page) => {
      await start(page);
      await page.locator(".notice.trouble", { hasText: "was over" }).waitFor();
    },
  },
  {
    name: "the same building again",
    dialect: "bloomberg",
    before: async (page) => {
      let first = "";
      await newTask(async (route) => {
        first ||= await (await route.fetch()).text();
        await route.fulfill({ contentType: "application/json", body: first });
      })(page);
    },
    reach: async (page) => {
      await start(page);
      await page.locator("nav.tools button", { hasText: "Skip" }).click();
      await page.locator(".notice.trouble", { hasText: "again" }).waitFor();
    },
  },
  {
    name: "others have the last buildings",
    dialect: "bloomberg",
    before: newTask(reply(200, {})),
    reach: begun((page) => phase(page, "wait_turn")),
  },
  {
    name: "the project's password",
    dialect: "bloomberg",
    before: newTask(refused(403, "Forbidden", "No project password provided")),
    reach: begun((page) => phase(page, "password")),
  },
];
