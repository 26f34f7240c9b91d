import { html, type TemplateResult } from "lit";
import type { StrikeCompare } from "strike-tracker-presenter/compare";
import "strike-tracker-presenter/compare";
import { frameName } from "../../report/platform/building/frames-table.ts";
import type { Words } from "../../report/platform/words/index.ts";
import type { DeskBuilding } from "../desk-record.ts";

interface Shown {
  building: DeskBuilding;
  /** The images compared, as places in the timeline; marks are set on the right one. */
  pair: readonly [number, number];
  credits: readonly string[];
  comparison: StrikeCompare["text"];
  words: Words;
  /** Each of the two shows the other. */
  swapped: boolean;
  hold: (held: boolean) => void;
  show: (side: 0 | 1, at: number) => void;
}

/** Two images side by side, and all of them as a strip. */
export function renderImages({ building, pair, credits, comparison, words, swapped, hold, show }: Shown): TemplateResult {
  const { frames, chips } = building;
  const files = chips?.files ?? [];
  const compared = [...new Set(pair)].flatMap((at) => {
    const frame = frames[at];
    const src = files[at];
    return frame && src ? [{ id: frame.id, src, date: frameName(frame, words), index: at + 1, count: frames.length }] : [];
  });
  const all = [...new Set([...pair.flatMap((at) => frames[at]?.attribution ?? []), ...credits])];
  const right = frames[pair[1]];
  return html`<section aria-labelledby="images">
    <h2 id="images">Images</h2>
    ${
      chips === null || compared.length === 0
        ? html`<p>The desk has no image of this building: give the folder of chips by <code>--chips</code>.</p>`
        : html`<strike-compare
            .frames=${swapped ? compared.toReversed() : compared}
            .outline=${chips.outline}
            .ground=${chips.ground_m}
            .pixels=${chips.size_px}
            .attribution=${all}
            .text=${comparison}
            @strike-hold=${(event: CustomEvent<{ held: boolean }>) => hold(event.detail.held)}
          ></strike-compare>
          <p class="soft">${words.text("peekHint")}</p>`
    }
    <div class="choose">
      ${([0, 1] as const).map(
        (side) => html`<label>
          ${side === 0 ? "Left image" : "Right image (the shown one)"}
          <select @change=${(event: Event) => show(side, Number((event.target as HTMLSelectElement).value))}>
            ${frames.map((frame, at) => html`<option value=${at} .selected=${at === pair[side]}>${at + 1}. ${frameName(frame, words)}</option>`)}
          </select>
        </label>`,
      )}
    </div>
    <p aria-live="polite">${right ? `Shown: image ${pair[1] + 1} of ${frames.length}, ${frameName(right, words)}` : ""}</p>
    <ol class="strip">
      ${frames.map((frame, at) => {
        const src = files[at];
        return html`<li class=${pair[1] === at ? "shown" : ""}>
          <button type="button" aria-pressed=${pair[1] === at} @click=${() => show(1, at)}>
            ${src ? html`<img src=${src} alt="" width="96" height="96" loading="lazy" />` : html`<span class="empty">No image</span>`}
            <span>${frameName(frame, words)}</span>
          </button>
        </li>`;
      })}
    </ol>
  </section>`;
}
