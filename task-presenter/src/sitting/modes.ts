import type { Campaign, Mode } from "pybossa-client-ts/strike-tracker";
import type { Building } from "./building.ts";

type Ways = Pick<Campaign, "id" | "modes" | "full_share">;
type Shown = Pick<Building, "info" | "practice">;

/** The ways of working that a volunteer may choose from for a building. */
export function modesOf(campaign: Ways, building: Shown): readonly Mode[] {
  const { modes } = campaign;
  return modes.includes("full") || !isOfFullShare(campaign, building) ? modes : [...modes, "full"];
}

/**
 * The way in which a building starts: full if it is of the campaign's share of full ones, whatever was chosen before; else
 * the way that the volunteer chose if the campaign allows it, guided if it allows that, or its first.
 */
export function startingMode(campaign: Ways, building: Shown, preferred: Mode | null): Mode {
  if (isOfFullShare(campaign, building)) return "full";
  const { modes } = campaign;
  const wanted = preferred ?? "guided";
  return modes.includes(wanted) ? wanted : modes.includes("guided") ? "guided" : (modes[0] ?? "guided");
}

/** Whether every frame of a building is asked. It follows from the ids alone, so that all its volunteers do the same. */
function isOfFullShare({ id, full_share: share = 0 }: Ways, { info, practice }: Shown): boolean {
  return practice === null && hash(`${id}/${info.building}`) / 2 ** 32 < share;
}

/** FNV-1a over UTF-16 units, then the finish of MurmurHash3, which spreads ids that differ at their end. 0..2^32-1 */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
