import { NetworkError, PybossaError, RateLimitError } from "pybossa-client-ts";
import { describe, expect, it } from "vitest";
import { html, json, scripted } from "./stand-in.ts";

const answer = { project_id: 7, task_id: 3, info: { id: "a-1", verdict: "destroyed" } };
const stored = { id: 11, project_id: 7, task_id: 3, info: answer.info };
const another = { ...stored, id: 12, info: { id: "a-2" } };
const cut = () => new TypeError("fetch failed");
const nothing = () => json([]);

const refused = (message: string) =>
  json({ action: "POST", status: "failed", status_code: 403, target: "taskrun", exception_cls: "Forbidden", exception_msg: message }, 403);
const notRequested = () => refused("You must request a task first!");
const permission = () => refused("You don't have the permission to access the requested resource.");
const crash = () =>
  json({ action: "POST", status: "failed", status_code: 500, target: "taskrun", exception_cls: "KeyError", exception_msg: "'info'" }, 500);
const volunteer = { dialect: "scifabric" } as const;
const account = { dialect: "bloomberg", apiKey: "key" } as const;

describe("an answer", () => {
  it("that the server takes is stored", async () => {
    const { client, seen } = scripted([json(stored)], volunteer);
    expect(await client.taskRuns.submit(answer)).toEqual({ kind: "stored", taskRun: stored });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(answer);
  });

  it.each([
    ["a broken connection", cut],
    ["a 500", crash],
    ["a proxy's page", () => html(502)],
    ["half an answer", () => new Response('{"id": 1', { status: 200 })],
  ])("that was stored although the reply was %s is found by its id", async (_, reply) => {
    const { client, seen } = scripted([reply(), json([another, stored])], volunteer);
    expect(await client.taskRuns.submit(answer)).toEqual({ kind: "stored", taskRun: stored });
    expect(seen[1]?.path).toBe("/api/taskrun?all=1&limit=100&last_id=0&project_id=7&task_id=3");
  });

  it("that was not stored is sent again after a pause", async () => {
    const { client, seen, waits } = scripted([cut(), nothing(), json(stored)], volunteer);
    expect((await client.taskRuns.submit(answer)).kind).toBe("stored");
    expect(seen.map(({ method }) => method)).toEqual(["POST", "GET", "POST"]);
    expect(waits).toMatchObject([{ resource: "taskrun", reason: "retry", milliseconds: 750 }]);
  });

  it("that stays unheard of is unknown, with the last fault", async () => {
    const { client, seen } = scripted([cut(), nothing(), crash(), nothing(), cut(), nothing()], volunteer);
    const outcome = await client.taskRuns.submit(answer);
    expect(outcome.kind === "unknown" && outcome.error).toBeInstanceOf(NetworkError);
    expect(seen).toHaveLength(6);
  });

  it("is found on a later page of the task's runs", async () => {
    const { client } = scripted([crash(), json([another]), json([{ ...stored, id: 13 }])], volunteer);
    expect((await client.taskRuns.submit(answer)).kind).toBe("stored");
  });

  it("is unknown where something else answers the second time, which tells nothing of the first", async () => {
    const { client } = scripted([cut(), nothing(), html(403), nothing()], volunteer);
    expect(await client.taskRuns.submit(answer)).toMatchObject({ kind: "unknown", error: { name: "NetworkError" } });
  });

  it("without an id of its own is not sent", async () => {
    const { client, seen } = scripted([], volunteer);
    await expect(client.taskRuns.submit({ ...answer, info: { id: "" } })).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
  });
});

describe("a refusal", () => {
  it("of an anonymous answer is no success where the run there is another person's", async () => {
    for (const [reply, reason] of [
      [notRequested, "not-requested"],
      [permission, "duplicate"],
    ] as const) {
      for (const replies of [
        [reply(), json([another]), nothing()],
        [crash(), nothing(), reply(), json([another]), nothing()],
      ]) {
        const { client } = scripted(replies, volunteer);
        expect(await client.taskRuns.submit(answer)).toMatchObject({ kind: "not-counted", reason });
      }
    }
  });

  it.each([
    ["no reply", cut],
    ["a proxy's reply", () => html(504)],
  ])("after %s is unknown: the server may store the first one later, and then the next trial finds it", async (_, lost) => {
    for (const reply of [notRequested, permission]) {
      const { client } = scripted([lost(), nothing(), reply(), nothing(), reply(), json([stored])], volunteer);
      expect((await client.taskRuns.submit(answer)).kind).toBe("unknown");
      expect(await client.taskRuns.submit(answer)).toEqual({ kind: "stored", taskRun: stored });
    }
  });

  it("after a lost reply is a success where the run carries the answer's id", async () => {
    const { client } = scripted([cut(), nothing(), notRequested(), json([stored])], volunteer);
    expect(await client.taskRuns.submit(answer)).toEqual({ kind: "stored", taskRun: stored });
  });

  it("of an account's second answer means that the first is stored, where runs cannot be read", async () => {
    const { client } = scripted([cut(), nothing(), permission(), nothing()], account);
    expect(await client.taskRuns.submit(answer)).toEqual({ kind: "stored", taskRun: null });
  });

  it("of an account's second answer is no success where the runs can be read, and hold another answer", async () => {
    const { client } = scripted([permission(), json([another]), nothing()], { dialect: "scifabric", apiKey: "key" });
    expect(await client.taskRuns.submit(answer)).toMatchObject({ kind: "not-counted", reason: "duplicate" });
  });

  it("for want of a lock is told apart from a full task", async () => {
    const { client } = scripted([notRequested(), nothing()], account);
    expect(await client.taskRuns.submit(answer)).toMatchObject({ kind: "not-counted", reason: "not-requested" });
    const full = scripted([refused("This task has already received enough submissions."), nothing()], account);
    expect(await full.client.taskRuns.submit(answer)).toMatchObject({ kind: "not-counted", reason: "full" });
  });

  it("after a lost reply is unknown where runs cannot be read and the lock is gone", async () => {
    const { client } = scripted([cut(), nothing(), notRequested(), nothing()], account);
    expect((await client.taskRuns.submit(answer)).kind).toBe("unknown");
  });

  it("after the server's own fault is unknown where runs cannot be read: that answer may be stored", async () => {
    const { client } = scripted([crash(), nothing(), notRequested(), nothing()], account);
    expect((await client.taskRuns.submit(answer)).kind).toBe("unknown");
  });

  it("of another kind throws: nothing was stored", async () => {
    const { client } = scripted([json({ code: 400, description: "bad", template: "400.html" }, 400)], volunteer);
    await expect(client.taskRuns.submit(answer)).rejects.toThrow(PybossaError);
    const limited = scripted([new Response("", { status: 429 })], { ...volunteer, maxWaitMs: 1 });
    await expect(limited.client.taskRuns.submit(answer)).rejects.toThrow(RateLimitError);
  });
});
