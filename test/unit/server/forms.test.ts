import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const tasksOf = async (id: number) => (await server.send("GET", `/api/task?project_id=${id}&limit=100`)).json;

function csvForm(text: string, name = "buildings.csv"): FormData {
  const form = new FormData();
  form.set("form_name", "localCSV");
  form.set("file", new File([text], name, { type: "text/csv" }));
  return form;
}

const importCsv = (shortName: string, text: string, name?: string) =>
  server.submit(`/project/${shortName}/tasks/import?type=localCSV`, csvForm(text, name));

describe("publishing", () => {
  it("needs a presenter and a task, the owner, and the token with its cookie", async () => {
    const empty = await server.project();
    expect(
      (await server.send("GET", `/project/${empty.name}/publish`, { as: "owner", headers: { "Content-Type": "application/json" } })).status,
    ).toBe(403);
    const { name } = await server.project(1);
    const path = `/project/${name}/publish`;
    expect((await server.send("POST", path, { as: "owner", body: {} })).json.description).toBe("CSRF validation failed.");
    expect((await server.send("GET", path)).headers.get("location")).toMatch("/account/signin?next=");
    expect((await server.send("GET", path, { as: "vol1" })).status).toBe(403);
    const done = await server.submit(path, {});
    expect([done.status, done.headers.get("location")]).toEqual([302, `${server.endpoint}/project/${name}/`]);
  });

  it("deletes the answers and results, and leaves the tasks' states", async () => {
    const { id, name, taskIds } = await server.project(1, { nAnswers: 1 });
    await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" });
    await server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[0], info: 1 } });
    await server.publish(name);
    expect((await server.send("GET", `/api/taskrun?project_id=${id}`)).json).toEqual([]);
    expect((await server.send("GET", `/api/result?project_id=${id}`)).json).toEqual([]);
    expect((await tasksOf(id))[0]?.state).toBe("completed");
    expect((await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" })).text).toBe("{}");
  });
});

describe("the CSV import", () => {
  it("puts its own columns into fields, the others typed into info, JSON left as text", async () => {
    const { id, name } = await server.project();
    const text = 'building,lat,code,ok,frames,n_answers,priority_0\nB1,35.95,007,True,"[""f1""]",2,0.9\nB2,36,8,False,"[""f2""]",3,0.1\n';
    const done = await importCsv(name, text);
    expect([done.status, done.headers.get("location")]).toEqual([302, `${server.endpoint}/project/${name}/tasks/`]);
    expect(await tasksOf(id)).toMatchObject([
      { info: { building: "B1", lat: 35.95, code: 7, ok: true, frames: '["f1"]' }, n_answers: 2, priority_0: 0.9, state: "ongoing" },
      { info: { building: "B2", lat: 36, code: 8, ok: false, frames: '["f2"]' }, n_answers: 3, priority_0: 0.1 },
    ]);
    expect(Object.keys((await tasksOf(id))[0]?.info ?? {})).toEqual(["ok", "lat", "code", "frames", "building"]);
  });

  it("skips rows whose info a task has", async () => {
    const { id, name } = await server.project();
    await importCsv(name, "b,n_answers\nx,2\ny,2\nx,3\n");
    await importCsv(name, "b,n_answers\ny,5\nz,2\n");
    expect((await tasksOf(id)).map(({ info, n_answers }) => [info?.b, n_answers])).toEqual([
      ["x", 2],
      ["y", 2],
      ["z", 2],
    ]);
  });

  it("breaks at an empty cell and keeps the rows before it", async () => {
    const { id, name } = await server.project();
    expect((await importCsv(name, "b,note\nC1,y\nC2,\nC3,z\n")).status).toBe(500);
    expect((await tasksOf(id)).map(({ info }) => info?.b)).toEqual(["C1"]);
  });

  it("goes on in the background above 200 rows", async () => {
    const { id, name } = await server.project();
    const rows = Array.from({ length: 650 }, (_, n) => `b${n},0.5`);
    expect((await importCsv(name, `b,priority_0\n${rows.join("\n")}\n`)).status).toBe(302);
    await expect.poll(async () => (await server.send("GET", `/api/project/${id}/userprogress`)).json.total, { timeout: 20_000 }).toBe(650);
  });

  it("refuses a file that is none, a table with a name twice, an unknown kind and strangers", async () => {
    const { id, name } = await server.project();
    expect((await importCsv(name, "b\n1\n", "b.txt")).text).toMatch("ends in .csv");
    expect((await importCsv(name, "b,b\n1,2\n")).text).toMatch("same name");
    expect((await server.send("GET", `/project/${name}/tasks/import?type=nonsense`, { as: "owner" })).status).toBe(404);
    expect((await server.send("GET", `/project/${name}/tasks/import?type=localCSV`, { as: "vol1" })).status).toBe(403);
    expect(await tasksOf(id)).toEqual([]);
  });
});

