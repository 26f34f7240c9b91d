import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { CampaignLock } from "pybossa-client-ts/strike-tracker";
import { archivedPreparation, isArchive } from "./archive/index.ts";
import { opaqueId } from "./buildings/index.ts";
import { campaignNames } from "./campaign-file/index.ts";
import { produceChips } from "./chips/index.ts";
import type { Effects } from "./effects.ts";
import { ensureSecret, lockPath, manifestPath, readLock, readSecret, secretPath, writeManifest } from "./lock/index.ts";
import type { Preparation, PreparationOptions } from "./prepared.ts";
import { refuseErrors, type Survey, survey } from "./survey.ts";
import { planTasks } from "./tasks/index.ts";

/**
 * Surveys a campaign, sees to its chips and plans its tasks; from an archive, takes what it holds. Writes nothing but
 * chips.
 * @throws InputError on any fault of the files
 */
export async function prepare(campaignPath: string, options: PreparationOptions, effects: Effects): Promise<Preparation> {
  if (isArchive(campaignPath)) return archivedPreparation(campaignPath, options);
  const { pilot, chips: wanted, whenRead } = options;
  const surveyed = await survey(campaignPath, effects);
  refuseErrors(surveyed);
  const { opened } = surveyed;
  const names = campaignNames(opened, pilot !== undefined);
  const lockFile = lockPath(opened.folder, pilot !== undefined);
  const lock = readLock(lockFile, names.campaignId);
  await whenRead?.(names);
  const secretFile = secretPath(opened.folder, opened.file.id);
  const secret = readSecret(secretFile) ?? Buffer.from(effects.randomBytes(32)).toString("hex");
  const publicId = publicIds(secret, names.campaignId, lock);
  if (pilot !== undefined) surveyed.buildings = trial(surveyed, pilot, publicId);
  const chips = surveyed.chips.mode === "none" ? null : await produceChips(surveyed, effects, { onlyKnown: wanted === "expect" });
  const planned = planTasks(surveyed, chips, names.campaignId, publicId);
  return {
    ...names,
    opened,
    survey: surveyed,
    chipSettings: surveyed.chips,
    chips,
    planned,
    skipped: [...surveyed.skipped, ...planned.skipped],
    inputs: [
      { path: resolve(opened.path), sha256: opened.sha256 },
      { path: surveyed.buildingsFile.path, sha256: surveyed.buildingsFile.sha256 },
      ...surveyed.documents,
    ],
    lock,
    lockPath: lockFile,
    keep() {
      ensureSecret(secretFile, () => Buffer.from(secret, "hex"));
      writeManifest(manifestPath(opened.folder, pilot !== undefined), planned.manifestText);
    },
  };
}

/** A building that has an id in the lock keeps it, whatever happened to the secret. */
function publicIds(secret: string, campaignId: string, lock: CampaignLock | null): (managerId: string) => string {
  const known = new Map((lock?.buildings ?? []).map(({ manager_id, building }) => [manager_id, building]));
  return (managerId) => known.get(managerId) ?? opaqueId(secret, campaignId, managerId);
}

/** The practice buildings, and `count` others by chance. */
function trial({ buildings, practice }: Survey, count: number, publicId: (managerId: string) => string): Survey["buildings"] {
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
