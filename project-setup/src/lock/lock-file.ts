import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, writeFileAtomic } from "pybossa-client-ts/command";
import { type CampaignLock, describeProblems, parseCampaignLock } from "pybossa-client-ts/strike-tracker";
import { parseJson } from "../json.ts";

/** Where a campaign's lock lies; a pilot has its own. */
export function lockPath(folder: string, pilot: boolean): string {
  return join(folder, pilot ? "campaign.pilot.lock.json" : "campaign.lock.json");
}

/** Where a campaign's manifest lies, beside its lock. */
export function manifestPath(folder: string, pilot: boolean): string {
  return join(folder, pilot ? "campaign.pilot.manifest.json" : "campaign.manifest.json");
}

/** Writes the manifest where it has changed, readable by its owner alone. */
export function writeManifest(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileAtomic(path, text, { mode: 0o600 });
}

/** The lock, or null where there is none yet. @throws InputError where it is broken or another campaign's */
export function readLock(path: string, campaignId: string): CampaignLock | null {
  if (!existsSync(path)) return null;
  const parsed = parseCampaignLock(parseJson(path, readFileSync(path, "utf8")));
  if (!parsed.ok) {
    throw new InputError({
      what: `this is no campaign lock: ${describeProblems(parsed.problems)}`,
      where: path,
      advice: "Put the file back from your backup.",
    });
  }
  if (parsed.value.campaign.id !== campaignId) {
    throw new InputError({
      what: `this lock belongs to the campaign ${parsed.value.campaign.id}, not to ${campaignId}`,
      where: path,
      advice: "Keep each campaign in a folder of its own, and do not change its id.",
    });
  }
  return parsed.value;
}

/** Writes the lock whole or not at all, readable by its owner alone. */
export function writeLock(path: string, lock: CampaignLock): void {
  writeFileAtomic(path, `${JSON.stringify(lock)}\n`, { mode: 0o600 });
}
