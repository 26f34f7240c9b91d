import { join, resolve } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { ServerError, writeFileAtomic } from "pybossa-client-ts/command";
import { describeProblems, parseCampaign } from "pybossa-client-ts/strike-tracker";
import { silent, type Telling } from "../commands/telling.ts";
import { openArchive } from "./archive.ts";
import { campaignOfPresenter } from "./presenter-campaign.ts";
import { createPseudonyms, readOrMakeSalt, withoutFans, withoutPerson } from "./pseudonyms.ts";
import { version } from "./version.ts";

export interface FetchOptions {
  endpoint: string;
  apiKey?: string | undefined;
  /** The project's short_name. */
  project: string;
  out: string;
  /** Where the salt of the pseudonyms lies; beside the folder if not given. */
  saltFile?: string | undefined;
  fetch?: typeof fetch | undefined;
  now?: (() => Date) | undefined;
  sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

export interface Fetched {
  tasks: number;
  task_runs: number;
  new_tasks: number;
  new_task_runs: number;
  /** Whether the public Campaign was found in the task presenter. */
  campaign: boolean;
  project_id: number;
}

/**
 * Fetches a project's tasks and task runs into append-only NDJSON files, and the public Campaign. A later run gets only
 * what is new; a killed one goes on where it stopped.
 * @throws ServerError without such a project; InputError where the folder holds another
 */
export async function fetchProject(options: FetchOptions, telling: Telling = silent): Promise<Fetched> {
  const { endpoint, project, out } = options;
  const now = options.now ?? (() => new Date());
  const client = createPybossaClient({
    endpoint,
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
    onWait: ({ resource, until, milliseconds, reason }) => {
      const why = reason === "rate-limit" ? "The server's rate limit is used up" : "The server did not answer";
      telling.note(`${why} (${resource}): waiting ${waiting(milliseconds)}, until ${until.toISOString().slice(11, 19)} UTC.`);
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
  const archive = openArchive(out, { server: endpoint, projectId: found.id, version, now });
  const campaign = saveCampaign(found.info, out, telling);
  const pseudonym = createPseudonyms(readOrMakeSalt(options.saltFile ?? `${resolve(out)}.salt`));

  const taskFile = `${safeName(project)}_task.json`;
  const tasksBefore = archive.records(taskFile);
  for await (const page of client.tasks.pages(found.id, { lastId: archive.lastId(taskFile) })) {
    archive.append(
      taskFile,
      page.map((task) => withoutFans(task, pseudonym)),
    );
    tellThousands("tasks", archive.records(taskFile), page.length, telling);
  }
  const runFile = `${safeName(project)}_task_run.json`;
  const runsBefore = archive.records(runFile);
  for await (const page of client.taskRuns.pages(found.id, { lastId: archive.lastId(runFile) })) {
    archive.append(
      runFile,
      page.map((run) => withoutPerson(run, pseudonym)),
    );
    tellThousands("task runs", archive.records(runFile), page.length, telling);
  }
  telling.note(`${archive.records(taskFile)} tasks, ${archive.records(runFile)} task runs`);
  return {
    tasks: archive.records(taskFile),
    task_runs: archive.records(runFile),
    new_tasks: archive.records(taskFile) - tasksBefore,
    new_task_runs: archive.records(runFile) - runsBefore,
    campaign,
    project_id: found.id,
  };
}

/** Says each thousand that was passed: nobody knows beforehand how many there are. */
function tellThousands(what: string, now: number, added: number, telling: Telling): void {
  if (Math.floor(now / 1000) > Math.floor((now - added) / 1000)) telling.note(`${now} ${what} so far`);
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

/** A short_name may hold anything on Scifabric; a file name may not. */
function safeName(shortName: string): string {
  return shortName.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
}

function waiting(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes >= 2 ? `${minutes} minutes` : `${Math.ceil(milliseconds / 1000)} seconds`;
}
