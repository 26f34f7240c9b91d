import { parseCampaign } from "pybossa-client-ts/strike-tracker";
import type { CampaignRecord } from "../campaign.ts";
import type { ReportRecord } from "./record.ts";

/** What the page tells of the campaign and its frames. */
export function campaignTold({ facts, campaign }: CampaignRecord): ReportRecord["campaign"] {
  const parsed = parseCampaign(campaign);
  const record = parsed.ok ? parsed.value : null;
  const told = new Map(record?.frames.map((frame) => [frame.id, frame]));
  return {
    id: facts.id,
    title: facts.title,
    language: facts.language,
    definition: facts.definition,
    attribution: facts.attribution,
    contact: record?.contact ?? null,
    frames: facts.frames.map((frame) => {
      const { platform = null, gsd = null, attribution = null } = told.get(frame.id) ?? {};
      return { ...frame, platform, gsd, attribution };
    }),
    base_map: record?.base_map ?? null,
  };
}
