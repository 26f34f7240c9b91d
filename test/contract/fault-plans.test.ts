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

const plans = 1000;
const mostRequests = 400;

const plan = fc.record({
  seed: fc.nat(),
  rates: fc
    .uniqueArray(fc.constantFrom(...faults), { minLength: 1, maxLength: 4 })
    .chain((kinds) =>
      fc.integer({ min: 1, max: 8 }).map((tenths) => Object.fromEntries(kinds.map((kind) => [kind, tenths / 10 / kinds.length]))),
    ),
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
