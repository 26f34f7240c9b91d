import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Project, PybossaClient } from "pybossa-client-ts";
import { InputError, ServerError, UsageError } from "pybossa-client-ts/command";
import type { CampaignRecord } from "../campaign.ts";
import { logName, readLog } from "../fetch/archive.ts";
import { readProvenance } from "../provenance/index.ts";

interface KnownProject {
  endpoint: string;
  id: number;
  /** The file that tells so. */
  from: string;
}

/** The project that the results are of: as the campaign lock knows it, else as `fetch` noted it. */
export function knownProject(dir: string, { server }: Pick<CampaignRecord, "server">): KnownProject | null {
  if (server !== null) return { endpoint: server.endpoint, id: server.project_id, from: "the campaign lock" };
  const input = readProvenance(dir)?.run.input;
  const folders = [...(input === undefined ? [] : [join(dir, input)]), join(dir, "raw"), dir];
  const log = folders.map((folder) => join(folder, logName)).find((path) => existsSync(path));
  if (log === undefined) return null;
  const [first] = readLog(log);
  return first === undefined ? null : { endpoint: first.server, id: first.project_id, from: log };
}

/**
 * Finds the project on the server.
 * @param shortName as given by the caller, if it was
 * @throws UsageError where nothing names the project, InputError where two things name different ones, ServerError
 *   where the server has none
 */
export async function openProject(client: PybossaClient, shortName: string | undefined, known: KnownProject | null): Promise<Project> {
  if (shortName === undefined) {
    if (known === null) throw new UsageError({ what: "which project is not known", advice: "Give --project <short_name>." });
    return client.projects.get(known.id);
  }
  const found = await client.projects.byShortName(shortName);
  if (found === null) {
    throw new ServerError({
      what: `there is no project "${shortName}"`,
      where: client.endpoint,
      advice: "Check the short_name. A draft is shown only to its owner: give that key.",
    });
  }
  if (known !== null && known.id !== found.id) {
    throw new InputError({
      what: `"${shortName}" is project ${found.id}, and the results are of project ${known.id}, as ${known.from} says`,
      advice: "Leave --project out, or name the folder of that project's results.",
    });
  }
  return found;
}
