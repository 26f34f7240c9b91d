import { type CampaignFrame, frameTime } from "pybossa-client-ts/strike-tracker";

/** How frames' times are written. All in UTC: a volunteer's own time zone says nothing about the place. */
export interface FrameDates {
  /** "12 June 2017", or the range where only bounds are known. */
  long(frame: CampaignFrame): string;
  /** "12 Jun 2017". */
  medium(frame: CampaignFrame): string;
  /** "12 Jun". */
  short(frame: CampaignFrame): string;
  /** "2017". */
  year(frame: CampaignFrame): string;
  /** A day on the volunteer's own calendar: "12 Jun". @param time milliseconds since 1970 */
  day(time: number): string;
  /** "08:31 UTC"; the zone alone where only bounds are known. */
  time(frame: CampaignFrame): string;
}

export function createFrameDates(language: string): FrameDates {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: "UTC", calendar: "gregory", ...options });
  const long = format({ day: "numeric", month: "long", year: "numeric" });
  const medium = format({ day: "numeric", month: "short", year: "numeric" });
  const short = format({ day: "numeric", month: "short" });
  const day = new Intl.DateTimeFormat(language, { calendar: "gregory", day: "numeric", month: "short" });
  const year = format({ year: "numeric" });
  const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const isRange = (frame: CampaignFrame) => frame.datetime === undefined;
  return {
    long: (frame) => {
      const { start, end } = frameTime(frame);
      return isRange(frame) ? long.formatRange(start, end) : long.format(start);
    },
    medium: (frame) => medium.format(frameTime(frame).start),
    short: (frame) => short.format(frameTime(frame).start),
    day: (time) => day.format(time),
    year: (frame) => year.format(frameTime(frame).start),
    time: (frame) => (isRange(frame) ? "UTC" : `${time.format(frameTime(frame).start)} UTC`),
  };
}
