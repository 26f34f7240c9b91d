import type { Project } from "pybossa-client-ts";
import { counted, ServerError } from "pybossa-client-ts/command";
import { type Campaign, frameTime } from "pybossa-client-ts/strike-tracker";
import { campaignNames, readCampaign } from "../campaign-file/index.ts";
import type { Effects, ServerAccess } from "../effects.ts";
import { aloneOn, type Journal, openJournal, writeLock } from "../lock/index.ts";
import { lockOf } from "../lock/record.ts";
import { prepare } from "../preparation.ts";
import type { Preparation } from "../prepared.ts";
import {
  awaitBegunImport,
  connect,
  createProject,
  ensureState,
  findProject,
  type HostedChip,
  importTasks,
  installPresenter,
  localChipNames,
  type Method,
  type Place,
  postTasks,
  presenterFolder,
  presenterPage,
  readPageFiles,
  readPresenter,
  tellChipsNotThere,
  toldFaults,
  updateProject,
  uploadChips,
} from "../server/index.ts";
import { skippedBuildings, writeSkipped } from "../skipped-file.ts";
import {
  type Correction,
  campaignRecord,
  correctionText,
  type Difference,
  type Expiration,
  hashOf,
  type PlannedTask,
} from "../tasks/index.ts";
import { archivedPresenter } from "./archive.ts";
import { compare, compareAll, correctionsFor, effortText } from "./plan.ts";

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
  /** What was changed in a campaign that volunteers see already. */
  corrections: Correction[];
}

/**
 * Brings a campaign onto the server: project, presenter, tasks. What is there already is read first, so that a second
 * run creates nothing twice and an interrupted one goes on.
 * @throws InputError before anything is done, or while another run works on the campaign; ServerError and the client's
 * errors
 */
export async function apply(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const opened = readCampaign(campaignPath);
  const { campaignId } = campaignNames(opened, options.pilot !== undefined);
  return aloneOn(opened.folder, campaignId, () =>
    toldFaults(access.endpoint, () =>
      applyAlone(campaignPath, access, effects, options, openJournal(opened.folder, campaignId, effects.now)),
    ),
  );
}

async function applyAlone(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { method: asked = "auto", pilot, presenter: folder }: ApplyOptions,
  journal: Journal,
): Promise<ApplyResult> {
  const { endpoint } = access;
  const { output } = effects;
  const presenter = readPresenter(folder ?? archivedPresenter(campaignPath) ?? presenterFolder());
  const client = connect(access, effects);
  let known: Project | null = null;
  const whenRead = async (names: Parameters<typeof findProject>[1]) => {
    known = await findProject(client, names, access, effects);
  };
  const prepared = await prepare(campaignPath, { pilot, chips: "cut", whenRead }, effects);
  const { opened, planned, chips, shortName } = prepared;
  if (prepared.chipSettings.mode === "local" && chips) localChipNames(chips);
  const files = readPageFiles(opened);
  // The record must hold before anything is made on the server.
  campaignRecord(opened.file, planned, null);
  const elsewhere = lockElsewhere(prepared, access);
  if (elsewhere !== null) output.warn(elsewhere);
  writeSkipped(opened.folder, prepared.skipped);
  const dialect = await client.dialect();
  const project: Project = known ?? (await createProject(client, opened, prepared, dialect, endpoint));
  if (known === null) journal.write("project created", { project_id: project.id, short_name: shortName, endpoint });
  prepared.keep();
  const tools = { ...effects, journal };
  await awaitBegunImport(client, project.id, tools);
  const before = await compareAll({ client, project, dialect, prepared, method: asked }, effects);
  const { create, update, renew, unchanged } = before.compared;
  output.note(
    `${counted(create.length, "task")} to create, ${update.length} to update, ${unchanged.length} unchanged, ${before.compared.orphan.length} on the server only; ${counted(before.effort.requests, "request")}, ${effortText(before.effort)}.`,
  );

  const materials = await client.helpingMaterials.list(project.id);
  const state = await ensureState(client, project.id, materials);
  const chipsBase = await chipsAddress(prepared, () => {
    if (!chips) return Promise.resolve(null);
    return uploadChips(client, project.id, materials, chips, endpoint, output);
  });
  const campaign = withRetainedFrames(campaignRecord(opened.file, planned, chipsBase), prepared);
  const corrections = correctionsFor(prepared, project, campaign);
  const server = { endpoint, project_id: project.id, short_name: shortName };
  const keep = (compared: Difference | null) =>
    writeLock(prepared.lockPath, lockOf(prepared, campaign, server, compared, recorded(corrections, effects)));
  const hosting = { client, projectId: project.id, materials, endpoint };
  const installed = await installPresenter(presenter, campaign, hosting, effects);
  const allowEdits = opened.file.server?.info?.allow_taskrun_edit === true;
  const page = presenterPage(campaign, { id: project.id, shortName, stateMaterial: state, dialect, allowEdits }, installed);
  if (corrections.length > 0) journal.write("campaign corrected", { corrections });
  keep(before.compared);
  await updateProject(client, project, opened, { names: prepared, campaign, files, presenter: page, materials, dialect }, effects);
  for (const correction of corrections) output.note(`Corrected ${correctionText(correction, "is now")}.`);

  const place: Place = { projectId: project.id, shortName, dialect, expiration: before.expiration?.text ?? null };
  const bring = bringer(client, place, before.expiration, tools);
  const { method } = before.effort;
  if (prepared.chipSettings.mode === "hosted")
    await tellChipsNotThere(chipsOf([...create, ...update.map(({ task }) => task)], prepared), { base: chipsBase, endpoint }, effects);
  await bring(before.compared, method, before.present);
  const after =
    create.length + update.length + renew.length === 0 && before.compared.duplicate.length === 0
      ? before.compared
      : await settle(prepared, place, before.expiration, { client, bring, method }, effects);
  keep(after);
  tellLeftAlone(after, effects);
  return {
    created: create.length,
    updated: update.length,
    unchanged: unchanged.length,
    frozen: after.frozen.length,
    orphan: after.orphan.length,
    skipped: skippedBuildings(prepared.skipped),
    project_id: project.id,
    short_name: shortName,
    url: `${endpoint}/project/${shortName}/`,
    method,
    corrections,
  };
}

