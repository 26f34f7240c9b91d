import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Status } from "../../../infer/index.ts";
import type { Building } from "../model/building.ts";
import { colours, controls, tableStyles } from "../styles/page.styles.ts";
import type { TimeWindow } from "../timeline/strike-timeline.ts";
import { type TextKey, type Words, wordsIn } from "../words/index.ts";
import { foundText, statusTexts, windowText } from "../words/statuses.ts";
import { type Column, columns, select, type Wish, windowDays } from "./selection.ts";
import { buildingTableStyles } from "./strike-building-table.styles.ts";

const perPage = 50;

const columnTexts: Record<Column, TextKey> = {
  name: "building",
  status: "found",
  window: "window90",
  days: "daysColumn",
  probability: "probability",
  answers: "answers",
};

/**
 * Every building, to search, sort and filter.
 *
 * @event strike-building-choice - A building is chosen. detail: {id}
 */
export class StrikeBuildingTable extends LitElement {
  static override styles = [colours, controls, tableStyles, buildingTableStyles];

  @property({ attribute: false }) buildings: readonly Building[] = [];
  @property({ attribute: false }) words: Words = wordsIn("en");
  /** Only buildings that were probably destroyed within it; null = all. */
  @property({ attribute: false }) window: TimeWindow | null = null;

  @state() private wish: Omit<Wish, "window"> = {
    search: "",
    status: null,
    review: false,
    sort: { column: "name", descending: false },
  };
  @state() private page = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("window")) this.page = 0;
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const { text } = words;
    const found = select(this.buildings, { ...this.wish, window: this.window });
    const pages = Math.max(1, Math.ceil(found.length / perPage));
    const rows = found.slice(this.page * perPage, (this.page + 1) * perPage);
    return html`
      <div class="wishes">
        <label>${text("search")}<input type="search" placeholder=${text("searchHint")} @input=${this.search} /></label>
        <label>
          ${text("filterFound")}
          <select @change=${this.filter}>
            <option value="">${text("any")}</option>
            ${Object.entries(statusTexts).map(([status, key]) => html`<option value=${status}>${text(key)}</option>`)}
          </select>
        </label>
        <label class="check"><input type="checkbox" @change=${this.onlyReview} />${text("onlyReview")}</label>
      </div>
      <p role="status">${this.renderFound(found.length)}</p>
      ${found.length === 0 ? nothing : this.renderTable(rows)}
      ${pages === 1 ? nothing : html`<p class="paper">${text("rowsPrinted", { from: this.page * perPage + 1, to: this.page * perPage + rows.length, all: found.length })}</p>`}
      ${
        pages === 1
          ? nothing
          : html`<div class="pages">
              <button type="button" ?disabled=${this.page === 0} @click=${() => this.turn(-1)}>${text("previous")}</button>
              <span>${text("page", { page: this.page + 1, pages })}</span>
              <button type="button" ?disabled=${this.page + 1 >= pages} @click=${() => this.turn(1)}>${text("next")}</button>
            </div>`
      }
    `;
  }

  private renderFound(count: number): string {
    const { window, words } = this;
    if (count === 0) return words.text("none");
    if (window === null) return words.text("shown", { count });
    const [from, to] = [words.date(window.from), words.date(window.to)];
    return words.text("windowChosen", { from, to, found: count, count: this.buildings.length });
  }

  private renderTable(rows: readonly Building[]): TemplateResult {
    const { text } = this.words;
    return html`<div class="scroll" role="region" aria-label=${text("buildings")} tabindex="0">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => this.renderHead(column))}
            <th scope="col">${text("remarks")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((building) => this.renderRow(building))}
        </tbody>
      </table>
    </div>`;
  }

  private renderHead(column: Column): TemplateResult {
    const { text } = this.words;
    const { sort } = this.wish;
    const sorted = sort.column === column ? (sort.descending ? "descending" : "ascending") : "none";
    const name = text(columnTexts[column]);
    return html`<th scope="col" aria-sort=${sorted}>
      <button type="button" class="sort" title=${text("sortBy", { column: name })} @click=${() => this.sortBy(column)}>
        ${name}<span aria-hidden="true">${sorted === "none" ? "" : sort.descending ? " ▼" : " ▲"}</span>
      </button>
    </th>`;
  }

  private renderRow(building: Building): TemplateResult {
    const { words } = this;
    const { row } = building;
    const window = windowText(building, words);
    const days = windowDays(building);
    const remarks = [...(row.flags ?? []).map((flag) => words.text(flag)), ...(row.review ? [words.text("review")] : [])];
    return html`<tr>
      <th scope="row"><button type="button" class="link" @click=${() => this.choose(row.id)}><bdi>${building.name}</bdi></button></th>
      <td>${words.text(foundText(building))}</td>
      <td class="date">${window ?? "–"}</td>
      <td>${window !== null && days !== null ? words.number(days, days < 10 && !Number.isInteger(days) ? 1 : 0) : "–"}</td>
      <td>${row.unjudged ? "–" : words.percent(row.probability)}</td>
      <td>${words.number(row.answers)}</td>
      <td class="wide">${words.list(remarks)}</td>
    </tr>`;
  }

  private search(event: Event): void {
    this.ask({ search: (event.target as HTMLInputElement).value });
  }

  private filter(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.ask({ status: value === "" ? null : (value as Status) });
  }

  private onlyReview(event: Event): void {
    this.ask({ review: (event.target as HTMLInputElement).checked });
  }

  private sortBy(column: Column): void {
    const { sort } = this.wish;
    this.ask({ sort: { column, descending: sort.column === column ? !sort.descending : false } });
  }

  private ask(change: Partial<Omit<Wish, "window">>): void {
    this.wish = { ...this.wish, ...change };
    this.page = 0;
  }

  private turn(by: number): void {
    this.page += by;
    this.renderRoot.querySelector<HTMLElement>(".scroll")?.focus();
  }

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent("strike-building-choice", { detail: { id }, bubbles: true, composed: true }));
  }
}
