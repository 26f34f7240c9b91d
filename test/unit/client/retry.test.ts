import { PybossaError } from "pybossa-client-ts";
import { describe, expect, it } from "vitest";
import { keysetPages } from "../../../openapi/client/src/lists.ts";
import { budgetOf, resourceOf } from "../../../openapi/client/src/rate-budget.ts";
import { budget, html, json, scripted, task, tooMany } from "./stand-in.ts";

const start = Date.UTC(2026, 10, 24, 3, 0, 0);
const cut = () => new TypeError("fetch failed");
const gone = () =>
  json({ action: "DELETE", status: "failed", status_code: 404, target: "task", exception_cls: "NotFound", exception_msg: "404" }, 404);
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (fault: unknown) => fault,
  );
const redirect = (status: number, location?: string) =>
  new Response(null, { status, headers: location === undefined ? {} : { Location: location } });

describe("the resource that an address draws on", () => {
  it.each([
    ["/api/task", "task"],
    ["/api/task/12", "task"],
    ["/api/project/town/newtask", "newtask"],
    ["/api/project/7/userprogress", "userprogress"],
    ["/pybossa/api/taskrun", "taskrun"],
    ["/api/task/12/lock", "page"],
    ["/api/project/7/newtask/x", "page"],
    ["/project/town/newtask", "page"],
    ["/project/town/publish", "page"],
  ])("%s: %s", (path, resource) => {
    expect(resourceOf(path)).toBe(resource);
  });
});

