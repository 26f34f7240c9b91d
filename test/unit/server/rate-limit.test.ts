import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Request, type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
let projectId = 0;
beforeAll(async () => {
  server = await startServer({ limit: 300, windowSeconds: 900 });
  ({ id: projectId } = await server.project(1));
});
afterAll(() => server.close());

/** Sends until refused; gives how many got through and the last reply of either kind. */
async function exhaust(path: string, who: Request) {
  let passed = 0;
  for (;;) {
    const reply = await server.send("GET", path, who);
    if (reply.status === 429) return { passed, reply };
    passed += 1;
  }
}

describe("the rate limit", () => {
  it("lets 299 of 300 through for an address and an endpoint, whatever the verb, the id or the key", async () => {
    const from = "192.0.2.1";
    const first = await server.send("GET", "/api/task?limit=1", { from });
    expect([first.headers.get("x-ratelimit-limit"), first.headers.get("x-ratelimit-remaining")]).toEqual(["300", "299"]);
    const { passed, reply } = await exhaust("/api/task/1", { from });
    expect(passed).toBe(298);
    expect(reply.json).toEqual({
      action: "GET",
      status: "failed",
      status_code: 429,
      target: "/api/task/1",
      exception_cls: "TooManyRequests",
      exception_msg: "429 Too Many Requests: This user has exceeded an allotted request count. Try again later.",
    });
    expect(reply.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(reply.headers.get("retry-after")).toBeNull();
    for (const [method, as] of [
      ["POST", "owner"],
      ["DELETE", "owner"],
      ["GET", "admin"],
    ] as const) {
      expect((await server.send(method, method === "POST" ? "/api/task" : "/api/task/1", { from, as })).status).toBe(429);
    }
  });

  it("counts every endpoint and every address by itself", async () => {
    const from = "192.0.2.1";
    for (const path of [`/api/project/${projectId}/newtask`, `/api/project/${projectId}/userprogress`, "/api/taskrun", "/api/project"]) {
      const reply = await server.send("GET", path, { from });
      expect([path, reply.status, reply.headers.get("x-ratelimit-remaining")]).toEqual([path, 200, "299"]);
    }
    expect((await server.send("GET", "/api/task?limit=1", { from: "192.0.2.2" })).headers.get("x-ratelimit-remaining")).toBe("299");
  });

  it("counts neither preflights nor pages", async () => {
    const before = await server.send("GET", "/api/result", { from: "192.0.2.3" });
    await server.send("OPTIONS", "/api/result", { from: "192.0.2.3", headers: { Origin: "http://example.org" } });
    const page = await server.send("GET", "/", { from: "192.0.2.3" });
    const after = await server.send("GET", "/api/result", { from: "192.0.2.3" });
    expect([before, after].map(({ headers }) => headers.get("x-ratelimit-remaining"))).toEqual(["299", "298"]);
    expect(page.headers.get("x-ratelimit-limit")).toBeNull();
  });

  it("begins anew at whole quarters of an hour, and a refused answer keeps its stamp until then", async () => {
    const who = { as: "vol1", from: "192.0.2.4" } as const;
    const { json: task } = await server.send("GET", `/api/project/${projectId}/newtask`, who);
    const { reply } = await exhaust("/api/taskrun?limit=1", who);
    const reset = Number(reply.headers.get("x-ratelimit-reset"));
    expect([reset % 900, reset * 1000 - server.clock.now]).toEqual([0, 900_000]);
    const body = { project_id: projectId, task_id: task.id, info: 1 };
    expect((await server.send("POST", "/api/taskrun", { ...who, body })).status).toBe(429);
    server.clock.now = reset * 1000 - 1;
    expect((await server.send("POST", "/api/taskrun", { ...who, body })).status).toBe(429);
    server.clock.now = reset * 1000;
    expect((await server.send("POST", "/api/taskrun", { ...who, body })).status).toBe(200);
  });
});

describe("the client's address", () => {
  it("is not taken from X-Real-IP unless the server was told to trust it", async () => {
    const wary = await startServer({ trustRealIp: false, limit: 300 });
    const remaining = async (from: string) => (await wary.send("GET", "/api/task", { from })).headers.get("x-ratelimit-remaining");
    expect([await remaining("192.0.2.1"), await remaining("192.0.2.2")]).toEqual(["299", "298"]);
    await wary.close();
  });

  it("is the connection's where X-Real-IP holds no address", async () => {
    const remaining = async (from: string) => (await server.send("GET", "/api/category", { from })).headers.get("x-ratelimit-remaining");
    expect([await remaining("not an address"), await remaining("evil, 1.2.3.4")]).toEqual(["299", "298"]);
  });
});

describe("cross-origin access", () => {
  it("is open to /api for any origin, without credentials and without the rate headers", async () => {
    const headers = {
      Origin: "http://example.org",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "x-custom, content-type, authorization",
    };
    const preflight = (await server.send("OPTIONS", "/api/taskrun", { headers })).headers;
    expect(preflight.get("access-control-allow-origin")).toBe("http://example.org");
    expect(preflight.get("access-control-allow-headers")).toBe("authorization, content-type");
    expect(preflight.get("access-control-max-age")).toBe("21600");
    const plain = (await server.send("GET", "/api/category", { from: "192.0.2.9" })).headers;
    expect(plain.get("access-control-allow-origin")).toBe("*");
    expect(plain.get("access-control-allow-credentials")).toBeNull();
    expect(plain.get("access-control-expose-headers")).toBeNull();
    expect(
      (await server.send("GET", "/", { headers: { Origin: "http://example.org" } })).headers.get("access-control-allow-origin"),
    ).toBeNull();
  });
});
