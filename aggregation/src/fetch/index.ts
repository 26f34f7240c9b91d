import { existsSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { createPybossaClient, type PybossaClient } from "pybossa-client-ts";
import { counted, ServerError, writeFileAtomic } from "pybossa-client-ts/command";
import { describeProblems, parseCampaign } from "pybossa-client-ts/strike-tracker";
import { silent, type Telling } from "../telling.ts";
import { type Change, compareReads, openAgain, readyToTakeOver, takeOver } from "./again.ts";
import { type Archive, type ArchiveOrigin, aloneIn, openArchive } from "./archive.ts";
import { clock, pagesOf, tellCost } from "./cost.ts";
import { finishForgetting, forgottenPeople, isBy } from "./forgotten.ts";
import { campaignOfPresenter } from "./presenter-campaign.ts";
import {
  createPseudonyms,
  createSalt,
  markOfSalt,
  type Pseudonym,
  type PybossaRecord,
  readSalt,
  withoutFans,
  withoutPerson,
  writeSalt,
} from "./pseudonyms.ts";
import { answersWanted, readRunsWithTasks } from "./runs-with-tasks.ts";
import { version } from "./version.ts";

export interface FetchOptions {
  endpoint: string;
  apiKey?: string | undefined;
  /** The project's short_name. */
  project: string;
  out: string;
  /** Where the salt of the pseudonyms lies; beside the folder if not given, or beside that of `run`. */
  saltFile?: string | undefined;
  /** Reads everything once more, to find what was edited or deleted since. */
  again?: boolean | undefined;
  fetch?: typeof fetch | undefined;
  now?: (() => Date) | undefined;
  sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

export interface Fetched {
  tasks: number;
  task_runs: number;
  new_tasks: number;
  new_task_runs: number;
  /** Records that a full re-read found changed, or gone, on the server. */
  edited: number;
  deleted: number;
  /** Whether the public Campaign was found in the task presenter. */
  campaign: boolean;
  project_id: number;
}

/**
 * Fetches a project's tasks and task runs into append-only NDJSON files, and the public Campaign. A later run gets only
 * what is new; a killed one goes on where it stopped.
 * @throws ServerError without such a project; InputError where the folder holds another, or another fetch is at work in it
 */
export async function fetchProject(options: FetchOptions, telling: Telling = silent): Promise<Fetched> {
  const { endpoint, project, out } = options;
  const now = options.now ?? (() => new Date());
  const client = createPybossaClient({
    endpoint,
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
    now: () => now().getTime(),
    onWait: ({ resource, until, milliseconds, reason }) => {
      const why = reason === "rate-limit" ? "The server's rate limit is used up" : "The server did not answer";
      telling.note(`${why} (${resource}): waiting ${waiting(milliseconds)}, until ${clock(until)}.`);
    },
  });
  const found = await client.projects.byShortName(project);
  if (found === null) {
    throw new ServerError({
      what: `there is no project "${project}"`,
      where: endpoint,
      advice: "Check the short_name. A draft is shown only to its owner: give that key.",
    });
  }
  return aloneIn(out, () => fetchInto(options, client, found, telling));
}

async function fetchInto(
  options: FetchOptions,
  client: PybossaClient,
  found: { id: number; info?: unknown },
  telling: Telling,
): Promise<Fetched> {
  const { endpoint, project, out, now = () => new Date() } = options;
  finishForgetting(out);
  takeOver(out);
  const saltFile = options.saltFile ?? saltBeside(out);
  const known = readSalt(saltFile);
  const salt = known ?? createSalt();
  const origin = { server: endpoint, projectId: found.id, version, salt: markOfSalt(salt), now };
  const archive = openArchive(out, origin);
  if (known === null) writeSalt(saltFile, salt);
  const campaign = saveCampaign(found.info, out, telling);
  const pseudonym = createPseudonyms(salt);
  const taskFile = `${safeName(project)}_task.json`;
  const runFile = `${safeName(project)}_task_run.json`;
  const source = { client, projectId: found.id, taskFile, runFile, pseudonym, forgotten: forgottenPeople(out), origin, telling };
  const [tasksBefore, runsBefore] = [archive.records(taskFile), archive.records(runFile)];
  let held = archive;
  let [tasksLeft, runsLeft] = [tasksBefore, runsBefore];
  let changes: Change[] = [];
  if (options.again && tasksBefore + runsBefore > 0) {
    const folder = openAgain(out, now());
    const requests = pagesOf(tasksBefore) + pagesOf(runsBefore);
    telling.note(`Reading all again: about ${counted(requests, "request")}.`);
    await readNew(source, openArchive(folder, origin), folder);
    const compared = await compareReads(out, folder);
    changes = compared.changes;
    if (compared.continues) rmSync(folder, { recursive: true, force: true });
    else {
      readyToTakeOver(out, changes);
      takeOver(out);
      held = openArchive(out, origin);
      const deletedOf = (kind: Change["kind"]) => changes.filter((one) => one.kind === kind && one.change === "deleted").length;
      tasksLeft -= deletedOf("task");
      runsLeft -= deletedOf("task_run");
    }
  }
  await readNew(source, held, out);
  const [edited, deleted] = (["edited", "deleted"] as const).map((name) => changes.filter(({ change }) => change === name).length);
  telling.note(`${counted(held.records(taskFile), "task")}, ${counted(held.records(runFile), "task run")}`);
  if (held.records(taskFile) === 0) {
    telling.warn("The server shows no task of this project. Where only its owner may read them, give the owner's key.");
  }
  if (options.again) {
    telling.note(
      changes.length === 0
        ? "Nothing that was read before has been edited or deleted."
        : `Records edited on the server since: ${edited}, deleted: ${deleted}. They are listed in changes.ndjson.`,
    );
  }
  return {
    tasks: held.records(taskFile),
    task_runs: held.records(runFile),
    new_tasks: held.records(taskFile) - tasksLeft,
    new_task_runs: held.records(runFile) - runsLeft,
    edited: edited ?? 0,
    deleted: deleted ?? 0,
    campaign,
    project_id: found.id,
  };
}

interface Source {
  client: PybossaClient;
  projectId: number;
  taskFile: string;
  runFile: string;
  pseudonym: Pseudonym;
  forgotten: ReadonlySet<string>;
  origin: ArchiveOrigin;
  telling: Telling;
}

/** Appends what the archive of a folder does not hold yet. */
async function readNew(source: Source, archive: Archive, folder: string): Promise<void> {
  const { client, projectId, taskFile, runFile, pseudonym, forgotten, telling } = source;
  for await (const page of client.tasks.pages(projectId, { lastId: archive.lastId(taskFile) })) {
    const before = archive.records(taskFile);
    archive.append(
      taskFile,
      page.map((task) => withoutFans(task, pseudonym)),
    );
    tellThousands("tasks", before, archive.records(taskFile), telling);
  }
  const kept = (run: PybossaRecord): PybossaRecord | null => {
    const named = withoutPerson(run, pseudonym);
    return isBy(named, forgotten) ? null : named;
  };
  const expected = (await answersWanted(folder, taskFile)) - archive.records(runFile);
  await readRunsWithTasks({ ...source, folder, kept }, archive, expected);
  let told = false;
  for await (const page of client.taskRuns.pages(projectId, { lastId: archive.lastId(runFile) })) {
    const before = archive.records(runFile);
    archive.append(
      runFile,
      page.flatMap((run) => kept(run) ?? []),
    );
    if (!told) tellCost(pagesOf(expected - page.length), "task runs", client.budget("taskrun"), telling);
    told = true;
    tellThousands("task runs", before, archive.records(runFile), telling);
  }
}

/** Says each thousand that was passed: nobody knows beforehand how many there are. */
function tellThousands(what: string, before: number, now: number, telling: Telling): void {
  if (Math.floor(now / 1000) > Math.floor(before / 1000)) telling.note(`${now} ${what} so far`);
}

function saveCampaign(info: unknown, out: string, telling: Telling): boolean {
  const presenter = typeof info === "object" && info !== null && "task_presenter" in info ? info.task_presenter : null;
  const campaign = typeof presenter === "string" ? campaignOfPresenter(presenter) : null;
  const parsed = parseCampaign(campaign);
  if (!parsed.ok) {
    const why =
      campaign === null
        ? "The project's task presenter holds no Campaign"
        : `The project's Campaign is not valid: ${describeProblems(parsed.problems)}`;
    telling.warn(`${why}. Give infer the campaign by --campaign.`);
    return false;
  }
  writeFileAtomic(join(out, "campaign.json"), `${JSON.stringify(parsed.value, null, 2)}\n`, { mode: 0o600 });
  return true;
}

/** `run` fetches into the folder `raw` of its own, and the salt lies beside that one. */
function saltBeside(out: string): string {
  const folder = resolve(out);
  const ofRun = `${dirname(folder)}.salt`;
  return basename(folder) === "raw" && !existsSync(`${folder}.salt`) && existsSync(ofRun) ? ofRun : `${folder}.salt`;
}

/** A short_name may hold anything on Scifabric; a file name may not. */
function safeName(shortName: string): string {
  return shortName.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
}

function waiting(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes >= 2 ? `${minutes} minutes` : `${counted(Math.ceil(milliseconds / 1000), "second")}`;
}
