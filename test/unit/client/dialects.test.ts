import { PybossaError } from "pybossa-client-ts";
import { createBloombergClient } from "pybossa-client-ts/bloomberg";
import { describe, expect, it } from "vitest";
import { html, json, project, scripted, task } from "./stand-in.ts";

const refusal = (status: number, exception_cls: string, exception_msg: string) =>
  json({ action: "GET", status: "failed", status_code: status, target: "task", exception_cls, exception_msg }, status);
const duplicate = () => refusal(409, "Conflict", '{"reason": "DUPLICATE_TASK", "task_id": 41}');
const progress = (remaining_for_user: number) =>
  json({ done: 1, total: 3, completed: 1, remaining: 2, locked: 2, remaining_for_user, quiz: {}, guidelines_updated: false });

/** A bloomberg client whose server answers from a list. */
function bloomberg(replies: Response[]) {
  const seen: { method: string; path: string; body: string }[] = [];
  const client = createBloombergClient({
    endpoint: "http://pybossa.test",
    apiKey: "key",
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      seen.push({ method: request.method, path: pathname + search, body: await request.text() });
      const reply = replies.shift();
      if (!reply) throw new Error(`unexpected request: ${request.method} ${pathname}`);
      return reply;
    },
  });
  return { client, seen };
}

describe("the dialect", () => {
  it.each([
    ["bloomberg", "refuses the list of completed tasks", () => refusal(401, "Unauthorized", "Insufficient privilege to the request")],
    ["bloomberg", "gives it to an admin", () => json([])],
    ["scifabric", "has none", () => html(404)],
  ])("is %s where the server %s", async (dialect, _, reply) => {
    const { client, seen } = scripted([reply()], { apiKey: "key" });
    expect(await Promise.all([client.dialect(), client.dialect()])).toEqual([dialect, dialect]);
    expect(await client.dialect()).toBe(dialect);
    expect(seen.map(({ path }) => path)).toEqual(["/api/completedtask?limit=0"]);
  });

  it("is not asked where it is told", async () => {
    const { client, seen } = scripted([], { dialect: "bloomberg" });
    expect(await client.dialect()).toBe("bloomberg");
    expect(seen).toEqual([]);
  });

  it("stays open after a fault, and is asked again", async () => {
    const { client } = scripted([html(503), html(404)], { retries: 0 });
    await expect(client.dialect()).rejects.toThrow(PybossaError);
    expect(await client.dialect()).toBe("scifabric");
  });
});

describe("an equal task", () => {
  it("is told with its id", async () => {
    const body = { project_id: 7, info: { b: 1 } };
    const { client } = scripted([duplicate(), duplicate(), json(task(42))]);
    expect(await client.tasks.createUnlessExists(body)).toEqual({ kind: "exists", id: 41 });
    await expect(client.tasks.create(body)).rejects.toMatchObject({ status: 409, existingId: 41 });
    expect(await client.tasks.createUnlessExists(body)).toEqual({ kind: "created", task: task(42) });
  });
});

describe("updateInfo", () => {
  it("sets to null what a server that merges would keep", async () => {
    const merged = { ...project, info: { a: 1, task_presenter: "<p>" } };
    const { client, seen } = scripted([json(project), json(merged), json({ ...merged, info: { a: null, task_presenter: "<p>" } })]);
    const written = await client.projects.updateInfo(7, ({ task_presenter = null }) => ({ task_presenter }));
    expect(JSON.parse(seen[2]?.body ?? "")).toEqual({ info: { task_presenter: "<p>", a: null } });
    expect(written.info.a).toBeNull();
  });
});

describe("a deletion", () => {
  it("is sent again after a fault, and done where the task is gone then", async () => {
    const gone = refusal(404, "NotFound", "404 Not Found: gone");
    const { client, seen } = scripted([new TypeError("fetch failed"), gone]);
    await client.tasks.remove(3);
    expect(seen.map(({ method }) => method)).toEqual(["DELETE", "DELETE"]);
  });

  it("of what was never there is refused", async () => {
    const { client } = scripted([refusal(404, "NotFound", "404 Not Found: gone")]);
    await expect(client.tasks.remove(3)).rejects.toMatchObject({ status: 404 });
  });
});

