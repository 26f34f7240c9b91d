import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createPybossaClient, NetworkError, NotPybossaError, type PybossaClient, PybossaError, RateLimitError } from "pybossa-client-ts";
import { createPybossaServer, type FaultPlan } from "pybossa-embedded";
import { faultKinds, randomPlans } from "./plans.ts";
import { type RestartingServer, startRestartingServer } from "./restarting-server.ts";

type Dialect = "scifabric" | "bloomberg";
type Submit = PybossaClient["taskRuns"]["submit"];

/** A data folder with a project, its tasks and accounts, of which each plan gets a copy. */
export interface Stage {
  dialect: Dialect;
  folder: string;
  projectId: number;
  remove(): void;
}

const company = {
  product: "abc",
  subproduct: "def",
  kpi: 1,
  data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
};
const begin = Date.UTC(2026, 0, 5, 12, 0, 0);

/** In memory where the system has such a folder: every plan waits for the disk else. */
const folders = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export async function prepareStage(dialect: Dialect): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "faults-stage-"));
  const server = await createPybossaServer({ dataDir: folder, dialect, now: () => begin });
  const owner = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner, dialect });
  const named = { name: "P", short_name: "p", description: "d" };
  // The accounts vol1, vol2 and vol3.
  const info = { ...company, task_presenter: "<p></p>", project_users: [3, 4, 5] };
  const project = await owner.projects.create(dialect === "bloomberg" ? { ...named, password: "secret", info } : named);
  for (let n = 0; n < 3; n += 1) await owner.tasks.create({ project_id: project.id, info: { n }, n_answers: 2 });
  if (dialect === "bloomberg") await owner.forms.publish("p");
  await server.close();
  return { dialect, folder, projectId: project.id, remove: () => rmSync(folder, { recursive: true }) };
}

/** More requests than one caller ever needs for what is done here. */
const mostRequests = 300;

/**
 * That the client keeps its word while a plan goes on: what it says is stored is there once, what it says is not counted is
 * not there, nothing is there twice, it ends, and every failure has one of its types.
 * @param submitOf how an answer is submitted
 * @param seen counts what became of the answers
 */
export function clientProperty(stage: Stage, submitOf: (client: PybossaClient) => Submit, seen = new Map<string, number>()) {
  return fc.asyncProperty(randomPlans(faultKinds, 0.8), async (plan) => {
    const dataDir = mkdtempSync(join(folders, "faults-"));
    cpSync(stage.folder, dataDir, { recursive: true });
    const clock = { now: begin };
    const { dialect } = stage;
    const server = await startRestartingServer({ dataDir, dialect, trustRealIp: true, limit: 1_000_000, now: () => clock.now });
    try {
      await holds(stage, server, clock, plan, submitOf, seen);
    } finally {
      await server.up();
      await server.close();
      rmSync(dataDir, { recursive: true });
    }
  });
}

async function holds(
  { dialect, projectId }: Stage,
  server: RestartingServer,
  clock: { now: number },
  plan: FaultPlan,
  submitOf: (client: PybossaClient) => Submit,
  seen: Map<string, number>,
): Promise<void> {
  const connect = (account: string | null, address: string) => {
    let requests = 0;
    return createPybossaClient({
      endpoint: server.endpoint,
      dialect,
      ...(account === null ? {} : { apiKey: server.keys[account] }),
      headers: { "X-Real-IP": address },
      maxWaitMs: 4_000_000,
      now: () => clock.now,
      random: () => 0.5,
      sleep: async (milliseconds) => {
        clock.now += milliseconds;
      },
      async fetch(input, init) {
        requests += 1;
        if (requests > mostRequests) throw new EndlessError(`more than ${mostRequests} requests`);
        await server.up();
        return fetch(input, init);
      },
    });
  };
  const owner = connect("owner", "10.0.0.1");
  const outcomes: { answer: string; taskId: number; kind: string }[] = [];
  const volunteers = [connect("vol1", "10.0.0.2"), connect(dialect === "bloomberg" ? "vol2" : null, "10.0.0.3")];
  const given = await Promise.all(volunteers.map((volunteer) => volunteer.newTask(projectId)));
  server.setFaults(plan);
  for (const [at, volunteer] of volunteers.entries()) {
    const turn = given[at];
    const [task] = turn?.kind === "tasks" ? turn.tasks : [];
    if (!task) throw new Error("no task was given");
    const answer = `answer ${at}`;
    const outcome = await submitOf(volunteer)({ project_id: projectId, task_id: task.id, info: { id: answer } }).catch(typed);
    const kind = "kind" in outcome ? outcome.kind : "thrown";
    outcomes.push({ answer, taskId: task.id, kind });
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    await volunteer.userProgress(projectId).catch(typed);
  }
  const made = await owner.tasks.create({ project_id: projectId, info: { n: "new" }, n_answers: 1 }).catch(typed);
  await owner.projects.byShortName("p").catch(typed);
  server.setFaults(null);
  await server.up();

  const admin = connect("admin", "10.0.0.9");
  const tasks = await admin.tasks.list({ projectId, limit: 100 });
  const runs = await admin.taskRuns.list({ projectId, limit: 100 });
  const took = (fault: string) => server.log().some((record) => record.fault === fault);
  const news = tasks.filter(({ info }) => typeof info === "object" && info !== null && "n" in info && info.n === "new").length;
  if (news > 1) throw new Error(`the task is there ${news} times`);
  if (!(made instanceof Error) && news === 0 && !took("task-deleted")) throw new Error("an acknowledged task is lost");
  for (const { answer, taskId, kind } of outcomes) {
    const stored = runs.filter(({ info }) => typeof info === "object" && info !== null && "id" in info && info.id === answer).length;
    if (stored > 1) throw new Error(`${answer} is there ${stored} times`);
    if (kind === "stored" && stored === 0 && tasks.some(({ id }) => id === taskId))
      throw new Error(`${answer} was told stored, and is lost`);
    if ((kind === "not-counted" || kind === "thrown") && stored > 0) throw new Error(`${answer} was told ${kind}, and is stored`);
  }
}

class EndlessError extends Error {}

/** The error where it is one of the client's own; any other one is thrown. */
function typed(error: unknown): Error {
  if (error instanceof NetworkError && error.cause instanceof EndlessError) throw error.cause;
  const isTyped = [PybossaError, NetworkError, NotPybossaError, RateLimitError].some((kind) => error instanceof kind);
  if (isTyped && error instanceof Error) return error;
  throw error;
}
