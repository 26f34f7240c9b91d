import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Request, type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeEach(async () => {
  server = await startServer({ dialect: "bloomberg" });
});
afterEach(() => server.close());

const company = {
  data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
  kpi: 1,
  product: "maps",
  subproduct: "damage",
};

/** A published project of the owner's, with tasks whose info is `{n}`; with a password unless told otherwise. */
async function project(tasks = 0, { nAnswers = 1, info = {}, open = true } = {}) {
  const body = { name: "Town", short_name: "town", description: "d", password: "secret", info: { ...company, ...info } };
  const { json, status } = await server.send("POST", "/api/project", { as: "owner", body });
  expect(status).toBe(200);
  const id = Number(json.id);
  const taskIds: number[] = [];
  for (let n = 0; n < tasks; n += 1) {
    const task = await server.send("POST", "/api/task", { as: "owner", body: { project_id: id, info: { n }, n_answers: nAnswers } });
    taskIds.push(Number(task.json.id));
  }
  const presenter = { task_presenter: "<p>hello</p>", ...(open ? { project_users: [3, 4, 5] } : {}) };
  await server.send("PUT", `/api/project/${id}`, { as: "owner", body: { published: true, info: presenter } });
  return { id, taskIds };
}

const ask = (as: Request["as"], id: number, query = "") => server.send("GET", `/api/project/${id}/newtask${query}`, as ? { as } : {});
const answer = (as: Request["as"], project_id: number, task_id: unknown, info: unknown = 1) =>
  server.send("POST", "/api/taskrun", { ...(as ? { as } : {}), body: { project_id, task_id, info } });

describe("projects", () => {
  it("are made by subadmins and admins, with the fields that the company asks for", async () => {
    const body = { name: "A", short_name: "a", description: "d", password: "p", info: company };
    const send = (as: Request["as"], changes: object) =>
      server.send("POST", "/api/project", { ...(as ? { as } : {}), body: { ...body, ...changes } });
    expect((await send(undefined, {})).status).toBe(401);
    expect((await send("vol1", {})).status).toBe(403);
    const messages: unknown[] = [];
    for (const changes of [
      { description: "" },
      { password: "" },
      { info: {} },
      { info: { ...company, kpi: 0 } },
      { info: { ...company, product: "" } },
      { name: "" },
    ]) {
      const { status, json } = await send("owner", changes);
      expect(status).toBe(400);
      messages.push(json.exception_msg);
    }
    expect(messages).toEqual([
      "description or long description required",
      "password required",
      "Project must have a data classification for input and output data",
      "KPI required",
      "Product and subproduct required",
      "Name required",
    ]);
    const made = await send("owner", {});
    expect(made.json).toMatchObject({ published: false, hidden: false, email_notif: false, info: { data_access: ["L4"] } });
    expect(JSON.stringify(made.json)).not.toContain('"p"');
    expect((await send("admin", { name: "B", short_name: "b" })).status).toBe(200);
    expect((await send("owner", { name: "C", short_name: "c", published: true })).status).toBe(403);
  });

  it("keep their info's other keys on a PUT, and their short_name for ever", async () => {
    const { id } = await project();
    const put = (body: object) => server.send("PUT", `/api/project/${id}`, { as: "owner", body });
    expect((await put({ info: { x: { a: 1, b: 2 } } })).json.info).toMatchObject({ product: "maps", x: { a: 1, b: 2 } });
    expect((await put({ info: { x: { a: 9 } } })).json.info?.x).toEqual({ a: 9 });
    expect((await put({ short_name: "other" })).status).toBe(403);
    expect((await put({ password: "x" })).status).toBe(415);
    expect((await put({ info: null })).status).toBe(415);
  });

  it("are published by PUT, and the form toggles without deleting answers", async () => {
    const { id, taskIds } = await project(1);
    await ask("vol1", id);
    expect((await answer("vol1", id, taskIds[0])).status).toBe(200);
    const published = async () => (await server.send("GET", `/api/project/${id}`, { as: "owner" })).json.published;
    expect(await published()).toBe(true);
    await server.submit("/project/town/publish", {});
    expect(await published()).toBe(false);
    await server.submit("/project/town/publish", {});
    expect(await published()).toBe(true);
    const runs = () => server.send("GET", `/api/taskrun?project_id=${id}`, { as: "owner" });
    expect((await runs()).json.length).toBe(1);
    await server.submit("/project/town/publish", {});
    await server.submit("/project/town/publish", { force_reset: "on" });
    expect((await runs()).json.length).toBe(0);
  });

  it("show volunteers neither presenter nor key, anonymous people nothing", async () => {
    const { id } = await project();
    expect((await server.send("GET", `/api/project/${id}`)).status).toBe(401);
    const { json } = await server.send("GET", `/api/project/${id}`, { as: "vol1" });
    expect(Object.keys(json.info ?? {})).toEqual([]);
    expect(json.secret_key).toBeUndefined();
    expect(json.link).toContain(`/api/project?oid=${id}`);
  });
});

