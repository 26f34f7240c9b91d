import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createPybossaClient, NetworkError, NotPybossaError, PybossaError, RateLimitError } from "pybossa-client-ts";
import { createPybossaServer, type PybossaServer } from "pybossa-embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Faults after which the server still holds what it acknowledged; all others end the server or delete records. */
const faults = [
  "refuse",
  "cut-before",
  "cut-after",
  "rate-limit",
  "error-before",
  "error-after",
  "bad-gateway",
  "truncated",
  "wrong-type",
  "sign-in",
  "clock-skew",
  "disk-full",
] as const;

/** Faults that take records or rights away: what was acknowledged may be gone, but nothing is doubled or untyped. */
const takingFaults = ["lock-stolen", "task-deleted", "unpublished"] as const;

const plans = Number(process.env.FAULT_PLANS ?? 1000);
const takingPlans = Math.ceil(plans / 10);
const mostRequests = 400;

const plan = fc.record({
  seed: fc.nat(),
  rates: fc
    .uniqueArray(fc.constantFrom(...faults), { minLength: 1, maxLength: 4 })
    .chain((kinds) =>
      fc.integer({ min: 1, max: 8 }).map((tenths) => Object.fromEntries(kinds.map((kind) => [kind, tenths / 10 / kinds.length]))),
    ),
});

const takingPlan = fc.record({
  seed: fc.nat(),
  rates: fc
    .tuple(fc.constantFrom(...takingFaults), fc.constantFrom(...faults))
    .map((kinds) => Object.fromEntries(kinds.map((kind) => [kind, 0.4]))),
});

const typed = (error: unknown) =>
  [PybossaError, NetworkError, NotPybossaError, RateLimitError].some((kind) => error instanceof kind) ? error : Promise.reject(error);

/** A client's address of its own, since a fault may use up an address's requests. */
const addressOf = (network: number, at: number) => ({ "X-Real-IP": `${network}.0.${at >> 8}.${at & 255}` });

describe("through random faults", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "faults-"));
  let server: PybossaServer;
  let requests = 0;
  let projectId = 0;
  let others = 0;

  function connect(options: { apiKey?: string; headers?: Record<string, string> }) {
    return createPybossaClient({
      endpoint: server.endpoint,
      ...options,
      maxWaitMs: 4_000_000,
      sleep: async () => {},
      fetch(input, init) {
        requests += 1;
        if (requests > mostRequests) throw new Error("endless");
        return fetch(input, init);
      },
    });
  }

  beforeAll(async () => {
    server = await createPybossaServer({ dataDir, trustRealIp: true, limit: 1_000_000_000 });
    const owner = connect({ apiKey: server.keys.owner ?? "" });
    projectId = (await owner.projects.create({ name: "P", short_name: "p", description: "d" })).id;
    others = (await owner.projects.create({ name: "Q", short_name: "q", description: "d" })).id;
    for (let at = 0; at < 60; at += 1) await owner.tasks.create({ project_id: projectId, info: { at }, n_answers: 20 });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it(`${plans} times: no acknowledged answer or task is lost, none is doubled, nothing loops, every failure has a type`, {
    timeout: 200_000,
  }, async () => {
    let round = 0;
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(plan, async ({ seed, rates }) => {
        round += 1;
        requests = 0;
        const id = `answer-${round}`;
        const volunteer = connect({ headers: addressOf(10, round) });
        const given = await volunteer.newTask(projectId);
        const task = given.kind === "tasks" ? given.tasks[0] : undefined;
        if (!task) throw new Error("the project has no task left");
        server.faults.set({ seed, rates });
        const answer = { project_id: projectId, task_id: task.id, info: { id } };
        const outcome: unknown = await volunteer.taskRuns.submit(answer).catch(typed);
        const owner = connect({ apiKey: server.keys.owner ?? "", headers: addressOf(11, round) });
        const made: unknown = await owner.tasks.create({ project_id: others, info: { round }, n_answers: 1 }).catch(typed);
        await Promise.all([owner.projects.byShortName("p").catch(typed), volunteer.userProgress(projectId).catch(typed)]);
        server.faults.set(null);

        requests = 0;
        const reader = connect({ headers: addressOf(12, round) });
        const tasks = await reader.tasks.list({ projectId: others, info: `round::${round}` });
        expect(tasks.length).toBeLessThanOrEqual(1);
        if (!(made instanceof Error)) expect(tasks).toHaveLength(1);
        const runs = await reader.taskRuns.list({ projectId, taskId: task.id, limit: 100 });
        const stored = runs.filter(({ info }) => typeof info === "object" && info !== null && "id" in info && info.id === id).length;
        const kind = typeof outcome === "object" && outcome !== null && "kind" in outcome ? String(outcome.kind) : "thrown";
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        expect(stored).toBeLessThanOrEqual(1);
        if (kind === "stored") expect(stored).toBe(1);
        if (kind === "not-counted" || kind === "thrown") expect(stored).toBe(0);
      }),
      { numRuns: plans, seed: 20170610, endOnFailure: true },
    );
    expect([...seen.keys()].sort()).toEqual(expect.arrayContaining(["stored", "unknown"]));
  });
});

