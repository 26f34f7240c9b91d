import type { OpenedCampaign } from "./read.ts";
import { shortName } from "./settings.ts";

/** What a campaign, or its pilot, is called. */
export interface CampaignNames {
  campaignId: string;
  shortName: string;
  /** The project's name on the server. */
  name: string;
}

/** The names of a campaign, or of its pilot. */
export function campaignNames({ file }: OpenedCampaign, pilot: boolean): CampaignNames {
  const suffix = pilot ? "-pilot" : "";
  return { campaignId: `${file.id}${suffix}`, shortName: `${shortName(file)}${suffix}`, name: `${file.title}${pilot ? " (pilot)" : ""}` };
}
