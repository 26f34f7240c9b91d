import { html, nothing, type TemplateResult } from "lit";
import type { BuildingDetail, ReportRecord } from "../../record.ts";
import { citedAddress, writeAddress } from "../address.ts";
import type { Building } from "../model/building.ts";
import type { Words } from "../words/index.ts";
import { foundText, windowText } from "../words/statuses.ts";

/** Dates for machines, agreement, a link and how to cite. */
export function renderFacts(record: ReportRecord, building: Building, detail: BuildingDetail, words: Words): TemplateResult {
  const { row, name } = building;
  const { text, number } = words;
  const iso = [detail.after90, detail.by90]
    .map((time) => (time === null ? ".." : new Date(time).toISOString().replace(".000Z", "Z")))
    .join("/");
  const link = new URL(writeAddress({ building: row.id, language: null }), location.href).href;
  const { campaign, last_answer: last, made_with: version } = record;
  const date = last === null ? text("notKnown") : words.date(last);
  const window = windowText(building, words);
  const known = { title: campaign.title, name, answers: text("answersCounted", { count: row.answers }), date, version };
  const citation =
    window === null
      ? text("citationUndated", { ...known, found: text(foundText(building)) })
      : text("citationBuilding", { ...known, window });
  return html`<section aria-labelledby="facts">
    <h3 id="facts">${text("facts")}</h3>
    <dl class="facts">
      ${window === null || detail.edtf === "" ? nothing : fact(text("edtf"), html`<code dir="ltr">${detail.edtf}</code>`)}
      ${window === null ? nothing : fact(text("iso"), html`<code dir="ltr">${iso}</code>`)}
      ${fact(text("answers"), number(row.answers))} ${fact(text("volunteersColumn"), number(detail.volunteers))}
      ${fact(text("cannotTell"), number(detail.cannot_tell))}
      ${detail.agreement === null ? nothing : fact(text("agreement"), html`${words.percent(detail.agreement)} <small>${text("agreementDetail")}</small>`)}
      ${fact(text("permalink"), html`<a href=${link}><bdi>${link}</bdi></a> <small>${text("permalinkNote")}</small>`)}
      ${fact(text("cite"), html`<span class="cite">${citation} ${citedAddress(row.id)}</span>`)}
    </dl>
  </section>`;
}

function fact(name: string, value: unknown): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