describe("tasks", () => {
  it("of the same info are refused with the id of the first", async () => {
    const { id, taskIds } = await project(1);
    const { status, json } = await server.send("POST", "/api/task", { as: "owner", body: { project_id: id, info: { n: 0 } } });
    expect([status, json.exception_cls]).toEqual([409, "Conflict"]);
    expect(JSON.parse(String(json.exception_msg))).toEqual({ reason: "DUPLICATE_TASK", task_id: taskIds[0] });
  });

  it("have one answer and sixty days by default, a year at most, and merge their info", async () => {
    const { id } = await project();
    const made = (body: object) => server.send("POST", "/api/task", { as: "owner", body: { project_id: id, ...body } });
    const { json } = await made({ info: { a: 1 } });
    expect([json.n_answers, String(json.expiration).slice(0, 10)]).toEqual([1, "2026-03-06"]);
    const later = await made({ info: { a: 2 }, expiration: "2030-01-01T00:00:00" });
    expect(String(later.json.expiration).slice(0, 10)).toBe("2027-01-05");
    const put = await server.send("PUT", `/api/task/${String(json.id)}`, { as: "owner", body: { info: { b: 2 } } });
    expect(put.json.info).toEqual({ a: 1, b: 2 });
    expect((await made({})).status).toBe(500);
    expect((await server.send("PUT", `/api/task/${String(json.id)}`, { as: "owner", body: { project_id: 1 } })).status).toBe(403);
  });

  it("with gold answers hide them, never complete, and tell them after the answer", async () => {
    const { id, taskIds } = await project(1);
    const gold = { project_id: id, task_id: taskIds[0], info: { gap: 3 } };
    expect((await server.send("POST", `/api/project/${id}/taskgold`, { as: "owner", body: gold })).json).toEqual({ success: true });
    for (const volunteer of ["vol1", "vol2"] as const) {
      const task = await ask(volunteer, id);
      expect([task.json.id, task.json.gold_answers, task.json.calibration]).toEqual([taskIds[0], undefined, undefined]);
      expect((await answer(volunteer, id, taskIds[0])).json.gold_answers).toEqual({ gap: 3 });
    }
    expect((await server.send("GET", `/api/task/${taskIds[0]}`, { as: "owner" })).json).toMatchObject({ state: "ongoing", calibration: 1 });
  });

  it("change priorities in bulk, whatever ids are unknown", async () => {
    const { id, taskIds } = await project(2);
    const body = [
      { id: taskIds[1], priority_0: 0.9 },
      { id: 424242, priority_0: 1 },
    ];
    expect(await server.send("PUT", `/api/bulktasks/${id}`, { as: "owner", body })).toMatchObject({ status: 200, text: "" });
    expect((await ask("vol1", id)).json.id).toBe(taskIds[1]);
    expect((await server.send("PUT", `/api/bulktasks/${id}`, { as: "vol1", body })).status).toBe(403);
  });

  it("come from a CSV file by its columns' names", async () => {
    const { id } = await project();
    const csv = 'place,when_json,count_number,n_answers,empty\nA,"[1,2]",7,3,\nB,[],8,3,\n';
    const send = async () => {
      const form = new FormData();
      form.set("form_name", "localCSV");
      form.set("file", new File([csv], "rows.csv"));
      return server.submit("/project/town/tasks/import?type=localCSV&response_format=json", form);
    };
    expect((await send()).json).toMatchObject({ flash: "2 new tasks were imported successfully. ", next: "/project/town/tasks/" });
    expect((await send()).json.flash).toMatch(/no new records/);
    const { json } = await server.send("GET", `/api/task?project_id=${id}`, { as: "owner" });
    expect(json.map(({ info, n_answers }) => [info, n_answers])).toEqual([
      [{ place: "A", when: [1, 2], count: 7 }, 3],
      [{ place: "B", when: [], count: 8 }, 3],
    ]);
  });
});

