import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Request, type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe("creating tasks", () => {
  it("fills in PYBOSSA's defaults", async () => {
    const { id } = await server.project();
    const { status, json } = await server.send("POST", "/api/task", { as: "owner", body: { project_id: id } });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      state: "ongoing",
      n_answers: 30,
      priority_0: 0,
      quorum: 0,
      calibration: 0,
      info: null,
      fav_user_ids: null,
    });
  });

  it("takes duplicates, any JSON as info, priorities out of range and a project id as text", async () => {
    const { id } = await server.project();
    for (const info of ["text", [1, 2], null, { a: "حي الرقة 𝄞" }, "text"]) {
      const { status, json } = await server.send("POST", "/api/task", {
        as: "owner",
        body: { project_id: String(id), info, priority_0: 7, n_answers: -1 },
      });
      expect([status, json.info, json.priority_0, json.n_answers]).toEqual([200, info, 7, -1]);
    }
  });

  it("gives the keys of an object back by their length, as jsonb does", async () => {
    const { id } = await server.project();
    const { text } = await server.send("POST", "/api/task", {
      as: "owner",
      body: { project_id: id, info: { zzz: 1, b: 2, aa: { bb: 1, a: 2 } } },
    });
    expect(text).toContain('"info":{"b":2,"aa":{"a":2,"bb":1},"zzz":1}');
  });

  it.each([
    ["an unknown project", { project_id: 424242 }, 415, "AttributeError"],
    ["a project id that is no number", { project_id: "abc" }, 415, "DataError"],
    ["no number of answers", { n_answers: "abc" }, 415, "DataError"],
    ["a state", { state: "completed" }, 400, "BadRequest"],
    ["gold answers", { gold_answers: {} }, 415, "TypeError"],
    ["a NUL character", { info: { a: "a\0b" } }, 415, "DataError"],
  ])("refuses %s", async (_what, fields, status, exception_cls) => {
    const { id } = await server.project();
    const reply = await server.send("POST", "/api/task", { as: "owner", body: { project_id: id, info: {}, ...fields } });
    expect([reply.status, reply.json.exception_cls]).toEqual([status, exception_cls]);
  });

  it("refuses others, several at once, and unknown arguments", async () => {
    const { id } = await server.project();
    expect((await server.send("POST", "/api/task", { as: "vol1", body: { project_id: id } })).status).toBe(403);
    expect((await server.send("POST", "/api/task", { body: { project_id: id } })).status).toBe(401);
    expect((await server.send("POST", "/api/task", { as: "owner", body: [{ project_id: id }] })).status).toBe(400);
    expect((await server.send("POST", "/api/task?all=1", { as: "owner", body: { project_id: id } })).status).toBe(415);
  });
});

