import { html, nothing, type TemplateResult } from "lit";
import type { Findings } from "../../findings.ts";
import type { ReportRecord } from "../../record.ts";
import type { Words } from "../words/index.ts";

/** The headline in plain words, and how sure it is. */
export function renderHeadline({ findings, answers, volunteers, last_answer: last }: ReportRecord, words: Words): TemplateResult {
  const { text, expected, days } = words;
  const { destroyed, before, buildings, narrowed, unjudged, notBuildings } = findings;
  const nothingJudged = unjudged === buildings;
  const asOf = last === null ? text("asOfUnknown") : text("asOf", { date: words.date(last) });
  const notes = [
    Math.round(before.expected * 10) > 0 ? text("destroyedBeforeFirst", { destroyed: expected(before.expected) }) : "",
    unjudged > 0 ? text("unjudged", { count: unjudged }) : "",
    notBuildings > 0 ? text("notBuildings", { count: notBuildings }) : "",
  ];
  const narrowedText = narrowed
    ? text("headlineNarrowed", { share: words.percent(narrowed.share), from: days(narrowed.from), to: days(narrowed.to) })
    : "";
  return html`
    <h1 tabindex="-1">
      <strong>${nothingJudged ? text("headlineUnjudged") : text("headline", { destroyed: Math.round(destroyed.expected), count: buildings })}</strong
      >${narrowedText}
    </h1>
    <p class="lede">
      ${nothingJudged ? nothing : renderExpectation(destroyed, words)} ${notes.filter((note) => note !== "").join(" ")}
    </p>
    ${nothingJudged ? nothing : renderFigures(findings, words)}
    <p class="soft">${text("fromAnswers", { answers: text("answersCounted", { count: answers }), volunteers: text("volunteersCounted", { count: volunteers }) })} ${answers === 0 ? nothing : asOf}</p>
  `;
}

function renderExpectation({ low, high }: Findings["destroyed"], { text }: Words): string {
  return low === high ? text("expectationSame", { count: low }) : text("expectation", { low, high });
}

function renderFigures({ destroyed, standing, unclear, disputed, narrowed }: Findings, words: Words): TemplateResult {
  const { text, number, expected, days, band } = words;
  return html`
    <dl class="figures">
      ${figure(text("figureDestroyed"), expected(destroyed.expected), text("figureBand", { band: band(destroyed) }))}
      ${figure(text("figureStanding"), number(standing), text("figureMostProbable"))}
      ${figure(text("figureUnclear"), number(unclear + disputed), "")}
      ${figure(
        text("figureWindow"),
        narrowed ? days(narrowed.to) : "–",
        narrowed ? text("figureWas", { before: days(narrowed.from) }) : text("figureNothing"),
      )}
    </dl>
  `;
}

function figure(name: string, value: string, detail: string): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}${detail === "" ? nothing : html`<small>${detail}</small>`}</dd>
  </div>`;
}
