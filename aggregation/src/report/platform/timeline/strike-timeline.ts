import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Stretch } from "../../findings.ts";
import { datedStretches } from "../model/counts.ts";
import { OnPaper, paperWidth } from "../on-paper.ts";
import { colours, controls, tableStyles } from "../styles/page.styles.ts";
import { type Words, wordsIn } from "../words/index.ts";
import { addBrush } from "./brush.ts";
import { intervalChart, sumChart } from "./charts.ts";

/** A span of time that the reader chose. Milliseconds since 1970, UTC. */
export interface TimeWindow {
  from: number;
  to: number;
}

/**
 * How many buildings were destroyed when: per interval and in all, as charts and as a table.
 *
 * @event strike-window - A window is chosen or taken away. detail: {from, to} or null
 */
export class StrikeTimeline extends LitElement {
  static override styles = [
    colours,
    controls,
    tableStyles,
    css`
      figure {
        margin: 1rem 0 1.5rem;
      }
      figcaption {
        font-weight: 600;
        margin-block-end: 0.25rem;
      }
      small {
        display: block;
        font-weight: 400;
        color: var(--soft);
        font-size: 0.875rem;
      }
      .chart svg {
        display: block;
        max-width: 100%;
        height: auto;
        overflow: visible;
      }
      .selection {
        fill: var(--link);
      }
      .ends {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: end;
      }
      .ends label {
        display: grid;
        gap: 0.25rem;
      }
      @media print {
        figure {
          break-inside: avoid;
        }
        .ends,
        .brush {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) stretches: readonly Stretch[] = [];
  @property({ type: Number }) buildings = 0;
  @property({ attribute: false }) words: Words = wordsIn("en");
  @property({ attribute: false }) window: TimeWindow | null = null;
  /** Whether a window may be chosen. */
  @property({ type: Boolean }) brushable = false;

  @state() private width = 0;
  private beforePaper = { width: 0, open: false };
  private readonly sized = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width > 0 && !this.hasAttribute("paper")) this.width = Math.min(980, width);
  });

  constructor() {
    super();
    this.addController(new OnPaper(this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sized.disconnect();
  }

  protected override render(): TemplateResult {
    const { text } = this.words;
    if (datedStretches(this.stretches).length === 0) return html`<p>${text("timelineNone")}</p>`;
    const size = { width: this.width, height: this.width < 500 ? 200 : 260 };
    return html`
      <p>${text("timelineNote")}</p>
      <figure>
        <figcaption>${text("perInterval")}<small>${text("perIntervalDetail")} ${this.brushable ? html`<span class="brush">${text("brushHint")}</span>` : nothing}</small></figcaption>
        <div class="chart" dir="ltr">${this.width > 0 ? this.renderIntervals(size) : nothing}</div>
        ${this.brushable ? this.renderEnds() : nothing}
      </figure>
      <figure>
        <figcaption>${text("inAll")}<small>${text("inAllDetail", { count: this.buildings })}</small></figcaption>
        <div class="chart" dir="ltr">${this.width > 0 ? sumChart(this.stretches, this.buildings, this.words, size) : nothing}</div>
      </figure>
      ${this.renderTable()}
    `;
  }

  private renderIntervals(size: { width: number; height: number }): Element {
    const chart = intervalChart(this.stretches, this.words, size);
    if (this.brushable) addBrush(chart, this.window, (span) => this.tell(span));
    return chart;
  }

  /** The brush for the keyboard and for fingers: the window's ends by image. */
  private renderEnds(): TemplateResult {
    const { text, date } = this.words;
    const drawn = datedStretches(this.stretches);
    const moments = [...drawn.map(({ from }) => from), drawn.at(-1)?.to ?? 0];
    const { from = moments[0] ?? 0, to = moments.at(-1) ?? 0 } = this.window ?? {};
    const nearest = (time: number) =>
      moments.reduce((best, moment) => (Math.abs(moment - time) < Math.abs(best - time) ? moment : best), moments[0] ?? 0);
    const list = (chosen: number, choose: (time: number) => void, label: string) => html`<label>
      ${label}
      <select @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}>
        ${moments.map((moment) => html`<option value=${moment} .selected=${moment === nearest(chosen)}>${date(moment)}</option>`)}
      </select>
    </label>`;
    const choose = (a: number, b: number) => this.tell(a === b ? null : { from: Math.min(a, b), to: Math.max(a, b) });
    return html`<div class="ends">
      ${list(from, (time) => choose(time, to), text("windowFrom"))} ${list(to, (time) => choose(from, time), text("windowTo"))}
      <button type="button" ?disabled=${this.window === null} @click=${() => this.tell(null)}>${text("windowClear")}</button>
    </div>`;
  }

  private renderTable(): TemplateResult {
    const { text, date, expected, band } = this.words;
    return html`<details>
      <summary>${text("asTable")}</summary>
      <div class="scroll" role="region" aria-label=${text("timelineTitle")} tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${text("between")}</th>
              <th scope="col" class="number">${text("destroyed")}</th>
              <th scope="col" class="number">${text("band")}</th>
              <th scope="col" class="number">${text("sum")}</th>
              <th scope="col" class="number">${text("band")}</th>
            </tr>
          </thead>
          <tbody>
            ${this.stretches.map(
              ({ from, to, count, cumulative }) => html`<tr>
                <th scope="row">
                  ${from === null ? (to === null ? text("beforeFirst") : text("before", { date: date(to) })) : this.words.window(from, to)}
                </th>
                <td class="number">${expected(count.expected)}</td>
                <td class="number">${band(count)}</td>
                <td class="number">${expected(cumulative.expected)}</td>
                <td class="number">${band(cumulative)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  /** At the width of a page, and with the table open, since paper has no buttons. */
  drawForPaper(): void {
    const table = this.renderRoot.querySelector("details");
    this.beforePaper = { width: this.width, open: table?.open ?? false };
    if (table) table.open = true;
    this.width = paperWidth;
  }

  /** As before the page was printed. */
  drawForScreen(): void {
    const table = this.renderRoot.querySelector("details");
    if (table) table.open = this.beforePaper.open;
    this.width = this.beforePaper.width;
  }

  private tell(window: TimeWindow | null): void {
    this.dispatchEvent(new CustomEvent("strike-window", { detail: window, bubbles: true, composed: true }));
  }
}
