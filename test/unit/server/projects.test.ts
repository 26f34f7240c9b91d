import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const fields = { name: "Raqqa", short_name: "raqqa", description: "d", info: { foo: 1 } };

describe("creating a project", () => {
  it("answers 200 with every field, the secret key too", async () => {
    const { status, json } = await server.send("POST", "/api/project", { as: "owner", body: fields });
    expect(status).toBe(200);
    expect(json).toMatchObject({ ...fields, owner_id: 2, owners_ids: [2], published: false, category_id: 1, zip_download: true });
    expect(json.secret_key).toMatch(/^[0-9a-f-]{36}$/);
    expect(json.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  });

  it.each([
    ["a taken name", { ...fields, short_name: "other" }, 415, "DBIntegrityError"],
    ["a taken short name", { ...fields, name: "Other" }, 415, "DBIntegrityError"],
    ["no description", { name: "x", short_name: "x" }, 415, "DBIntegrityError"],
    ["an empty description", { name: "x", short_name: "x", description: "" }, 415, "DBIntegrityError"],
    ["a name of 256 characters", { ...fields, name: "x".repeat(256), short_name: "y" }, 415, "DataError"],
    ["a short name of the server's own", { ...fields, name: "n", short_name: "new" }, 415, "ValueError"],
    ["an unknown field", { ...fields, nonsense: 1 }, 415, "TypeError"],
    ["a reserved field", { ...fields, id: 7 }, 400, "BadRequest"],
    ["an unknown category", { ...fields, name: "c", short_name: "c", category_id: 99 }, 400, "BadRequest"],
    ["published", { ...fields, published: true }, 403, "Forbidden"],
    ["an info that is no object", { ...fields, name: "i", short_name: "i", info: "text" }, 415, "ValueError"],
  ])("refuses %s", async (_what, body, status, exception_cls) => {
    const reply = await server.send("POST", "/api/project", { as: "owner", body });
    expect(reply.status).toBe(status);
    expect(reply.json).toMatchObject({ action: "POST", status: "failed", status_code: status, target: "project", exception_cls });
  });

  it("says what is wrong with bad JSON in two shapes, by the Content-Type", async () => {
    const typed = await server.send("POST", "/api/project", { as: "owner", body: "{bad", headers: { "Content-Type": "application/json" } });
    expect([typed.status, Object.keys(typed.json)]).toEqual([400, ["code", "description", "template"]]);
    const bare = await server.send("POST", "/api/project", { as: "owner", body: "{bad", headers: { "Content-Type": "text/plain" } });
    expect([bare.status, bare.json.exception_cls]).toEqual([415, "ValueError"]);
    const array = await server.send("POST", "/api/project", { as: "owner", body: [fields] });
    expect([array.status, array.json.code]).toEqual([400, 400]);
  });

  it("refuses the anonymous with 401, a wrong key too", async () => {
    expect((await server.send("POST", "/api/project", { body: fields })).status).toBe(401);
    const wrong = await server.send("POST", "/api/project", { body: fields, headers: { Authorization: "nobody" } });
    expect([wrong.status, wrong.json.exception_cls]).toEqual([401, "Unauthorized"]);
  });
});

describe("changing a project", () => {
  it("replaces info whole", async () => {
    const { id } = await server.project(0, { info: { a: 1 } });
    const { json } = await server.send("PUT", `/api/project/${id}`, { as: "owner", body: { info: { b: 2 } } });
    expect(json.info).toEqual({ b: 2 });
  });

  it("refuses the object that it gave: reserved keys", async () => {
    const { id } = await server.project();
    const { json } = await server.send("GET", `/api/project/${id}`, { as: "owner" });
    expect((await server.send("PUT", `/api/project/${id}`, { as: "owner", body: json })).status).toBe(400);
  });

  it("refuses publishing, other people and the anonymous", async () => {
    const { id } = await server.project();
    const change = (as: "owner" | "admin" | "vol1" | undefined, body: object) =>
      server.send("PUT", `/api/project/${id}`, as ? { as, body } : { body }).then(({ status }) => status);
    expect(await change("owner", { published: true })).toBe(403);
    expect(await change("admin", { published: true })).toBe(403);
    expect(await change("vol1", { name: "mine" })).toBe(403);
    expect(await change(undefined, { name: "mine" })).toBe(401);
    expect(await change("admin", { featured: true })).toBe(200);
  });

  it("lets a co-owner change it", async () => {
    const { id } = await server.project();
    await server.send("PUT", `/api/project/${id}`, { as: "owner", body: { owners_ids: [2, 3] } });
    expect((await server.send("PUT", `/api/project/${id}`, { as: "vol1", body: { featured: true } })).status).toBe(200);
  });

  it("answers 405 in HTML to a PUT without an id, 404 to an unknown one", async () => {
    const collection = await server.send("PUT", "/api/project", { as: "owner", body: {} });
    expect([collection.status, collection.headers.get("content-type")]).toEqual([405, "text/html; charset=utf-8"]);
    expect((await server.send("PUT", "/api/project/424242", { as: "owner", body: {} })).status).toBe(404);
    expect((await server.send("GET", "/api/project/abc")).headers.get("content-type")).toMatch("text/html");
  });
});

describe("reading projects", () => {
  it("hides drafts from others, whole pages of them", async () => {
    const { id, name } = await server.project();
    expect((await server.send("GET", `/api/project/${id}`)).status).toBe(401);
    expect((await server.send("GET", `/api/project/${id}`, { as: "vol1" })).status).toBe(403);
    expect((await server.send("GET", `/api/project?short_name=${name}`)).json).toEqual([]);
    expect((await server.send("GET", `/api/project?short_name=${name}&all=1`, { as: "admin" })).json).toHaveLength(1);
  });

  it("drops drafts only after the limit, so that a short page is not the last", async () => {
    const draft = await server.project(1);
    const published = await server.project(1);
    await server.publish(published.name);
    const page = await server.send("GET", `/api/project?limit=2&last_id=${draft.id - 1}`);
    expect(page.json.map(({ id }) => id)).toEqual([published.id]);
  });

  it("shows volunteers the public fields alone, and of info the public keys", async () => {
    const { id, name } = await server.project(1, { info: { custom: 1, sched: "default" } });
    await server.publish(name);
    const seen = (await server.send("GET", `/api/project/${id}`, { as: "vol1" })).json;
    expect(Object.keys(seen.info ?? {}).sort()).toEqual(["sched", "task_presenter"]);
    expect(seen.secret_key).toBeUndefined();
    expect(seen.published).toBeUndefined();
    const own = (await server.send("GET", `/api/project/${id}`, { as: "owner" })).json;
    expect([own.info?.custom, own.published]).toEqual([1, true]);
    expect(own.link).toBe(`<link rel='self' title='project' href='${server.endpoint}/api/project/${id}'/>`);
  });

  it("keeps a signed-in caller's list to own projects unless all=1", async () => {
    const { name } = await server.project(1);
    await server.publish(name);
    expect((await server.send("GET", `/api/project?short_name=${name}`, { as: "vol1" })).json).toEqual([]);
    expect((await server.send("GET", `/api/project?short_name=${name}&all=1`, { as: "vol1" })).json).toHaveLength(1);
    expect((await server.send("GET", `/api/project?short_name=${name}`)).json).toHaveLength(1);
  });
});

describe("deleting a project", () => {
  it("takes its tasks along, and is refused to all once there is a result", async () => {
    const { id, taskIds } = await server.project(1, { nAnswers: 1 });
    expect((await server.send("DELETE", `/api/project/${id}`, { as: "vol1" })).status).toBe(403);
    await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" });
    await server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[0], info: 1 } });
    expect((await server.send("DELETE", `/api/project/${id}`, { as: "owner" })).status).toBe(403);
    expect((await server.send("DELETE", `/api/project/${id}`, { as: "admin" })).status).toBe(403);
    const other = await server.project(1);
    const gone = await server.send("DELETE", `/api/project/${other.id}`, { as: "owner" });
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect((await server.send("GET", `/api/task/${other.taskIds[0]}`)).status).toBe(404);
  });
});

describe("categories and users", () => {
  it("lets admins alone make a category", async () => {
    const body = { name: "Crisis", short_name: "crisis", description: "d" };
    expect((await server.send("POST", "/api/category", { as: "owner", body })).status).toBe(403);
    expect((await server.send("POST", "/api/category", { as: "admin", body })).json).toMatchObject(body);
  });

  it("shows others a name, oneself more, and lets nobody search by a key", async () => {
    const list = (await server.send("GET", "/api/user", { as: "vol1" })).json;
    expect(list[1]).toEqual({ name: "owner", locale: "en" });
    expect(list[2]).toMatchObject({ name: "vol1", id: 3, email_addr: "vol1@example.org" });
    expect((await server.send("GET", `/api/user?api_key=${server.keys.owner}`)).text).not.toContain(String(server.keys.owner));
    expect((await server.send("GET", "/api/user?passwd_hash=x")).status).toBe(415);
    expect((await server.send("POST", "/api/user", { as: "admin", body: {} })).status).toBe(405);
  });
});
