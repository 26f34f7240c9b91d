import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Text, TextKey } from "../i18n/index.ts";

/**
 * How two pictures are shown: beside one another; one over the other with a movable line between them; or in one place,
 * changed by hand. `one` = a single picture.
 */
export type Arrangement = "one" | "side" | "swipe" | "blink";

const names: Record<Arrangement, TextKey> = { one: "viewOne", side: "viewSide", swipe: "viewSwipe", blink: "viewBlink" };

const drawings: Record<Arrangement, SVGTemplateResult> = {
  one: svg`<rect x="4" y="5" width="16" height="14" rx="1.5" />`,
  side: svg`<rect x="3" y="5" width="8" height="14" rx="1.5" /><rect x="13" y="5" width="8" height="14" rx="1.5" />`,
  swipe: svg`<rect x="3" y="5" width="18" height="14" rx="1.5" /><path d="M12 3v18M9 12H6.5M15 12h2.5" />`,
  blink: svg`<rect x="3" y="4" width="12" height="11" rx="1.5" /><path d="M18 9h3v11H9v-2" />`,
};

export function arrangementIcon(arrangement: Arrangement): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${drawings[arrangement]}</svg>`;
}

/** The ways to choose from. @param actions buttons that are found here on small screens */
export function renderArrangements(
  offered: readonly Arrangement[],
  now: Arrangement,
  text: Text,
  choose: (arrangement: Arrangement) => void,
  actions: TemplateResult,
): TemplateResult {
  return html`<div class="menu" id="view-menu" role="group" aria-label=${text("view")}>
    ${offered.map(
      (arrangement) =>
        html`<button type="button" aria-pressed=${arrangement === now ? "true" : "false"} @click=${() => choose(arrangement)}>
          ${arrangementIcon(arrangement)}<span>${text(names[arrangement])}</span>
        </button>`,
    )}
    <div class="actions">${actions}</div>
  </div>`;
}