describe("a budget's headers", () => {
  const headers = { "X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "5", "X-RateLimit-Reset": "1000" };

  it("are read by this computer's clock where the server tells no time", () => {
    expect(budgetOf(new Headers(headers), 77)).toEqual({ limit: 300, remaining: 5, reset: new Date(1_000_000) });
    expect(budgetOf(new Headers({ ...headers, Date: "soon" }), 77)?.reset).toEqual(new Date(1_000_000));
  });

  it.each(Object.keys(headers))("are no budget without %s, or where it is no number", (name) => {
    const others = Object.entries(headers).filter(([key]) => key !== name);
    expect(budgetOf(new Headers(others), 0)).toBeNull();
    expect(budgetOf(new Headers([...others, [name, "many"]]), 0)).toBeNull();
  });
});

describe("a deletion", () => {
  it("that finds nothing the second time was done the first time", async () => {
    const { client, seen } = scripted([cut(), gone()]);
    await client.tasks.remove(12);
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(["DELETE /api/task/12", "DELETE /api/task/12"]);
  });

  it("that finds nothing the first time is refused, and so is one that is refused the second time", async () => {
    expect(await faultOf(scripted([gone()]).client.tasks.remove(12))).toMatchObject({ status: 404 });
    const refused = json({ status: "failed", exception_cls: "Forbidden", exception_msg: "no" }, 403);
    expect(await faultOf(scripted([cut(), refused]).client.tasks.remove(12))).toMatchObject({ status: 403 });
  });

  it("is all that a lost reply excuses: a GET that then finds nothing found nothing", async () => {
    expect(await faultOf(scripted([cut(), gone()]).client.tasks.get(12))).toMatchObject({ name: "PybossaError", status: 404 });
  });
});

describe("waiting", () => {
  it("ends after six refusals, and tells until when", async () => {
    const reset = () => budget(0, start + 900_000);
    const { client, seen, waits, clock } = scripted(Array.from({ length: 6 }, () => tooMany(reset())));
    const fault = await faultOf(client.userProgress(7));
    expect(fault).toMatchObject({ name: "RateLimitError", resource: "userprogress" });
    expect((fault as { until: Date }).until.getTime()).toBeGreaterThan(clock.now);
    expect(seen).toHaveLength(6);
    expect(new Set(waits.map(({ reason }) => reason))).toEqual(new Set(["rate-limit"]));
    // Until the window's end and, since not all shall come at once, a little and a chance more.
    expect(waits[0]?.milliseconds).toBe(900_000 + 500 + 750);
  });

  it("is not needed while two requests are left, nor once the window has ended", async () => {
    const { client, waits, clock } = scripted([
      json(task(1), 200, budget(2, start + 60_000)),
      json(task(1), 200, budget(1, start + 60_000)),
      json(task(1)),
    ]);
    await client.tasks.get(1);
    await client.tasks.get(1);
    clock.now = start + 60_000;
    await client.tasks.get(1);
    expect(waits).toEqual([]);
    // An answer without headers leaves what is known.
    expect(client.budget("task")?.remaining).toBe(1);
  });

  it("may take as long as is allowed, and no repetition is made that would take longer", async () => {
    const backOff = 750;
    const allowed = scripted([cut(), json(task(1))], { maxWaitMs: backOff });
    await allowed.client.tasks.get(1);
    expect(allowed.waits).toMatchObject([{ resource: "task", milliseconds: backOff, reason: "retry" }]);
    const denied = scripted([cut()], { maxWaitMs: backOff - 1 });
    expect(await faultOf(denied.client.tasks.get(1))).toMatchObject({ name: "NetworkError", cause: cut() });
    expect(denied.waits).toEqual([]);
  });
});

describe("an answer that is none of PYBOSSA's", () => {
  it.each([
    [redirect(302, "https://elsewhere.test/x"), /redirects to https:\/\/elsewhere\.test\/x: use that server's address/, 302],
    [redirect(300, "https://elsewhere.test/x"), /redirects to/, 300],
    [redirect(303), /redirects elsewhere/, 303],
    [html(), /is not JSON/, 200],
    [new Response(""), /not with a task/, 200],
  ])("is told apart: %#", async (reply, message, status) => {
    const { client } = scripted([reply as Response]);
    const fault = await faultOf(client.tasks.get(1));
    expect(fault).toMatchObject({ name: "NotPybossaError", status, method: "GET", url: "http://pybossa.test/api/task/1" });
    expect((fault as Error).message).toMatch(message as RegExp);
  });

  it("of status 500 is asked again, and 499 is not", async () => {
    const again = scripted([html(500), json(task(1))]);
    await again.client.tasks.get(1);
    const once = scripted([html(499)]);
    expect(await faultOf(once.client.tasks.get(1))).toMatchObject({ name: "NotPybossaError", status: 499 });
    expect(once.seen).toHaveLength(1);
  });
});

describe("an answer that is sent", () => {
  const answer = { project_id: 7, task_id: 3, info: { id: "a-1" } };
  const stored = { id: 11, project_id: 7, task_id: 3, info: answer.info };
  const refusal = (message: string) => json({ status: "failed", exception_cls: "Forbidden", exception_msg: message }, 403);
  const permission = () => refusal("You don't have the permission to access the requested resource.");

  it("and refused for a reason that nobody knows is not counted", async () => {
    const { client } = scripted([refusal("Invalid"), json([]), json([])], { dialect: "scifabric" });
    expect(await client.taskRuns.submit(answer)).toEqual({ kind: "not-counted", reason: "refused", message: "Invalid" });
  });

  it("is stored twice by nobody where runs cannot be looked at: that is unknown, not refused", async () => {
    const unreadable = () => html(403);
    const { client } = scripted([html(500), unreadable(), permission(), unreadable()], { dialect: "scifabric", retries: 1 });
    expect((await client.taskRuns.submit(answer)).kind).toBe("unknown");
  });

  it.each([
    [{}, "not-counted"],
    [{ apiKey: "key" }, "stored"],
    [{ headers: { Cookie: "session=x" } }, "stored"],
  ])("a second time by somebody with %j, whose runs cannot be read: %s", async (who, kind) => {
    const { client } = scripted([permission(), html(403)], { dialect: "scifabric", ...who });
    expect((await client.taskRuns.submit(answer)).kind).toBe(kind);
  });

  it("ends with a refusal of another kind, and then nobody knows of the lost one", async () => {
    const limited = new Response("", { status: 429 });
    const { client, seen } = scripted([html(500), json([]), limited, json([])], { dialect: "scifabric", maxWaitMs: 2_000, retries: 5 });
    expect(await client.taskRuns.submit(answer)).toMatchObject({ kind: "unknown", error: { status: 500 } });
    expect(seen.filter(({ method }) => method === "POST")).toHaveLength(2);
  });

  it("needs an id of its own that is a text", async () => {
    const { client } = scripted([json(stored)]);
    const wrong = { ...answer, info: { id: 5 } } as never;
    await expect(client.taskRuns.submit(wrong)).rejects.toThrow(/info\.id must be a text/);
  });

  it("is told as it was refused where nothing went before", async () => {
    const { client } = scripted([html(404)], { dialect: "scifabric" });
    await expect(client.taskRuns.submit(answer)).rejects.toMatchObject({ name: "NotPybossaError", status: 404 });
    const denied = scripted([json({ status: "failed", exception_cls: "BadRequest", exception_msg: "x" }, 400)], { dialect: "scifabric" });
    await expect(denied.client.taskRuns.submit(answer)).rejects.toBeInstanceOf(PybossaError);
  });
});

describe("pages", () => {
  it("that do not go on are told as a fault of the server", async () => {
    const pages = keysetPages(async () => [{ id: 3 }], 3);
    await expect(pages.next()).rejects.toMatchObject({
      name: "NotPybossaError",
      message: "the server's pages do not go on: it ignores last_id",
      status: 200,
      method: "GET",
      url: "",
    });
  });

  it("begin where they are told, and end with an empty one", async () => {
    const asked: number[] = [];
    const pages = keysetPages(async (last) => {
      asked.push(last);
      return last < 9 ? [{ id: last + 2 }, { id: last + 1 }] : [];
    }, 5);
    const found: number[] = [];
    for await (const page of pages) found.push(...page.map(({ id }) => id));
    expect({ asked, found }).toEqual({ asked: [5, 7, 9], found: [7, 6, 9, 8] });
  });
});
