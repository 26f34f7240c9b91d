import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../i18n/index.ts";
import { icon } from "../icons.ts";
import type { Addresses } from "../page/addresses.ts";

/** The line on top: the way back, the campaign's title, how many buildings were answered, and help. */
export function renderTopBar(bar: {
  text: Text;
  addresses: Addresses;
  title: string;
  answered: number;
  /** Answers that are not sent, and whether they wait because a try failed. */
  waiting: number;
  stuck: boolean;
  /** Opens what can be read at any time; null = it is not there yet. */
  show: ((name: "examples" | "help") => void) | null;
}): TemplateResult {
  const { text, addresses, title, answered, waiting, stuck, show } = bar;
  const opener = (name: "examples" | "help") => html`<button
    type="button"
    class="plain"
    aria-label=${text(name)}
    aria-haspopup="dialog"
    title=${text(name)}
    ?disabled=${show === null}
    @click=${() => show?.(name)}
  >
    ${icon(name)}
  </button>`;
  return html`<header class="top" part="top">
    <a class="button" href=${addresses.project} aria-label=${text("back")} title=${text("back")}>
      ${icon("back")}<span class="wide">${text("back")}</span>
    </a>
    <h1 dir="auto" class=${stuck ? "stuck" : ""}>${stuck ? text("waitingToSend", { count: waiting }) : title}</h1>
    ${answered > 0 ? html`<span class="count">${text("countToday", { count: answered })}</span>` : nothing}
    ${opener("examples")} ${opener("help")}
  </header>`;
}
