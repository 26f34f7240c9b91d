import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { createOutput, type Output } from "pybossa-client-ts/command";
import { type CampaignFrame, type CampaignLock, parseCampaignLock } from "pybossa-client-ts/strike-tracker";
import { createPybossaServer } from "pybossa-embedded";
import { apply, check, chips, type Effects, publish, type ServerAccess, type StatusResult, status } from "strike-tracker-setup";
import type { TrueTask } from "./outcome.ts";
import { type CrowdWork, letCrowdWork } from "./synthetic/crowd/crowd.ts";
import type { Sight } from "./synthetic/crowd/sight.ts";
import { conditionAt, createTown, type Fate, type Town, trueGap } from "./synthetic/index.ts";
import { stream } from "./synthetic/random.ts";

export interface WorldChoices {
  /** An empty or absent folder for everything the world keeps. */
  folder: string;
  seed?: number;
  buildings?: number;
  frames?: number;
  /** Answers wanted for each building. */
  redundancy?: number;
  /** The server's port; 0 or absent = any free one. */
  port?: number;
  /** The campaign's id and the project's short_name. */
  id?: string;
  /** Which PYBOSSA the server is (default: scifabric). */
  dialect?: "scifabric" | "bloomberg";
  output?: Output;
}

/** A server with a published campaign of a synthetic town, whose truth is known. */
export interface World {
  server: Awaited<ReturnType<typeof createPybossaServer>>;
  town: Town;
  /** Path of campaign.yaml. */
  campaign: string;
  /** Path of campaign.lock.json. */
  lockPath: string;
  /** Where the campaign's chips lie. */
  chipsFolder: string;
  lock: CampaignLock;
  projectId: number;
  shortName: string;
  /** The page on which a volunteer begins. */
  volunteerUrl: string;
  /** bloomberg: what volunteers type to enter the project. */
  password?: string;
  /** What is true of each task, by the frames that it has. */
  truth: TrueTask[];
  /** Simulated volunteers work until nothing is left to do. */
  letCrowdWork(onAnswer?: (answers: number) => void): Promise<CrowdWork>;
  status(): Promise<StatusResult>;
  /** Asks for one more answer for each building, so that a volunteer who comes after the crowd finds something to do. */
  wantOneMore(): Promise<void>;
  close(): Promise<void>;
}

/** What the server of bloomberg's company asks of every project. */
const company = {
  password: "town-2020",
  info: { product: "maps", subproduct: "damage", kpi: 1, data_classification: { input_data: "L4 - public", output_data: "L4 - public" } },
};

const nowhere = { write: () => undefined };

/**
 * Makes a world: the embedded server, a town, and its campaign by strike-setup's own commands (check, chips, apply,
 * publish). The same seed gives the same town, volunteers and ids; the server's clock runs as usual.
 */
