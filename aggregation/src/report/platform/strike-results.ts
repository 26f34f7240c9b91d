import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { type BuildingsPart, type BuildingsRecord, privacyLevels, type ReportRecord } from "../record.ts";
import { type Place, readAddress, writeAddress } from "./address.ts";
import type { Inbox } from "./inbox.ts";
import { type Building, readBuildings } from "./model/building.ts";
import { renderAbout } from "./overview/about.ts";
import { renderHeadline } from "./overview/headline.ts";
import { renderPlaces } from "./overview/places-table.ts";
import { colours, controls, pageStyles, tableStyles } from "./styles/page.styles.ts";
import type { TimeWindow } from "./timeline/strike-timeline.ts";
import { chooseLanguage, type Language, languages, type Translation, type Words, wordsIn } from "./words/index.ts";

/** The results of a campaign as readers see them: everything on one page, each building on its own. */
export class StrikeResults extends LitElement {
  static override styles = [colours, controls, pageStyles, tableStyles];

  @state() private record: ReportRecord | null = null;
  @state() private buildings: Building[] = [];
  @state() private words: Words = wordsIn("en");
  @state() private place: Place = { building: null, language: null };
  @state() private window: TimeWindow | null = null;
  @state() private problem = "";
  private inbox: Inbox | null = null;
  /** Where on the overview the reader was when a building was opened. */
  private left: { scroll: number; element: HTMLElement | null } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.follow);
  }

  /** Shows what the data scripts hand over. */
  async open(inbox: Inbox): Promise<void> {
    this.inbox = inbox;
    this.place = readAddress(location.hash);
    const record = await inbox.waitFor<ReportRecord>("report");
    if (record.schema !== "strike-tracker/report/1" || !privacyLevels.includes(record.privacy)) {
      this.problem = this.words.text("notLoaded", { file: "data/report.js" });
      return;
    }
    await this.speak(chooseLanguage(this.place.language, navigator.languages, record.campaign.language));
    if (record.places.kind === "exact") {
      const rows = await this.load<BuildingsRecord>("buildings");
      this.buildings = rows === null ? [] : readBuildings(rows, record.campaign.frames);
    }
    this.record = record;
  }

  private async speak(language: Language): Promise<void> {
    const catalogue = language === "en" ? undefined : await this.load<Translation>(`texts-${language}`, `texts/${language}.js`);
    this.words = wordsIn(catalogue === null ? "en" : language, catalogue ?? undefined);
    document.documentElement.lang = this.words.language;
    document.documentElement.dir = this.words.direction;
  }

  private async load<T>(name: string, file = `data/${name}.js`): Promise<T | null> {
    try {
      return (await this.inbox?.load<T>(name, file)) ?? null;
    } catch {
      this.problem = this.words.text("notLoaded", { file });
      return null;
    }
  }

  private readonly follow = (): void => {
    const place = readAddress(location.hash);
    if (place.language !== this.place.language)
      void this.speak(chooseLanguage(place.language, navigator.languages, this.record?.campaign.language ?? "en"));
    if (this.place.building === null && place.building !== null) this.left = { scroll: scrollY, element: focused() };
    this.place = place;
  };

  private go(change: Partial<Place>): void {
    location.hash = writeAddress({ ...this.place, ...change });
  }

  protected override updated(changed: PropertyValues): void {
    this.nameDocument();
    const before = changed.get("place") as Place | undefined;
    if (before === undefined || before.building === this.place.building) return;
    const { left } = this;
    if (this.place.building === null && left) {
      (left.element ?? this.renderRoot.querySelector<HTMLElement>("h1"))?.focus({ preventScroll: true });
      scrollTo({ top: left.scroll, behavior: "instant" });
      this.left = null;
      return;
    }
    scrollTo({ top: 0, behavior: "instant" });
    const heading = this.place.building === null ? "header h1" : "h2[tabindex]";
    this.renderRoot.querySelector<HTMLElement>(heading)?.focus({ preventScroll: true });
  }

  private nameDocument(): void {
    const { record, place, words } = this;
    if (record === null) return;
    const building = place.building === null ? undefined : this.buildings.find(({ row }) => row.id === place.building);
    const { title } = record.campaign;
    document.title = building ? `${words.text("buildingTitle", { name: building.name })} – ${title}` : title;
  }

  protected override render(): TemplateResult {
    const { record, words, problem, place } = this;
    const { text } = words;
    if (record === null)
      return html`<main dir=${words.direction}><p role="status">${problem === "" ? text("loading") : problem}</p></main>`;
    return html`<div lang=${words.language} dir=${words.direction}>
      <header>
        <div class="bar">
          <p lang=${record.campaign.language} dir="auto">${record.campaign.title}</p>
          <label>
            ${text("language")}
            <select @change=${this.chooseLanguage}>
              ${Object.entries(languages).map(
                ([tag, name]) => html`<option value=${tag} lang=${tag} ?selected=${tag === words.language}>${name}</option>`,
              )}
            </select>
          </label>
        </div>
        ${words.language === "en" ? nothing : html`<p class="soft screen">${text("awaitsNative")}</p>`}
        ${place.building === null ? renderHeadline(record, words) : nothing}
      </header>
      <main>
        ${problem === "" ? nothing : html`<p role="alert">${problem}</p>`}
        <div ?hidden=${place.building !== null}>${this.renderOverview(record)}</div>
        ${place.building === null ? nothing : this.renderBuilding(record, place.building)}
      </main>
    </div>`;
  }

  private renderOverview(record: ReportRecord): TemplateResult {
    const { words, buildings } = this;
    const { text } = words;
    const { places, findings } = record;
    const drawn = places.kind === "exact" ? places.mapped : places.kind !== "none";
    return html`
      <section aria-labelledby="map">
        <h2 id="map">${text("mapTitle")}</h2>
        ${
          drawn
            ? html`<strike-results-map
                .record=${record}
                .buildings=${buildings}
                .words=${words}
                .window=${this.window}
                @strike-building-choice=${this.chooseBuilding}
              ></strike-results-map>`
            : html`<p>${text(places.kind === "none" && places.why === "too_few" ? "mapTooFew" : "mapNone")}</p>`
        }
      </section>
      <section aria-labelledby="timeline">
        <h2 id="timeline">${text("timelineTitle")}</h2>
        ${findings.unjudged === findings.buildings ? html`<p>${text("headlineUnjudged")}.</p>` : this.renderTimeline(record)}
      </section>
      ${
        places.kind === "exact"
          ? html`<section aria-labelledby="buildings">
              <h2 id="buildings">${text("buildings")}</h2>
              <strike-building-table
                .buildings=${buildings}
                .words=${words}
                .window=${this.window}
                @strike-building-choice=${this.chooseBuilding}
              ></strike-building-table>
            </section>`
          : renderPlaces(places, words)
      }
      ${renderAbout(record, words)}
    `;
  }

  private renderTimeline({ findings, places }: ReportRecord): TemplateResult {
    return html`<strike-timeline
          .stretches=${findings.stretches}
          .buildings=${findings.buildings}
          .words=${this.words}
          .window=${this.window}
          ?brushable=${places.kind === "exact"}
          @strike-window=${this.chooseWindow}
        ></strike-timeline>`;
  }

  private renderBuilding(record: ReportRecord, id: string): TemplateResult {
    const { words, buildings } = this;
    const building = buildings.find(({ row }) => row.id === id);
    if (!building || record.places.kind !== "exact") {
      return html`<h2 tabindex="-1">${words.text("noBuilding")}</h2>
        <p><a href=${writeAddress({ ...this.place, building: null })}>${words.text("back")}</a></p>`;
    }
    const part = Math.floor(building.at / record.places.per_part);
    return html`<p class="screen"><a href=${writeAddress({ ...this.place, building: null })}>${words.text("back")}</a></p>
      <h2 tabindex="-1">${words.text("buildingTitle", { name: building.name })}</h2>
      <strike-building-page
        .record=${record}
        .building=${building}
        .words=${words}
        .detail=${this.load<BuildingsPart["buildings"]>(`buildings-${part}`)}
      ></strike-building-page>`;
  }

  private chooseLanguage(event: Event): void {
    const language = (event.target as HTMLSelectElement).value;
    this.go({ language });
    void this.speak(chooseLanguage(language, [], "en"));
  }

  private chooseBuilding(event: CustomEvent<{ id: string }>): void {
    this.go({ building: event.detail.id });
  }

  private chooseWindow(event: CustomEvent<TimeWindow | null>): void {
    this.window = event.detail;
  }
}

/** The element with the focus, inside whichever components it lies. */
function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement && element !== document.body ? element : null;
}
