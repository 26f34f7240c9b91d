import { html, type TemplateResult } from "lit";
import type { Mode } from "pybossa-client-ts/strike-tracker";
import { type Language, languages, type Text, type TextKey } from "../i18n/index.ts";

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
