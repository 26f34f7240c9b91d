import type { Project, PybossaClient } from "pybossa-client-ts";
import { InputError } from "pybossa-client-ts/command";
import { readCampaign, shortName } from "../campaign-file/index.ts";
import { findProject } from "../server/index.ts";

/** A campaign's project as it is on the server, and its short_name there. */
export interface CampaignProject {
  project: Project;
  name: string;
}

/**
 * Finds the project that `apply` made of a campaign file, or of its pilot.
 * @throws InputError where there is none yet; ServerError as findProject
 */
export async function campaignProject(
  client: PybossaClient,
  campaignPath: string,
  endpoint: string,
  pilot: boolean,
): Promise<CampaignProject> {
  const { file } = readCampaign(campaignPath);
  const suffix = pilot ? "-pilot" : "";
  const name = `${shortName(file)}${suffix}`;
  const project = await findProject(client, name, `${file.id}${suffix}`, endpoint);
  if (project === null) {
    throw new InputError({
      what: `there is no project "${name}" on this server yet`,
      where: endpoint,
      advice: `Make it first: strike-setup apply ${campaignPath}. A draft is shown only to the account that made it: is this its key?`,
    });
  }
  return { project, name };
}
