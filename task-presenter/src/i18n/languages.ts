import { createFrameDates, type FrameDates } from "./dates.ts";
import { createText, type Text } from "./texts.ts";

/** Every language that the page speaks: its own name, and whether a native reader has read its catalogue. */
export const languages = {
  en: { name: "English", read: true },
  ar: { name: "العربية", read: false },
  es: { name: "Español", read: false },
  fr: { name: "Français", read: false },
  uk: { name: "Українська", read: false },
} as const;

export type Language = keyof typeof languages;

/** The page's words, dates and times in one language. */
export interface Words {
  language: Language;
  direction: "ltr" | "rtl";
  text: Text;
  dates: FrameDates;
  /** A time of day on the volunteer's clock. @param time milliseconds since 1970 */
  clock(time: number): string;
}

/**
 * Words in the language that is spoken now.
 * @param region the same language with a region (`ar-SY`), for the names of months and the digits
 */
export function wordsIn(language: Language, region: string = language === "en" ? "en-GB" : language): Words {
  const clock = new Intl.DateTimeFormat(region, { hour: "2-digit", minute: "2-digit" });
  return {
    language,
    direction: language === "ar" ? "rtl" : "ltr",
    text: createText(region),
    dates: createFrameDates(region),
    clock: (time) => clock.format(time),
  };
}

/** The languages that a campaign names and the page speaks, in the campaign's order; English where there is none. */
export function offeredLanguages(campaign: readonly string[]): Language[] {
  const spoken = campaign.flatMap((tag) => languageOf(tag) ?? []);
  return spoken.length > 0 ? [...new Set(spoken)] : ["en"];
}

/**
 * The volunteer's own choice, then the page's language, then the browser's, then the campaign's first. PYBOSSA says
 * `en` to everybody who has not signed in, so a page's `en` decides nothing.
 */
export function chooseLanguage(asked: {
  offered: readonly Language[];
  remembered: string | null;
  page: string;
  browser: readonly string[];
}): Language {
  const page = languageOf(asked.page) === "en" ? [] : [asked.page];
  const wanted = [asked.remembered ?? "", ...page, ...asked.browser].map(languageOf);
  return wanted.find((language) => language !== null && asked.offered.includes(language)) ?? asked.offered[0] ?? "en";
}

/** The browser's own form of a language; dates in English stay day, month, year. */
export function regionOf(language: Language, browser: readonly string[]): string | undefined {
  return language === "en" ? undefined : browser.find((tag) => languageOf(tag) === language);
}

function languageOf(tag: string): Language | null {
  const short = tag.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(languages, short) ? (short as Language) : null;
}
