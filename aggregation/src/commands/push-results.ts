import { setTimeout } from "node:timers/promises";
import { createPybossaClient, type Dialect, type Project, type PybossaClient, PybossaError } from "pybossa-client-ts";
import { counted, InputError, ServerError, UsageError } from "pybossa-client-ts/command";
import { clock } from "../fetch/cost.ts";
import {
  costText,
  knownProject,
  openProject,
  type PushCost,
  pushCost,
  pushedResult,
  resultsSection,
  type Survey,
  survey,
  type Target,
  taskStates,
  withSection,
  writeAll,
} from "../push/index.ts";
import { loadResults, type StoredResults } from "../read/index.ts";
import { findingsOf, leastBuildings, type Privacy } from "../report/index.ts";
import { silent, type Telling } from "../telling.ts";
import { exactBuildings } from "./report.ts";

export interface PushOptions {
  /** The folder that `infer` wrote. */
  dir: string;
  endpoint: string;
  /** Of the project's owner, or of an admin. */
  apiKey: string | undefined;
  /** The project's short_name; as the lock or the fetch log knows it if not given. */
  project?: string | undefined;
  privacy?: Privacy | undefined;
  dryRun?: boolean | undefined;
  /** Where the report is published; with it the project's results page is written too. */
  reportUrl?: string | undefined;
  campaign?: string | undefined;
  fetch?: typeof fetch | undefined;
  now?: (() => Date) | undefined;
  sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

export interface Pushed extends PushCost {
  project_id: number;
  short_name: string;
  dialect: Dialect;
  dry_run: boolean;
  /** Results in results.csv. */
  results: number;
  /** Those that differed from what the server held, and those written. */
  to_write: number;
  written: number;
  unchanged: number;
  /** Results on the server whose info is no object; it is somebody else's. */
  left_alone: number;
  /** Tasks to which the server has no result yet: still collecting answers, or completed without one. */
  ongoing: number;
  completed_without: number;
  /** Tasks that the server no longer holds. */
  gone: number;
  /** Results on the server with more answers than ours were made of. */
  newer: number;
  page: "written" | "unchanged" | "would_write" | "refused" | null;
  page_url: string | null;
}

/**
 * Writes each building's result into the `info` of its result on the server, under a key of our own, and with `reportUrl` the
 * project's results page. Writes only what differs, so that a run that was interrupted goes on.
 * @throws InputError where the results would be told more widely than was said, or are of another project; ServerError,
 *   or the client's errors, where the server does not do its part
 */
export async function pushResults(options: PushOptions, telling: Telling = silent): Promise<Pushed> {
  const { dir, endpoint, apiKey, dryRun = false } = options;
  const now = options.now ?? (() => new Date());
  const sleep = options.sleep ?? ((milliseconds: number) => setTimeout(milliseconds));
  const reportUrl = options.reportUrl === undefined ? null : publicAddress(options.reportUrl);
  const stored = loadResults(dir, options.campaign);
  const section = reportUrl === null ? null : sectionOf(stored, reportUrl);
  const known = knownProject(dir, stored.campaign);
  if (known !== null && known.endpoint !== endpoint)
    telling.warn(
      `${known.from} knows the results' project on ${known.endpoint}, not on ${endpoint}: each task's building is compared first.`,
    );
  const client = createPybossaClient({
    endpoint,
    apiKey,
    sleep,
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    onWait: ({ resource, until, reason }) => {
      const why = reason === "rate-limit" ? "The server's rate limit is used up" : "The server did not answer";
      telling.note(`${why} (${resource}): waiting until ${clock(until)}.`);
    },
  });
  const dialect = await client.dialect();
  checkPrivacy(options.privacy, dialect, endpoint);
  if (!(await client.knowsKey())) {
    throw new ServerError({
      what: "the server does not know the key",
      where: endpoint,
      expected: "the key of the project's owner, or of an admin",
    });
  }
  const project = await openProject(client, options.project, known);
  const wanted = new Map(stored.results.map((result) => [result.taskId, pushedResult(result)]));
  const target: Target = { client, projectId: project.id, wanted, sleep };
  telling.note(`Reading the tasks and results of "${project.short_name}".`);
  const states = await taskStates(target);
  const before = await survey(target);
  const cost = pushCost(before.differ, before.pages, client.budget("result"), now());
  telling.note(`${counted(before.differ, "result")} to write, ${before.same} there already.`);
  tellWhatIsLeft(before, stored, states, telling);
  if (before.differ > 0) telling.note(costText(cost, client.budget("result"), now()));
  const pushing = !dryRun && before.differ > 0;
  if (pushing && cost.waits > 0) telling.note("Interrupted, the same command goes on where it stopped.");
  const { last, written } = pushing ? await writeAll(target, before.differ, telling) : { last: before, written: 0 };
  const page = section === null ? null : await writePage(client, project, section, dryRun, telling);
  return {
    project_id: project.id,
    short_name: project.short_name,
    dialect,
    dry_run: dryRun,
    results: wanted.size,
    to_write: before.differ,
    written,
    unchanged: before.same,
    left_alone: last.foreign,
    ...withoutResult(last, wanted.keys(), states),
    newer: newerThan(last, stored).length,
    ...cost,
    page,
    page_url: page === null ? null : `${client.endpoint}/project/${encodeURIComponent(project.short_name)}/results`,
  };
}

/** @throws InputError unless the results may be told as widely as the server tells them */
function checkPrivacy(privacy: Privacy | undefined, dialect: Dialect, endpoint: string): void {
  if (privacy === "exact") return;
  const advice =
    "Publish the report instead (report --privacy grid) and link it from the project's page. Only if each building's result may be known to everybody, give --privacy exact.";
  if (privacy !== undefined) {
    throw new InputError({ what: `PYBOSSA keeps a result for each building: it cannot tell them by ${privacy}`, where: endpoint, advice });
  }
  if (dialect === "scifabric") {
    throw new InputError({
      what: "on this server everybody can read results, and its tasks show the place of each building",
      where: endpoint,
      advice,
    });
  }
}

function publicAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") {
    throw new UsageError({
      what: `--report-url: "${text}" is no public https address`,
      expected: "for instance https://results.example.org/",
    });
  }
  return url.href;
}

