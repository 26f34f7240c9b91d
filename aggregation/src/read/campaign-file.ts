import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { type CampaignRecord, readCampaignRecord } from "../campaign.ts";

const ask = "Ask the campaign's manager for campaign.lock.json (private; results with geometry) or campaign.json (public; without).";

/**
 * Reads the campaign lock or the public Campaign: the named file, else `campaign.lock.json` or `campaign.json` in the
 * folder.
 * @throws InputError where there is none, or it cannot be read as one
 */
export function loadCampaign(folder: string, path: string | undefined): { path: string; record: CampaignRecord } {
  if (!existsSync(folder)) {
    throw new InputError({
      what: "no such folder",
      where: folder,
      expected: "a folder with the files of fetch or infer, or of PYBOSSA's export",
    });
  }
  const found = path ?? ["campaign.lock.json", "campaign.json"].map((name) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) {
    throw new InputError({
      what: "there is no campaign.json",
      where: folder,
      expected: "the campaign's frames and their dates",
      advice: ask,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(found, "utf8"));
  } catch (cause) {
    const absent = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw new InputError({ what: absent ? "no such file" : "is not JSON", where: found, advice: ask }, { cause });
  }
  const read = readCampaignRecord(value);
  if (!read.ok) {
    throw new InputError({ what: read.message, where: found, expected: "a campaign lock or a Campaign of Strike Tracker", advice: ask });
  }
  return { path: found, record: read.value };
}
