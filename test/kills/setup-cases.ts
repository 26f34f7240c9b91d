import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createPybossaClient, type PybossaClient } from "pybossa-client-ts";
import { createOutput } from "pybossa-client-ts/command";
import { type CampaignLock, parseCampaignLock } from "pybossa-client-ts/strike-tracker";
import { apply, changeState, type Effects, publish } from "strike-tracker-setup";
import { hashesBelow, type KillCase, type KillRun } from "./kill-case.ts";
import { type CampaignChoices, writeCampaign } from "./little-campaign.ts";

/** A server of either dialect, whose owner has the campaigns. */
export interface KillServer {
  endpoint: string;
  dialect: "scifabric" | "bloomberg";
  keys: Record<string, string>;
}

const nowhere = { write: () => true };
export const quietEffects: Effects = {
  output: createOutput({ json: false, quiet: true, stdout: nowhere, stderr: nowhere }),
  fetch,
  now: Date.now,
  random: () => 0.5,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 50))),
  randomBytes: (count) => Uint8Array.from({ length: count }, (_, at) => (at * 37 + 11) % 256),
};

interface Step {
  args: (path: string) => string[];
  /** What was done before. */
  before?: (path: string, id: string) => Promise<void>;
  choices?: CampaignChoices;
  outcome?: (folder: string, id: string) => Promise<string>;
  settled?: RegExp;
}

/** Every command of strike-setup that changes something, on one server. */
export function setupCases(server: KillServer): KillCase[] {
  const access = { endpoint: server.endpoint, apiKey: server.keys.owner };
  const client = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });
  const draft = async (path: string) => void (await apply(path, access, quietEffects, { method: "post" }));
  const published = async (path: string) => {
    await draft(path);
    await publish(path, access, quietEffects);
  };
  const commands: Record<string, Step> = {
    "apply-post": { args: (path) => ["apply", path, "--method", "post"] },
    "apply-csv": { args: (path) => ["apply", path, "--method", "csv"], choices: { buildings: 210 } },
    "apply-gold": { args: (path) => ["apply", path], choices: { gold: true, practice: true } },
    "apply-pilot": {
      // All of them: which ones a smaller trial draws, the secret decides.
      args: (path) => ["apply", path, "--pilot", "8"],
      outcome: (folder, id) => onServer(folder, `${id}-pilot`, client, "pilot."),
    },
    "apply-correction": {
      args: (path) => ["apply", path],
      before: async (path) => {
        await published(path);
        const file = JSON.parse(readFileSync(path, "utf8")) as object;
        writeFileSync(path, JSON.stringify({ ...file, question: "Does it stand?" }));
        const frames = join(path, "..", "frames.json");
        writeFileSync(frames, readFileSync(frames, "utf8").replace("2020-03-01T08", "2020-03-04T08"));
      },
    },
    chips: { args: (path) => ["chips", path], choices: { chips: true }, outcome: (folder) => Promise.resolve(chipsIn(folder)) },
    align: {
      args: (path) => ["align", path],
      choices: { chips: true },
      settled: /there are shifts already/,
      outcome: (folder, id) => Promise.resolve(readFileSync(join(folder, `${id}.shifts.yaml`), "utf8").replaceAll(id, "ID")),
    },
    publish: { args: (path) => ["publish", path], before: draft },
    pause: { args: (path) => ["pause", path, "--message", "Back on Monday"], before: published },
    resume: {
      args: (path) => ["resume", path],
      before: async (path) => {
        await published(path);
        await changeState(path, access, quietEffects, "paused");
      },
    },
    finish: { args: (path) => ["finish", path], before: published },
    redundancy: {
      args: (path) => ["redundancy", path, "--from", join(path, "..", "more.csv")],
      before: async (path) => {
        await published(path);
        const rows = lockIn(join(path, "..")).buildings.map(({ task_id, building }) => `${task_id},${building},9,contested`);
        writeFileSync(join(path, "..", "more.csv"), `task_id,building,n_answers,why\n${rows.join("\n")}\n`);
      },
    },
    archive: {
      args: (path) => ["archive", path, "--out", join(path, "..", "archive")],
      before: published,
      settled: /is not empty/,
      // The rest differs from run to run: opaque ids, times.
      outcome: (folder, id) => {
        const archive = join(folder, "archive");
        return Promise.resolve(hashesBelow(join(archive, "presenter")) + fileNames(archive).replaceAll(id, "ID"));
      },
    },
  };
  return Object.entries(commands).map(([name, { args, before, choices, outcome, settled }]) => ({
    name: `${server.dialect}-${name}`,
    async begin(folder, id): Promise<KillRun> {
      const path = writeCampaign(folder, id, { ...choices, bloomberg: server.dialect === "bloomberg" });
      await before?.(path, id);
      return {
        bin: "strike-setup",
        args: args(path),
        access,
        ...(settled ? { settled } : {}),
        outcome: () => (outcome ?? ((where, project) => onServer(where, project, client)))(folder, id),
      };
    },
  }));
}

