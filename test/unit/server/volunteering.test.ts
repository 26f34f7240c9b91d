import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Request, type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const ask = (projectId: number, who: Request, query = "") => server.send("GET", `/api/project/${projectId}/newtask${query}`, who);
const send = (projectId: number, taskId: number | undefined, who: Request, fields: object = {}) =>
  server.send("POST", "/api/taskrun", { ...who, body: { project_id: projectId, task_id: taskId, info: { ok: true }, ...fields } });
const unasked = "You must request a task first!";

describe("newtask", () => {
  it("gives one task as an object, several as an array, none as {}", async () => {
    const { id, taskIds } = await server.project(5);
    const vol1 = { as: "vol1" } as const;
    expect((await ask(id, vol1)).json.id).toBe(taskIds[0]);
    expect((await ask(id, vol1)).json.id).toBe(taskIds[0]);
    expect((await ask(id, vol1, "?offset=1")).json.id).toBe(taskIds[1]);
    expect((await ask(id, vol1, "?limit=100")).json.map((task) => Number(task.id))).toEqual(taskIds);
    expect((await ask(id, vol1, "?limit=2&offset=4")).json.id).toBe(taskIds[4]);
    expect((await ask(id, vol1, "?offset=99")).text).toBe("{}");
    expect((await ask(id, vol1, "?limit=0")).text).toBe("{}");
    expect((await ask(id, vol1)).json).not.toHaveProperty("link");
  });

  it("heeds priorities only when asked to", async () => {
    const { id, taskIds } = await server.project(3);
    await server.send("PUT", `/api/task/${taskIds[2]}`, { as: "owner", body: { priority_0: 1 } });
    expect((await ask(id, {})).json.id).toBe(taskIds[0]);
    expect((await ask(id, {}, "?orderby=priority_0&desc=true")).json.id).toBe(taskIds[2]);
    expect((await ask(id, {}, "?desc=1")).json.id).toBe(taskIds[2]);
  });

  it("orders equal priorities neither up nor down, but always the same", async () => {
    const { id, taskIds } = await server.project(12);
    const order = async () => (await ask(id, {}, "?orderby=priority_0&desc=true&limit=100")).json.map((task) => Number(task.id));
    const first = await order();
    expect(first).not.toEqual(taskIds);
    expect(first).not.toEqual([...taskIds].reverse());
    expect([...first].sort((a, b) => a - b)).toEqual(taskIds);
    expect(await order()).toEqual(first);
  });

  it.each([
    ["limit=abc", "ValueError"],
    ["limit=-1", "DataError"],
    ["offset=-1", "DataError"],
    ["orderby=nonsense", "AttributeError"],
  ])("refuses %s", async (query, exception_cls) => {
    const { id } = await server.project(1);
    expect((await ask(id, {}, `?${query}`)).json).toMatchObject({ status_code: 415, target: "project", exception_cls });
  });

  it("refuses a short name, knows no unknown project, ignores unknown arguments", async () => {
    const { id, name } = await server.project(1);
    expect((await server.send("GET", `/api/project/${name}/newtask`)).status).toBe(415);
    expect((await ask(424242, {})).status).toBe(404);
    expect((await ask(id, {}, "?nonsense=1")).status).toBe(200);
  });

  it("tells the anonymous that they may not, as a task without values", async () => {
    const { id, taskIds } = await server.project(1, { allow_anonymous_contributors: false });
    const { status, json } = await ask(id, {});
    expect([status, json.id]).toEqual([200, null]);
    expect(json.info).toEqual({ error: "This project does not allow anonymous contributors" });
    expect((await send(id, taskIds[0], {})).json).toMatchObject({ status_code: 403, exception_msg: unasked });
    expect((await ask(id, { as: "vol1" })).json.id).toBe(taskIds[0]);
  });
});