describe("listing tasks", () => {
  let id = 0;
  let ids: number[] = [];
  beforeAll(async () => {
    ({ id, taskIds: ids } = await server.project(25));
  });
  const list = (query: string) => server.send("GET", `/api/task?project_id=${id}&${query}`);
  const listedIds = async (query: string) => (await list(query)).json.map((task) => Number(task.id));

  it("gives 20 unless told otherwise, and never more than 100", async () => {
    expect(await listedIds("")).toEqual(ids.slice(0, 20));
    expect(await listedIds("limit=abc")).toHaveLength(20);
    expect(await listedIds("limit=1000")).toEqual(ids);
    expect(await listedIds("limit=0")).toEqual([]);
    expect((await list("limit=-1")).json.exception_cls).toBe("DataError");
    expect((await list("offset=-1")).status).toBe(415);
  });

  it("pages by offset and by last_id, which beats offset and desc", async () => {
    expect(await listedIds("offset=20")).toEqual(ids.slice(20));
    expect(await listedIds(`last_id=${ids[19]}`)).toEqual(ids.slice(20));
    expect(await listedIds(`last_id=${ids[19]}&desc=true&offset=3`)).toEqual(ids.slice(20));
    expect(await listedIds(`last_id=${ids[24]}`)).toEqual([]);
    expect(await listedIds("desc=true&limit=2")).toEqual(ids.slice(-2).reverse());
    expect((await list("orderby=nonsense")).status).toBe(415);
  });

  it("filters by columns, and refuses what is none", async () => {
    expect(await listedIds(`id=${ids[3]}`)).toEqual([ids[3]]);
    expect(await listedIds("state=completed")).toEqual([]);
    expect(await listedIds("n_answers=2&limit=100")).toHaveLength(25);
    expect(await listedIds("created=2026-01-05&limit=3")).toHaveLength(3);
    expect((await list("foo=1")).json).toMatchObject({ status_code: 415, exception_cls: "AttributeError" });
    expect((await list("n_answers=x")).status).toBe(415);
  });

  it("filters by info: pairs of text, a fragment that it must contain", async () => {
    expect(await listedIds("info=n::3")).toEqual([ids[3]]);
    expect(await listedIds("info=n::3|n::4")).toEqual([]);
    expect(await listedIds(`info=${encodeURIComponent('{"n":3}')}`)).toEqual([ids[3]]);
    expect(await listedIds("info=plain")).toEqual([]);
    expect((await list("info=a::b::c")).status).toBe(415);
  });

  it("ignores a project_id without digits, and takes several", async () => {
    const everything = await server.send("GET", "/api/task?project_id=abc&limit=1");
    expect(everything.json[0]?.project_id).not.toBe(id);
    expect((await server.send("GET", `/api/task?project_id=${id}+424242&limit=100`)).json).toHaveLength(25);
  });

  it("keeps a signed-in caller's list to own projects unless all=1, the admin's too", async () => {
    const count = async (query: string, as: "owner" | "vol1" | "admin") =>
      (await server.send("GET", `/api/task?project_id=${id}${query}`, { as })).json.length;
    expect(await count("", "vol1")).toBe(0);
    expect(await count("", "admin")).toBe(0);
    expect(await count("&all=1", "vol1")).toBe(20);
    expect(await count("", "owner")).toBe(20);
  });

  it("keeps what the caller has not answered where it says participated, of an address too", async () => {
    const { id: other, taskIds } = await server.project(3);
    for (const { as, task } of [
      { as: { as: "vol1" }, task: taskIds[0] },
      { as: { from: "192.0.2.7" }, task: taskIds[1] },
    ] as const) {
      await server.send("GET", `/api/project/${other}/newtask?limit=3`, as);
      const body = { project_id: other, task_id: task, info: 1 };
      expect((await server.send("POST", "/api/taskrun", { ...as, body })).status).toBe(200);
    }
    const left = async (as: Request) =>
      (await server.send("GET", `/api/task?project_id=${other}&all=1&participated=1`, as)).json.map((each) => each.id);
    expect(await left({ as: "vol1" })).toEqual([taskIds[1], taskIds[2]]);
    expect(await left({ from: "192.0.2.7" })).toEqual([taskIds[0], taskIds[2]]);
    expect(await left({ from: "192.0.2.8" })).toEqual(taskIds);
  });

  it("orders by how many have marked a task", async () => {
    const { id: other, taskIds } = await server.project(3);
    const [one, two] = taskIds;
    for (const [as, task_id] of [
      ["vol3", one],
      ["admin", two],
      ["vol1", two],
    ] as const)
      expect((await server.send("POST", "/api/favorites", { as, body: { task_id } })).status).toBe(200);
    const { json } = await server.send("GET", `/api/task?project_id=${other}&orderby=fav_user_ids&desc=true`);
    expect(json.map((task) => task.fav_user_ids)).toEqual([[1, 3], [5], null]);
  });

  it("adds links, and the runs and the result when asked", async () => {
    const [task] = (await list("limit=1&related=true")).json;
    expect(task).toMatchObject({ task_runs: [], result: null });
    expect(task?.links).toEqual([`<link rel='parent' title='project' href='${server.endpoint}/api/project/${id}'/>`]);
  });

  it("answers HEAD", async () => {
    const { status, text } = await server.send("HEAD", `/api/task?project_id=${id}`);
    expect([status, text]).toEqual([200, ""]);
  });
});

describe("changing tasks", () => {
  it("replaces info, moves the priority, and refuses others and reserved keys", async () => {
    const { taskIds } = await server.project(1);
    const path = `/api/task/${taskIds[0]}`;
    expect((await server.send("PUT", path, { as: "owner", body: { info: { v: 2 }, priority_0: 0.7 } })).json).toMatchObject({
      info: { v: 2 },
      priority_0: 0.7,
    });
    expect((await server.send("PUT", path, { as: "vol1", body: { n_answers: 3 } })).status).toBe(403);
    expect((await server.send("PUT", path, { as: "owner", body: { state: "completed" } })).status).toBe(400);
    expect((await server.send("PUT", "/api/task/424242", { as: "owner", body: {} })).status).toBe(404);
  });

  it("opens a completed task again unless n_answers is lowered", async () => {
    const { id, taskIds } = await server.project(1, { nAnswers: 1 });
    await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" });
    await server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[0], info: 1 } });
    const put = async (body: object) => (await server.send("PUT", `/api/task/${taskIds[0]}`, { as: "owner", body })).json.state;
    expect((await server.send("GET", `/api/task/${taskIds[0]}`)).json.state).toBe("completed");
    expect(await put({ n_answers: 0 })).toBe("completed");
    expect(await put({ n_answers: 1 })).toBe("ongoing");
    expect(await put({ n_answers: 0 })).toBe("ongoing");
  });

  it("leaves a task with a result to the admin to delete", async () => {
    const { id, taskIds } = await server.project(2, { nAnswers: 1 });
    await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" });
    await server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[0], info: 1 } });
    expect((await server.send("DELETE", `/api/task/${taskIds[0]}`, { as: "owner" })).status).toBe(403);
    expect((await server.send("DELETE", `/api/task/${taskIds[0]}`, { as: "admin" })).status).toBe(204);
    expect((await server.send("DELETE", `/api/task/${taskIds[1]}`, { as: "owner" })).status).toBe(204);
  });
});