function lockIn(folder: string, part = ""): CampaignLock {
  const parsed = parseCampaignLock(JSON.parse(readFileSync(join(folder, `campaign.${part}lock.json`), "utf8")));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

/** What server and lock hold of a campaign, in the manager's ids and without numbers that the server gives. */
async function onServer(folder: string, id: string, client: PybossaClient, part = ""): Promise<string> {
  const project = await client.projects.byShortName(id);
  if (!project) return "no project";
  const lock = lockIn(folder, part);
  const tasks: { id: number; info: unknown; n_answers: number; state: unknown }[] = [];
  for await (const page of client.tasks.pages(project.id))
    for (const { id: task, info, n_answers, state } of page) tasks.push({ id: task, info, n_answers, state });
  const states = (await client.helpingMaterials.list(project.id)).flatMap(({ info }) => (info && "state" in info ? [info] : []));
  const ofTask = new Map(lock.buildings.map(({ task_id, manager_id }) => [task_id, manager_id]));
  const { campaign, buildings, corrections } = lock;
  const found = {
    tasks: tasks.map(({ id: task, ...rest }) => ({ manager: ofTask.get(task) ?? "unknown to the lock", ...rest })).sort(byManager),
    states: states.map((state) => ({ ...state, since: undefined })),
    published: project.published,
    campaign,
    corrections: (corrections ?? []).map(({ what, from, to }) => ({ what, from, to })),
    buildings: buildings.map(({ manager_id, gold, task_id }) => ({ manager: manager_id, gold, has: task_id !== null })).sort(byManager),
  };
  let text = JSON.stringify(found)
    .replaceAll(id, "ID")
    // A trial's title names the campaign.
    .replaceAll(id.replace(/-pilot$/, ""), "ID")
    .replace(/sha256:[0-9a-f]{64}/g, "HASH");
  for (const { building, manager_id } of buildings) text = text.replaceAll(building, manager_id);
  for (const { task } of campaign.practice) text = text.replaceAll(task.building, "practised");
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z(?=","by)/g, "TIME");
}

function byManager(a: { manager: string }, b: { manager: string }): number {
  return a.manager < b.manager ? -1 : 1;
}

/** The chips, and the list of them, which is written in the order in which they were cut. */
function chipsIn(folder: string): string {
  const [name = ""] = fileNames(folder)
    .split("\n")
    .filter((file) => file.endsWith(".chips.json"));
  const { chips } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
    chips: { building: string; frame: string; name: string | null }[];
  };
  const records = chips.map(({ building, frame, name: chip }) => `${building} ${frame} ${chip}`).sort();
  return `${records.join("\n")}\n${hashesBelow(join(folder, "chips"))}`;
}

function fileNames(folder: string): string {
  return hashesBelow(folder)
    .split("\n")
    .map((line) => line.split(" ")[0])
    .join("\n");
}
