import { afterEach, describe, expect, it } from "vitest";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;

afterEach(() => server.close());

/** A project with one task that vol1 has asked for. */
async function asked() {
  server = await startServer({ limit: 5 });
  const { id, name, taskIds } = await server.project(1);
  const taskId = taskIds[0] ?? 0;
  await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" });
  const answer = () => server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskId, info: "seen" } });
  const stored = async () => (await server.send("GET", `/api/taskrun?project_id=${id}`, { from: "10.0.0.9" })).json.length;
  return { id, name, taskId, answer, stored };
}

const taskrun = { method: "POST", path: "/api/taskrun" };

describe("a fault before the work is done", () => {
  it.each(["refuse", "cut-before"] as const)("%s: no answer comes and nothing is stored", async (fault) => {
    const { answer, stored } = await asked();
    server.faults.set({ faults: [{ fault, ...taskrun, request: 1 }] });
    await expect(answer()).rejects.toThrow("fetch failed");
    expect(await stored()).toBe(0);
    expect((await answer()).status).toBe(200);
  });

  it("error-before: a refusal in the API's shape, nothing stored", async () => {
    const { answer, stored } = await asked();
    server.faults.set({ faults: [{ fault: "error-before", ...taskrun, request: 1 }] });
    const { status, json } = await answer();
    expect([status, json.status_code, json.status]).toEqual([500, 500, "failed"]);
    expect(await stored()).toBe(0);
  });

  it("bad-gateway: a proxy's HTML", async () => {
    const { answer, stored } = await asked();
    server.faults.set({ faults: [{ fault: "bad-gateway", ...taskrun, request: 1 }] });
    const { status, headers, text } = await answer();
    expect([status, headers.get("content-type"), headers.get("x-ratelimit-limit")]).toEqual([502, "text/html", null]);
    expect(text).toContain("<h1>502 Bad Gateway</h1>");
    expect(await stored()).toBe(0);
  });

  it("sign-in: a redirect to the sign-in page", async () => {
    const { answer } = await asked();
    server.faults.set({ faults: [{ fault: "sign-in", ...taskrun }] });
    const { status, headers } = await answer();
    expect([status, headers.get("location")]).toEqual([302, `${server.endpoint}/account/signin?next=%2Fapi%2Ftaskrun`]);
  });

  it("rate-limit: the address's window is used up until it ends", async () => {
    const { answer } = await asked();
    server.faults.set({ faults: [{ fault: "rate-limit", ...taskrun, request: 1 }] });
    const first = await answer();
    expect([first.status, first.headers.get("x-ratelimit-remaining")]).toEqual([429, "0"]);
    expect((await answer()).status).toBe(429);
    server.clock.now = Number(first.headers.get("x-ratelimit-reset")) * 1000;
    expect((await answer()).status).toBe(200);
  });

  it("disk-full: the work is undone, reading goes on", async () => {
    const { answer, stored } = await asked();
    server.faults.set({ faults: [{ fault: "disk-full", ...taskrun, request: 1 }] });
    const { status, json } = await answer();
    expect([status, json.exception_cls]).toEqual([500, "OperationalError"]);
    expect(await stored()).toBe(0);
    expect((await answer()).status).toBe(200);
  });
});

describe("a fault after the work was done", () => {
  it("cut-after: no answer comes, and the task run is stored", async () => {
    const { answer, stored } = await asked();
    server.faults.set({ faults: [{ fault: "cut-after", ...taskrun, request: 1 }] });
    await expect(answer()).rejects.toThrow("fetch failed");
    expect(await stored()).toBe(1);
    expect((await answer()).status).toBe(403);
  });

  it("error-after: a 500, and the task run is stored", async () => {
    const { answer, stored } = await asked();
    server.faults.set({ faults: [{ fault: "error-after", ...taskrun, request: 1 }] });
    expect((await answer()).status).toBe(500);
    expect(await stored()).toBe(1);
  });

  it("truncated: half of the JSON", async () => {
    const { answer, stored } = await asked();
    server.faults.set({ faults: [{ fault: "truncated", ...taskrun, request: 1 }] });
    const { status, text, json } = await answer();
    expect([status, json, text.startsWith('{"id":')]).toEqual([200, null, true]);
    expect(await stored()).toBe(1);
  });

  it("wrong-type: a list for an object, an object for a list", async () => {
    const { answer } = await asked();
    server.faults.set({ faults: [{ fault: "wrong-type" }] });
    expect((await answer()).json).toEqual([]);
    expect((await server.send("GET", "/api/task")).json).toEqual({ status: "ok" });
  });
});

