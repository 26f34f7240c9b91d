import type { CampaignFacts } from "../campaign.ts";
import type { Cell } from "./cells.ts";
import type { Findings, ReportBuilding } from "./findings.ts";
import { Html, html } from "./html.ts";
import { style } from "./style.ts";
import { buildingTable, cellTable, stretchTable } from "./tables.ts";
import { cumulativeChart, stretchChart } from "./timeline-svg.ts";
import { date, days, expectedNumber, number, percent } from "./words.ts";

/** What stands below the timeline: every building, counts in squares, or nothing where no place is known. */
export type Detail =
  | { kind: "exact"; buildings: readonly ReportBuilding[] }
  | { kind: "grid"; cells: readonly Cell[] }
  | { kind: "none"; why: string };

export interface ReportInput {
  facts: CampaignFacts;
  findings: Findings;
  detail: Detail;
  answers: number;
  volunteers: number;
  /** RFC 3339, UTC; null = not known. */
  lastAnswer: string | null;
}

const wide = { width: 840, height: 260 };
const narrow = { width: 344, height: 220 };

/** The headline in plain words. */
export function headline({ destroyed, buildings, narrowed }: Findings): string {
  const rest = narrowed ? `; for ${percent(narrowed.share)} of them ${windowText(narrowed)}` : "";
  return `${countText({ destroyed, buildings })}${rest}.`;
}

function countText({ destroyed, buildings }: Pick<Findings, "destroyed" | "buildings">): string {
  return `${number(Math.round(destroyed.expected))} of ${number(buildings)} buildings destroyed`;
}

function windowText({ from, to }: NonNullable<Findings["narrowed"]>): string {
  return `the window narrowed from ${days(from)} to ${days(to)}, median`;
}

/** The whole report as one page: no script, no other file, no request. */
export function reportPage(input: ReportInput): string {
  const { facts, findings } = input;
  const { narrowed } = findings;
  const page = html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${facts.title} – ${headline(findings)}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header>
<p class="campaign" lang="${facts.language}" dir="auto">${facts.title}</p>
<h1><strong>${countText(findings)}</strong>${narrowed ? `; for ${percent(narrowed.share)} of them ${windowText(narrowed)}` : ""}.</h1>
</header>
<main>
${uncertainty(input)}
${figures(input)}
<section aria-labelledby="timeline">
<h2 id="timeline">When buildings were destroyed</h2>
${timeline(findings)}
</section>
${detailSection(input.detail)}
<section aria-labelledby="definition">
<h2 id="definition">What counts as destroyed</h2>
<blockquote lang="${facts.language}" dir="auto">${facts.definition === "" ? "The campaign's record holds no definition." : facts.definition}</blockquote>
</section>
${method()}
</main>
<footer>
<p>Thank you to the ${number(input.volunteers)} volunteers who looked at these images. Each answer stands behind this page.</p>
${facts.attribution.length > 0 ? html`<p class="soft">Imagery: <span lang="${facts.language}" dir="auto">${facts.attribution.join("; ")}</span></p>` : null}
<p class="soft">Made with Strike Tracker. ${asOf(input.lastAnswer)}</p>
</footer>
</body>
</html>
`;
  return page.text;
}

function asOf(lastAnswer: string | null): string {
  return lastAnswer === null ? "The date of the last answer is not known." : `Answers up to ${date(Date.parse(lastAnswer))}.`;
}

function uncertainty({ findings, answers, volunteers, lastAnswer }: ReportInput): Html {
  const { destroyed, before, unjudged, notBuildings } = findings;
  const notes = [
    Math.round(before.expected * 10) > 0 ? `Of these, about ${expectedNumber(before.expected)} were destroyed before the first image.` : "",
    unjudged > 0 ? `${number(unjudged)} buildings have no usable answer yet and are not counted as destroyed.` : "",
    notBuildings > 0 ? `${number(notBuildings)} outlines turned out to be no buildings and are left out.` : "",
  ].filter((note) => note !== "");
  return html`<p class="lede">The number is an expectation: with 90 % probability between ${number(destroyed.low)} and ${number(destroyed.high)} buildings were destroyed by the last image. ${notes.join(" ")}</p>
<p class="soft">From ${number(answers)} answers by ${number(volunteers)} volunteers. ${asOf(lastAnswer)}</p>`;
}

function figures({ findings }: ReportInput): Html {
  const { destroyed, standing, unclear, disputed, narrowed } = findings;
  return html`<dl class="figures">
<div><dt>Destroyed, expected</dt><dd>${expectedNumber(destroyed.expected)}<small>90 % band ${number(destroyed.low)}–${number(destroyed.high)}</small></dd></div>
<div><dt>Standing throughout</dt><dd>${number(standing)}<small>most probable</small></dd></div>
<div><dt>Unclear or disputed</dt><dd>${number(unclear + disputed)}<small>for experts to look at</small></dd></div>
<div><dt>Window, median</dt><dd>${narrowed ? days(narrowed.to) : "–"}<small>${narrowed ? `was ${days(narrowed.from)}` : "nothing dated yet"}</small></dd></div>
</dl>`;
}

function timeline(findings: Findings): Html {
  const { stretches, buildings } = findings;
  if (!stretches.some(({ from }) => from !== null)) {
    return html`<p>The campaign has fewer than two images whose date of acquisition is known, so there is no timeline.</p>`;
  }
  return html`<p>Images show only that a building stood on one day and was gone on a later one. The numbers are sums of probabilities, not counts of the most probable dates.</p>
<figure><figcaption>Destroyed between one image and the next<small>Expected number of buildings; the line is the 90 % band</small></figcaption>
${stretchChart(stretches, narrow)}${stretchChart(stretches, wide)}</figure>
<figure><figcaption>Destroyed in all<small>Expected number of ${number(buildings)} buildings by each day, with the 90 % band</small></figcaption>
${cumulativeChart(stretches, buildings, narrow)}${cumulativeChart(stretches, buildings, wide)}</figure>
${stretchTable(stretches)}`;
}

function detailSection(detail: Detail): Html {
  if (detail.kind === "exact") {
    return html`<section aria-labelledby="buildings"><h2 id="buildings">The buildings</h2>
${buildingTable(detail.buildings)}</section>`;
  }
  if (detail.kind === "none") {
    return html`<section aria-labelledby="squares"><h2 id="squares">Where</h2><p>${detail.why}</p></section>`;
  }
  return html`<section aria-labelledby="squares"><h2 id="squares">Where</h2>
<p>To protect people, places are told only in squares of 100 m. Squares with fewer than three buildings are merged with their surroundings.</p>
${cellTable(detail.cells)}</section>`;
}

function method(): Html {
  return html`<section aria-labelledby="method">
<h2 id="method">How this was worked out</h2>
<p>Several volunteers looked at dated satellite images of each building, one after another, and judged on each: standing, destroyed, or cannot be seen. A statistical model weighs these judgements by how often each volunteer errs and gives every gap between two images a probability that the building was destroyed in it. Volunteers who give the same answer whatever they see, or copy one another, are set aside or heard once.</p>
<h3>What this cannot tell</h3>
<ul>
<li>A date is never finer than the images: what lies between two of them is not known.</li>
<li>Satellite images do not tell who destroyed a building, how, or whether anybody was hurt.</li>
<li>Damage that cannot be seen from above is missed.</li>
<li>The bands take buildings as independent. Errors that all volunteers share, such as smoke or a shadow taken for rubble, can move the whole by more.</li>
</ul>
</section>`;
}
