import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { counted, InputError } from "pybossa-client-ts/command";
import {
  type ArchiveManifest,
  archiveFiles,
  archiveFolder,
  copyChips,
  copyFolder,
  copyInputs,
  copyPageFiles,
  finishedArchive,
  sealArchive,
} from "../archive/index.ts";
import { chipSettings } from "../campaign-file/index.ts";
import { fileName } from "../chips/index.ts";
import type { Effects, ServerAccess } from "../effects.ts";
import { lockPath, manifestPath, readLock, secretPath } from "../lock/index.ts";
import { presenterFolder } from "../server/index.ts";
import { type CampaignProject, withProject } from "./campaign-project.ts";

export interface ArchiveOptions {
  /** A new folder. */
  out: string;
  pilot?: boolean;
}

export interface ArchiveResult {
  folder: string;
  /** RFC 3339 UTC. */
  made_at: string;
  /** The folder held this campaign's whole archive before, and was left as it is. */
  unchanged: boolean;
  tasks: number;
  task_runs: number;
  results: number;
  chips: number;
  files: number;
  bytes: number;
}

/**
 * Writes a whole campaign into one private folder: its files, chips, presenter, and what the server holds. `apply` fills
 * another server from it, `strike-aggregate infer` reads its answers.
 * A folder that holds the campaign's whole archive is left as it is.
 * @throws InputError where the folder holds anything else, or there is no lock
 */
export function archive(
  campaignPath: string,
  access: ServerAccess,
  effects: Effects,
  { out, pilot = false }: ArchiveOptions,
): Promise<ArchiveResult> {
  return withProject({ campaignPath, access, effects, pilot }, async (found) => {
    const { client, project, opened, campaignId, shortName, journal } = found;
    const { output } = effects;
    const path = lockPath(opened.folder, pilot);
    const lock = readLock(path, campaignId);
    if (lock?.server?.project_id !== project.id) {
      throw new InputError({
        what: "there is no lock of this project",
        where: path,
        advice: "Run strike-setup apply, or put the lock back from your backup.",
      });
    }
    const manifestText = readManifest(manifestPath(opened.folder, pilot), lock.campaign.manifest);
    const place = { endpoint: access.endpoint, project_id: project.id, short_name: shortName };
    const before = finishedArchive(resolve(out));
    if (before !== null && before.campaign === campaignId && isDeepStrictEqual(before.server, place)) {
      return resultOf(resolve(out), before, true);
    }
    const folder = archiveFolder(resolve(out), campaignId);
    folder.write("campaign.yaml", readFileSync(opened.path));
    folder.write(archiveFiles.lock, readFileSync(path));
    folder.write(archiveFiles.chipManifest, manifestText);
    folder.write(archiveFiles.campaign, `${JSON.stringify(lock.campaign, null, 2)}\n`);
    const secret = secretPath(opened.folder, opened.file.id);
    if (existsSync(secret)) folder.write(`${opened.file.id}.secret`, readFileSync(secret));
    if (existsSync(journal.path)) folder.write(archiveFiles.journal, readFileSync(journal.path));
    const page = copyPageFiles(folder, opened.folder, { ...opened.file.page });
    for (const told of copyInputs(folder, lock.inputs, resolve(opened.path))) output.warn(told);
    copyFolder(folder, presenterFolder(), archiveFiles.presenter);
    const shown = { ...project, secret_key: null, info: withoutPassword(project.info) };
    folder.write(archiveFiles.project, `${JSON.stringify(shown, null, 2)}\n`);
    folder.write(archiveFiles.materials, `${JSON.stringify(await client.helpingMaterials.list(project.id))}\n`);
    output.note("Reading the server's tasks, answers and results.");
    const tasks = await folder.writeRows(archiveFiles.tasks, client.tasks.pages(project.id));
    const taskRuns = await folder.writeRows(archiveFiles.taskRuns, client.taskRuns.pages(project.id));
    const results = await folder.writeRows(archiveFiles.results, client.results.pages(project.id));
    const settings = chipSettings(opened.file);
    const base = lock.campaign.chips_base;
    const names = new Map(lock.chips.map(({ name, sha256 }) => [name, sha256]));
    const chips = [...names].map(([name, sha256]) => ({
      file: fileName(name, settings.format),
      sha256,
      address: base === null ? null : new URL(base.replace("{name}", name), `${access.endpoint}/`),
    }));
    await copyChips(folder, chips, resolve(opened.folder, settings.dir), effects.fetch, (done) =>
      output.progress("copying chips", done, chips.length),
    );
    folder.write(archiveFiles.readme, readme(found, tasks, taskRuns));
    const manifest = sealArchive(folder, {
      made_at: new Date(effects.now()).toISOString(),
      campaign: campaignId,
      pilot,
      server: place,
      counts: { tasks, task_runs: taskRuns, results, chips: chips.length },
      page,
    });
    return resultOf(folder.folder, manifest, false);
  });
}

function resultOf(folder: string, { made_at, counts, files }: ArchiveManifest, unchanged: boolean): ArchiveResult {
  return { folder, made_at, unchanged, ...counts, files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}

/** What the Campaign's hash is of. @throws InputError where it is not there as it was */
function readManifest(path: string, hash: string): string {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (`sha256:${createHash("sha256").update(text).digest("hex")}` === hash) return text;
  throw new InputError({
    what: "the manifest is not the one that the lock names",
    where: path,
    advice: "Run strike-setup apply, or put the file back from your backup.",
  });
}

/** bloomberg's owners read the hash of the project's password. */
function withoutPassword(info: CampaignProject["project"]["info"]): object {
  return Object.fromEntries(Object.entries(info).filter(([key]) => key !== "passwd_hash"));
}

function readme({ name, shortName, url }: CampaignProject, tasks: number, taskRuns: number): string {
  return `# ${name}

The campaign ${shortName} as it was at ${url}: ${counted(tasks, "task")}, ${counted(taskRuns, "answer")}.

**Private**: it ties answers to places, and holds what volunteers sent. \`archive.json\` lists every file with its SHA-256.

- Another server: \`strike-setup apply campaign.yaml\` in this folder makes the project, its tasks (same opaque ids), chips and
  presenter there. With hosted chips, put \`chips/\` where \`chips.base_url\` of campaign.yaml says, or change it. Answers cannot be
  put into another server: they stay here.
- Results: \`strike-aggregate infer record --campaign record/lock.json --out results\`.
- \`record/\`: what the server held (project, tasks, answers, results, helping materials), the lock, the public campaign, the journal.
- \`inputs/\`: the files that the campaign was made from, but for the imagery. \`presenter/\`: the task presenter.
`;
}

/** Where an archive's own presenter lies, or null. */
export function archivedPresenter(campaignPath: string): string | null {
  const folder = join(dirname(resolve(campaignPath)), archiveFiles.presenter);
  return existsSync(join(folder, "presenter.json")) && existsSync(join(folder, "..", archiveFiles.manifest)) ? folder : null;
}

export function archiveText({ folder, made_at, unchanged, tasks, task_runs, chips, bytes }: ArchiveResult): string {
  const before = `This folder held the whole archive of ${made_at} before, and was left as it is. For answers sent since, name a new folder.`;
  return `${unchanged ? `${before}\n` : ""}${counted(tasks, "task")}, ${counted(task_runs, "answer")} and ${counted(chips, "chip")} are in ${folder} (${(bytes / 1e6).toFixed(1)} MB). Keep it private.`;
}
