import { html, type TemplateResult } from "lit";
import type { BuildingDetail } from "../../record.ts";
import type { Words } from "../words/index.ts";

export interface PaperImage {
  src: string;
  date: string;
}

/** The compared images whole and side by side, each with the building's outline, where there is no comparing: on paper. */
export function renderPaperImages(
  images: readonly PaperImage[],
  { outline, ground_m: ground }: NonNullable<BuildingDetail["chips"]>,
  credits: readonly string[],
  words: Words,
): TemplateResult {
  const points = outline.map((point) => point.join(",")).join(" ");
  return html`<div class="paper">
    ${images.map(
      ({ src, date }) => html`<figure>
        <div class="picture">
          <img src=${src} alt="" />
          <svg viewBox="0 0 1 1" aria-hidden="true">
            <polygon class="halo" points=${points}></polygon>
            <polygon points=${points}></polygon>
          </svg>
        </div>
        <figcaption>${date} · <bdi>↔ ${words.text("metres", { count: Math.round(ground) })}</bdi></figcaption>
      </figure>`,
    )}
    <p class="soft" dir="auto">${credits.join("; ")}</p>
  </div>`;
}
