import { en } from "../texts/en.ts";
import { createText, type Text, type Translation } from "./text.ts";

export type { Text, TextKey, Translation } from "./text.ts";

export const languages = { en: "English", ar: "العربية", es: "Español", fr: "Français", uk: "Українська" } as const;
export type Language = keyof typeof languages;

/** Texts, numbers and dates in one language. Dates are days in UTC; times are milliseconds since 1970. */
export interface Words {
  language: Language;
  direction: "ltr" | "rtl";
  text: Text;
  number(value: number, digits?: number): string;
  /** An expected count: a whole number where it is large or whole. */
  expected(value: number): string;
  /** A span of counts; one number where both ends are the same. */
  band(span: { low: number; high: number }): string;
  percent(share: number): string;
  days(value: number): string;
  date(time: number): string;
  /** Remarks one after another. */
  list(parts: readonly string[]): string;
  /** A stretch whose ends may be open. */
  window(from: number | null, to: number | null): string;
}

export function wordsIn(language: Language, catalogue: Translation = en): Words {
  const locale = language === "en" ? "en-GB" : language;
  const text = createText(catalogue, locale);
  const dates = new Intl.DateTimeFormat(locale, { timeZone: "UTC", calendar: "gregory", day: "numeric", month: "short", year: "numeric" });
  const number = (value: number, digits = 0) =>
    value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const date = (time: number) => dates.format(time);
  const rough = (value: number) => (value >= 10 || Number.isInteger(value) ? Math.round(value) : Math.round(value * 10) / 10);
  return {
    language,
    direction: language === "ar" ? "rtl" : "ltr",
    text,
    number,
    expected: (value) => (value >= 100 || Math.abs(value - Math.round(value)) < 0.05 ? number(Math.round(value)) : number(value, 1)),
    band: ({ low, high }) => {
      if (low === high) return number(low);
      const span = `${number(low)}–${number(high)}`;
      return language === "ar" ? `\u2067${span}\u2069` : span;
    },
    percent: (share) => {
      if (share > 0 && share < 0.005) return text("underOnePercent");
      // Never 100 % for what is not certain.
      const digits = share > 0.995 && share < 1 ? 1 : 0;
      return text("percent", {
        share: (100 * Math.min(share, share < 1 ? 0.999 : 1)).toLocaleString(locale, { maximumFractionDigits: digits }),
      });
    },
    days: (value) => text("days", { count: rough(value) }),
    date,
    list: (parts) => parts.join(language === "ar" ? "؛ " : "; "),
    window: (from, to) => {
      if (from === null) return to === null ? text("notKnown") : text("by", { date: date(to) });
      if (to === null) return text("after", { date: date(from) });
      return text("range", { from: date(from), to: date(to) });
    },
  };
}

/** The reader's own choice, then the browser's, then the campaign's, then English. */
export function chooseLanguage(chosen: string | null, browser: readonly string[], campaign: string): Language {
  const known = (tag: string | null): Language | null => {
    const short = tag?.toLowerCase().split("-")[0] ?? "";
    return Object.hasOwn(languages, short) ? (short as Language) : null;
  };
  return known(chosen) ?? browser.map(known).find((language) => language !== null) ?? known(campaign) ?? "en";
}
