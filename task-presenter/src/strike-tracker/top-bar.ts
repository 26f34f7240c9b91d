import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../i18n/index.ts";
import { icon } from "../icons.ts";
import type { Addresses } from "../page/addresses.ts";
import type { SittingState } from "../sitting/index.ts";

/** The line on top: the way back, the campaign's title and how many buildings were answered, or that answers wait; and help. */
export function renderTopBar(bar: {
  text: Text;
  addresses: Addresses;
  title: string;
  /** How many buildings were answered, and whether answers wait because a try to send them failed. */
  sitting: Pick<SittingState, "answered" | "waiting" | "stuck"> | null;
  /** Opens what can be read at any time; null = it is not there yet. */
  show: ((name: "examples" | "help") => void) | null;
}): TemplateResult {
  const { text, addresses, title, sitting, show } = bar;
  const { answered = 0, waiting = 0, stuck = false } = sitting ?? {};
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
    ${answered > 0 && !stuck ? html`<span class="count">${text("countToday", { count: answered })}</span>` : nothing}
    ${opener("examples")} ${opener("help")}
  </header>`;
}
