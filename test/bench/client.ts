import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer } from "pybossa-embedded";
import { addAnswer } from "../../openapi/server/src/answers.ts";
import { openDatabase } from "../../openapi/server/src/store/index.ts";
import { addTask } from "../../openapi/server/src/tasks.ts";
import { type PeerReading, peerReads, peers, requestsOf, windowsOf } from "./client-peers.ts";
import type { Figure } from "./figure.ts";

const tasks = 10_000;
const runsPerTask = 5;
const pairs = 300;

/**
 * Reading a large campaign's answers within the rate limit, beside the Python packages on the same server, and the server's
 * speed with all those answers stored. The clock is simulated: waiting for a window moves it.
 */
export async function benchClient(): Promise<{ figures: Figure[]; remarks: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-client-"));
  const clock = { now: Date.UTC(2026, 10, 24, 3, 0, 0) };
  const start = (limit: number) => createPybossaServer({ dataDir, trustRealIp: true, limit, now: () => clock.now });
  try {
    const projectId = await fill(dataDir, await start(1_000_000), clock.now);
    let server = await start(300);
    const owner = server.keys.owner ?? "";
    const ours = await readAll(server.endpoint, owner, clock, projectId);
    const limited: PeerReading[] = [];
    for (const peer of peers) {
      clock.now += 3_600_000;
      limited.push(await peerReads(peer, server.endpoint, owner));
    }
    await server.close();
    server = await start(1_000_000_000);
    const unlimited: PeerReading[] = [];
    for (const peer of peers) unlimited.push(await peerReads(peer, server.endpoint, owner));
    const speed = await work(server.endpoint, owner, projectId);
    await server.close();
    const size = `${tasks.toLocaleString("en")} tasks x ${runsPerTask} runs`;
    const each = (tell: (peer: PeerReading) => string, readings: PeerReading[]) =>
      readings.map((reading, at) => `${peers[at]} ${tell(reading)}`).join(", ");
    const figures: Figure[] = [
      {
        what: `requests to read ${size}`,
        measured: ours.requests,
        limit: 110,
        unit: "requests",
        source: `without a rate limit: ${each((reading) => requestsOf(reading).toLocaleString("en"), unlimited)}`,
      },
      {
        what: `windows of the rate limit to read ${size}`,
        measured: ours.windows,
        limit: 1,
        unit: "windows",
        source: `by their requests: ${each((reading) => String(windowsOf(reading, 299)), unlimited)}`,
      },
      {
        what: `tasks read with all their runs, of ${tasks.toLocaleString("en")}`,
        measured: ours.complete,
        limit: tasks,
        unit: "tasks",
        must: "reach",
        source: `with the rate limit: ${each(broken, limited)}`,
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
        measured: speed.newTask,
        limit: 80,
        unit: "ms",
        source: "Scifabric PYBOSSA with 10,000 tasks and 24,000 runs: 39-80 ms median",
      },
      {
        what: `taskrun with ${size} stored, p95`,
        measured: speed.taskRun,
        limit: 80,
        unit: "ms",
        source: "the same",
      },
    ];
    return { figures, remarks: `${remarks} ${each(told, unlimited)}.` };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const remarks = `Each reads the same project on the same embedded server: 299 requests of a resource in a quarter of an hour, whose clock waiting moves. enki 3.0.0
and pybossa-client 3.0.0 come from the Python package index; they neither wait nor try again, so they also read without a limit, where they end:`;

const broken = ({ runs, requests, error }: PeerReading) =>
  `keeps ${runs.toLocaleString("en")} runs (${error ?? "no error"} after ${(requests.taskrun ?? 0).toLocaleString("en")} requests for them)`;

const told = ({ runs, requests }: PeerReading) =>
  `${runs.toLocaleString("en")} runs with ${Object.entries(requests)
    .map(([resource, count]) => `${count.toLocaleString("en")} of ${resource}`)
    .join(", ")}`;

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
      const task = addTask(database, { project_id: id, info: { building: `b-${n}` }, n_answers: runsPerTask }, now);
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

/** How fast volunteers ask for a task and answer it, once some tasks are open again. */
async function work(endpoint: string, apiKey: string, projectId: number) {
  const owner = createPybossaClient({ endpoint, apiKey });
  const reopened = await owner.tasks.list({ projectId, limit: 100 });
  for (const { id } of reopened) await owner.tasks.update(id, { n_answers: 1000 });
  const asking: number[] = [];
  const answering: number[] = [];
  for (let n = 0; n < pairs; n++) {
    const headers = { "X-Real-IP": `198.18.${n >> 8}.${n & 255}` };
    const volunteer = createPybossaClient({ endpoint, headers });
    const begun = performance.now();
    const given = await volunteer.newTask(projectId);
    const asked = performance.now();
    const [task] = given.kind === "tasks" ? given.tasks : [];
    if (!task) throw new Error("no task is left");
    await volunteer.taskRuns.create({ project_id: projectId, task_id: task.id, info: { n } });
    asking.push(asked - begun);
    answering.push(performance.now() - asked);
  }
  const seconds = [...asking, ...answering].reduce((sum, milliseconds) => sum + milliseconds, 0) / 1000;
  return { perSecond: pairs / seconds, newTask: p95(asking), taskRun: p95(answering) };
}

function p95(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