describe("a fault in the world around the request", () => {
  it("task-deleted: the task that the answer is for is gone", async () => {
    const { answer, taskId } = await asked();
    server.faults.set({ faults: [{ fault: "task-deleted", ...taskrun, request: 1 }] });
    const { status, json } = await answer();
    expect([status, json.exception_msg]).toEqual([403, "Invalid task_id"]);
    expect((await server.send("GET", `/api/task/${taskId}`)).status).toBe(404);
  });

  it("lock-stolen: the stamp is another's", async () => {
    const { answer } = await asked();
    server.faults.set({ faults: [{ fault: "lock-stolen", ...taskrun, request: 1 }] });
    const { status, json } = await answer();
    expect([status, json.exception_msg]).toEqual([403, "You must request a task first!"]);
  });

  it("lock-stolen of a task that was deleted is its refusal alone", async () => {
    const { answer } = await asked();
    server.faults.set({
      faults: [
        { fault: "task-deleted", ...taskrun, request: 1 },
        { fault: "lock-stolen", ...taskrun, request: 2 },
      ],
    });
    const refusals = [await answer(), await answer()].map(({ status, json }) => [status, json.exception_msg]);
    expect(refusals).toEqual([
      [403, "Invalid task_id"],
      [403, "Invalid task_id"],
    ]);
  });

  it("key-revoked: the key is nobody's from that request on", async () => {
    const { id } = await asked();
    server.faults.set({ faults: [{ fault: "key-revoked", method: "PUT", request: 2 }] });
    const send = (as: "owner" | "admin") => server.send("PUT", `/api/project/${id}`, { as, body: { description: as } });
    expect((await send("owner")).status).toBe(200);
    expect((await send("owner")).status).toBe(401);
    expect((await send("admin")).status).toBe(200);
  });

  it("unpublished: the project is a draft again", async () => {
    const { id, name } = await asked();
    await server.publish(name);
    expect((await server.send("GET", `/api/project/${id}`)).status).toBe(200);
    server.faults.set({ faults: [{ fault: "unpublished", path: `/api/project/${id}`, request: 1 }] });
    expect((await server.send("GET", `/api/project/${id}`)).status).toBe(401);
  });

  it("clock-skew: moves the windows of the limit and the Date of answers", async () => {
    server = await startServer();
    const before = await server.send("GET", "/api/task");
    server.faults.set({ faults: [{ fault: "clock-skew", seconds: -7200, request: 1 }] });
    const after = await server.send("GET", "/api/task");
    const reset = (reply: typeof before) => Number(reply.headers.get("x-ratelimit-reset"));
    expect(reset(before) - reset(after)).toBe(7200);
    expect(Date.parse(after.headers.get("date") ?? "")).toBe(server.clock.now - 7_200_000);
    server.faults.set(null);
    expect(reset(await server.send("GET", "/api/task"))).toBe(reset(before));
  });

  it("delay: the answer comes after those of later requests", async () => {
    const { answer } = await asked();
    server.faults.set({ faults: [{ fault: "delay", milliseconds: 300, ...taskrun }] });
    const order: string[] = [];
    const slow = answer().then(({ status }) => order.push(`answer ${status}`));
    await server.send("GET", "/api/category").then(({ status }) => order.push(`category ${status}`));
    await slow;
    expect(order).toEqual(["category 200", "answer 200"]);
  });
});

describe("which requests a plan hits", () => {
  it("the named one of a method and path, as often as told", async () => {
    server = await startServer({ faults: { faults: [{ fault: "error-before", method: "GET", path: "/api/*/7", request: 2, times: 2 }] } });
    const statuses: number[] = [];
    for (const path of ["/api/task/7", "/api/task/8", "/api/project/7", "/api/task/7", "/api/task/7"]) {
      statuses.push((await server.send("GET", path)).status);
    }
    expect(statuses).toEqual([404, 404, 500, 500, 404]);
    expect(server.faults.log()).toEqual([
      { fault: "error-before", request: 3, method: "GET", path: "/api/project/7" },
      { fault: "error-before", request: 4, method: "GET", path: "/api/task/7" },
    ]);
  });

  it("by chance the same ones with the same seed, at about the rate told", async () => {
    server = await startServer();
    const run = async (seed: number) => {
      server.faults.set({ seed, rates: { "error-before": 0.2, "bad-gateway": 0.1 } });
      const statuses: number[] = [];
      for (let n = 0; n < 100; n += 1) statuses.push((await server.send("GET", "/api/category")).status);
      return statuses;
    };
    const first = await run(4);
    expect(await run(4)).toEqual(first);
    expect(await run(5)).not.toEqual(first);
    const share = first.filter((status) => status === 500).length;
    expect(share).toBeGreaterThan(8);
    expect(share).toBeLessThan(35);
    expect(first).toContain(502);
  });

  it("leaves pages alone unless told", async () => {
    server = await startServer({ faults: { rates: { refuse: 1 } } });
    expect((await server.send("GET", "/account/signin")).status).toBe(200);
    await expect(server.send("GET", "/api/task")).rejects.toThrow("fetch failed");
  });

  it("a full disk at one write, counted in commits", async () => {
    server = await startServer();
    server.faults.set({ faults: [{ fault: "disk-full", write: 2 }] });
    const body = (n: number) => ({ name: `n${n}`, short_name: `s${n}`, description: "d" });
    const statuses: number[] = [];
    for (const n of [1, 2, 3]) statuses.push((await server.send("POST", "/api/project", { as: "owner", body: body(n) })).status);
    expect(statuses).toEqual([200, 500, 200]);
  });
});
