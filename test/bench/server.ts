import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer } from "pybossa-embedded";
import type { Figure } from "./figure.ts";

const tasks = 10_000;
const asked = 400;

/** How long a volunteer waits for a task on the embedded server, with as many tasks as a large campaign has. */
export async function benchServer(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-server-"));
  const server = await createPybossaServer({ dataDir, trustRealIp: true, limit: 1_000_000 });
  try {
    const owner = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });
    const project = await owner.projects.create({ name: "Bench", short_name: "bench", description: "Many tasks" });
    for (let task = 0; task < tasks; task++) {
      await owner.tasks.create({
        project_id: project.id,
        info: { building: `b-${task}` },
        n_answers: 5,
        priority_0: ((task * 7919) % tasks) / tasks,
      });
    }
    const times: number[] = [];
    for (let request = 0; request < asked; request++) {
      const volunteer = createPybossaClient({
        endpoint: server.endpoint,
        headers: { "X-Real-IP": `198.18.${request >> 8}.${request & 255}` },
      });
      const begun = performance.now();
      await volunteer.newTask(project.id, { limit: 2, offset: (request * 37) % 1200, orderby: "priority_0", desc: true });
      times.push(performance.now() - begun);
    }
    times.sort((a, b) => a - b);
    const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
    return [
      {
        what: `newtask on the embedded server, ${tasks.toLocaleString("en")} tasks, p95`,
        measured: p95,
        limit: 80,
        unit: "ms",
        source: "Scifabric PYBOSSA with as many tasks: 39-80 ms median",
      },
    ];
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