describe("answers", () => {
  it("need a task that was asked for; one request stamps all that it gave", async () => {
    const { id, taskIds } = await server.project(3);
    const vol1 = { as: "vol1" } as const;
    expect((await send(id, taskIds[0], vol1)).json).toMatchObject({ status_code: 403, exception_msg: unasked });
    await server.send("GET", `/api/task/${taskIds[0]}`, vol1);
    expect((await send(id, taskIds[0], vol1)).status).toBe(403);
    await ask(id, vol1, "?limit=2");
    expect((await send(id, taskIds[0], vol1)).status).toBe(200);
    expect((await send(id, taskIds[1], vol1)).status).toBe(200);
    expect((await send(id, taskIds[2], vol1)).status).toBe(403);
  });

  it("hold who, when asked for and when stored, whatever the body claims", async () => {
    const { id, taskIds } = await server.project(1);
    await ask(id, { as: "vol1" });
    server.clock.now += 5000;
    await ask(id, { as: "vol1" });
    server.clock.now += 7000;
    const { json } = await send(id, taskIds[0], { as: "vol1" }, { user_id: 1, user_ip: "9.9.9.9" });
    expect(json).toMatchObject({ user_id: 3, user_ip: null, external_uid: null, media_url: null, info: { ok: true } });
    expect(Date.parse(`${String(json.finish_time)}Z`) - Date.parse(`${String(json.created)}Z`)).toBe(7000);
  });

  it("use the stamp up; a second answer is refused even with a new one", async () => {
    const { id, name, taskIds } = await server.project(1, { nAnswers: 5 });
    await server.publish(name);
    await ask(id, { as: "vol1" });
    await send(id, taskIds[0], { as: "vol1" });
    expect((await send(id, taskIds[0], { as: "vol1" })).json.exception_msg).toBe(unasked);
    await server.send("GET", `/project/${name}/task/${taskIds[0]}`, { as: "vol1" });
    const second = await send(id, taskIds[0], { as: "vol1" });
    expect([second.status, second.json.exception_msg]).toEqual([403, expect.not.stringContaining(unasked)]);
  });

  it("are late after an hour", async () => {
    const { id, taskIds } = await server.project(2);
    await ask(id, { as: "vol1" }, "?limit=2");
    server.clock.now += 3_599_000;
    expect((await send(id, taskIds[0], { as: "vol1" })).status).toBe(200);
    server.clock.now += 1000;
    expect((await send(id, taskIds[1], { as: "vol1" })).json.exception_msg).toBe(unasked);
  });

  it.each([
    ["another project", { project_id: 1_000_000 }, "Invalid project_id"],
    ["no task", { task_id: null }, "Invalid task_id"],
    ["an unknown task", { task_id: 424242 }, "Invalid task_id"],
  ])("are refused for %s", async (_what, fields, message) => {
    const { id, taskIds } = await server.project(1);
    await ask(id, { as: "vol1" });
    const reply = await send(id, taskIds[0], { as: "vol1" }, fields);
    expect([reply.status, reply.json.exception_msg]).toEqual([403, message]);
  });

  it("are refused for a project id as text", async () => {
    const { id, taskIds } = await server.project(1);
    await ask(id, { as: "vol1" });
    expect((await send(id, taskIds[0], { as: "vol1" }, { project_id: String(id) })).json.exception_msg).toBe("Invalid project_id");
  });

  it("are refused with reserved or unknown keys, taken as text/plain and without info", async () => {
    const { id, taskIds } = await server.project(2);
    await ask(id, { as: "vol1" }, "?limit=2");
    expect((await send(id, taskIds[0], { as: "vol1" }, { finish_time: "2020-01-01" })).status).toBe(400);
    expect((await send(id, taskIds[0], { as: "vol1" }, { nonsense: 1 })).json.exception_cls).toBe("TypeError");
    const plain = {
      as: "vol1",
      body: JSON.stringify({ project_id: id, task_id: String(taskIds[0]) }),
      headers: { "Content-Type": "text/plain" },
    } as const;
    const { status, json } = await server.send("POST", "/api/taskrun", plain);
    expect([status, json.info]).toEqual([200, null]);
  });

  it("are edited and withdrawn by their author until a result holds them, never by the owner", async () => {
    const { id, taskIds } = await server.project(2, { nAnswers: 2 });
    await ask(id, { as: "vol1" }, "?limit=2");
    const run = (await send(id, taskIds[0], { as: "vol1" })).json.id;
    const put = (as: "vol1" | "vol2" | "owner") => server.send("PUT", `/api/taskrun/${Number(run)}`, { as, body: { info: "new" } });
    expect((await put("vol1")).json.info).toBe("new");
    expect((await put("vol2")).status).toBe(403);
    expect((await put("owner")).status).toBe(403);
    await ask(id, { as: "vol2" });
    await send(id, taskIds[0], { as: "vol2" });
    expect((await put("vol1")).status).toBe(403);
    expect((await server.send("DELETE", `/api/taskrun/${Number(run)}`, { as: "admin" })).status).toBe(403);
    const other = (await send(id, taskIds[1], { as: "vol1" })).json.id;
    expect((await server.send("DELETE", `/api/taskrun/${Number(other)}`, { as: "vol1" })).status).toBe(204);
  });
});

