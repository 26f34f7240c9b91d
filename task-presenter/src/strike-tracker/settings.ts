import { html, type TemplateResult } from "lit";
import { type Language, languages, type Text } from "../i18n/index.ts";

/** The languages to choose from, each in its own words. */
export function renderLanguages(
  offered: readonly Language[],
  now: Language,
  text: Text,
  choose: (language: Language) => void,
): TemplateResult {
  return html`<fieldset class="choose">
    <legend>${text("language")}</legend>
    ${offered.map(
      (language) =>
        html`<button
          type="button"
          lang=${language}
          dir="auto"
          aria-pressed=${language === now ? "true" : "false"}
          @click=${() => choose(language)}
        >
          ${languages[language].name}
        </button>`,
    )}
  </fieldset>`;
}
