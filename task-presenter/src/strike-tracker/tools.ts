import { html, type TemplateResult } from "lit";
import type { Text } from "../i18n/index.ts";
import { icon } from "../icons.ts";

export interface Tools {
  text: Text;
  peeking: boolean;
  canPeek: boolean;
  canUndo: boolean;
  undo: () => void;
  /** The peek button is held or let go. */
  hold: (held: boolean) => void;
  skip: () => void;
  more: () => void;
}

/** The row of tools below the answers. */
export function renderTools({ text, peeking, canPeek, canUndo, undo, hold, skip, more }: Tools): TemplateResult {
  return html`<nav class="tools" part="tools">
    <button type="button" class="plain" ?disabled=${!canUndo} aria-keyshortcuts="u" @click=${undo}>
      ${icon("undo")}<span>${text("undo")}</span><kbd aria-hidden="true">U</kbd>
    </button>
    <button
      type="button"
      class="plain peek"
      title=${text("peekHint")}
      aria-pressed=${peeking ? "true" : "false"}
      ?disabled=${!canPeek}
      @pointerdown=${() => hold(true)}
      @pointerup=${() => hold(false)}
      @pointerleave=${() => hold(false)}
      @pointercancel=${() => hold(false)}
      @click=${(event: PointerEvent) => event.detail === 0 && hold(!peeking)}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      ${icon("peek")}<span>${text("peek")}</span>
    </button>
    <button type="button" class="plain" aria-keyshortcuts="k" @click=${skip}>
      ${icon("skip")}<span>${text("skip")}</span><kbd aria-hidden="true">K</kbd>
    </button>
    <button type="button" class="plain" aria-haspopup="dialog" aria-keyshortcuts="m" @click=${more}>${icon("more")}<span>${text("more")}</span></button>
  </nav>`;
}
