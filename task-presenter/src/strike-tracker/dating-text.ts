import type { CampaignFrame } from "pybossa-client-ts/strike-tracker";
import type { TextKey, Words } from "../i18n/index.ts";
import type { Dating } from "../sitting/index.ts";

const undated: Record<string, TextKey> = { cannot_tell: "checkCannotTell", wrong_place: "checkWrongPlace" };

/** A dating in words: "Destroyed between 4 Jun 2017 and 21 Jun 2017". */
export function datingText({ verdict, lastStanding, firstDestroyed }: Dating, frames: readonly CampaignFrame[], words: Words): string {
  const { text, dates } = words;
  const date = (id: string | null) => {
    const frame = frames.find((candidate) => candidate.id === id);
    return frame ? dates.medium(frame) : "";
  };
  if (verdict === "destroyed") return text("datingBetween", { from: date(lastStanding), to: date(firstDestroyed) });
  if (verdict === "already_destroyed") return text("datingAlready", { date: date(firstDestroyed ?? frames[0]?.id ?? null) });
  if (verdict === "still_standing") return text("datingStanding", { date: date(lastStanding ?? frames.at(-1)?.id ?? null) });
  return text(undated[verdict] ?? "checkCannotTell");
}
