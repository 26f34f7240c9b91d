import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBloombergClient } from "pybossa-client-ts/bloomberg";
import { createPybossaServer, type PybossaServer } from "pybossa-embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const company = { data_classification: { input_data: "L4", output_data: "L4" }, kpi: 1, product: "maps", subproduct: "damage" };

describe("on bloomberg", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "client-bloomberg-"));
  const clock = { now: Date.UTC(2026, 10, 24, 3, 0, 0) };
  let server: PybossaServer;
  let projectId = 0;
  const as = (name: string) => createBloombergClient({ endpoint: server.endpoint, apiKey: server.keys[name], sleep: async () => {} });

  beforeAll(async () => {
    server = await createPybossaServer({ dataDir, dialect: "bloomberg", now: () => clock.now });
    const owner = as("owner");
    const made = await owner.projects.create({ name: "Town", short_name: "town", description: "d", password: "open", info: company });
    projectId = made.id;
    await owner.tasks.create({ project_id: projectId, info: { b: 1 }, n_answers: 2 });
    await owner.projects.publish(projectId);
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it("a volunteer enters by the project's password, which each newtask renews", async () => {
    const volunteer = as("vol1");
    await expect(volunteer.newTask(projectId)).rejects.toMatchObject({ status: 403, message: expect.stringContaining("password") });
    await expect(volunteer.enterProject("town", "wrong")).rejects.toMatchObject({ name: "PybossaError", status: 403 });
    await volunteer.enterProject("town", "open");
    expect((await volunteer.newTask(projectId)).kind).toBe("tasks");
    clock.now += 45 * 60_000;
    const given = await volunteer.newTask(projectId);
    const taskId = given.kind === "tasks" ? (given.tasks[0]?.id ?? 0) : 0;
    expect((await volunteer.taskRuns.submit({ project_id: projectId, task_id: taskId, info: { id: "a" } })).kind).toBe("stored");
    clock.now += 61 * 60_000;
    await expect(volunteer.newTask(projectId)).rejects.toMatchObject({ status: 403 });
  });

  it("a signed-in session enters too, and keeps its own cookie", async () => {
    const { cookie } = await as("vol2").forms.signIn("vol2@example.org", server.passwords.vol2 ?? "");
    const session = createBloombergClient({ endpoint: server.endpoint, headers: { Cookie: cookie } });
    await session.enterProject("town", "open");
    expect((await session.newTask(projectId)).kind).toBe("tasks");
  });

  it("an import in the background is followed to its end, or told to stand still", async () => {
    const owner = as("owner");
    const rows = Array.from({ length: 450 }, (_, n) => `C${n}`).join("\n");
    await owner.forms.importCsv("town", "many", `building\n${rows}\n`);
    const counts: number[] = [];
    await owner.forms.awaitTasks(projectId, 451, (count) => counts.push(count));
    expect(counts.at(-1)).toBe(451);
    const patient = { now: 0 };
    const waiting = createBloombergClient({
      endpoint: server.endpoint,
      apiKey: server.keys.owner,
      now: () => patient.now,
      sleep: async (milliseconds) => {
        patient.now += milliseconds;
      },
    });
    await expect(waiting.forms.awaitTasks(projectId, 452)).rejects.toThrow("stands still at 451 of 452 tasks");
  });
});
