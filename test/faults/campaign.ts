import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createPybossaClient, type PybossaClient } from "pybossa-client-ts";
import { createOutput } from "pybossa-client-ts/command";
import type { FaultPlan } from "pybossa-embedded";
import { fetchProject } from "strike-tracker-aggregation";
import { createOutbox } from "strike-tracker-presenter/session";
import { apply, type Effects, publish, verify } from "strike-tracker-setup";
import { password, writeCampaign } from "../kills/little-campaign.ts";
import { stream } from "../synthetic/random.ts";
import type { CampaignStage } from "./campaign-stage.ts";
import { answerId, checkResults, type Held } from "./check-results.ts";
import { createPersistence } from "./persistence.ts";
import { faultKinds, randomPlans } from "./plans.ts";
import { type RestartingServer, startRestartingServer } from "./restarting-server.ts";
import { createVolunteer, type SimulatedVolunteer } from "./simulated-volunteer.ts";

/** What became of one campaign. */
export interface CampaignOutcome {
  volunteers: number;
  /** Answers that the page told as stored. */
  acknowledged: number;
  /** Task runs on the server at the end. */
  stored: number;
  /** Acknowledged, and gone with a task that a fault deleted. */
  deleted: number;
  /** What the page said last of the other answers. */
  otherwise: Record<string, number>;
  /** Commands that ended with a message, and how. */
  commands: Record<string, number>;
  faults: Record<string, number>;
}

export interface CampaignCase {
  plan: FaultPlan;
  seed: number;
  method: "csv" | "post";
  buildings: number;
  redundancy: number;
  volunteers: number;
}

const folders = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const shortName = "fire";
/** More requests than a campaign of this size ever takes. */
const mostRequests = 50_000;

const small = fc.record({
  buildings: fc.integer({ min: 1, max: 5 }),
  redundancy: fc.integer({ min: 1, max: 3 }),
  volunteers: fc.integer({ min: 2, max: 8 }),
});
const large = fc.constant({ buildings: 25, redundancy: 8, volunteers: 200 });

/** The campaign and the plan of a seed; of a handful of volunteers, or, one in a hundred where `withLarge`, of hundreds. */
export function caseOf(seed: number, withLarge: boolean): CampaignCase {
  const size = withLarge ? fc.oneof({ weight: 99, arbitrary: small }, { weight: 1, arbitrary: large }) : small;
  const among = fc.constantFrom("/*", "/api/*", "/api/taskrun*", "/project/*");
  const cases = fc
    .record({ plan: randomPlans(faultKinds, 0.4), among, method: fc.constantFrom("csv" as const, "post" as const), size })
    .map(({ plan, among: path, size: chosen, method }) => ({ method, ...chosen, seed, plan: { ...plan, among: { path } } }));
  const [found] = fc.sample(cases, { seed, numRuns: 1 });
  if (!found) throw new Error("fast-check made no case");
  return found;
}

/**
 * Runs a whole campaign under its plan of faults: setup, volunteers, fetch and inference by the products' own code.
 * @throws Error where an acknowledged answer is not in the results once, a building has two tasks, something does not end,
 * or a failure is not told
 * @param page what sends the volunteers' answers: the presenter's own outbox, but for a test of this test
 */
