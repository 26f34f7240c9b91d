import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { stream } from "../../synthetic/random.ts";
import { announced, command, ended, run } from "../../unit/server/server-process.ts";
import { type Scheduling, type Shift, volunteer } from "./volunteer.ts";

export interface LaunchDay {
  scheduling: Scheduling;
  volunteers: number;
  buildings: number;
  /** Answers wanted for each building. */
  redundancy: number;
  seconds: number;
  /** Milliseconds that a volunteer looks at one building: least and most. */
  think: readonly [number, number];
}

/** What came of it. Times in milliseconds. */
export interface LaunchOutcome {
  /** Answers that the server holds. */
  stored: number;
  /** Answers that it acknowledged and does not hold, or holds twice. */
  lost: number;
  doubled: number;
  /** The share of the stored answers that no building wanted any more. */
  surplus: number;
  requestsPerAnswer: number;
  newtaskP95: number;
  taskrunP95: number;
}

/** Lets volunteers work at once on a server in a process of its own, and counts what it holds afterwards. */
export async function launchDay(day: LaunchDay): Promise<LaunchOutcome> {
  const dataDir = mkdtempSync(join(tmpdir(), "launch-"));
  const server = run([command, "--data", dataDir, "--trust-real-ip", "--limit", "100000000"]);
  try {
    const { endpoint, keys } = await announced(server);
    server.stdout?.resume();
    server.stderr?.resume();
    const owner = createPybossaClient({ endpoint, apiKey: keys.owner ?? "" });
    const { id: projectId } = await owner.projects.create({ name: "Launch", short_name: "launch", description: "Many at once" });
    await owner.projects.updateInfo(projectId, (info) => ({ ...info, task_presenter: "<p></p>" }));
    for (let building = 0; building < day.buildings; building++) {
      const priority_0 = ((building * 7919) % day.buildings) / day.buildings;
      await owner.tasks.create({ project_id: projectId, info: { building: `b-${building}` }, n_answers: day.redundancy, priority_0 });
    }
    await owner.forms.publish("launch");
    const times: Record<"newtask" | "taskrun" | "other", number[]> = { newtask: [], taskrun: [], other: [] };
    const acknowledged = new Set<string>();
    const shift: Shift = {
      ...{ endpoint, projectId, scheduling: day.scheduling, think: day.think },
      spread: 4 * day.volunteers,
      until: performance.now() + 1000 * day.seconds,
      onRequest: (resource, milliseconds) => void times[resource].push(milliseconds),
      onStored: (id) => void acknowledged.add(id),
    };
    await Promise.all(Array.from({ length: day.volunteers }, (_, number) => volunteer(shift, number, stream(1, `volunteer ${number}`))));

    const held = new Map<string, number>();
    const answers = new Map<number, number>();
    let stored = 0;
    for await (const page of owner.taskRuns.pages(projectId)) {
      for (const { task_id: task, info } of page) {
        stored++;
        answers.set(task, (answers.get(task) ?? 0) + 1);
        const id = typeof info === "object" && info !== null && "id" in info ? String(info.id) : "";
        held.set(id, (held.get(id) ?? 0) + 1);
      }
    }
    const beyond = [...answers.values()].reduce((sum, count) => sum + Math.max(0, count - day.redundancy), 0);
    const requests = times.newtask.length + times.taskrun.length + times.other.length;
    return {
      stored,
      lost: [...acknowledged].filter((id) => !held.has(id)).length,
      doubled: [...held.values()].filter((count) => count > 1).length,
      surplus: beyond / stored,
      requestsPerAnswer: requests / stored,
      newtaskP95: p95(times.newtask),
      taskrunP95: p95(times.taskrun),
    };
  } finally {
    await ended(server, "SIGTERM");
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function p95(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
