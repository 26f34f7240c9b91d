import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import campaignSchema from "../../../project-setup/src/campaign-file/campaign.schema.json" with { type: "json" };
import { catalogues } from "../../../task-presenter/src/i18n/catalogues.ts";
import {
  chooseLanguage,
  createText,
  en,
  type Language,
  languages,
  offeredLanguages,
  type PluralForms,
  regionOf,
  speak,
  type TextKey,
  wordsIn,
} from "../../../task-presenter/src/i18n/index.ts";
import { actionOfKey } from "../../../task-presenter/src/strike-tracker/keyboard.ts";

const all = Object.keys(languages) as Language[];
const others = all.filter((language) => language !== "en");
const keys = Object.keys(en) as TextKey[];
const formsOf = (entry: string | PluralForms) => (typeof entry === "string" ? [entry] : Object.values(entry));
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))].sort();

it("the question of a campaign that sets none is one that is translated", () => {
  expect(campaignSchema.properties.question.default).toBe(en.defaultQuestion);
});

describe.each(others)("the catalogue %s", (language) => {
  const catalogue = catalogues[language];

  it("has every text and no other", () => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
    expect(keys.filter((key) => formsOf(catalogue[key]).some((form) => form.trim() === ""))).toEqual([]);
  });

  it("has every placeholder; only a form for one or two may leave out the number", () => {
    const wrong = keys.filter((key) => {
      const entry: string | PluralForms = catalogue[key];
      const wanted = placeholders(formsOf(en[key])[0] ?? "");
      if (typeof entry === "string") return placeholders(entry).join() !== wanted.join();
      return Object.entries(entry).some(([form, words]) => {
        const counted = ["one", "two"].includes(form) && language === "ar" ? wanted.filter((name) => name !== "count") : wanted;
        const has = placeholders(words);
        return has.join() !== wanted.join() && has.join() !== counted.join();
      });
    });
    expect(wrong).toEqual([]);
  });

  it("has the plural forms of its language", () => {
    const rules = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of keys) {
      const entry: string | PluralForms = catalogue[key];
      if (typeof entry !== "string") expect([key, Object.keys(entry).sort()]).toEqual([key, [...rules].sort()]);
    }
  });
});

describe("speaking", () => {
  const load = (language: keyof typeof catalogues) => Promise.resolve(catalogues[language]);

  // @lit/localize tells the window of each change.
  beforeAll(() => void vi.stubGlobal("window", new EventTarget()));
  afterAll(async () => {
    await speak("en", load);
    vi.unstubAllGlobals();
  });

  it("counts by the language's rules and digits", async () => {
    expect(await speak("ar", load)).toBe("ar");
    const text = createText("ar-u-nu-arab");
    const gaps = [1, 2, 3, 11, 100].map((count) => text("gapDays", { count }));
    expect(gaps).toEqual(["الفارق يوم واحد", "الفارق يومان", "الفارق ٣ أيام", "الفارق ١١ يومًا", "الفارق ١٠٠ يوم"]);
    expect(await speak("uk", load)).toBe("uk");
    expect(createText("uk")("gapDays", { count: 22 })).toBe(catalogues.uk.gapDays.few?.replace("{count}", "22"));
  });

  it("stays with English where a catalogue does not come, and can try again", async () => {
    expect(await speak("fr", () => Promise.reject(new Error("offline")))).toBe("en");
    expect(createText("fr")("send")).toBe("Send");
    expect(await speak("fr", load)).toBe("fr");
    expect(createText("fr")("send")).toBe(catalogues.fr.send);
  });
});

describe("the language", () => {
  const offered: Language[] = ["en", "ar", "uk"];
  const asked = (change: Partial<Parameters<typeof chooseLanguage>[0]>) =>
    chooseLanguage({ offered, remembered: null, page: "en", browser: [], ...change });

  it("is the volunteer's choice, then the page's, then the browser's, among the campaign's", () => {
    expect(asked({ remembered: "uk", page: "ar", browser: ["ar"] })).toBe("uk");
    expect(asked({ page: "ar", browser: ["uk"] })).toBe("ar");
    expect(asked({ browser: ["de-DE", "uk-UA", "ar"] })).toBe("uk");
    expect(asked({ remembered: "fr", browser: ["fr"] })).toBe("en");
    expect(chooseLanguage({ offered: ["ar"], remembered: null, page: "en", browser: ["en-US"] })).toBe("ar");
  });

  it("is English where the campaign names none that the page speaks", () => {
    expect(offeredLanguages(["de", "xx-YY"])).toEqual(["en"]);
    expect(offeredLanguages(["ar-SY", "en", "ar"])).toEqual(["ar", "en"]);
  });

  it("writes dates and numbers as its readers do, always of the Gregorian calendar in UTC", () => {
    const frame = { id: "a", datetime: "2017-06-12T23:31:00Z", date_kind: "acquired", source: { type: "chips" } } as const;
    const written = others.map((language) => wordsIn(language, `${language}-u-nu-latn`).dates.long(frame));
    expect(written).toEqual([expect.stringMatching(/^12 .* 2017$/), "12 de junio de 2017", "12 juin 2017", "12 червня 2017 р."]);
    expect(wordsIn("ar", "ar-SA-u-nu-latn").dates.year(frame)).toContain("2017");
    expect(regionOf("ar", ["en-US", "ar-SY"])).toBe("ar-SY");
    expect(regionOf("en", ["en-US"])).toBeUndefined();
  });

  it("runs from right to left in Arabic alone", () => {
    expect(all.filter((language) => wordsIn(language).direction === "rtl")).toEqual(["ar"]);
  });

  it("leaves the keys where they are on other layouts", () => {
    const press = (key: string, code: string) =>
      actionOfKey({ key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }, { single: true, rightToLeft: false });
    expect(press("س", "KeyS")).toEqual({ kind: "answer", index: 0 });
    expect(press("в", "KeyD")).toEqual({ kind: "answer", index: 1 });
    expect(press("٢", "Digit2")).toEqual({ kind: "answer", index: 1 });
  });
});