export async function surviveFaults(chosen: CampaignCase, stage: CampaignStage, page = createOutbox): Promise<CampaignOutcome> {
  const folder = mkdtempSync(join(folders, "campaign-"));
  const clock = { now: Date.UTC(2026, 0, 5, 12, 0, 0) };
  cpSync(stage.serverFolder, join(folder, "server"), { recursive: true });
  const dataDir = join(folder, "server");
  const { dialect } = stage;
  const server = await startRestartingServer({ dataDir, dialect, trustRealIp: true, limit: 1_000_000, now: () => clock.now });
  try {
    return await runCampaign(chosen, { stage, folder, server, clock, page });
  } finally {
    await server.up();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

interface Place {
  stage: CampaignStage;
  folder: string;
  server: RestartingServer;
  clock: { now: number };
  page: typeof createOutbox;
}

async function runCampaign(chosen: CampaignCase, { stage, folder, server, clock, page }: Place): Promise<CampaignOutcome> {
  const { dialect } = stage;
  const { endpoint } = server;
  const random = stream(chosen.seed, "campaign");
  const plan = chosen.plan;
  let requests = 0;
  const guarded: typeof fetch = async (input, init) => {
    requests += 1;
    if (requests > mostRequests) throw new Error(`endless: more than ${mostRequests} requests`);
    await server.up();
    return fetch(input, init);
  };
  const nowhere = { write: () => undefined };
  const effects: Effects = {
    output: createOutput({ json: false, quiet: true, stdout: nowhere, stderr: nowhere }),
    fetch: guarded,
    now: () => clock.now,
    random: random.next,
    sleep: async (milliseconds) => {
      clock.now += milliseconds;
    },
    randomBytes: (count) => Uint8Array.from({ length: count }, () => random.below(256)),
  };
  const { buildings, redundancy } = chosen;
  const campaignPath = writeCampaign(join(folder, "campaign"), shortName, { buildings, redundancy, bloomberg: dialect === "bloomberg" });

  const persistence = createPersistence();
  let apiKey = server.keys.owner;
  const calm = async () => {
    server.setFaults(null);
    await server.up();
    apiKey = await keyOf(server, stage, guarded);
  };
  const trials = {
    again: async () => {
      // A manager whose key is refused looks it up in the profile.
      if (server.log().some(({ fault }) => fault === "key-revoked")) apiKey = await keyOf(server, stage, guarded, apiKey);
    },
    last: calm,
  };
  const access = () => ({ endpoint, apiKey });

  server.setFaults(plan);
  const applied = await persistence.untilDone(
    "apply",
    () => apply(campaignPath, access(), effects, { method: chosen.method, presenter: stage.presenterFolder }),
    trials,
  );
  await persistence.untilDone("publish", () => publish(campaignPath, access(), effects), trials);

  const lock = JSON.parse(readFileSync(join(folder, "campaign", "campaign.lock.json"), "utf8"));
  const volunteers = stage.visitors.slice(0, chosen.volunteers).map((visitor, number) =>
    createVolunteer({
      endpoint,
      dialect,
      projectId: applied.project_id,
      shortName,
      campaign: lock.campaign,
      visitor,
      password: dialect === "bloomberg" ? password : null,
      seed: chosen.seed,
      number,
      clock,
      fetch: guarded,
      createOutbox: page,
    }),
  );
  server.setFaults({ ...plan, seed: (plan.seed ?? 1) + 1 });
  await letWork(volunteers, random);
  await calm();
  const admin = createPybossaClient({ endpoint, apiKey: server.keys.admin, dialect, fetch: guarded });
  const isDraft = (await admin.projects.byShortName(shortName))?.published !== true;
  for (const volunteer of volunteers) {
    const waiting = await volunteer.comeBack();
    if (waiting > 0 && !isDraft) throw new Error(`${waiting} answers wait for ever`);
  }

  server.setFaults({ ...plan, seed: (plan.seed ?? 1) + 2 });
  const raw = join(folder, "raw");
  const read = () =>
    fetchProject({ endpoint, apiKey, project: shortName, out: raw, fetch: guarded, sleep: effects.sleep, now: () => new Date(clock.now) });
  await persistence.untilDone("fetch", read, trials);
  await calm();
  await read();
  const verified = await verify(campaignPath, access(), effects);
  const given = volunteers.flatMap(({ answers }) => answers);
  const told = given.filter(({ told: last }) => last !== "stored").map(({ told: last }) => last ?? "nothing");
  if (told.includes("nothing")) throw new Error("an answer of which the page said nothing");
  const held = await heldBy(admin, applied.project_id);
  const checked = await checkResults({
    raw,
    lockPath: join(folder, "campaign", "campaign.lock.json"),
    acknowledged: given.filter(({ told: last }) => last === "stored"),
    held,
    verified,
  });
  return {
    volunteers: volunteers.length,
    ...checked,
    otherwise: counted(told),
    commands: Object.fromEntries(persistence.told),
    faults: counted(server.log().map(({ fault }) => fault)),
  };
}

async function heldBy(admin: PybossaClient, projectId: number): Promise<Held> {
  const held: Held = { tasks: [], runs: [] };
  for await (const page of admin.tasks.pages(projectId)) held.tasks.push(...page.map(({ id }) => id));
  for await (const page of admin.taskRuns.pages(projectId)) held.runs.push(...page.map(({ id, info }) => ({ id, answer: answerId(info) })));
  return held;
}

/** In turns by chance, one thing at a time, so that the same seed makes the same campaign. */
async function letWork(volunteers: readonly SimulatedVolunteer[], random: ReturnType<typeof stream>): Promise<void> {
  const present = [...volunteers];
  for (let turn = 0; present.length > 0; turn += 1) {
    if (turn > 200 * volunteers.length) throw new Error("endless: volunteers never leave");
    const at = random.below(present.length);
    if (!(await present[at]?.step())) present.splice(at, 1);
  }
}

/** The key in the owner's profile; the known one where the page does not come. */
async function keyOf({ endpoint }: RestartingServer, { ownerCookie }: CampaignStage, sent: typeof fetch, known = ""): Promise<string> {
  for (let trial = 0; trial < 10; trial += 1) {
    try {
      const headers = { "Content-Type": "application/json", Cookie: ownerCookie };
      const page = await sent(`${endpoint}/account/profile`, { headers, redirect: "error" });
      const { user } = (await page.json()) as { user: { api_key: string } };
      return user.api_key;
    } catch {
      // Again.
    }
  }
  return known;
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
