import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer } from "pybossa-embedded";
import { addAnswer } from "../../openapi/server/src/answers.ts";
import { openDatabase } from "../../openapi/server/src/store/index.ts";
import { addTask } from "../../openapi/server/src/tasks.ts";
import type { Figure } from "./figure.ts";
import { peerEnvironment } from "./peer-environment.ts";

const tasks = 10_000;
const runsPerTask = 5;
const pairs = 300;

/**
 * Reading a large campaign's answers within the rate limit, beside enki on the same server, and the server's speed with all
 * those answers stored. The clock is simulated: waiting for a window moves it.
 */
export async function benchClient(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-client-"));
  const clock = { now: Date.UTC(2026, 10, 24, 3, 0, 0) };
  const start = (limit: number) => createPybossaServer({ dataDir, trustRealIp: true, limit, now: () => clock.now });
  try {
    const projectId = await fill(dataDir, await start(1_000_000), clock.now);
    let server = await start(300);
    const ours = await readAll(server.endpoint, server.keys.owner ?? "", clock, projectId);
    clock.now += 3_600_000;
    const enki = await enkiReads(server.endpoint, server.keys.owner ?? "");
    await server.close();
    server = await start(1_000_000_000);
    const speed = await work(server.endpoint, projectId);
    await server.close();
    const size = `${tasks.toLocaleString("en")} tasks x ${runsPerTask} runs`;
    const needed = Math.ceil(tasks / 100) + 2 * tasks;
    return [
      {
        what: `requests to read ${size}`,
        measured: ours.requests,
        limit: 110,
        unit: "requests",
        source: `enki would need ${needed.toLocaleString("en")}`,
      },
      {
        what: `windows of the rate limit to read ${size}`,
        measured: ours.windows,
        limit: 1,
        unit: "windows",
        source: `enki would need ${Math.ceil((2 * tasks) / 299)}`,
      },
      {
        what: `tasks read with all their runs, of ${tasks.toLocaleString("en")}`,
        measured: ours.complete,
        limit: tasks,
        unit: "tasks",
        must: "reach",
        source: `enki 3.0.0 on the same server broke off after ${enki}`,
      },
      {
        what: `newtask and taskrun, ${size} stored: pairs a second`,
        measured: speed.perSecond,
        limit: 5.1,
        unit: "pairs/s",
        must: "reach",
        source: "bloomberg PYBOSSA, one volunteer, 10,000 tasks",
      },
      {
        what: `newtask with ${size} stored, p95`,
        measured: speed.p95,
        limit: 80,
        unit: "ms",
        source: "Scifabric PYBOSSA with 10,000 tasks and 24,000 runs: 39-80 ms median",
      },
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Server = Awaited<ReturnType<typeof createPybossaServer>>;

/** Makes the project, and writes its tasks and their runs into the closed server's database. */
async function fill(dataDir: string, server: Server, now: number): Promise<number> {
  const owner = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner });
  const { id } = await owner.projects.create({ name: "Bench", short_name: "bench", description: "Many answers" });
  await server.close();
  const database = openDatabase(join(dataDir, "pybossa.db"));
  const time = new Date(now).toISOString().replace("Z", "000");
  const nobody = { timeout: null, calibration: null, external_uid: null, media_url: null };
  database.transaction(() => {
    for (let n = 0; n < tasks; n++) {
      // The last hundred stay open.
      const wanted = n < tasks - 100 ? runsPerTask : 1000;
      const task = addTask(database, { project_id: id, info: { building: `b-${n}` }, n_answers: wanted }, now);
      for (let run = 0; run < runsPerTask; run++) {
        const who = { user_id: null, user_ip: `10.0.${run}.1` };
        addAnswer(database, { ...nobody, ...who, created: time, finish_time: time, project_id: id, task_id: task.id, info: { run } }, now);
      }
    }
  });
  database.close();
  return id;
}

/** Reads all tasks with their runs. */
async function readAll(endpoint: string, apiKey: string, clock: { now: number }, projectId: number) {
  let requests = 0;
  let windows = 1;
  const client = createPybossaClient({
    endpoint,
    apiKey,
    now: () => clock.now,
    async sleep(milliseconds) {
      windows += 1;
      clock.now += milliseconds;
    },
    fetch(input, init) {
      requests += 1;
      return fetch(input, init);
    },
  });
  let complete = 0;
  for (let last = 0; ; ) {
    const page = await client.tasks.list({ projectId, limit: 100, lastId: last, related: true });
    if (page.length === 0) return { requests, windows, complete };
    for (const task of page) {
      const runs: unknown = Reflect.get(task, "task_runs");
      if (Array.isArray(runs) && runs.length === runsPerTask) complete += 1;
      last = Math.max(last, task.id);
    }
  }
}

const script = `
import sys, enki
e = enki.Enki(api_key=sys.argv[2], endpoint=sys.argv[1], project_short_name="bench", all=1)
e.get_tasks()
try:
    e.get_task_runs()
except BaseException as error:
    print(type(error).__name__, file=sys.stderr)
print(len(getattr(e, "task_runs", {})))
`;

/** Of how many tasks enki reads the runs before it breaks off. */
async function enkiReads(endpoint: string, apiKey: string): Promise<string> {
  const python = join(peerEnvironment("enki", ["enki==3.0.0", "pybossa-client==3.0.0"]), "python");
  const { stdout, stderr } = await promisify(execFile)(python, ["-c", script, endpoint, apiKey], { timeout: 300_000 });
  const kind = /^(\w+)$/m.exec(stderr)?.[1] ?? "no error";
  return `${stdout.trim().split("\n").at(-1) ?? "0"} tasks (${kind})`;
}

/** How fast volunteers ask for a task and answer it. */
async function work(endpoint: string, projectId: number): Promise<{ perSecond: number; p95: number }> {
  const times: number[] = [];
  const begun = performance.now();
  for (let n = 0; n < pairs; n++) {
    const headers = { "X-Real-IP": `198.18.${n >> 8}.${n & 255}` };
    const volunteer = createPybossaClient({ endpoint, headers });
    const asked = performance.now();
    const given = await volunteer.newTask(projectId);
    times.push(performance.now() - asked);
    const [task] = given.kind === "tasks" ? given.tasks : [];
    if (!task) throw new Error("no task is left");
    await volunteer.taskRuns.create({ project_id: projectId, task_id: task.id, info: { n } });
  }
  const perSecond = pairs / ((performance.now() - begun) / 1000);
  times.sort((a, b) => a - b);
  return { perSecond, p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN };
}
