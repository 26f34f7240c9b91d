import { type Campaign, type CampaignFrame, frameTime, type Judgement } from "pybossa-client-ts/strike-tracker";
import type { ComparedFrame } from "../compare/index.ts";
import type { FrameDates, Text } from "../i18n/index.ts";
import { datesOf, framesLeft } from "../session/index.ts";
import { type Building, framePicture } from "../sitting/index.ts";
import type { StripFrame } from "../strip/strike-strip.component.ts";

/** A building's frames in words. */
export interface FrameWords {
  text: Text;
  dates: FrameDates;
}

/** A frame's date as it is to be read: a published date says so. */
export function dateText(frame: CampaignFrame, { text, dates }: FrameWords): string {
  const date = dates.long(frame);
  return frame.date_kind === "published" ? text("published", { date }) : date;
}

/** Frames as the comparison shows them. @param ids one or two @param asked those that are asked about */
export function comparedFrames(
  building: Building,
  campaign: Campaign,
  ids: readonly string[],
  asked: readonly string[],
  words: FrameWords,
): ComparedFrame[] {
  const { text, dates } = words;
  const count = building.frames.length;
  return ids.flatMap((id) => {
    const index = building.timeline.frames.indexOf(id) + 1;
    const frame = building.frames[index - 1];
    if (!frame) return [];
    const position = text("position", { index, count });
    const judgement = judgementText(building.timeline.judgements[id], text);
    const tag = tagOf(building, id, text);
    return [
      {
        id,
        ...framePicture(building, campaign, id),
        date: dateText(frame, words),
        detail: [dates.time(frame), tag ? "" : position].filter((part) => part !== "").join(" · "),
        label: text("imageLabel", { date: dateText(frame, words), position, judgement }),
        index,
        count,
        asked: ids.length > 1 && asked.length === 1 && asked[0] === id,
        ...(tag ? { tag } : {}),
      },
    ];
  });
}

/** Frames as the strip shows them. */
export function stripFrames(building: Building, words: FrameWords): StripFrame[] {
  const { text, dates } = words;
  const { timeline } = building;
  const { lastStanding, firstDestroyed } = datesOf(timeline);
  const low = lastStanding === null ? 0 : timeline.frames.indexOf(lastStanding);
  const high = firstDestroyed === null ? timeline.frames.length - 1 : timeline.frames.indexOf(firstDestroyed);
  return building.frames.map((frame, index) => {
    const judgement = timeline.judgements[frame.id];
    return {
      id: frame.id,
      short: dates.short(frame),
      label: text("stripOption", { date: dateText(frame, words), judgement: judgementText(judgement, text) }),
      time: frameTime(frame).start,
      judgement,
      open: index >= low && index <= high,
    };
  });
}

/** The credit lines of the campaign and of the frames in view, each once; and that chips could not be verified. */
export function attributionOf(building: Building, campaign: Campaign, ids: readonly string[], text: Text): string[] {
  const own = building.frames.filter(({ id }) => ids.includes(id)).flatMap(({ attribution }) => attribution ?? []);
  const unverified = ids.some((id) => building.checks[id] === "not_verified") ? [text("notVerified")] : [];
  return [...new Set([...campaign.attribution, ...own, ...unverified])];
}

export function judgementText(judgement: Judgement | undefined, text: Text): string {
  return text(judgement ?? "notJudged");
}

/** How much is left between the two dates, for the screen reader; empty before both are known. */
export function leftText(building: Building, words: FrameWords): string {
  const left = framesLeft(building.timeline);
  if (left === null) return "";
  const { lastStanding, firstDestroyed } = datesOf(building.timeline);
  const date = (id: string | null) => building.frames.flatMap((frame) => (frame.id === id ? dateText(frame, words) : [])).join("");
  const between = { count: left, from: date(lastStanding), to: date(firstDestroyed) };
  return left === 0 ? words.text("allSeen") : words.text("framesLeft", between);
}

function tagOf(building: Building, id: string, text: Text): ComparedFrame["tag"] {
  const { judgements } = building.timeline;
  const { lastStanding, firstDestroyed } = datesOf(building.timeline);
  if (id === lastStanding) return { text: text("lastStanding"), kind: "standing" };
  if (id === firstDestroyed) return { text: text("firstDestroyed"), kind: "destroyed" };
  const judgement = judgements[id];
  if (judgement === undefined) return undefined;
  return { text: text(judgement), kind: judgement === "standing" || judgement === "destroyed" ? judgement : "none" };
}