/** The chips that these tasks show. */
function chipsOf(tasks: readonly PlannedTask[], { chips }: Preparation): HostedChip[] {
  const shown = new Set(tasks.flatMap(({ info }) => info.chips?.names ?? []));
  return (chips?.records ?? []).flatMap(({ name, sha256 }) =>
    name !== null && sha256 !== null && shown.has(name) ? [{ name, sha256 }] : [],
  );
}

function recorded(corrections: readonly Correction[], { now }: Effects): (Correction & { at: string })[] {
  const at = new Date(now()).toISOString();
  return corrections.map((correction) => ({ at, ...correction }));
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

type Bring = (compared: Difference, method: Method, present: number) => Promise<void>;

/** Does what a difference says: takes out tasks that stand there twice, changes, renews and creates others. */
function bringer(
  client: ReturnType<typeof connect>,
  place: Place,
  expiration: Expiration | null,
  tools: Effects & { journal: Journal },
): Bring {
  const { output, journal } = tools;
  return async ({ create, update, renew, duplicate }, method, present) => {
    for (const id of duplicate) {
      await client.tasks.remove(id);
      journal.write("duplicate removed", { task_id: id });
    }
    for (const [at, { task, id }] of update.entries()) {
      await client.tasks.update(id, { info: { ...task.info }, n_answers: task.n_answers });
      journal.write("task updated", { task_id: id, building: task.info.building });
      output.progress("updating tasks", at + 1, update.length);
    }
    for (const [at, id] of renew.entries()) {
      if (expiration) await client.tasks.update(id, { expiration: expiration.text });
      output.progress("renewing tasks", at + 1, renew.length);
    }
    if (create.length === 0) return;
    // In the order in which volunteers get them: ids in the order of the manager's file would tell which building is which.
    const first = [...create].sort((a, b) => b.priority - a.priority);
    if (method === "csv") await importTasks(client, place, first, present, tools);
    else await postTasks(client, place, first, tools);
  };
}

const mostRounds = 6;

/** Reads all back and sends what is still missing, until nothing is: by import as long as that gets on. */
async function settle(
  prepared: Preparation,
  { projectId }: Place,
  expiration: Expiration | null,
  { client, bring, method }: { client: ReturnType<typeof connect>; bring: Bring; method: Method },
  effects: Effects,
): Promise<Difference> {
  let missing = Number.POSITIVE_INFINITY;
  for (let round = 0; ; round++) {
    const { compared, present } = await compare(client, projectId, prepared, expiration, effects);
    const { create, update, duplicate } = compared;
    if (create.length + update.length + duplicate.length === 0) return compared;
    if (round === mostRounds) {
      throw new ServerError({
        what: `the server does not hold what was sent: ${counted(create.length, "task")} missing, ${update.length} different, ${duplicate.length} twice`,
        advice: "Run the same command again.",
      });
    }
    const getsOn = create.length > 300 && create.length < missing;
    missing = create.length;
    await bring({ ...compared, renew: [] }, method === "csv" && getsOn ? "csv" : "post", present);
  }
}

async function chipsAddress({ chipSettings, chips }: Preparation, upload: () => Promise<string | null>): Promise<string | null> {
  if (chips === null) return null;
  const { mode, base_url: base, format } = chipSettings;
  if (mode === "local") return upload();
  if (base === null) return null;
  return base.includes("{name}") ? base : `${base.replace(/\/+$/, "")}/{name}.${format === "webp" ? "webp" : "jpg"}`;
}

/** Answers to tasks that are gone from the files still name their frames: ids are never taken away. */
function withRetainedFrames(campaign: Campaign, { lock }: Preparation): Campaign {
  const ids = new Set(campaign.frames.map(({ id }) => id));
  const retained = (lock?.campaign.frames ?? []).filter(({ id }) => !ids.has(id));
  if (retained.length === 0) return campaign;
  return { ...campaign, frames: [...campaign.frames, ...retained].sort((a, b) => frameTime(a).start - frameTime(b).start) };
}

function tellLeftAlone({ frozen, orphan }: Difference, { output }: Effects): void {
  if (frozen.length > 0) output.warn(`Left as on the server, since answered, though the files differ: ${counted(frozen.length, "task")}.`);
  const wanting = frozen.filter(({ task, info }) => task.hash === hashOf(info));
  if (wanting.length > 0) {
    output.warn(`Of these, ${counted(wanting.length, "task")} would only get more answers: strike-setup redundancy --from asks for those.`);
  }
  if (orphan.length > 0) output.warn(`Left on the server, though not in the files: ${counted(orphan.length, "task")}.`);
}

/** For the manager: what was done, and where. */
export function applyText({ created, updated, unchanged, skipped, url }: ApplyResult): string {
  return `${counted(created, "task")} created, ${updated} updated, ${unchanged} unchanged; ${counted(skipped, "building")} skipped\n${url}`;
}
