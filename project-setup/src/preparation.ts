import { createHash } from "node:crypto";
import type { CampaignLock } from "pybossa-client-ts/strike-tracker";
import { opaqueId } from "./buildings/index.ts";
import { shortName } from "./campaign-file/index.ts";
import { type ChipSet, produceChips } from "./chips/index.ts";
import type { Effects } from "./effects.ts";
import { ensureSecret, lockPath, manifestPath, readLock, readSecret, secretPath, writeManifest } from "./lock/index.ts";
import { refuseErrors, type Survey, survey } from "./survey.ts";
import { type PlannedTasks, planTasks } from "./tasks/index.ts";

export interface PreparationOptions {
  /** A trial with so many buildings: its own project, campaign id and lock. */
  pilot: number | undefined;
  /** cut = cut the chips that are missing; expect = refuse if any is missing. */
  chips: "cut" | "expect";
  /** Whether the campaign's secret may be written. */
  write: boolean;
}

/** A campaign that is ready to be compared with a server. */
export interface Preparation {
  survey: Survey;
  chips: ChipSet | null;
  planned: PlannedTasks;
  lock: CampaignLock | null;
  lockPath: string;
  shortName: string;
  /** The project's name on the server. */
  name: string;
}

/**
 * Surveys a campaign, sees to its chips and plans its tasks.
 * @throws InputError on any fault of the files
 */
export async function prepare(
  campaignPath: string,
  { pilot, chips: wanted, write }: PreparationOptions,
  effects: Effects,
): Promise<Preparation> {
  const surveyed = await survey(campaignPath, effects);
  refuseErrors(surveyed);
  const { opened } = surveyed;
  const suffix = pilot === undefined ? "" : "-pilot";
  const campaignId = `${opened.file.id}${suffix}`;
  const lockFile = lockPath(opened.folder, pilot !== undefined);
  const lock = readLock(lockFile, campaignId);
  const publicId = publicIds(secretOf(surveyed, write, effects), campaignId, lock);
  if (pilot !== undefined) surveyed.buildings = trial(surveyed, pilot, publicId);
  const chips = surveyed.chips.mode === "none" ? null : await produceChips(surveyed, effects, { onlyKnown: wanted === "expect" });
  const planned = planTasks(surveyed, chips, campaignId, publicId);
  if (write) writeManifest(manifestPath(opened.folder, pilot !== undefined), planned.manifestText);
  return {
    survey: surveyed,
    chips,
    planned,
    lock,
    lockPath: lockFile,
    shortName: `${shortName(opened.file)}${suffix}`,
    name: `${opened.file.title}${pilot === undefined ? "" : " (pilot)"}`,
  };
}

function secretOf({ opened }: Survey, write: boolean, { randomBytes }: Effects): string {
  const path = secretPath(opened.folder, opened.file.id);
  // A plan alone needs no lasting secret: whatever is on the server is known by the lock.
  return write ? ensureSecret(path, randomBytes) : (readSecret(path) ?? Buffer.from(randomBytes(32)).toString("hex"));
}

/** A building that has an id in the lock keeps it, whatever happened to the secret. */
function publicIds(secret: string, campaignId: string, lock: CampaignLock | null): (managerId: string) => string {
  const known = new Map((lock?.buildings ?? []).map(({ manager_id, building }) => [manager_id, building]));
  return (managerId) => known.get(managerId) ?? opaqueId(secret, campaignId, managerId);
}

/** The practice buildings, and `count` others by chance. */
function trial({ buildings, opened }: Survey, count: number, publicId: (managerId: string) => string): Survey["buildings"] {
  const practice = new Set((opened.file.practice ?? []).map(({ building }) => String(building)));
  const rank = new Map(
    buildings.map(({ building }) => [building.managerId, createHash("sha256").update(publicId(building.managerId)).digest("hex")]),
  );
  const rankOf = (managerId: string) => rank.get(managerId) ?? "";
  const drawn = buildings
    .filter(({ building }) => !practice.has(building.managerId))
    .sort((a, b) => (rankOf(a.building.managerId) < rankOf(b.building.managerId) ? -1 : 1))
    .slice(0, count);
  const kept = new Set(drawn);
  return buildings.filter((surveyed) => kept.has(surveyed) || practice.has(surveyed.building.managerId));
}
