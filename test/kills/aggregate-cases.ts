import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { answeredId, makeAnswered } from "./answered.ts";
import type { Place } from "./beginning.ts";
import { type CommandRun, finished } from "./command.ts";
import { filesBelow, hashesBelow } from "./files.ts";
import type { KillCase } from "./kill-case.ts";

interface Step {
  buildings?: number;
  /** What was done before, on a project whose volunteers have answered. */
  before?: (place: Place) => Promise<void>;
  args: (folder: string) => string[];
  outcome?: (place: Place) => Promise<string>;
}

/** Some 200 steps of `fetch`. */
const pagesEnough = 1300;

const fetchArgs = (folder: string) => ["fetch", "--project", answeredId, "--out", join(folder, "in")];
const inferArgs = (folder: string) => ["infer", join(folder, "in"), "--out", join(folder, "out"), "--accept-alarm", "--volunteers"];
const campaignArgs = (folder: string) => ["--campaign", join(folder, "campaign", "campaign.lock.json")];
/** What tells when it was written. */
const timed = /(fetch-log|forgotten)\.ndjson$/;
const fetchedFiles = (folder: string) => hashesBelow(folder, timed) + withoutTimes(folder);

const commands: Record<string, Step> = {
  fetch: { buildings: pagesEnough, args: fetchArgs, outcome: ({ folder }) => Promise.resolve(fetchedFiles(join(folder, "in"))) },
  "fetch-again": {
    buildings: pagesEnough,
    before: async (place) => {
      await fetched(place);
      await editedSince(place);
    },
    args: (folder) => [...fetchArgs(folder), "--again"],
    outcome: ({ folder }) => Promise.resolve(fetchedFiles(join(folder, "in"))),
  },
  infer: { before: fetched, args: inferArgs },
  "infer-exports": { before: exported, args: inferArgs },
  export: {
    before: inferred,
    args: (folder) => ["export", join(folder, "out"), "--out", join(folder, "exported"), ...campaignArgs(folder)],
  },
  report: {
    before: inferred,
    args: (folder) => ["report", join(folder, "out"), "--out", folder, "--privacy", "exact", ...campaignArgs(folder)],
  },
  run: {
    args: (folder) => ["run", "--project", answeredId, "--out", join(folder, "out"), "--accept-alarm", ...campaignArgs(folder)],
    outcome: ({ folder }) => Promise.resolve(fetchedFiles(join(folder, "out"))),
  },
  "plan-answers": { before: inferred, args: (folder) => ["plan-answers", join(folder, "out"), "--budget", "40"] },
  link: {
    before: async (place) => {
      await inferred(place);
      writeFileSync(join(place.folder, "incidents.csv"), "id,date,lat,lon\nA1,2020-02-10,35.0,39.0\nA2,2020-03-10,35.0002,39.0002\n");
    },
    args: (folder) => ["link", join(folder, "out"), "--incidents", join(folder, "incidents.csv"), ...campaignArgs(folder)],
  },
  verify: { before: inferred, args: (folder) => ["verify", join(folder, "out")] },
  forget: {
    before: async (place) => {
      await fetched(place);
      await editedSince(place);
      // So that there is an earlier reading, too.
      await finished(run(place, [...fetchArgs(place.folder), "--again"]));
      await finished(run(place, inferArgs(place.folder)));
      const out = join(place.folder, "out");
      await finished(run(place, ["export", out, "--out", out, ...campaignArgs(place.folder)]));
      noteVolunteer(place.folder);
    },
    args: (folder) => ["forget", join(folder, "out"), "--volunteer", readFileSync(join(folder, "volunteer"), "utf8")],
    outcome: ({ folder }) => Promise.resolve(fetchedFiles(folder)),
  },
  "push-results": {
    buildings: 90,
    before: inferred,
    args: (folder) => [
      ...["push-results", join(folder, "out"), "--privacy", "exact", ...campaignArgs(folder)],
      ...["--report-url", "https://example.org/report"],
    ],
    outcome: pushed,
  },
};

/** The commands of strike-aggregate, on a project with three answers to each building. */
export function aggregateCases(): KillCase[] {
  return Object.entries(commands).map(([name, { buildings = 60, before, args, outcome }]) => ({
    name: `aggregate-${name}`,
    dialect: "scifabric",
    bin: "strike-aggregate",
    async begin(place) {
      await makeAnswered(place, buildings);
      await before?.(place);
    },
    args,
    outcome: outcome ?? (({ folder }) => Promise.resolve(hashesBelow(folder))),
  }));
}

function run({ server }: Place, args: string[]): CommandRun {
  return { bin: "strike-aggregate", args, access: { endpoint: server.endpoint, apiKey: server.keys.owner } };
}

function ownerOf({ server }: Place) {
  return createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner ?? "" });
}

async function projectOf(place: Place): Promise<number> {
  const project = await ownerOf(place).projects.byShortName(answeredId);
  if (project === null) throw new Error("there is no project");
  return project.id;
}

async function fetched(place: Place): Promise<void> {
  await finished(run(place, fetchArgs(place.folder)));
}

export async function inferred(place: Place): Promise<void> {
  await fetched(place);
  await finished(run(place, inferArgs(place.folder)));
}

/** One task is another on the server than when it was read. */
async function editedSince(place: Place): Promise<void> {
  const client = ownerOf(place);
  const [task] = await client.tasks.list({ projectId: await projectOf(place), limit: 1 });
  if (task) await client.tasks.update(task.id, { info: { ...(task.info as object), edited: true } });
}

/** Tasks and task runs as PYBOSSA exports them, and the public Campaign. */
async function exported(place: Place): Promise<void> {
  await fetched(place);
  const { folder } = place;
  const own = join(folder, "in");
  const campaign = readFileSync(join(own, "campaign.json"));
  const lists = ["task", "task_run"].map((kind) => [kind, readFileSync(join(own, `${answeredId}_${kind}.json`), "utf8")] as const);
  rmSync(own, { recursive: true });
  mkdirSync(own);
  writeFileSync(join(own, "campaign.json"), campaign);
  for (const [kind, lines] of lists) writeFileSync(join(own, `${answeredId}_${kind}.json`), `[${lines.trim().split("\n").join(",")}]`);
}

/** The logs, without the times in them. A killed run's batches may be cut otherwise, but hold the same. */
function withoutTimes(folder: string): string {
  return filesBelow(folder)
    .filter((name) => timed.test(name))
    .map((name) => `\n${name}\n${readFileSync(join(folder, name), "utf8").replace(/"time":"[^"]+"/g, "")}`)
    .join("");
}

/** Notes the pseudonym of one who has answered: afterwards the files tell it no more. */
function noteVolunteer(folder: string): void {
  const [first = ""] = readFileSync(join(folder, "in", `${answeredId}_task_run.json`), "utf8").split("\n");
  writeFileSync(join(folder, "volunteer"), (JSON.parse(first) as { user_id: string }).user_id);
}

/** The results of the tasks as the server holds them, and the project's page of results. */
async function pushed(place: Place): Promise<string> {
  const client = ownerOf(place);
  const project = await projectOf(place);
  const told: string[] = [];
  for await (const page of client.results.pages(project))
    for (const { task_id, info } of page) told.push(`${task_id} ${JSON.stringify(info)}`);
  const record = await client.projects.byShortName(answeredId);
  return [...told, JSON.stringify(record?.info)].join("\n");
}
