import { html, nothing, type TemplateResult } from "lit";
import type { Download, ReportRecord } from "../../record.ts";
import { citedAddress } from "../address.ts";
import type { TextKey, Words } from "../words/index.ts";

const downloadNames: Record<Download["what"], TextKey> = {
  results: "downloadResults",
  places: "downloadPlaces",
  days: "downloadDays",
  agreement: "downloadAgreement",
  provenance: "downloadProvenance",
};

/** Definition, method, limits, downloads, citation and thanks. */
export function renderAbout(record: ReportRecord, words: Words): TemplateResult {
  const { text } = words;
  const { campaign, downloads, volunteers, answers, made_with: version, last_answer: last } = record;
  const date = last === null ? text("notKnown") : words.date(last);
  return html`
    <section aria-labelledby="definition">
      <h2 id="definition">${text("definition")}</h2>
      <blockquote lang=${campaign.definition === "" ? words.language : campaign.language} dir="auto">
        ${campaign.definition === "" ? text("definitionNone") : campaign.definition}
      </blockquote>
    </section>
    <section aria-labelledby="method">
      <h2 id="method">${text("method")}</h2>
      <p>${text("methodText")}</p>
      <h3>${text("limits")}</h3>
      <ul>
        ${(["limitDates", "limitCause", "limitAbove", "limitBands"] as const).map((key) => html`<li>${text(key)}</li>`)}
      </ul>
    </section>
    ${
      downloads.length === 0
        ? nothing
        : html`<section aria-labelledby="downloads">
            <h2 id="downloads">${text("downloads")}</h2>
            <ul>
              ${downloads.map(({ file, what, bytes }) => {
                const size = text("kilobytes", { count: Math.max(1, Math.round(bytes / 1000)) });
                return html`<li><a href=${file} download>${text(downloadNames[what])}: <bdi>${file.split("/").at(-1)}</bdi></a> (${size})</li>`;
              })}
            </ul>
          </section>`
    }
    <section aria-labelledby="cite">
      <h2 id="cite">${text("cite")}</h2>
      <p class="cite">${text("citation", { title: campaign.title, volunteers: text("volunteersCounted", { count: volunteers }), answers: text("answersCounted", { count: answers }), date, version })} ${citedAddress(null)}</p>
    </section>
    <footer>
      ${volunteers === 0 ? nothing : html`<p>${text("thanks", { count: volunteers })}</p>`}
      ${
        campaign.attribution.length === 0
          ? nothing
          : html`<p class="soft">${text("imagery", { names: "" })}<span lang=${campaign.language} dir="auto">${campaign.attribution.join("; ")}</span></p>`
      }
      ${campaign.contact === null ? nothing : html`<p class="soft">${text("contact", { name: campaign.contact })}</p>`}
      <p class="soft">${text("madeWith", { version })}</p>
    </footer>
  `;
}