describe("the anonymous", () => {
  it("are an address: two people behind one share the tasks, the answers and the progress", async () => {
    const { id, taskIds } = await server.project(3);
    const [here, there] = [{ from: "192.0.2.7" }, { from: "192.0.2.8" }];
    await ask(id, here);
    expect((await ask(id, here)).json.id).toBe(taskIds[0]);
    const run = (await send(id, taskIds[0], here)).json;
    expect(run.user_id).toBeNull();
    expect(run.user_ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(run.user_ip).not.toBe("192.0.2.7");
    expect((await send(id, taskIds[0], here)).json.exception_msg).toBe(unasked);
    expect((await ask(id, here)).json.id).toBe(taskIds[1]);
    expect((await server.send("GET", `/api/project/${id}/userprogress`, here)).json).toEqual({ done: 1, total: 3 });
    expect((await ask(id, there)).json.id).toBe(taskIds[0]);
    const other = (await send(id, taskIds[0], there)).json;
    expect(other.user_ip).not.toBe(run.user_ip);
    // The pseudonym keeps prefixes: neighbours stay neighbours.
    expect(String(other.user_ip).split(".").slice(0, 3)).toEqual(String(run.user_ip).split(".").slice(0, 3));
  });

  it("lose what they asked for when they sign in before sending it", async () => {
    const { id, taskIds } = await server.project(1);
    await ask(id, { from: "192.0.2.9" });
    expect((await send(id, taskIds[0], { as: "vol1", from: "192.0.2.9" })).json.exception_msg).toBe(unasked);
  });

  it("are not told apart by X-Forwarded-For", async () => {
    const { id, taskIds } = await server.project(2);
    const address = "192.0.2.10";
    await ask(id, { from: address });
    await send(id, taskIds[0], { from: address });
    expect((await ask(id, { from: address, headers: { "X-Forwarded-For": "198.51.100.1" } })).json.id).toBe(taskIds[1]);
  });

  it("may be known by an outside id, with the project's token", async () => {
    const { id, name, taskIds } = await server.project(2);
    const secret = String((await server.send("GET", `/api/project/${id}`, { as: "owner" })).json.secret_key);
    const token = (await server.send("GET", `/api/auth/project/${name}/token`, { headers: { Authorization: secret } })).text;
    expect((await server.send("GET", `/api/auth/project/${name}/token`, { headers: { Authorization: "wrong" } })).status).toBe(404);
    const bearer = { headers: { Authorization: `Bearer ${token}` } };
    expect((await ask(id, {}, "?external_uid=u1")).json).toEqual({ code: "invalid_header", description: "Missing Authorization header" });
    expect((await ask(id, { headers: { Authorization: "Bearer abc" } }, "?external_uid=u1")).status).toBe(401);
    expect((await ask(id, bearer, "?external_uid=u1")).json.id).toBe(taskIds[0]);
    const body = { project_id: id, task_id: taskIds[0], info: 1, external_uid: "u1" };
    expect((await server.send("POST", "/api/taskrun", { ...bearer, body })).json.exception_msg).toBe(unasked);
    const { json } = await server.send("POST", "/api/taskrun?external_uid=u1", { ...bearer, body });
    expect(json).toMatchObject({ external_uid: "u1", user_id: null, user_ip: null });
    expect((await ask(id, bearer, "?external_uid=u1")).json.id).toBe(taskIds[1]);
    expect((await ask(id, bearer, "?external_uid=u2")).json.id).toBe(taskIds[0]);
  });
});

describe("completion", () => {
  it("comes at n_answers with a result; later answers are taken and make a new version without info", async () => {
    const { id, name, taskIds } = await server.project(1, { nAnswers: 2 });
    await server.publish(name);
    for (const as of ["vol1", "vol2", "vol3"] as const) await ask(id, { as });
    const results = async (query = "") => (await server.send("GET", `/api/result?project_id=${id}${query}`)).json;
    const first = (await send(id, taskIds[0], { as: "vol1" })).json.id;
    expect(await results()).toEqual([]);
    const second = (await send(id, taskIds[0], { as: "vol2" })).json.id;
    const [result] = await results();
    expect(result).toMatchObject({ task_run_ids: [first, second], last_version: true, info: null });
    expect((await server.send("GET", `/api/task/${taskIds[0]}`)).json.state).toBe("completed");
    expect((await ask(id, { as: "owner" })).text).toBe("{}");

    expect((await server.send("PUT", `/api/result/${Number(result?.id)}`, { as: "owner", body: { info: { v: 1 } } })).json.info).toEqual({
      v: 1,
    });
    expect((await server.send("PUT", `/api/result/${Number(result?.id)}`, { as: "vol1", body: { info: 1 } })).status).toBe(403);
    expect((await server.send("PUT", `/api/result/${Number(result?.id)}`, { as: "owner", body: { last_version: false } })).status).toBe(
      400,
    );
    expect((await server.send("POST", "/api/result", { as: "owner", body: { project_id: id } })).status).toBe(400);
    expect((await server.send("DELETE", `/api/result/${Number(result?.id)}`, { as: "admin" })).status).toBe(403);

    const third = (await send(id, taskIds[0], { as: "vol3" })).json.id;
    expect(await results()).toMatchObject([{ task_run_ids: [first, second, third], info: null, last_version: true }]);
    expect(await results("&last_version=false")).toMatchObject([{ id: result?.id, info: { v: 1 } }]);
    const related = (await server.send("GET", `/api/task/${taskIds[0]}?related=1`)).json;
    expect([related.task_runs?.length, related.result?.task_run_ids]).toEqual([3, [first, second, third]]);
  });

  it("of a task opened by its page is no bar either", async () => {
    const { id, name, taskIds } = await server.project(1, { nAnswers: 1 });
    await server.publish(name);
    await ask(id, { as: "vol1" });
    await send(id, taskIds[0], { as: "vol1" });
    await server.send("GET", `/project/${name}/task/${taskIds[0]}`, { as: "vol2" });
    expect((await send(id, taskIds[0], { as: "vol2" })).status).toBe(200);
  });
});

describe("userprogress", () => {
  it("counts by id and by short name", async () => {
    const { id, name, taskIds } = await server.project(3);
    await ask(id, { as: "vol1" });
    await send(id, taskIds[0], { as: "vol1" });
    expect((await server.send("GET", `/api/project/${name}/userprogress`, { as: "vol1" })).json).toEqual({ done: 1, total: 3 });
    expect((await server.send("GET", `/api/project/${id}/userprogress`, { as: "vol2" })).json).toEqual({ done: 0, total: 3 });
    expect((await server.send("GET", `/api/app/${id}/userprogress`, { as: "vol1" })).json).toEqual({ done: 1, total: 3 });
    const path = "/api/project/nosuch/userprogress";
    expect((await server.send("GET", path)).json).toMatchObject({ action: "USER_PROGRESS", target: path, status_code: 404 });
  });
});