describe("newtask", () => {
  it("refuses the anonymous and wrong keys with a task that has no id", async () => {
    const { id } = await project(1);
    for (const headers of [{}, { Authorization: "nobody" }]) {
      const { status, json } = await server.send("GET", `/api/project/${id}/newtask`, { headers });
      expect([status, json.id]).toEqual([200, null]);
      expect(json.info?.error).toBe("This project does not allow anonymous contributors");
    }
    expect((await answer(undefined, id, 1)).status).toBe(403);
  });

  it("gives one locked task, the same again, and nothing for an offset", async () => {
    const { id, taskIds } = await project(3);
    expect((await ask("vol1", id, "?limit=5")).json.id).toBe(taskIds[0]);
    expect((await ask("vol1", id)).json.id).toBe(taskIds[0]);
    expect((await ask("vol1", id, "?offset=1")).json).toEqual({});
    expect((await ask("vol1", id, "?offset=3")).status).toBe(400);
    expect((await ask("vol2", id)).json.id).toBe(taskIds[1]);
    const lock = await server.send("GET", `/api/task/${taskIds[0]}/lock`, { as: "vol1" });
    expect(lock.json).toMatchObject({ success: true, expires: 3600 });
    expect((await server.send("GET", `/api/task/${taskIds[0]}/lock`, { as: "vol2" })).status).toBe(404);
  });

  it("says {} while others hold all places, until their locks expire or are given back", async () => {
    const { id, taskIds } = await project(1, { info: { timeout: 30 } });
    const refused = async () => (await answer("vol1", id, taskIds[0])).json.exception_msg;
    await ask("vol1", id);
    expect((await ask("vol2", id)).json).toEqual({});
    server.clock.now += 31_000;
    expect((await ask("vol2", id)).json.id).toBe(taskIds[0]);
    expect(await refused()).toBe("You must request a task first!");
    const body = { projectname: "town" };
    expect((await server.send("POST", `/api/task/${taskIds[0]}/canceltask`, { as: "vol2", body })).json).toEqual({ success: true });
    expect((await ask("vol3", id)).json).toEqual({});
    server.clock.now += 5_001;
    expect((await ask("vol3", id)).json.id).toBe(taskIds[0]);
    expect((await server.send("GET", `/api/locks/${id}`, { as: "owner" })).json.locks?.map(({ name }) => name)).toEqual(["vol3"]);
  });

  it("keeps a used lock's place for five seconds", async () => {
    const { id, taskIds } = await project(1, { nAnswers: 2 });
    await ask("vol1", id);
    expect((await answer("vol1", id, taskIds[0])).status).toBe(200);
    expect((await ask("vol2", id)).json).toEqual({});
    server.clock.now += 5_001;
    expect((await ask("vol2", id)).json.id).toBe(taskIds[0]);
  });

  it("needs the project's password of volunteers, typed on its page", async () => {
    const { id } = await project(1, { open: false });
    expect((await ask("vol1", id)).json.exception_msg).toBe("No project password provided");
    expect((await ask("owner", id)).json.id).toBeGreaterThan(0);
    const away = await server.send("GET", "/project/town/newtask", { as: "vol1" });
    expect(away.headers.get("location")).toBe("/project/town/password?next=/project/town/newtask");
    expect((await server.submit("/project/town/password", { password: "wrong" }, "vol1")).status).toBe(200);
    const right = await server.submit("/project/town/password?next=/project/town/newtask", { password: "secret" }, "vol1");
    expect(right.headers.get("location")).toBe(`/project/town/newtask`);
    const cookie = (right.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const withCookie = (as: Request["as"]) =>
      server.send("GET", `/api/project/${id}/newtask`, { ...(as ? { as } : {}), headers: { Cookie: cookie } });
    await server.send("POST", "/api/task/1/canceltask", { as: "owner", body: {} });
    server.clock.now += 5_001;
    expect((await withCookie("vol1")).json.id).toBeGreaterThan(0);
    expect((await withCookie("vol2")).status).toBe(403);
    expect((await server.send("GET", "/project/town/newtask", { as: "vol1", headers: { Cookie: cookie } })).text).toContain("<p>hello</p>");
    server.clock.now += 1_800_001;
    expect((await withCookie("vol1")).status).toBe(403);
  });
});

describe("answers", () => {
  it("end with the task's number of answers, and make a result of a published project", async () => {
    const { id, taskIds } = await project(1, { nAnswers: 2 });
    await ask("vol1", id);
    await ask("vol2", id);
    await server.send("PUT", `/api/task/${taskIds[0]}`, { as: "owner", body: { n_answers: 1 } });
    expect((await answer("vol1", id, taskIds[0])).status).toBe(200);
    expect((await answer("vol1", id, taskIds[0])).json.exception_cls).toBe("Forbidden");
    expect((await answer("vol2", id, taskIds[0])).json.exception_msg).toBe("This task has already received enough submissions.");
    const results = await server.send("GET", `/api/result?project_id=${id}`, { as: "owner" });
    expect(results.json.map(({ task_id }) => task_id)).toEqual(taskIds);
    expect((await server.send("GET", `/api/result?project_id=${id}`, { as: "vol1" })).status).toBe(403);
  });

  it("are listed between two times, of which the later one alone counts for nothing", async () => {
    const { id, taskIds } = await project(2);
    for (const as of ["vol1", "vol2"] as const) {
      const task = (await ask(as, id)).json.id;
      expect((await answer(as, id, task)).status).toBe(200);
      server.clock.now += 60_000;
    }
    const listed = async (query: string) =>
      (await server.send("GET", `/api/taskrun?project_id=${id}&${query}`, { as: "owner" })).json.map((run) => run.task_id);
    const between = "2026-01-05T12:00:30";
    expect(await listed(`from_finish_time=${between}`)).toEqual([taskIds[1]]);
    expect(await listed(`finish_time=${between}`)).toEqual([taskIds[1]]);
    expect(await listed(`from_finish_time=2026-01-05&to_finish_time=${between}`)).toEqual([taskIds[0]]);
    expect(await listed(`to_finish_time=${between}`)).toEqual(taskIds);
    expect(await listed(`created_from=${between}`)).toEqual([taskIds[1]]);
  });

  it("are read by managers alone", async () => {
    const { id, taskIds } = await project(1);
    await ask("vol1", id);
    const { json } = await answer("vol1", id, taskIds[0]);
    const read = (as: Request["as"]) => server.send("GET", `/api/taskrun/${String(json.id)}`, as ? { as } : {});
    expect([(await read("owner")).status, (await read("vol1")).status, (await read(undefined)).status]).toEqual([200, 403, 401]);
    expect((await server.send("GET", "/api/taskrun?all=1", { as: "vol1" })).json).toEqual([]);
  });

  it("count in the caller's progress, the project's and the lists of completed ones", async () => {
    const { id, taskIds } = await project(3);
    await ask("vol1", id);
    await answer("vol1", id, taskIds[0]);
    await ask("vol1", id);
    const progress = await server.send("GET", "/api/project/town/userprogress", { as: "vol1" });
    expect((await server.send("GET", "/api/app/town/userprogress", { as: "vol1" })).json).toEqual(progress.json);
    expect(progress.json).toMatchObject({ done: 1, total: 3, completed: 1, remaining: 2, locked: 2, remaining_for_user: 2 });
    expect(progress.json.available_gold_tasks).toBeUndefined();
    expect((await server.send("GET", "/api/project/town/userprogress")).status).toBe(401);
    const whole = await server.send("GET", `/api/project/${id}/projectprogress`, { as: "owner" });
    expect(whole.json).toEqual({ n_completed_tasks: 1, n_tasks: 3, n_gold_tasks: 0 });
    expect((await server.send("GET", "/api/completedtask", { as: "owner" })).status).toBe(401);
    expect((await server.send("GET", `/api/completedtask?project_id=${id}`, { as: "admin" })).json.map((task) => task.id)).toEqual([
      taskIds[0],
    ]);
    expect((await server.send("GET", `/api/completedtaskrun?project_id=${id}`, { as: "admin" })).json.length).toBe(1);
  });

  it("without info are a 500 that has stored", async () => {
    const { id, taskIds } = await project(1);
    await ask("vol1", id);
    const body = { project_id: id, task_id: taskIds[0] };
    expect((await server.send("POST", "/api/taskrun", { as: "vol1", body })).status).toBe(500);
    expect((await server.send("GET", "/api/taskrun", { as: "owner" })).json.length).toBe(1);
  });
});

describe("the dialect", () => {
  it("counts a list and its records in buckets of their own", async () => {
    await server.close();
    server = await startServer({ dialect: "bloomberg", limit: 3 });
    const get = (path: string) => server.send("GET", path, { as: "owner" });
    expect([(await get("/api/task")).status, (await get("/api/task")).status, (await get("/api/task")).status]).toEqual([200, 200, 429]);
    expect((await get("/api/task/1")).status).toBe(404);
  });

  it("stays that of its data folder", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "dialect-"));
    const first = await startServer({ dialect: "bloomberg", dataDir });
    await first.close();
    await expect(startServer({ dialect: "scifabric", dataDir })).rejects.toThrow(
      "this data folder is of the dialect bloomberg, not scifabric",
    );
    const again = await startServer({ dialect: "bloomberg", dataDir });
    expect(again.keys).toEqual(first.keys);
    await again.close();
    rmSync(dataDir, { recursive: true });
  });
});
