import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { StrikeCompare } from "strike-tracker-presenter/compare";
import "strike-tracker-presenter/compare";
import type { BuildingDetail, BuildingsPart, ReportRecord } from "../../record.ts";
import type { Building } from "../model/building.ts";
import { colours, controls, tableStyles } from "../styles/page.styles.ts";
import { type Words, wordsIn } from "../words/index.ts";
import { comparisonText } from "./comparison-text.ts";
import { renderFacts } from "./facts.ts";
import { frameName, renderFrames } from "./frames-table.ts";
import { renderPaperImages } from "./paper-images.ts";
import { renderPosterior } from "./posterior.ts";
import { said } from "./said.ts";
import { buildingPageStyles } from "./strike-building-page.styles.ts";

/** One building: what was found, its images, and how sure that is. */
export class StrikeBuildingPage extends LitElement {
  static override styles = [colours, controls, tableStyles, buildingPageStyles];

  @property({ attribute: false }) record: ReportRecord | null = null;
  @property({ attribute: false }) building: Building | null = null;
  @property({ attribute: false }) words: Words = wordsIn("en");
  @property({ attribute: false }) detail: Promise<BuildingsPart["buildings"] | null> | null = null;

  @state() private loaded: BuildingDetail | null = null;
  /** The two images compared, as places in the timeline. */
  @state() private pair: [number, number] = [0, 0];
  /** While an image is held, each of the two shows the other. */
  @state() private held = false;
  private shown = "";
  private comparing: { words: Words; text: StrikeCompare["text"] } | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { building } = this;
    if (!changed.has("building") || !building || building.row.id === this.shown) return;
    this.shown = building.row.id;
    this.loaded = null;
    this.held = false;
    const last = building.frames.length - 1;
    this.pair = [Math.min(last, Math.max(0, building.row.gap - 1)), Math.min(last, building.row.gap)];
    void this.detail?.then((part) => {
      if (this.building === building) this.loaded = part?.[building.row.id] ?? null;
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { record, building, words, loaded } = this;
    if (!record || !building) return nothing;
    return html`
      ${said(building, words).map((sentence) => html`<p class="said">${sentence}</p>`)}
      ${(building.row.flags ?? []).length === 0 ? nothing : html`<p class="soft">${words.list((building.row.flags ?? []).map((flag) => words.text(flag)))}</p>`}
      <section aria-labelledby="images">
        <h3 id="images">${words.text("images")}</h3>
        ${loaded === null ? html`<p role="status">${words.text("loading")}</p>` : this.renderImages(record, building, loaded)}
      </section>
      ${building.row.unjudged ? nothing : renderPosterior(building, words)}
      ${loaded === null ? nothing : html`${renderFrames(building, loaded, words)} ${renderFacts(record, building, loaded, words)}`}
    `;
  }

  private renderImages(record: ReportRecord, building: Building, { chips }: BuildingDetail): TemplateResult {
    const { words } = this;
    const { text } = words;
    if (chips === null) return html`<p>${text("imagesNone")}</p>`;
    const { files } = chips;
    const frames = [...new Set(this.pair)].flatMap((at) => {
      const frame = building.frames[at];
      const src = files[at];
      if (!frame || !src) return [];
      return [{ id: frame.id, src, date: frameName(frame, words), index: at + 1, count: building.frames.length }];
    });
    const credits = [...new Set([...this.pair.flatMap((at) => building.frames[at]?.attribution ?? []), ...record.campaign.attribution])];
    return html`
      ${
        frames.length === 0
          ? html`<p>${text("noImage")}</p>`
          : html`<strike-compare
              .frames=${this.held ? frames.toReversed() : frames}
              .outline=${chips.outline}
              .ground=${chips.ground_m}
              .pixels=${chips.size_px}
              .attribution=${credits}
              .text=${this.comparisonText()}
              @strike-hold=${this.hold}
            ></strike-compare>
            ${frames.length > 1 ? html`<p class="soft screen">${text("peekHint")}</p>` : nothing}
            ${renderPaperImages(frames, chips, credits, words)}`
      }
      <div class="choose">${this.renderChoice(0, text("left"), building, files)} ${this.renderChoice(1, text("right"), building, files)}</div>
      <ol class="strip">
        ${building.frames.map((frame, at) => {
          const src = files[at];
          const name = frameName(frame, words);
          return html`<li class=${this.pair.includes(at) ? "shown" : ""}>
            <button type="button" aria-pressed=${this.pair.includes(at)} ?disabled=${!src} @click=${() => this.put(at, building.row.gap)}>
              ${src ? html`<img src=${src} alt="" width="96" height="96" loading="lazy" />` : html`<span class="empty">${text("noImage")}</span>`}
              <span>${name}</span>
            </button>
          </li>`;
        })}
      </ol>
    `;
  }

  /** The same function as long as the language is the same, so that the comparison is not drawn anew. */
  private comparisonText(): StrikeCompare["text"] {
    const { words } = this;
    if (this.comparing?.words !== words) this.comparing = { words, text: comparisonText(words) };
    return this.comparing.text;
  }

  private renderChoice(side: 0 | 1, label: string, building: Building, files: readonly (string | null)[]): TemplateResult {
    return html`<label>
      ${label}
      <select @change=${(event: Event) => this.set(side, Number((event.target as HTMLSelectElement).value))}>
        ${building.frames.map(
          (frame, at) =>
            html`<option value=${at} ?disabled=${!files[at]} .selected=${at === this.pair[side]}>${frameName(frame, this.words)}</option>`,
        )}
      </select>
    </label>`;
  }

  private hold(event: CustomEvent<{ held: boolean }>): void {
    this.held = event.detail.held;
  }

  private set(side: 0 | 1, at: number): void {
    const [left, right] = this.pair;
    this.pair = side === 0 ? [at, right] : [left, at];
  }

  /** An image before the gap goes to the left, one after it to the right. */
  private put(at: number, gap: number): void {
    this.set(at < gap ? 0 : 1, at);
  }
}
