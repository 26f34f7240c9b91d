import {
  chooseLanguage,
  type Language,
  type LoadCatalogue,
  offeredLanguages,
  regionOf,
  speak,
  type Words,
  wordsIn,
} from "../i18n/index.ts";
import type { Preferences } from "../page/preferences.ts";
import { kept } from "./settings.ts";

/** The part of the element that a language changes. */
interface SpeakingHost {
  lang: string;
  dir: string;
  requestUpdate(): void;
}

/** The words of the page, in the language that the volunteer chose or else the page's or the browser's. */
export class PageLanguage {
  words: Words = wordsIn("en");
  /** Whether the words are not there yet, or could not be loaded. */
  state: "loading" | "ready" | "failed" = "loading";
  /** Those to choose from. */
  offered: readonly Language[] = offeredLanguages([]);

  constructor(
    private readonly host: SpeakingHost,
    private readonly preferences: Preferences,
    private readonly catalogues: () => LoadCatalogue,
  ) {}

  /** Speaks one of the campaign's languages. @param campaign their codes */
  start(campaign: readonly string[]): Promise<void> {
    this.offered = offeredLanguages(campaign);
    const remembered = this.preferences.read(kept.language);
    const page = document.documentElement.lang;
    return this.speak(chooseLanguage({ offered: [...this.offered], remembered, page, browser: navigator.languages }));
  }

  /** The volunteer's own choice, kept on the device. */
  choose(language: Language): void {
    this.preferences.write(kept.language, language);
    void this.speak(language);
  }

  async speak(wanted: Language): Promise<void> {
    const language = await speak(wanted, this.catalogues());
    this.words = wordsIn(language, regionOf(language, navigator.languages));
    this.state = language === wanted ? "ready" : "failed";
    this.host.lang = language;
    this.host.dir = this.words.direction;
    this.host.requestUpdate();
  }
}
