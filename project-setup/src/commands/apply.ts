import type { Project, PybossaClient } from "pybossa-client-ts";
import { ServerError } from "pybossa-client-ts/command";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import type { Effects, ServerAccess } from "../effects.ts";
import { isRecord } from "../json.ts";
import { alone, writeLock } from "../lock/index.ts";
import { lockOf } from "../lock/record.ts";
import { type Preparation, prepare } from "../preparation.ts";
import {
  budgetNow,
  connect,
  createProject,
  descriptionOf,
  effortOf,
  ensureState,
  findProject,
  importTasks,
  installPresenter,
  localChipNames,
  type Method,
  postTasks,
  presenterFolder,
  presenterPage,
  readPresenter,
  toldFaults,
  uploadChips,
} from "../server/index.ts";
import { writeSkipped } from "../skipped-file.ts";
import { campaignRecord, type Difference } from "../tasks/index.ts";
import { compare } from "./plan.ts";

export interface ApplyOptions {
  method?: Method | "auto";
  /** A trial project with so many buildings. */
  pilot?: number;
  /** Where the built presenter lies, if not in node_modules. */
  presenter?: string;
}

export interface ApplyResult {
  created: number;
  updated: number;
  unchanged: number;
  /** Different, but answered already: left alone. */
  frozen: number;
  orphan: number;
  skipped: number;
  project_id: number;
  short_name: string;
  /** The project's page. */
  url: string;
  method: Method;
}

/**
 * Brings a campaign onto the server: project, presenter, tasks. What is there already is read first, so that a second
 * run creates nothing twice and an interrupted one goes on.
 * @throws InputError before anything is done; ServerError and the client's errors
 */
export async function apply(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const presenter = readPresenter(options.presenter ?? presenterFolder());
  const prepared = await prepare(campaignPath, { pilot: options.pilot, chips: "cut", write: true }, effects);
  const { survey, planned, chips } = prepared;
  const { opened } = survey;
  if (survey.chips.mode === "local" && chips) localChipNames(chips);
  // The record must hold before anything is made on the server.
  campaignRecord(opened.file, planned, null);
  const work = async (): Promise<ApplyResult> => {
    const client = connect(access, effects);
    const elsewhere = lockElsewhere(prepared, access);
    if (elsewhere !== null) effects.output.warn(elsewhere);
    writeSkipped(opened.folder, [...survey.skipped, ...planned.skipped]);
    const known = await findProject(client, prepared.shortName, planned.campaignId, access.endpoint);
    const project =
      known ?? (await createProject(client, opened.file, planned.campaignId, prepared.shortName, prepared.name, access.endpoint));
    const place = { projectId: project.id, shortName: prepared.shortName };
    const materials = await client.helpingMaterials.list(project.id);
    const state = await ensureState(client, project.id, materials);
    const chipsBase = await chipsAddress(prepared, client, project.id, materials, access, effects);
    const campaign = withRetainedFrames(campaignRecord(opened.file, planned, chipsBase), prepared);
    const server = { endpoint: access.endpoint, project_id: project.id, short_name: prepared.shortName };
    const journal = (compared: Difference | null) => writeLock(prepared.lockPath, lockOf(prepared, campaign, server, compared));
    const hosting = { client, projectId: project.id, materials, endpoint: access.endpoint };
    const files = await installPresenter(presenter, campaign.languages, hosting, effects);
    const page = presenterPage(campaign, { id: project.id, shortName: prepared.shortName, stateMaterial: state }, files);
    await updateProject(client, project, prepared, page);
    journal(null);
    const before = await compare(client, project.id, planned.tasks, effects);
    journal(before.compared);
    const { method } = effortOf(before.compared, before.present, budgetNow(client, effects.now()), options.method ?? "auto");
    const { update } = before.compared;
    for (const [at, { task, id }] of update.entries()) {
      await client.tasks.update(id, { info: { ...task.info }, n_answers: task.n_answers });
      effects.output.progress("updating tasks", at + 1, update.length);
    }
    const { create } = before.compared;
    if (create.length > 0) {
      if (method === "csv") await importTasks(client, place, create, before.present, effects);
      else await postTasks(client, place, create, effects.output);
    }
    const after =
      create.length + update.length === 0 && before.compared.duplicate.length === 0
        ? before.compared
        : await settle(client, project.id, prepared, place, effects);
    journal(after);
    tellLeftAlone(after, effects);
    return {
      created: create.length,
      updated: update.length,
      unchanged: before.compared.unchanged.length,
      frozen: after.frozen.length,
      orphan: after.orphan.length,
      skipped: new Set([...survey.skipped, ...planned.skipped].filter(({ frame }) => frame === "").map(({ building }) => building)).size,
      project_id: project.id,
      short_name: prepared.shortName,
      url: `${access.endpoint}/project/${prepared.shortName}/`,
      method,
    };
  };
  return alone(opened.folder, planned.campaignId, () => toldFaults(access.endpoint, work));
}

