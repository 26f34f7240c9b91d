import { createPybossaClient, NotPybossaError } from "pybossa-client-ts";
import { describe, expect, it } from "vitest";
import { html, json, project, scripted, task } from "./stand-in.ts";

describe("what is sent", () => {
  it("carries the key in the Authorization header alone, and the caller's headers", async () => {
    const { client, seen } = scripted([json([task(1)])], { apiKey: "secret-key", headers: { "X-Real-IP": "10.0.0.1" } });
    await client.tasks.list({ projectId: 7, limit: 5, lastId: 0 });
    expect(seen[0]?.headers.get("Authorization")).toBe("secret-key");
    expect(seen[0]?.headers.get("X-Real-IP")).toBe("10.0.0.1");
    expect(seen[0]?.path).toBe("/api/task?all=1&limit=5&last_id=0&project_id=7");
  });

  it("refuses a key and an endpoint that would end up in a message", () => {
    const create = (endpoint: string, apiKey: string) => () => createPybossaClient({ endpoint, apiKey });
    expect(create("http://pybossa.test", "two\nlines")).toThrow(TypeError);
    expect(create("http://pybossa.test", "two\nlines")).not.toThrow(/lines/);
    expect(create("http://me:hush@pybossa.test", "key")).toThrow(/no user name/);
    expect(create("pybossa.test", "key")).toThrow(/http/);
  });

  it.each([0, -1, 1.5, Number.NaN, Number("abc")])("asks nothing for project %s, which a server would ignore", async (id) => {
    const { client, seen } = scripted([]);
    await expect(client.tasks.list({ projectId: id })).rejects.toThrow(RangeError);
    await expect(client.tasks.pages(id).next()).rejects.toThrow(RangeError);
    await expect(client.taskRuns.pages(id).next()).rejects.toThrow(RangeError);
    await expect(client.results.pages(id).next()).rejects.toThrow(RangeError);
    await expect(client.helpingMaterials.list(id)).rejects.toThrow(RangeError);
    await expect(client.newTask(id)).rejects.toThrow(RangeError);
    await expect(client.userProgress(id)).rejects.toThrow(RangeError);
    await expect(client.taskRuns.create({ project_id: id, task_id: 1, info: {} })).rejects.toThrow(RangeError);
    expect(seen).toEqual([]);
  });

  it("writes back the whole info with the change in it", async () => {
    const { client, seen } = scripted([json(project), json(project)]);
    await client.projects.updateInfo(7, (info) => ({ ...info, b: 2 }));
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /api/project/7", "PUT /api/project/7"]);
    expect(JSON.parse(seen[1]?.body ?? "")).toEqual({ info: { a: 1, b: 2, task_presenter: "<p>" } });
  });

  it("leaves out of an object that was read what PYBOSSA does not take back", async () => {
    const { client, seen } = scripted([json(project), json(task(3)), json({ id: 5, project_id: 7 })]);
    await client.projects.update(7, { ...project, name: "Q" });
    await client.tasks.update(3, { ...task(3), n_answers: 4, priority_0: 1, quorum: 0, calibration: 0 });
    await client.helpingMaterials.update(5, { priority: 1, ...{ id: 5, created: "x", link: "l", links: [] } });
    expect(seen.map(({ body }) => Object.keys(JSON.parse(body)).sort())).toEqual([
      ["description", "info", "name", "short_name"],
      ["calibration", "info", "n_answers", "priority_0", "project_id", "quorum"],
      ["priority"],
    ]);
  });
});

describe("pages", () => {
  it("go on after a short page, and end on an empty one", async () => {
    const { client, seen } = scripted([json([task(2), task(9)]), json([task(10)]), json([])]);
    const ids: number[][] = [];
    for await (const page of client.tasks.pages(7)) ids.push(page.map(({ id }) => id));
    expect(ids).toEqual([[2, 9], [10]]);
    expect(seen.map(({ path }) => new URLSearchParams(path.split("?")[1]).get("last_id"))).toEqual(["0", "9", "10"]);
  });

  it("do not run for ever on a server that ignores last_id", async () => {
    const { client } = scripted([json([task(2)]), json([task(2)])]);
    const pages = client.tasks.pages(7);
    await pages.next();
    await expect(pages.next()).rejects.toThrow(NotPybossaError);
  });
});

describe("newTask", () => {
  const refused = { ...task(1), id: null, project_id: null, info: { error: "This project does not allow anonymous contributors" } };

  it.each([
    ["one task", task(1), { kind: "tasks", tasks: [task(1)] }],
    ["two tasks", [task(1), task(2)], { kind: "tasks", tasks: [task(1), task(2)] }],
    ["nothing left", {}, { kind: "none" }],
    ["a refusal", refused, { kind: "refused", message: "This project does not allow anonymous contributors" }],
  ])("tells %s", async (_, body, outcome) => {
    const { client, seen } = scripted([json(body)], { dialect: "scifabric" });
    expect(await client.newTask(7, { limit: 2, offset: 3, orderby: "priority_0", desc: true })).toEqual(outcome);
    expect(seen[0]?.path).toBe("/api/project/7/newtask?limit=2&offset=3&orderby=priority_0&desc=true");
  });

  it.each([[{ id: "1" }], [null], ["task"]])("takes %j for no PYBOSSA", async (body) => {
    const { client } = scripted([json(body)]);
    await expect(client.newTask(7)).rejects.toThrow(NotPybossaError);
  });
});

describe("another kind of server", () => {
  it.each([
    ["a web page", html()],
    ["a web page that is not there", html(404)],
    ["other JSON", json({ ok: true })],
    ["a list of other things", json([{ name: "x" }])],
    ["a refusal in another shape", json({ message: "Not Found" }, 404)],
    ["a redirect", new Response(null, { status: 301, headers: { Location: "https://elsewhere.test/" } })],
  ])("is recognised by %s", async (_, reply) => {
    const { client } = scripted([reply]);
    await expect(client.projects.byShortName("p")).rejects.toThrow(NotPybossaError);
  });
});

it("finds a project by its exact name only", async () => {
  const { client } = scripted([json([project]), json([])]);
  expect((await client.projects.byShortName("p"))?.id).toBe(7);
  expect(await client.projects.byShortName("p")).toBeNull();
});