export async function createWorld(choices: WorldChoices): Promise<World> {
  const { folder, seed = 7, buildings = 60, frames = 14, redundancy = 7, port = 0, id = "synthetic-town", dialect = "scifabric" } = choices;
  const output = choices.output ?? createOutput({ json: false, quiet: true, stdout: nowhere, stderr: nowhere });
  const townFolder = join(folder, "town");
  const chipsFolder = join(townFolder, "chips");
  await mkdir(chipsFolder, { recursive: true });
  output.note("Starting the embedded PYBOSSA server");
  // The crowd's waits move the server's clock instead of lasting.
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const server = await createPybossaServer({
    dataDir: join(folder, "server"),
    port,
    staticDir: chipsFolder,
    trustRealIp: true,
    dialect,
    now,
  });
  try {
    output.note(`Painting a town of ${buildings} buildings on ${frames} dates`);
    const town = await createTown(
      townFolder,
      {
        seed,
        buildings,
        frames,
        id,
        redundancy,
        chips: { dir: "chips", baseUrl: server.staticEndpoint ?? "" },
        ...(dialect === "bloomberg" ? { server: company } : {}),
      },
      (done, all) => output.progress("frames painted", done, all),
    );
    const access: ServerAccess = { endpoint: server.endpoint, apiKey: server.keys.owner };
    const effects = effectsOf(seed, output);
    const { campaign } = town;
    output.note(`strike-setup check ${campaign}`);
    const checked = await check(campaign, effects);
    const fault = checked.errors[0];
    if (fault) throw new Error(`${fault.where}: ${fault.message}`);
    output.note(`strike-setup chips ${campaign}`);
    await chips(campaign, effects);
    output.note(`strike-setup apply ${campaign}`);
    const applied = await apply(campaign, access, effects);
    output.note(`strike-setup publish ${campaign}`);
    await publish(campaign, access, effects);
    const lockPath = join(townFolder, "campaign.lock.json");
    const lock = await readLock(lockPath);
    const scenes = scenesOf(town, lock);
    const held =
      dialect === "scifabric"
        ? undefined
        : {
            accounts: await makeAccounts(server, Math.max(12, 2 * redundancy)),
            password: company.password,
            async sleep(milliseconds: number) {
              ahead += milliseconds;
            },
          };
    return {
      server,
      town,
      campaign,
      lockPath,
      chipsFolder,
      lock,
      projectId: applied.project_id,
      shortName: applied.short_name,
      volunteerUrl: `${server.endpoint}/project/${applied.short_name}/newtask`,
      ...(held === undefined ? {} : { password: company.password }),
      truth: truthOf(lock, scenes),
      letCrowdWork: (onAnswer) =>
        letCrowdWork({
          seed,
          endpoint: server.endpoint,
          shortName: applied.short_name,
          projectId: applied.project_id,
          keys: [server.keys.vol1, server.keys.vol2, server.keys.vol3].filter((key) => key !== undefined),
          atOnce: 8,
          sight: scenes.sight,
          now: () => new Date(now()),
          ...(held === undefined ? {} : { held }),
          ...(onAnswer === undefined ? {} : { onAnswer }),
        }),
      status: () => status(campaign, access, effects),
      async wantOneMore() {
        const client = createPybossaClient(access.apiKey === undefined ? access : { ...access, apiKey: access.apiKey });
        const answers = new Map(lock.buildings.flatMap(({ task_id }) => (task_id === null ? [] : [[task_id, 0]])));
        for await (const page of client.taskRuns.pages(applied.project_id)) {
          for (const { task_id } of page) answers.set(task_id, (answers.get(task_id) ?? 0) + 1);
        }
        // The server lets an address send about 300 requests in a quarter of an hour.
        for (const [task, given] of [...answers].slice(0, 100))
          await client.tasks.update(task, { n_answers: Math.max(redundancy, given) + 1 });
      },
      close: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** On bloomberg an admin makes the volunteers' accounts. */
async function makeAccounts(server: World["server"], count: number): Promise<{ email: string; password: string }[]> {
  const admin = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.admin, dialect: "bloomberg" });
  const accounts = Array.from({ length: count }, (_, n) => ({
    name: `crowd${n}`,
    email: `crowd${n}@example.org`,
    password: `secret-${n}`,
  }));
  for (const { name, email, password } of accounts) await admin.forms.register({ name, fullname: name, email, password });
  return accounts;
}

function effectsOf(seed: number, output: Output): Effects {
  const bytes = stream(seed, "secret");
  return {
    output,
    fetch,
    now: () => Date.now(),
    random: stream(seed, "retries").next,
    sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    // A town is no secret; seeded ids make two runs alike.
    randomBytes: (count) => Uint8Array.from({ length: count }, () => bytes.below(256)),
  };
}

async function readLock(path: string): Promise<CampaignLock> {
  const lock = parseCampaignLock(JSON.parse(await readFile(path, "utf8")));
  if (!lock.ok) throw new Error(`${path} is no campaign lock`);
  return lock.value;
}

function truthOf(lock: CampaignLock, scenes: Scenes): TrueTask[] {
  return lock.buildings.flatMap(({ building, task_id }) => {
    const times = scenes.times(building);
    const days = (Math.max(...times) - Math.min(...times)) / 86_400_000;
    return task_id === null ? [] : [{ taskId: task_id, building, gap: trueGap(scenes.fate(building), times), days }];
  });
}

interface Scenes {
  fate(building: string): Fate;
  /** The times of the task's frames. */
  times(building: string): number[];
  sight: (building: string, frame: CampaignFrame) => Sight;
}

/** Ties the lock's opaque ids and frames to the town. */
function scenesOf(town: Town, lock: CampaignLock): Scenes {
  const numbers = new Map(town.plan.buildings.map(({ managerId, number }) => [managerId, number]));
  const byId = new Map(lock.buildings.map((building) => [building.building, building]));
  const times = new Map(lock.campaign.frames.map((frame) => [frame.id, timeOf(frame)]));
  const acquisitions = new Map(town.acquisitions.map((frame) => [frame.time, frame]));
  const managerIdOf = (building: string) => {
    const known = byId.get(building);
    if (!known) throw new Error(`the lock holds no building ${building}`);
    return known.manager_id;
  };
  const fate = (building: string): Fate => {
    const found = town.fates[numbers.get(managerIdOf(building)) ?? -1];
    if (!found) throw new Error(`the town holds no building ${managerIdOf(building)}`);
    return found;
  };
  return {
    fate,
    times: (building) => (byId.get(building)?.frames ?? []).map((frame) => times.get(frame) ?? Number.NaN),
    sight(building, frame) {
      const time = timeOf(frame);
      const acquisition = acquisitions.get(time);
      if (!acquisition) throw new Error(`no acquisition at ${new Date(time).toISOString()}`);
      const hidden = town.truth.get(managerIdOf(building))?.hidden[acquisition.id] ?? 0;
      const difficulty =
        0.5 * acquisition.haze + Math.max(0, acquisition.offNadir - 12) / 60 + Math.max(0, acquisition.gsd - 0.36) + 0.3 * hidden;
      return { condition: conditionAt(fate(building), time), hidden, difficulty: Math.min(1, difficulty) };
    },
  };
}

function timeOf(frame: CampaignFrame): number {
  return Date.parse(frame.datetime ?? "");
}
