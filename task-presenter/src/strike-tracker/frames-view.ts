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
  const gaps = longGaps(building.frames.map((frame) => frameTime(frame)));
  return building.frames.map((frame, index) => {
    const judgement = timeline.judgements[frame.id];
    const gap = gaps[index];
    return {
      id: frame.id,
      short: dates.short(frame),
      label: text("stripOption", { date: dateText(frame, words), judgement: judgementText(judgement, text) }),
      time: frameTime(frame).start,
      judgement,
      word: judgement === undefined ? "" : text(`short_${judgement}`),
      gap: gap === undefined ? "" : text("stripGap", { count: gap }),
      open: index >= low && index <= high,
    };
  });
}

const day = 86_400_000;

/**
 * Days before each frame in which there was no image, where that is twice the usual distance and a twelfth of the whole,
 * so that it can be written; else undefined.
 */
export function longGaps(times: readonly { start: number; end: number }[]): (number | undefined)[] {
  const apart = times.map(({ start }, index) => (index === 0 ? 0 : start - (times[index - 1]?.end ?? start)));
  const usual = [...apart.slice(1)].sort((one, other) => one - other)[Math.floor((apart.length - 1) / 2)] ?? 0;
  const whole = (times.at(-1)?.end ?? 0) - (times[0]?.start ?? 0);
  return apart.map((length) => (length >= 2 * usual && length >= whole / 12 && length >= 2 * day ? Math.round(length / day) : undefined));
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
