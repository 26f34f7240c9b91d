import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPybossaClient, NetworkError, PybossaError, RateLimitError } from "pybossa-client-ts";
import { describe, expect, it } from "vitest";
import { budget, html, json, scripted, task, tooMany } from "./stand-in.ts";

const run = { project_id: 7, task_id: 1, info: {} };
const cut = () => new TypeError("fetch failed");

async function faultOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (fault: unknown) => fault,
  );
}

describe("refusals", () => {
  it("tell verb, address, status and PYBOSSA's class", async () => {
    const body = {
      action: "POST",
      status: "failed",
      status_code: 403,
      target: "taskrun",
      exception_cls: "Forbidden",
      exception_msg: "You must request a task first!",
    };
    const { client } = scripted([json(body, 403)]);
    const fault = await faultOf(client.taskRuns.create(run));
    expect(fault).toBeInstanceOf(PybossaError);
    expect(fault).toMatchObject({
      method: "POST",
      url: "http://pybossa.test/api/taskrun",
      status: 403,
      exceptionClass: "Forbidden",
      message: "You must request a task first!",
    });
  });

  it.each([
    [
      '(psycopg2.errors.UniqueViolation) duplicate key\nDETAIL:  Key (short_name)=(x) already exists.\n\n[SQL: INSERT]\n[parameters: {"secret_key": "hush"}]',
      "short_name is taken",
    ],
    [
      '(psycopg2.errors.NotNullViolation) null value in column "description" of relation "project"\nDETAIL:  Failing row contains (hush)',
      "description is missing",
    ],
    ["(psycopg2.errors.Other) hush", "the database refused the request"],
  ])("never show SQL or its parameters", async (exception_msg, message) => {
    const body = {
      action: "POST",
      status: "failed",
      status_code: 415,
      target: "project",
      exception_cls: "DBIntegrityError",
      exception_msg,
    };
    const { client } = scripted([json(body, 415)]);
    const fault = await faultOf(client.projects.create({ name: "n", short_name: "x", description: "d" }));
    expect(fault).toMatchObject({ status: 415, exceptionClass: "DBIntegrityError", message });
    expect(JSON.stringify(fault)).not.toContain("hush");
  });

  it("of a proxy keep their status", async () => {
    const { client } = scripted([html(413)]);
    expect(await faultOf(client.tasks.create({ project_id: 7, info: {} }))).toMatchObject({ name: "PybossaError", status: 413 });
  });
});

describe("network faults and 5xx", () => {
  it("of a GET are tried again, with growing pauses", async () => {
    const { client, waits } = scripted([cut(), html(502), json(task(1))]);
    expect((await client.tasks.get(1)).id).toBe(1);
    expect(waits.map(({ resource, reason, milliseconds }) => [resource, reason, milliseconds])).toEqual([
      ["task", "retry", 750],
      ["task", "retry", 1500],
    ]);
  });

  it("end after three trials", async () => {
    const { client, seen } = scripted([cut(), cut(), cut()]);
    expect(await faultOf(client.tasks.get(1))).toMatchObject({ name: "NetworkError", reason: "unreachable", method: "GET" });
    expect(seen).toHaveLength(3);
  });

  it.each([
    ["an answer", (client: ReturnType<typeof scripted>["client"]) => client.taskRuns.create(run)],
    ["a change", (client: ReturnType<typeof scripted>["client"]) => client.tasks.update(1, { n_answers: 3 })],
  ])("never send %s twice", async (_, send) => {
    for (const reply of [cut(), html(500)]) {
      const { client, seen } = scripted([reply]);
      expect(await faultOf(send(client))).toBeInstanceOf(reply instanceof Response ? PybossaError : NetworkError);
      expect(seen).toHaveLength(1);
    }
  });
});

describe("the request budget", () => {
  const start = Date.UTC(2026, 10, 24, 3, 0, 0);
  const reset = start + 600_000;

  it("is read per resource", async () => {
    const { client } = scripted([json(task(1), 200, budget(297, reset)), json({ done: 0, total: 1 }, 200, budget(12, reset))]);
    await client.tasks.get(1);
    await client.userProgress(7);
    expect(client.budget("task")).toEqual({ limit: 300, remaining: 297, reset: new Date(reset) });
    expect(client.budget("userprogress")?.remaining).toBe(12);
    expect(client.budget("newtask")).toBeNull();
  });

  it("used up makes the next request of that resource wait for the window's end", async () => {
    const { client, waits, clock } = scripted([json(task(1), 200, budget(1, reset)), json(task(2)), json(task(1))]);
    await client.tasks.get(1);
    await client.newTask(7);
    expect(waits).toEqual([]);
    await client.tasks.get(1);
    expect(waits).toMatchObject([{ resource: "task", reason: "rate-limit" }]);
    expect(clock.now).toBeGreaterThan(reset);
  });

  it("is waited for after a 429, also with an answer, which was not stored", async () => {
    const stored = { id: 5, project_id: 7, task_id: 1 };
    const { client, waits, seen, clock } = scripted([tooMany(budget(0, reset)), json(stored)]);
    expect((await client.taskRuns.create(run)).id).toBe(5);
    expect(seen.map(({ body }) => body)).toEqual([JSON.stringify(run), JSON.stringify(run)]);
    expect(waits[0]?.until.getTime()).toBe(clock.now);
    expect(clock.now).toBeGreaterThan(reset);
  });

  it("follows the server's clock where its Date is readable", async () => {
    const ahead = 120_000;
    const headers = { ...budget(5, reset + ahead), Date: new Date(start + ahead).toUTCString() };
    const { client } = scripted([json(task(1), 200, headers)]);
    await client.tasks.get(1);
    expect(client.budget("task")?.reset).toEqual(new Date(reset));
  });

  it("is guessed by growing pauses where the headers cannot be read", async () => {
    const { client, waits } = scripted([tooMany(), tooMany(), json(task(1))]);
    await client.tasks.get(1);
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([22_500, 45_000]);
  });

  it("throws where the wait is too long", async () => {
    const { client, seen, waits } = scripted([tooMany(budget(0, reset))], { maxWaitMs: 60_000 });
    expect(await faultOf(client.tasks.get(1))).toMatchObject({ name: "RateLimitError", resource: "task" });
    expect(await faultOf(client.tasks.get(1))).toBeInstanceOf(RateLimitError);
    expect(seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});

describe("the time limit", () => {
  it("ends a request that nobody answers, and an answer that stops half-way", async () => {
    const server = createServer((request, response) => {
      if (request.url?.includes("/silent")) return;
      response.writeHead(200, { "Content-Type": "application/json" });
      response.write('{"done": 1');
    });
    try {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const client = createPybossaClient({ endpoint: `http://127.0.0.1:${port}`, timeoutMs: 100, retries: 0 });
      for (const name of ["silent", "half"]) {
        expect(await faultOf(client.userProgress(name))).toMatchObject({ name: "NetworkError", reason: "timeout" });
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