function withoutResult({ runs }: Survey, ids: Iterable<number>, states: ReadonlyMap<number, string>) {
  const without = [...ids].filter((id) => !runs.has(id)).map((id) => states.get(id));
  const count = (...wanted: (string | undefined)[]) => without.filter((state) => wanted.includes(state)).length;
  const gone = count(undefined);
  const completed = count("completed");
  return { ongoing: without.length - gone - completed, completed_without: completed, gone };
}

function newerThan({ runs }: Survey, { buildings }: StoredResults): number[] {
  return [...runs].flatMap(([id, count]) => (count > (buildings.get(id)?.task_runs ?? count) ? [id] : []));
}

function tellWhatIsLeft(found: Survey, stored: StoredResults, states: ReadonlyMap<number, string>, telling: Telling): void {
  const ids = stored.results.map(({ taskId }) => taskId);
  const { ongoing, completed_without: completed, gone } = withoutResult(found, ids, states);
  const newer = newerThan(found, stored).length;
  if (ongoing > 0)
    telling.note(`${counted(ongoing, "task")} without a result on the server yet, still collecting answers. Run this again later.`);
  if (completed > 0)
    telling.note(
      `${completed} completed tasks have no result on the server, which makes none for answers to a draft, or when the last two come at once.`,
    );
  if (gone > 0) telling.warn(`No longer on the server: ${counted(gone, "task")} of results.csv.`);
  if (found.foreign > 0)
    telling.warn(`${counted(found.foreign, "result")} on the server with something else in it, which is left as it is.`);
  if (newer > 0)
    telling.warn(`${counted(newer, "result")} with answers on the server that ours were made without. Run fetch and infer again first.`);
}

function sectionOf(stored: StoredResults, reportUrl: string): string {
  const { facts } = stored.campaign;
  const findings = findingsOf(exactBuildings(stored), facts);
  if (findings.buildings < leastBuildings) {
    throw new InputError({
      what: `counts of fewer than ${leastBuildings} buildings would tell of single ones`,
      advice: "Leave --report-url out.",
    });
  }
  return resultsSection({ facts, findings, answers: stored.used, volunteers: stored.volunteers, lastAnswer: stored.lastAnswer, reportUrl });
}

/** The results page is text in the project's info, shown once a result holds something. Where that is refused, the text is told. */
async function writePage(
  client: PybossaClient,
  { id, info }: Project,
  section: string,
  dryRun: boolean,
  telling: Telling,
): Promise<Pushed["page"]> {
  const pageOf = (held: { [key: string]: unknown }) => (typeof held.results === "string" ? held.results : "");
  if (withSection(pageOf(info), section) === pageOf(info)) return "unchanged";
  if (dryRun) {
    telling.note(`Would write this into the project's results page:\n${section}`);
    return "would_write";
  }
  try {
    await client.projects.updateInfo(id, (current) => ({ ...current, results: withSection(pageOf(current), section) }));
    return "written";
  } catch (error) {
    if (!(error instanceof PybossaError) || error.status === 429 || error.status >= 500) throw error;
    telling.warn(
      `The server does not let this key write the project's results page (${error.status}). Ask its owner to put this there:\n${section}`,
    );
    return "refused";
  }
}

/** The outcome in words. */
export function pushedText(pushed: Pushed): string {
  const { short_name: name, dry_run: dry, to_write: differ, written, unchanged, page, page_url: address } = pushed;
  const done = dry ? `Nothing was written; without --dry-run: ${counted(differ, "result")}` : `Written: ${counted(written, "result")}`;
  const there = page === "written" || page === "unchanged" ? `\nResults page: ${address}` : "";
  return `${done}, ${unchanged} there already, in "${name}".${there}`;
}