describe("a project's settings", () => {
  it("set the scheduler", async () => {
    const { id, name } = await server.project();
    const done = await server.submit(`/project/${name}/tasks/scheduler`, { sched: "breadth_first" });
    expect(done.json).toEqual({ flash: "Project Task Scheduler updated!", next: `/project/${name}/tasks/`, status: "success" });
    expect((await server.send("GET", `/api/project/${id}`, { as: "owner" })).json.info).toMatchObject({
      sched: "breadth_first",
      task_presenter: expect.any(String),
    });
    expect((await server.submit(`/project/${name}/tasks/scheduler`, { sched: "nonsense" })).json.form?.errors).toHaveProperty("sched");
  });

  it("set the redundancy of all tasks, completing and reopening them", async () => {
    const { id, name, taskIds } = await server.project(2, { nAnswers: 1 });
    await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" });
    await server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[0], info: 1 } });
    const states = async () => (await tasksOf(id)).map(({ state, n_answers }) => [state, n_answers]);
    await server.submit(`/project/${name}/tasks/redundancy`, { n_answers: 5 });
    expect(await states()).toEqual([
      ["ongoing", 5],
      ["ongoing", 5],
    ]);
    await server.submit(`/project/${name}/tasks/redundancy`, { n_answers: 1 });
    expect(await states()).toEqual([
      ["completed", 1],
      ["ongoing", 1],
    ]);
    expect((await server.submit(`/project/${name}/tasks/redundancy`, { n_answers: 1001 })).json.form?.errors).toHaveProperty("n_answers");
  });

  it("set priorities, of own tasks only", async () => {
    const mine = await server.project(2);
    const other = await server.project(1);
    await server.submit(`/project/${mine.name}/tasks/priority`, { task_ids: `${mine.taskIds[1]}, ${other.taskIds[0]}`, priority_0: 0.4 });
    expect((await tasksOf(mine.id)).map(({ priority_0 }) => priority_0)).toEqual([0, 0.4]);
    expect((await tasksOf(other.id))[0]?.priority_0).toBe(0);
  });

  it("delete the tasks without a result", async () => {
    const { id, name, taskIds } = await server.project(2, { nAnswers: 1 });
    await server.send("GET", `/api/project/${id}/newtask`, { as: "vol1" });
    await server.send("POST", "/api/taskrun", { as: "vol1", body: { project_id: id, task_id: taskIds[0], info: 1 } });
    await server.submit(`/project/${name}/tasks/delete`, {});
    expect((await tasksOf(id)).map((task) => Number(task.id))).toEqual([taskIds[0]]);
  });
});

describe("the export", () => {
  const fetchZip = async (path: string) => unzipSync(new Uint8Array(await (await fetch(server.endpoint + path)).arrayBuffer()));

  it("is a ZIP with the API's records, and the first one made is served for ever", async () => {
    const { id, name, taskIds } = await server.project(2);
    await server.publish(name);
    const path = `/project/${name}/tasks/export?type=task_run&format=json`;
    const answer = async (as: "vol1" | "vol2") => {
      await server.send("GET", `/api/project/${id}/newtask`, { as });
      await server.send("POST", "/api/taskrun", { as, body: { project_id: id, task_id: taskIds[0], info: { a: 1 } } });
    };
    await answer("vol1");
    const stale = async () => JSON.parse(strFromU8((await fetchZip(path))[`${name}_task_run.json`] ?? new Uint8Array()));
    expect(await stale()).toEqual([expect.not.objectContaining({ link: expect.anything() })]);
    await answer("vol2");
    expect(await stale()).toHaveLength(1);
    const { headers } = await server.send("GET", path);
    expect(headers.get("content-disposition")).toBe(`attachment; filename=${id}_${name}_task_run_json.zip`);
    expect(headers.get("cache-control")).toBe("public, max-age=43200");
  });

  it("is also a CSV table, nested values in columns of their own", async () => {
    const { name } = await server.project(1);
    await server.publish(name);
    const files = await fetchZip(`/project/${name}/tasks/export?type=task&format=csv`);
    expect(Object.keys(files).sort()).toEqual([`${name}_task.csv`, `${name}_task_info_only.csv`]);
    expect(strFromU8(files[`${name}_task_info_only.csv`] ?? new Uint8Array())).toBe("n\n0\n");
  });

  it("is refused for drafts, to others where zip_download is off, and for unknown kinds", async () => {
    const draft = await server.project(1);
    const path = (name: string, query = "type=task&format=json") => `/project/${name}/tasks/export?${query}`;
    expect((await server.send("GET", path(draft.name))).status).toBe(401);
    expect((await server.send("GET", path(draft.name), { as: "vol1" })).status).toBe(403);
    const closed = await server.project(1, { zip_download: false });
    await server.publish(closed.name);
    expect((await server.send("GET", path(closed.name))).status).toBe(401);
    expect((await server.send("GET", path(closed.name), { as: "vol1" })).status).toBe(403);
    expect((await server.send("GET", path(closed.name), { as: "owner" })).status).toBe(200);
    expect((await server.send("GET", path(closed.name, "type=user&format=json"), { as: "owner" })).status).toBe(404);
    expect((await server.send("GET", path(closed.name, "type=task&format=xml"), { as: "owner" })).status).toBe(415);
  });
});
