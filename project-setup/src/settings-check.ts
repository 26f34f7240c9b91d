import type { Finding } from "./buildings/index.ts";
import { type ChipSettings, isTemplateSupport, type OpenedCampaign } from "./campaign-file/index.ts";
import type { Scene } from "./frames/index.ts";

/** Settings of a campaign file that do not fit together, though each is well-formed. */
export function settingFaults({ path }: OpenedCampaign, chips: ChipSettings): Finding[] {
  const faults: Finding[] = [];
  if (chips.mode === "hosted" && chips.base_url === null) {
    faults.push({ where: `${path}, chips.base_url`, message: "is missing; expected the address at which you serve the folder of chips" });
  }
  if (chips.mode === "local" && chips.format !== "jpeg") {
    faults.push({ where: `${path}, chips.format`, message: "is webp, which a PYBOSSA server does not take as an upload; expected jpeg" });
  }
  return faults;
}

/**
 * Chips pass pixels on, which most licences of imagery restrict: they are refused until the manager says, for every
 * source, why it is allowed. A source is named by its platform, provider, licence, attribution or frame id.
 */
export function licenceFaults({ file, path }: OpenedCampaign, { mode }: ChipSettings, scenes: readonly Scene[]): Finding[] {
  const said = file.licence_ack;
  if (mode === "none" || typeof said === "string") return [];
  const where = `${path}, licence_ack`;
  const expected = "say in your own words why you may pass these pictures on to volunteers";
  if (said === undefined) return [{ where, message: `is missing, and chips are copies of the pictures: ${expected}` }];
  const known = new Set(Object.keys(said).map((name) => name.trim().toLowerCase()));
  const unsaid = new Set<string>();
  for (const { id, platform, provider, licence, attribution } of scenes) {
    const names = [platform, provider, licence, attribution, id].filter((name) => name !== null);
    if (!names.some((name) => known.has(name.trim().toLowerCase()))) unsaid.add(names[0] ?? "a source without a name");
  }
  if (unsaid.size === 0) return [];
  const shown = [...unsaid].slice(0, 8).join(", ");
  return [{ where, message: `says nothing of ${unsaid.size > 8 ? `${unsaid.size} sources: ` : ""}${shown}; ${expected}` }];
}

/** Settings that work, but that the manager should look at. */
export function settingWarnings({ file, path }: OpenedCampaign, chips: ChipSettings): Finding[] {
  const warnings: Finding[] = [];
  if (chips.mode !== "none" && chips.base_url?.startsWith("http://") && !/^http:\/\/(127\.|localhost|\[::1\])/.test(chips.base_url)) {
    warnings.push({ where: `${path}, chips.base_url`, message: "is not https: browsers refuse such pictures inside an https page" });
  }
  const unsaid = file.support === undefined ? "is missing" : isTemplateSupport(file.support) ? "is still the template's" : null;
  if (unsaid !== null)
    warnings.push({ where: `${path}, support`, message: `${unsaid}: say where volunteers find help, or why there is none` });
  return warnings;
}
