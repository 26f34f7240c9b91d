import { html, nothing, type TemplateResult } from "lit";
import { frameName } from "../../report/platform/building/frames-table.ts";
import type { Words } from "../../report/platform/words/index.ts";
import type { DeskAgreement, DeskBuilding } from "../desk-record.ts";
import { decisionText } from "./verdicts.ts";

/** The decisions on a building so far, the latest last. */
export function renderDecisions({ decisions, frames }: DeskBuilding, words: Words): TemplateResult | typeof nothing {
  if (decisions.length === 0) return nothing;
  const dateOf = (id: string) => {
    const frame = frames.find((one) => one.id === id);
    return frame ? frameName(frame, words) : id;
  };
  return html`<section aria-labelledby="made">
    <h2 id="made">Decisions so far</h2>
    <ol>
      ${decisions.map(
        (decision) => html`<li>
          <strong>${decisionText(decision, dateOf)}</strong>, by <bdi>${decision.reviewer}</bdi>
          ${decision.blind ? "(blind second review)" : nothing} at <time datetime=${decision.at}>${decision.at.slice(0, 16).replace("T", " ")} UTC</time>:
          <bdi>${decision.reason}</bdi>
        </li>`,
      )}
    </ol>
  </section>`;
}

/** How far the experts agree; in a second review only once it is through. */
export function renderAgreement(agreement: DeskAgreement, words: Words): TemplateResult | typeof nothing {
  if (agreement === null || agreement.all.buildings === 0) return nothing;
  const row = (name: string, { buildings, exact_share: share, krippendorff_alpha: { value } }: typeof agreement.all) => html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${words.number(buildings)}</td>
    <td class="number">${share === null ? "–" : words.percent(share)}</td>
    <td class="number">${value === null ? "not defined" : words.number(value, 2)}</td>
  </tr>`;
  return html`<section aria-labelledby="agreement">
    <h2 id="agreement">How far the experts agree</h2>
    <p>${agreement.reviewers.join(", ")}</p>
    <div class="scroll" role="region" aria-labelledby="agreement" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Buildings that two or more decided</th>
            <th scope="col" class="number">Number</th>
            <th scope="col" class="number">The same decision</th>
            <th scope="col" class="number">Krippendorff's alpha</th>
          </tr>
        </thead>
        <tbody>${row("All", agreement.all)} ${row("Second review blind", agreement.blind)}</tbody>
      </table>
    </div>
  </section>`;
}
