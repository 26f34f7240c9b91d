import { html, type TemplateResult } from "lit";
import type { BuildingDetail, ReportFrame } from "../../record.ts";
import type { Building } from "../model/building.ts";
import type { Words } from "../words/index.ts";

/** An image's date, as far as it is known. */
export function frameName({ start, end, acquired, id }: ReportFrame, words: Words): string {
  if (Number.isNaN(start) || start === null) return id;
  if (!acquired) return words.text("publishedOn", { date: words.date(start) });
  return words.date(start) === words.date(end) ? words.date(start) : words.window(start, end);
}

/** Each image, and how many judged it how. */
export function renderFrames(building: Pick<Building, "frames">, { judged }: Pick<BuildingDetail, "judged">, words: Words): TemplateResult {
  const { text, number } = words;
  return html`<section aria-labelledby="judged">
    <h3 id="judged">${text("judgements")}</h3>
    <div class="scroll" role="region" aria-label=${text("judgements")} tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${text("frame")}</th>
            <th scope="col" class="number">${text("judgedStanding")}</th>
            <th scope="col" class="number">${text("judgedDestroyed")}</th>
            <th scope="col" class="number">${text("judgedUnseen")}</th>
            <th scope="col">${text("source")}</th>
          </tr>
        </thead>
        <tbody>
          ${building.frames.map((frame, at) => {
            const [standing = 0, destroyed = 0, ...unseen] = judged[at] ?? [];
            const source = [
              frame.platform,
              frame.gsd === null ? null : text("gsd", { metres: words.number(frame.gsd, 2) }),
              frame.attribution,
            ];
            return html`<tr>
              <th scope="row">${frameName(frame, words)}</th>
              <td class="number">${number(standing)}</td>
              <td class="number">${number(destroyed)}</td>
              <td class="number">${number(unseen.reduce((sum, count) => sum + count, 0))}</td>
              <td>${source
                .filter((part) => part !== null && part !== "")
                .map((part, i) => html`${i === 0 ? "" : text("separator")}<bdi>${part}</bdi>`)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}
