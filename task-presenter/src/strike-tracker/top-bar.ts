import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../i18n/index.ts";
import { icon } from "../icons.ts";

/** The line on top: the way back, the campaign's title, how many buildings were answered, and help. */
export function renderTopBar(bar: {
  text: Text;
  projectUrl: string;
  title: string;
  answered: number;
  /** Null = help is not there yet. */
  help: (() => void) | null;
}): TemplateResult {
  const { text, projectUrl, title, answered, help } = bar;
  return html`<header class="top">
    <a class="button" href=${projectUrl} aria-label=${text("back")} title=${text("back")}>
      ${icon("back")}<span class="wide">${text("back")}</span>
    </a>
    <h1 dir="auto">${title}</h1>
    ${answered > 0 ? html`<span class="count">${text("countToday", { count: answered })}</span>` : nothing}
    <button type="button" class="plain" aria-label=${text("help")} title=${text("help")} ?disabled=${help === null} @click=${help}>
      ${icon("help")}
    </button>
  </header>`;
}
