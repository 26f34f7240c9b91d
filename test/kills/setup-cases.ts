import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { createOutput } from "pybossa-client-ts/command";
import { type CampaignLock, parseCampaignLock } from "pybossa-client-ts/strike-tracker";
import { apply, changeState, type Effects, publish, type ServerAccess } from "strike-tracker-setup";
import type { Dialect, Place } from "./beginning.ts";
import { filesBelow, hashesBelow } from "./files.ts";
import type { KillCase } from "./kill-case.ts";
import { type CampaignChoices, writeCampaign } from "./little-campaign.ts";

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
  before?: (path: string, access: ServerAccess) => Promise<void>;
  choices?: CampaignChoices;
  outcome?: (place: Place, id: string) => Promise<string>;
  settled?: RegExp;
}

/** Those that work on files alone. */
const fileCommands: Record<string, Step> = {
  init: {
    args: (path) => ["init", join(path, "..", "new"), "--frames", "../pictures", "--buildings", "../buildings.geojson"],
    before: (path) => {
      const pictures = join(path, "..", "pictures");
      mkdirSync(pictures);
      for (const day of ["20200201", "20200301"]) writeFileSync(join(pictures, `scene-${day}.tif`), "");
      return Promise.resolve();
    },
    settled: /there is a campaign file already/,
    outcome: ({ folder }) => Promise.resolve(hashesBelow(join(folder, "new"))),
  },
  check: { args: (path) => ["check", path], choices: { stray: true }, outcome: ({ folder }) => Promise.resolve(hashesBelow(folder)) },
  preview: {
    args: (path) => ["preview", path, "--out", join(path, "..", "preview"), "--buildings", "22"],
    choices: { chips: true, buildings: 60 },
    outcome: ({ folder }) => Promise.resolve(hashesBelow(join(folder, "preview")) + hashesBelow(join(folder, "chips"))),
  },
  chips: {
    args: (path) => ["chips", path],
    choices: { chips: true, buildings: 22 },
    outcome: ({ folder }) => Promise.resolve(chipsIn(folder)),
  },
  align: {
    args: (path) => ["align", path],
    choices: { chips: true },
    outcome: ({ folder }, id) => Promise.resolve(readFileSync(join(folder, `${id}.shifts.yaml`), "utf8")),
  },
};

const serverCommands: Record<string, Step> = {
  plan: { args: (path) => ["plan", path], before: published },
  "apply-post": { args: (path) => ["apply", path, "--method", "post"], choices: { buildings: 50 } },
  "apply-csv": { args: (path) => ["apply", path, "--method", "csv"], choices: { buildings: 210 } },
  "apply-gold": { args: (path) => ["apply", path], choices: { gold: true, practice: true, buildings: 50 } },
  "apply-pilot": {
    // All of them: which ones a smaller trial draws, the secret decides.
    args: (path) => ["apply", path, "--pilot", "50"],
    choices: { buildings: 50 },
    outcome: (place, id) => onServer(place, `${id}-pilot`, "pilot."),
  },
  "apply-correction": { args: (path) => ["apply", path], choices: { buildings: 40 }, before: corrected },
  publish: { args: (path) => ["publish", path], before: draft },
  pause: { args: (path) => ["pause", path, "--message", "Back on Monday"], before: published },
  resume: {
    args: (path) => ["resume", path],
    before: async (path, access) => {
      await published(path, access);
      await changeState(path, access, quietEffects, "paused");
    },
  },
  finish: { args: (path) => ["finish", path], before: published },
  status: { args: (path) => ["status", path], before: published },
  verify: { args: (path) => ["verify", path], before: published },
  redundancy: {
    args: (path) => ["redundancy", path, "--from", join(path, "..", "more.csv")],
    choices: { buildings: 64 },
    before: async (path, access) => {
      await published(path, access);
      const rows = lockIn(join(path, "..")).buildings.map(({ task_id, building }) => `${task_id},${building},9,contested`);
      writeFileSync(join(path, "..", "more.csv"), `task_id,building,n_answers,why\n${rows.join("\n")}\n`);
    },
  },
  archive: {
    args: (path) => ["archive", path, "--out", join(path, "..", "archive")],
    before: published,
    outcome: ({ folder }) => Promise.resolve(hashesBelow(join(folder, "archive"))),
  },
};

/** Every command of strike-setup that needs no server. */
export function fileCases(): KillCase[] {
  return Object.entries(fileCommands).map(([name, step]) => caseOf(`setup-${name}`, name, step, "scifabric"));
}

/** Every command of strike-setup that works with a server, on one dialect. */
export function serverCases(dialect: Dialect): KillCase[] {
  return Object.entries(serverCommands).map(([name, step]) => caseOf(`${dialect}-${name}`, name, step, dialect));
}

function caseOf(name: string, id: string, { args, before, choices, outcome, settled }: Step, dialect: Dialect): KillCase {
  return {
    name,
    dialect,
    bin: "strike-setup",
    async begin({ folder, server: { endpoint, keys } }) {
      const path = writeCampaign(folder, id, { ...choices, bloomberg: dialect === "bloomberg" });
      await before?.(path, { endpoint, apiKey: keys.owner });
    },
    args: (folder) => args(join(folder, "campaign.yaml")),
    ...(settled ? { settled } : {}),
    outcome: (place) => (outcome ?? onServer)(place, id),
  };
}

async function draft(path: string, access: ServerAccess): Promise<void> {
  await apply(path, access, quietEffects, { method: "csv" });
}

async function published(path: string, access: ServerAccess): Promise<void> {
  await draft(path, access);
  await publish(path, access, quietEffects);
}

/** Published, and then its question and a frame are changed. */
async function corrected(path: string, access: ServerAccess): Promise<void> {
  await published(path, access);
  const file = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...file, question: "Does it stand?" }));
  const frames = join(path, "..", "frames.json");
  writeFileSync(frames, readFileSync(frames, "utf8").replace("2020-03-01T08", "2020-03-04T08"));
}

function lockIn(folder: string, part = ""): CampaignLock {
  const parsed = parseCampaignLock(JSON.parse(readFileSync(join(folder, `campaign.${part}lock.json`), "utf8")));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

/** What server and lock hold of a campaign, in the manager's ids and without numbers that the server gives. */
async function onServer({ folder, server }: Place, id: string, part = ""): Promise<string> {
  const client = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });
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
  let text = JSON.stringify(found).replace(/sha256:[0-9a-f]{64}/g, "HASH");
  for (const { building, manager_id } of buildings) text = text.replaceAll(building, manager_id);
  for (const { task } of campaign.practice) text = text.replaceAll(task.building, "practised");
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z(?=","by)/g, "TIME");
}

function byManager(a: { manager: string }, b: { manager: string }): number {
  return a.manager < b.manager ? -1 : 1;
}

/** The chips, and the list of them, which is written in the order in which they were cut. */
function chipsIn(folder: string): string {
  const name = filesBelow(folder).find((file) => file.endsWith(".chips.json")) ?? "";
  const { chips } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
    chips: { building: string; frame: string; name: string | null }[];
  };
  const records = chips.map(({ building, frame, name: chip }) => `${building} ${frame} ${chip}`).sort();
  return `${records.join("\n")}\n${hashesBelow(join(folder, "chips"))}`;
}