describe.each(["scifabric", "bloomberg"] as const)("through faults that take records and rights away: %s", (dialect) => {
  const dataDir = mkdtempSync(join(tmpdir(), "faults-"));
  const company = {
    product: "abc",
    subproduct: "def",
    kpi: 1,
    data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
  };
  let server: PybossaServer;
  beforeAll(async () => {
    server = await createPybossaServer({ dataDir, dialect, trustRealIp: true, limit: 1_000_000_000 });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it(`${takingPlans} times: no answer is doubled, nothing loops, every failure has a type`, { timeout: 200_000 }, async () => {
    let round = 0;
    const admin = server.keys.admin ?? "";
    await fc.assert(
      fc.asyncProperty(takingPlan, async ({ seed, rates }) => {
        round += 1;
        let requests = 0;
        const connect = (apiKey: string, headers: Record<string, string>) =>
          createPybossaClient({
            endpoint: server.endpoint,
            apiKey,
            headers,
            dialect,
            maxWaitMs: 4_000_000,
            sleep: async () => {},
            fetch(input, init) {
              requests += 1;
              if (requests > mostRequests) throw new Error("endless");
              return fetch(input, init);
            },
          });
        const owner = connect(admin, addressOf(20, round));
        const name = `p${dialect}${round}`;
        const extra = dialect === "bloomberg" ? { password: "secret", info: company } : {};
        const project = await owner.projects.create({ name, short_name: name, description: "d", ...extra });
        await owner.tasks.create({ project_id: project.id, info: { round }, n_answers: 3 });
        const given = await owner.newTask(project.id);
        const task = given.kind === "tasks" ? given.tasks[0] : undefined;
        if (!task) throw new Error("no task was given");
        const among = { path: "/api/task*" };
        server.faults.set({ seed, rates, among });
        const answer = { project_id: project.id, task_id: task.id, info: { id: name } };
        const outcome: unknown = await owner.taskRuns.submit(answer, { signedIn: true }).catch(typed);
        server.faults.set(null);
        requests = 0;
        const runs = await connect(admin, addressOf(22, round)).taskRuns.list({ projectId: project.id, limit: 100 });
        expect(runs.length).toBeLessThanOrEqual(1);
        const kind = typeof outcome === "object" && outcome !== null && "kind" in outcome ? outcome.kind : "thrown";
        const taken = !(await owner.tasks.list({ projectId: project.id })).some(({ id }) => id === task.id);
        if (kind === "stored" && !taken) expect(runs).toHaveLength(1);
        if (kind === "not-counted") expect(runs).toHaveLength(0);
      }),
      { numRuns: takingPlans, seed: 20170610, endOnFailure: true },
    );
  });
});
