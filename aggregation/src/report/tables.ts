import type { CountBand } from "../infer/count-band.ts";
import type { Result } from "../infer/index.ts";
import type { Cell } from "./cells.ts";
import type { ReportBuilding, Stretch } from "./findings.ts";
import { type Html, html } from "./html.ts";
import { date, expectedNumber, flagWords, number, percent, statusWords, stretch } from "./words.ts";

function band({ low, high }: CountBand): string {
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

function table(label: string, caption: string, head: Html, rows: Html[]): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}</tbody></table></div>`;
}

/** The numbers of both charts. */
export function stretchTable(stretches: readonly Stretch[]): Html {
  const rows = stretches.map(
    ({
      from,
      to,
      count,
      cumulative,
    }) => html`<tr><th scope="row">${from === null ? (to === null ? "Before the first image" : `Before ${date(to)}`) : stretch(from, to)}</th>
<td class="number">${expectedNumber(count.expected)}</td><td class="number">${band(count)}</td>
<td class="number">${expectedNumber(cumulative.expected)}</td><td class="number">${band(cumulative)}</td></tr>
`,
  );
  const head = html`<th scope="col">Between</th><th scope="col" class="number">Destroyed</th><th scope="col" class="number">90 % band</th><th scope="col" class="number">In all</th><th scope="col" class="number">90 % band</th>`;
  return table("Destroyed in each interval", "Expected number of buildings destroyed in each interval, and in all by its end", head, rows);
}

/** Every building: only for reports that may show them. */
export function buildingTable(buildings: readonly ReportBuilding[]): Html {
  const head = html`<th scope="col">Building</th><th scope="col">Found</th><th scope="col">Destroyed in (90 %)</th><th scope="col" class="number">Days</th><th scope="col" class="number">Probability</th><th scope="col" class="number">Answers</th><th scope="col">Remarks</th>`;
  return table(
    "Buildings",
    "The window that holds the time of destruction with 90 % probability, and how probable the building's most probable gap between two images is",
    head,
    buildings.map(({ result }) => buildingRow(result)),
  );
}

function buildingRow(result: Result): Html {
  const dated = result.status === "destroyed" || result.status === "destroyed_before" || result.status === "disputed";
  return html`<tr><th scope="row"><bdi>${result.managerId ?? result.building}</bdi></th><td>${statusWords[result.status]}</td>
<td class="date">${dated ? stretch(result.after90, result.by90) : "–"}</td><td class="number">${dated && result.interval90Days !== null ? number(Math.round(result.interval90Days * 10) / 10, Number.isInteger(result.interval90Days) || result.interval90Days >= 10 ? 0 : 1) : "–"}</td>
<td class="number">${percent(result.probability)}</td><td class="number">${number(result.answers)}</td><td class="wide">${result.flags.map((flag) => flagWords[flag]).join("; ")}</td></tr>
`;
}

/** Counts for each square; nothing in it tells one building from another. */
export function cellTable(cells: readonly Cell[]): Html {
  const head = html`<th scope="col">Square</th><th scope="col" class="number">Side</th><th scope="col" class="number">Buildings</th><th scope="col" class="number">Destroyed</th><th scope="col" class="number">90 % band</th><th scope="col">Destroyed between</th>`;
  const rows = cells.map(
    ({
      centre,
      metres,
      buildings,
      destroyed,
      after,
      by,
    }) => html`<tr><th scope="row">${centre === null ? "Scattered buildings" : `${centre.lat.toFixed(4)}, ${centre.lon.toFixed(4)}`}</th><td class="number">${metres === null ? "–" : `${number(metres)} m`}</td>
<td class="number">${number(buildings)}</td><td class="number">${expectedNumber(destroyed.expected)}</td><td class="number">${band(destroyed)}</td><td class="date">${after === null && by === null ? "–" : stretch(after, by)}</td></tr>
`,
  );
  return table(
    "Squares",
    "Squares by the latitude and longitude of their centres; expected number destroyed, and from the first to the last day on which their buildings may have been destroyed",
    head,
    rows,
  );
}
