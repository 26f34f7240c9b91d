import { InputError } from "pybossa-client-ts/command";
import { type Campaign, describeProblems, parseCampaign } from "pybossa-client-ts/strike-tracker";
import type { CampaignFile } from "../campaign-file/index.ts";
import type { PlannedTasks } from "./planned.ts";

const question = "Is the outlined building still standing here?";
const definition =
  "Destroyed: the roof has fallen in or is gone, or walls have collapsed, so that nobody could use the building. Damage that leaves the building standing does not count.";

/**
 * The public record of a campaign, from the manager's file and the planned tasks.
 * @throws InputError where it does not hold to its schema
 */
export function campaignRecord(file: CampaignFile, planned: PlannedTasks, chipsBase: string | null): Campaign {
  const own = typeof file.definition === "string" ? { text: file.definition } : file.definition;
  const record: Campaign = {
    schema: "strike-tracker/campaign/1",
    id: planned.campaignId,
    title: file.title,
    question: file.question ?? question,
    definition: { text: own?.text ?? definition, examples: [...(own?.examples ?? []), ...(file.tutorial?.examples ?? [])] },
    languages: file.languages ?? ["en"],
    frames: planned.frames,
    chips_base: chipsBase,
    collect: file.collect ?? [],
    attribution: file.attribution,
    content_note: file.content_note ?? "",
    ...(file.translations ? { translations: file.translations } : {}),
    support: file.support ?? { none: "The campaign names no place to turn to." },
    discuss: file.discuss ?? null,
    practice: planned.practice,
    break: { buildings: file.break?.buildings ?? 20, minutes: file.break?.minutes ?? 25 },
    modes: file.modes ?? ["guided"],
    ...(file.full_share ? { full_share: file.full_share } : {}),
    ...(file.privacy ? { privacy: file.privacy } : {}),
    spread: file.spread ?? 1200,
    manifest: planned.manifest,
    terms_url: file.terms_url ?? null,
    contact: file.contact ?? null,
    ...(file.base_map ? { base_map: file.base_map } : {}),
  };
  const parsed = parseCampaign(record);
  if (!parsed.ok) throw new InputError({ what: `the campaign cannot be written: ${describeProblems(parsed.problems)}` });
  return parsed.value;
}
