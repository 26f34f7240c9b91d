import { html, type TemplateResult } from "lit";
import type { Words } from "../words/index.ts";

/** What the forms on the map mean. */
export function renderLegend(exact: boolean, { text, percent }: Words): TemplateResult {
  if (!exact) {
    return html`<p class="legend">
      <span>${text("shareDestroyed")}:</span>
      ${[0, 0.5, 1].map((share) => html`<span><i class="share" style="--share: ${share}"></i>${percent(share)}</span>`)}
    </p>`;
  }
  return html`<p class="legend">
    ${(["standing", "may", "destroyed", "unknown"] as const).map((state) => html`<span><i class=${state}></i>${text(state)}</span>`)}
  </p>`;
}
