import { configureLocalization } from "@lit/localize";
import { type Language, languages } from "./languages.ts";
import { type Catalogue, messagesOf } from "./texts.ts";

export type LoadCatalogue = (language: Exclude<Language, "en">) => Promise<Catalogue>;

let load: LoadCatalogue = () => Promise.reject(new Error("no catalogues"));

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: "en",
  targetLocales: Object.keys(languages),
  loadLocale: async (language) => ({ templates: messagesOf(await load(language as Exclude<Language, "en">), language) }),
});

/**
 * Turns the page's words into a language. A later call wins over an earlier one that is still loading.
 * @param from loads the catalogue of a language other than English
 * @returns the language that is spoken then: English where the catalogue cannot be had
 */
export async function speak(language: Language, from: LoadCatalogue): Promise<Language> {
  load = from;
  try {
    await setLocale(language);
  } catch {
    // A second try is only made after another language.
    await setLocale("en");
  }
  return getLocale() as Language;
}