describe("bloomberg", () => {
  it("tells a pause from the end", async () => {
    const { client, seen } = bloomberg([json({}), progress(2), json({}), progress(0)]);
    expect(await client.newTask(7)).toEqual({ kind: "none", retryAfterMs: 5000 });
    expect(await client.newTask(7)).toEqual({ kind: "none" });
    expect(seen.map(({ path }) => path).slice(0, 2)).toEqual(["/api/project/7/newtask", "/api/project/7/userprogress"]);
  });

  it("tells a pause from the end to whoever has not said which PYBOSSA it is, which it asks once", async () => {
    const { client, seen } = scripted([json({}), refusal(401, "Unauthorized", "401"), progress(2), json({}), progress(0)]);
    expect(await client.newTask(7)).toEqual({ kind: "none", retryAfterMs: 5000 });
    expect(await client.newTask(7)).toEqual({ kind: "none" });
    expect(seen.map(({ path }) => path.split("?")[0])).toEqual([
      "/api/project/7/newtask",
      "/api/completedtask",
      "/api/project/7/userprogress",
      "/api/project/7/newtask",
      "/api/project/7/userprogress",
    ]);
  });

  it("tells how long a task is held, and gives it back", async () => {
    const held = json({ success: true, expires: 29.9, lockTime: "2026-11-23T21:34:54.950210" });
    const { client, seen } = bloomberg([held, refusal(404, "NotFound", "404"), json({ success: true })]);
    expect(await client.locks.get(3)).toEqual({ secondsLeft: 29.9 });
    expect(await client.locks.get(3)).toBeNull();
    await client.locks.release(3, "p");
    expect(seen[2]).toEqual({ method: "POST", path: "/api/task/3/canceltask", body: '{"projectname":"p"}' });
  });

  it("publishes without the form, which would take a publication back", async () => {
    const draft = { ...project, published: false };
    const { client, seen } = bloomberg([json([draft]), json({ ...draft, published: true }), json([{ ...draft, published: true }])]);
    expect(await client.forms.publish("p")).toEqual({ already: false });
    expect(await client.forms.publish("p")).toEqual({ already: true });
    expect(seen.map(({ method, body }) => `${method} ${body}`)).toEqual(["GET ", 'PUT {"published":true}', "GET "]);
  });

  it("sets many priorities at once, counts a project's tasks and makes gold tasks", async () => {
    const { client, seen } = bloomberg([
      new Response("", { status: 200, headers: { "Content-Type": "application/json" } }),
      json({ n_tasks: 130, n_completed_tasks: 30, n_gold_tasks: 0 }),
      json({ success: true }),
    ]);
    await client.tasks.setPriorities(7, [{ id: 1, priority_0: 0.7 }]);
    expect((await client.projects.progress("p")).n_completed_tasks).toBe(30);
    await client.tasks.setGold(7, 3, { verdict: "destroyed" });
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PUT /api/bulktasks/7",
      "GET /api/project/p/projectprogress",
      "POST /api/project/7/taskgold",
    ]);
  });
});

describe("a CSV file for bloomberg", () => {
  const page = () => new Response(JSON.stringify({ form: { csrf: "t" } }), { headers: { "Set-Cookie": "session=a; Path=/" } });
  const said = (flash: string, more = {}) => json({ flash, next: "/project/p/tasks/", status: "message", ...more });

  it.each([
    ["2 new tasks were imported successfully. "],
    ["It looks like there were no new records to import. "],
    ["You're trying to import a large amount of tasks, so please be patient. You will receive an email when the tasks are ready."],
  ])("is imported where the page says: %s", async (flash) => {
    const { client, seen } = bloomberg([page(), said(flash)]);
    await client.forms.importCsv("p", "tasks", "b\n1\n");
    expect(seen.map(({ path }) => path)).toEqual(Array(2).fill("/project/p/tasks/import?type=localCSV&response_format=json"));
    expect(seen[1]?.body).toContain('name="do_not_validate_tp"');
  });

  it.each([
    ["Task presenter code uses fields not in import. Fields missing from import: captions", {}],
    ["It looks like there were no new records to import. 1 task import failed due to invalid n_answers.", {}],
    ["The file you uploaded has an extra value on row 2.", { form: { csrf: "t" } }],
  ])("is refused where it says: %s", async (flash, more) => {
    const { client } = bloomberg([page(), said(flash, more)]);
    await expect(client.forms.importCsv("p", "tasks", "b\n1\n")).rejects.toThrow(flash);
  });
});
