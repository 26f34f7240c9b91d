import { html, nothing, type TemplateResult } from "lit";
import { boundsOf } from "../../../infer/bounds.ts";
import type { Building } from "../model/building.ts";
import { probabilityChart } from "../timeline/charts.ts";
import type { Words } from "../words/index.ts";

/** How probable each gap is: a chart where the gap has both ends, and a table of all. */
export function renderPosterior({ row, frames }: Building, words: Words): TemplateResult | typeof nothing {
  const { text } = words;
  const gaps: { gap: number; mass: number; after: number | null; by: number | null }[] = [];
  for (let i = 0; i + 1 < row.posterior.length; i += 2) {
    const gap = row.posterior[i] ?? 0;
    const { after, by } = boundsOf(frames, gap, gap);
    gaps.push({ gap, mass: row.posterior[i + 1] ?? 0, after, by });
  }
  // Without any date there is no window to name.
  if (gaps.every(({ gap, after, by }) => gap >= frames.length || (after === null && by === null))) return nothing;
  const bars = gaps.flatMap(({ mass, after, by }) => (after === null || by === null ? [] : [{ from: after, to: by, mass }]));
  const width = Math.min(900, Math.max(280, document.documentElement.clientWidth - 40));
  return html`<section aria-labelledby="posterior">
    <h3 id="posterior">${text("posteriorTitle")}</h3>
    ${bars.length === 0 ? nothing : html`<p class="soft">${text("posteriorDetail")}</p><div class="chart" dir="ltr">${probabilityChart(bars, words, { width, height: 180 })}</div>`}
    <div class="scroll" role="region" aria-label=${text("posteriorTitle")} tabindex="0">
      <table>
        <thead>
          <tr><th scope="col">${text("between")}</th><th scope="col" class="number">${text("probability")}</th></tr>
        </thead>
        <tbody>
          ${gaps.map(
            ({ gap, mass, after, by }) => html`<tr>
              <th scope="row">${gap >= frames.length ? text("never") : words.window(after, by)}</th>
              <td class="number">${words.percent(mass)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
