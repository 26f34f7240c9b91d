import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Request, type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const ask = async (projectId: number, as: Request["as"] & string, query = "") =>
  (await server.send("GET", `/api/project/${projectId}/newtask${query}`, { as })).json;
const answer = (projectId: number, taskId: number | undefined, as: Request["as"] & string) =>
  server.send("POST", "/api/taskrun", { as, body: { project_id: projectId, task_id: taskId, info: "first" } });

describe("depth first, the default", () => {
  it.each(["default", "depth_first", "nonsense"])("%s fills the first task before it gives the second", async (sched) => {
    const { id, taskIds } = await server.project(2, { nAnswers: 2, info: { sched } });
    await ask(id, "vol1");
    await answer(id, taskIds[0], "vol1");
    expect((await ask(id, "vol2")).id).toBe(taskIds[0]);
    await answer(id, taskIds[0], "vol2");
    expect((await ask(id, "vol3")).id).toBe(taskIds[1]);
  });
});

describe("breadth_first", () => {
  it("gives the task with the fewest answers", async () => {
    const { id, taskIds } = await server.project(2, { nAnswers: 3, info: { sched: "breadth_first" } });
    await ask(id, "vol1");
    await answer(id, taskIds[0], "vol1");
    expect((await ask(id, "vol2")).id).toBe(taskIds[1]);
  });
});

describe("depth_first_all", () => {
  it("gives completed tasks too", async () => {
    const { id, taskIds } = await server.project(1, { nAnswers: 1, info: { sched: "depth_first_all" } });
    await ask(id, "vol1");
    await answer(id, taskIds[0], "vol1");
    expect(await ask(id, "vol2")).toMatchObject({ id: taskIds[0], state: "completed" });
  });
});

describe("incremental", () => {
  it("gives one open task, with the last answer to it", async () => {
    const { id, taskIds } = await server.project(1, { nAnswers: 3, info: { sched: "incremental" } });
    await ask(id, "vol1");
    await answer(id, taskIds[0], "vol1");
    expect(await ask(id, "vol2", "?limit=5")).toMatchObject({ id: taskIds[0], info: { n: 0, last_answer: "first" } });
  });
});

describe("locked", () => {
  it("holds a task for as many as it lacks answers, one at a time", async () => {
    const { id, taskIds } = await server.project(2, { nAnswers: 1, info: { sched: "locked" } });
    expect((await ask(id, "vol1", "?limit=5")).id).toBe(taskIds[0]);
    expect((await ask(id, "vol2")).id).toBe(taskIds[1]);
    expect(await ask(id, "vol3")).toEqual({});
    expect(await ask(id, "vol1", "?offset=2")).toEqual({});
    expect((await ask(id, "vol1", "?offset=3")).status_code).toBe(400);
  });

  it("gives the task free again after an hour", async () => {
    const { id, taskIds } = await server.project(1, { nAnswers: 1, info: { sched: "locked" } });
    await ask(id, "vol1");
    server.clock.now += 3_600_000;
    expect((await ask(id, "vol2")).id).toBe(taskIds[0]);
  });

  it("takes no answer to a task that was only opened by its page", async () => {
    const { id, name, taskIds } = await server.project(1, { nAnswers: 1, info: { sched: "locked" } });
    await server.publish(name);
    await server.send("GET", `/project/${name}/task/${taskIds[0]}`, { as: "vol1" });
    expect((await answer(id, taskIds[0], "vol1")).status).toBe(403);
    await ask(id, "vol1");
    expect((await answer(id, taskIds[0], "vol1")).status).toBe(200);
  });
});
