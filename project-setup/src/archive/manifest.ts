import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { isRecord, parseJson } from "../json.ts";

/** What an archive's folder holds, in `archive.json`. */
export interface ArchiveManifest {
  schema: "strike-tracker/archive/1";
  /** RFC 3339 UTC. */
  made_at: string;
  campaign: string;
  pilot: boolean;
  /** Where the campaign was. */
  server: { endpoint: string; project_id: number; short_name: string };
  counts: { tasks: number; task_runs: number; results: number; chips: number };
  /** The campaign file's page files, by key, as they are named here. */
  page: Record<string, string>;
  /** Every other file of the folder, by its path with slashes. */
  files: { path: string; sha256: string; bytes: number }[];
}

export const archiveFiles = {
  manifest: "archive.json",
  readme: "README.md",
  lock: "record/lock.json",
  chipManifest: "record/manifest.json",
  campaign: "record/campaign.json",
  project: "record/project.json",
  tasks: "record/task.json",
  taskRuns: "record/task_run.json",
  results: "record/result.json",
  materials: "record/helping_material.json",
  journal: "record/journal.ndjson",
  chips: "chips",
  presenter: "presenter",
} as const;

/** Whether a campaign file lies in an archive. */
export function isArchive(campaignPath: string): boolean {
  return existsSync(join(dirname(campaignPath), archiveFiles.manifest));
}

/** @throws InputError where it is broken */
export function readManifest(folder: string): ArchiveManifest {
  const path = join(folder, archiveFiles.manifest);
  const read = parseJson(path, readFileSync(path, "utf8"));
  if (!isManifest(read)) {
    throw new InputError({ what: "this is no archive of a campaign", where: path, advice: "Take the folder from your backup again." });
  }
  return read;
}

/** An archive may come from somebody else: what it names lies in its own folder. */
function isManifest(value: unknown): value is ArchiveManifest {
  if (!isRecord(value) || value.schema !== "strike-tracker/archive/1" || !Array.isArray(value.files)) return false;
  const { made_at, campaign, pilot, server, counts, page, files } = value;
  const paths = files.map((file: unknown) => (isRecord(file) && typeof file.sha256 === "string" ? file.path : null));
  return (
    typeof made_at === "string" &&
    typeof campaign === "string" &&
    typeof pilot === "boolean" &&
    isRecord(server) &&
    isRecord(counts) &&
    paths.every((path) => typeof path === "string" && !/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(path)) &&
    isRecord(page) &&
    Object.values(page).every((path) => paths.includes(path))
  );
}

/** Reads a file of an archive as it was written. @throws InputError where it is missing or was changed */
export function readArchived(folder: string, { files }: ArchiveManifest, path: string): Buffer {
  const known = files.find((file) => file.path === path);
  const where = join(folder, path);
  const advice = "Take the folder from your backup again.";
  if (!known || !existsSync(where)) throw new InputError({ what: "the archive lacks this file", where, advice });
  const bytes = readFileSync(where);
  if (sha256(bytes) !== known.sha256) throw new InputError({ what: "this file of the archive was changed", where, advice });
  return bytes;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
