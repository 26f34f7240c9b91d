import { html, nothing, type TemplateResult } from "lit";
import type { GroupRecord, Places } from "../../record.ts";
import type { Words } from "../words/index.ts";

/** Counts by square or area; nothing in it tells one building from another. */
export function renderPlaces(places: Places, words: Words): TemplateResult | typeof nothing {
  const { text } = words;
  if (places.kind === "exact" || places.kind === "none") return nothing;
  const grid = places.kind === "grid";
  return html`<section aria-labelledby="places">
    <h2 id="places">${text("where")}</h2>
    <p>${text(grid ? "squaresNote" : "areasNote")}</p>
    <div class="scroll" role="region" aria-label=${text("where")} tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${text(grid ? "square" : "area")}</th>
            ${grid ? html`<th scope="col" class="number">${text("side")}</th>` : nothing}
            <th scope="col" class="number">${text("buildingsColumn")}</th>
            <th scope="col" class="number">${text("destroyed")}</th>
            <th scope="col" class="number">${text("band")}</th>
            <th scope="col">${text("between")}</th>
          </tr>
        </thead>
        <tbody>
          ${
            places.kind === "grid"
              ? places.cells.map(({ extent, metres, ...group }) => {
                  const [west, south, east, north] = extent ?? [0, 0, 0, 0];
                  const name = extent
                    ? text("squareAt", { lat: ((south + north) / 2).toFixed(4), lon: ((west + east) / 2).toFixed(4) })
                    : text("scattered");
                  const side = metres === null ? "–" : text("metres", { count: metres });
                  return row(name, html`<td class="number">${side}</td>`, group, words);
                })
              : places.areas.map((area) => row(area.name ?? text("elsewhere"), nothing, area, words))
          }
        </tbody>
      </table>
    </div>
  </section>`;
}

function row(
  name: string,
  side: TemplateResult | typeof nothing,
  { buildings, destroyed, first, last }: GroupRecord,
  words: Words,
): TemplateResult {
  const { number, expected } = words;
  const band = words.band(destroyed);
  return html`<tr>
    <th scope="row"><bdi>${name}</bdi></th>
    ${side}
    <td class="number">${number(buildings)}</td>
    <td class="number">${expected(destroyed.expected)}</td>
    <td class="number">${band}</td>
    <td class="date">${first === null && last === null ? "–" : words.window(first, last)}</td>
  </tr>`;
}
