import { html, nothing, type TemplateResult } from "lit";
import type { Mode } from "pybossa-client-ts/strike-tracker";
import { type Language, languages, type Text, type TextKey } from "../i18n/index.ts";
import type { Network } from "../page/network.ts";

/** The names under which choices are kept on the device. */
export const kept = {
  singleKeys: "strike-tracker-single-keys",
  language: "strike-tracker-language",
  mode: "strike-tracker-mode",
  lowData: "strike-tracker-low-data",
};

export interface LanguageChoice {
  text: Text;
  /** Those to choose from. */
  languages: readonly Language[];
  language: Language;
  /** Whether the words of the language that was asked for could not be loaded. */
  languageFailed: boolean;
  setLanguage: (language: Language) => void;
}

/** The languages to choose from, each in its own words. */
export function renderLanguages(choice: LanguageChoice): TemplateResult {
  const { text, language: now } = choice;
  return html`<fieldset class="choose">
    <legend>${text("language")}</legend>
    ${choice.languages.map(
      (language) =>
        html`<button
          type="button"
          lang=${language}
          dir="auto"
          aria-pressed=${language === now ? "true" : "false"}
          @click=${() => choice.setLanguage(language)}
        >
          ${languages[language].name}
        </button>`,
    )}
    ${choice.languageFailed ? html`<p role="alert">${text("languageFailed")}</p>` : nothing}
    ${languages[now].read ? nothing : html`<p class="hint">${text("languageUnread")}</p>`}
  </fieldset>`;
}

/** The same in one line, for who has not read anything yet. */
export function renderLanguageMenu({
  text,
  languages: offered,
  language: now,
  languageFailed,
  setLanguage,
}: LanguageChoice): TemplateResult {
  const chosen = (event: Event) => offered.find((language) => language === (event.target as HTMLSelectElement).value);
  return html`<select aria-label=${text("language")} @change=${(event: Event) => setLanguage(chosen(event) ?? now)}>
      ${offered.map((language) => html`<option value=${language} lang=${language} ?selected=${language === now}>${languages[language].name}</option>`)}
    </select>
    ${languageFailed ? html`<p role="alert">${text("languageFailed")}</p>` : nothing}`;
}

const modes: Record<Mode, TextKey> = { guided: "modeGuided", free: "modeFree", full: "modeFull" };

/** The ways of working that the campaign allows. */
export function renderModes(allowed: readonly Mode[], now: Mode, text: Text, choose: (mode: Mode) => void): TemplateResult {
  return html`<fieldset class="choose modes">
    <legend>${text("modeTitle")}</legend>
    ${allowed.map(
      (mode) =>
        html`<button type="button" aria-pressed=${mode === now ? "true" : "false"} @click=${() => choose(mode)}>${text(modes[mode])}</button>`,
    )}
  </fieldset>`;
}

/** A way of working by its name, or null. */
export function modeNamed(name: string | null): Mode | null {
  return name === "guided" || name === "free" || name === "full" ? name : null;
}

export interface DataChoice {
  text: Text;
  /** Pictures loaded so far. */
  megabytes: number;
  network: Network;
  setLowData: (on: boolean) => void;
}

/** What the pictures have cost, and the switch that loads nothing ahead. */
export function renderData({ text, megabytes, network, setLowData }: DataChoice): TemplateResult {
  return html`<h3>${text("dataTitle")}</h3>
    <p>${text("dataUsed", { size: Math.round(megabytes * 10) / 10 })} ${network === "slow" ? text("dataLowByDevice") : nothing}</p>
    <label class="switch">
      <input
        type="checkbox"
        .checked=${network === "low"}
        @change=${(event: Event) => setLowData((event.target as HTMLInputElement).checked)}
      />
      ${text("dataLow")}
    </label>`;
}
