import type { Dialect, Project, PybossaClient } from "pybossa-client-ts";
import { InputError } from "pybossa-client-ts/command";
import { type CampaignNames, campaignNames, type OpenedCampaign, readCampaign } from "../campaign-file/index.ts";
import type { Effects, ServerAccess } from "../effects.ts";
import { aloneOn, type Journal, openJournal } from "../lock/index.ts";
import { connect, findProject, toldFaults } from "../server/index.ts";

/** A campaign's project as it is on the server, and what is needed to work on it. */
export interface CampaignProject extends CampaignNames {
  opened: OpenedCampaign;
  client: PybossaClient;
  dialect: Dialect;
  project: Project;
  journal: Journal;
  /** The project's page. */
  url: string;
}

/** Where a command works. */
export interface CampaignPlace {
  campaignPath: string;
  access: ServerAccess;
  effects: Effects;
  pilot: boolean;
}

/**
 * Works on the project that `apply` made of a campaign file, or of its pilot.
 * @throws InputError where there is none yet; ServerError as findProject
 */
export function withProject<T>(
  { campaignPath, access, effects, pilot }: CampaignPlace,
  work: (found: CampaignProject) => Promise<T>,
): Promise<T> {
  return toldFaults(access.endpoint, async () => {
    const opened = readCampaign(campaignPath);
    const names = campaignNames(opened, pilot);
    const client = connect(access, effects);
    const project = await findProject(client, names, access, effects);
    if (project === null) {
      throw new InputError({
        what: `there is no project "${names.shortName}" on this server yet`,
        where: access.endpoint,
        advice: `Make it first: strike-setup apply ${campaignPath}${pilot ? " --pilot <n>" : ""}. A draft is shown only to the account that made it: is this its key?`,
      });
    }
    const journal = openJournal(opened.folder, names.campaignId, effects.now);
    const url = `${access.endpoint}/project/${names.shortName}/`;
    return work({ ...names, opened, client, dialect: await client.dialect(), project, journal, url });
  });
}

/** The same for a command that changes something: refused while another one does. */
export function changingProject<T>(place: CampaignPlace, work: (found: CampaignProject) => Promise<T>): Promise<T> {
  const opened = readCampaign(place.campaignPath);
  return aloneOn(opened.folder, campaignNames(opened, place.pilot).campaignId, () => withProject(place, work));
}