/** Keeps the lock that was made on another server under another name, and tells so; its task ids mean nothing here. */
function lockElsewhere(prepared: Preparation, { endpoint }: ServerAccess): string | null {
  const { lock, lockPath } = prepared;
  if (!lock?.server || lock.server.endpoint === endpoint) return null;
  const kept = lockPath.replace(/\.json$/, `.${new URL(lock.server.endpoint).host.replace(/[^A-Za-z0-9.-]/g, "-")}.json`);
  writeLock(kept, lock);
  for (const entry of lock.buildings) entry.task_id = null;
  return `This campaign was on ${lock.server.endpoint} before; its lock is kept as ${kept}.`;
}

/** Reads all back, sends what is still missing, takes out tasks that stand there twice, and compares once more. */
async function settle(
  client: PybossaClient,
  projectId: number,
  { planned }: Preparation,
  place: { projectId: number; shortName: string },
  effects: Effects,
): Promise<Difference> {
  for (let round = 0; ; round++) {
    const { compared } = await compare(client, projectId, planned.tasks, effects);
    const { create, update, duplicate } = compared;
    if (create.length + update.length + duplicate.length === 0) return compared;
    if (round === 3) {
      throw new ServerError({
        what: `the server does not hold what was sent: ${create.length} tasks missing, ${update.length} different, ${duplicate.length} twice`,
        advice: "Run the same command again.",
      });
    }
    for (const id of duplicate) await client.tasks.remove(id);
    for (const { task, id } of update) await client.tasks.update(id, { info: { ...task.info }, n_answers: task.n_answers });
    await postTasks(client, place, create, effects.output);
  }
}

async function chipsAddress(
  { survey, chips }: Preparation,
  client: PybossaClient,
  projectId: number,
  materials: Parameters<typeof uploadChips>[2],
  { endpoint }: ServerAccess,
  { output }: Effects,
): Promise<string | null> {
  if (chips === null) return null;
  const { mode, base_url: base, format } = survey.chips;
  if (mode === "local") return uploadChips(client, projectId, materials, chips, endpoint, output);
  if (base === null) return null;
  return base.includes("{name}") ? base : `${base.replace(/\/+$/, "")}/{name}.${format === "webp" ? "webp" : "jpg"}`;
}

/** Answers to tasks that are gone from the files still name their frames: ids are never taken away. */
function withRetainedFrames(campaign: Campaign, { lock }: Preparation): Campaign {
  const ids = new Set(campaign.frames.map(({ id }) => id));
  const retained = (lock?.campaign.frames ?? []).filter(({ id }) => !ids.has(id));
  return retained.length === 0 ? campaign : { ...campaign, frames: [...campaign.frames, ...retained] };
}

async function updateProject(client: PybossaClient, project: Project, { survey, name, planned }: Preparation, page: string): Promise<void> {
  const description = descriptionOf(survey.opened.file);
  if (project.name !== name || project.description !== description) await client.projects.update(project.id, { name, description });
  const info = isRecord(project.info) ? project.info : {};
  const mark = { campaign: planned.campaignId, manifest: planned.manifest };
  const marked = isRecord(info.strike_tracker) && info.strike_tracker.manifest === mark.manifest;
  if (info.task_presenter !== page || !marked) {
    await client.projects.updateInfo(project.id, (current) => ({
      ...current,
      ...survey.opened.file.server?.info,
      task_presenter: page,
      strike_tracker: mark,
    }));
  }
}

function tellLeftAlone({ frozen, orphan }: Difference, { output }: Effects): void {
  if (frozen.length > 0) output.warn(`${frozen.length} tasks differ from the files, but have answers: they stay as they are.`);
  if (orphan.length > 0) output.warn(`${orphan.length} tasks on the server are not in the files: they stay as they are.`);
}

/** For the manager: what was done, and where. */
export function applyText({ created, updated, unchanged, skipped, url }: ApplyResult): string {
  return `${created} tasks created, ${updated} updated, ${unchanged} unchanged; ${skipped} buildings skipped\n${url}`;
}
