import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { comparisonText } from "../../report/platform/building/comparison-text.ts";
import { renderFrames } from "../../report/platform/building/frames-table.ts";
import { renderPosterior } from "../../report/platform/building/posterior.ts";
import { said } from "../../report/platform/building/said.ts";
import { buildingPageStyles } from "../../report/platform/building/strike-building-page.styles.ts";
import { readBuildings } from "../../report/platform/model/building.ts";
import { colours, controls, pageStyles, tableStyles } from "../../report/platform/styles/page.styles.ts";
import { wordsIn } from "../../report/platform/words/index.ts";
import type { DeskAgreement, DeskBuilding, DeskRecord, QueueEntry } from "../desk-record.ts";
import { renderAnswers } from "./answers-table.ts";
import { type Draft, renderForm } from "./decision-form.ts";
import { renderAgreement, renderDecisions } from "./decisions-made.ts";
import { deskClient } from "./desk-client.ts";
import { renderImages } from "./images.ts";
import { actOf, type KeyAct, keyTexts } from "./keys.ts";
import { deskStyles } from "./strike-desk.styles.ts";
import { reasonText, verdictTexts } from "./verdicts.ts";

/** The desk speaks English: it is for the campaign's own experts. */
const words = wordsIn("en");
const comparison = comparisonText(words);
const keysOff = "strike-desk-keys-off";

/** The researcher's desk: walks the review queue and takes decisions. */
export class StrikeDesk extends LitElement {
  static override styles = [colours, controls, pageStyles, tableStyles, buildingPageStyles, deskStyles];

  @state() private desk: DeskRecord | null = null;
  @state() private at = 0;
  @state() private building: DeskBuilding | null = null;
  @state() private pair: [number, number] = [0, 0];
  /** Each of the two images shows the other. */
  @state() private swapped = false;
  /** Decisions begun and not saved, by task, so that looking at another building loses nothing. */
  @state() private drafts: ReadonlyMap<number, Draft> = new Map();
  @state() private saving = false;
  @state() private message: { text: string; wrong: boolean } | null = null;
  @state() private agreement: DeskAgreement = null;
  @state() private help = false;
  @state() private keys = localStorage.getItem(keysOff) === null;
  private reviewer = "";

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.pressed);
    window.addEventListener("beforeunload", this.leaving);
    void this.start();
  }

  override disconnectedCallback(): void {
    window.removeEventListener("keydown", this.pressed);
    window.removeEventListener("beforeunload", this.leaving);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("pair")) this.swapped = false;
  }

  /** Keeps the shown image in sight within the strip, without moving the page. */
  protected override updated(changed: PropertyValues): void {
    if (!changed.has("pair")) return;
    const shown = this.renderRoot.querySelector<HTMLElement>(".strip .shown");
    const strip = shown?.parentElement;
    if (shown && strip) strip.scrollLeft = shown.offsetLeft - strip.offsetLeft - (strip.clientWidth - shown.offsetWidth) / 2;
  }

  protected override render(): TemplateResult {
    const { desk, message } = this;
    if (desk === null) return html`<main><p role="status">${message?.text ?? "Loading the queue"}</p></main>`;
    const done = desk.queue.filter(({ decided }) => decided).length;
    return html`
      <header>
        <h1><bdi>${desk.campaign.title}</bdi>: ${desk.second ? "second review" : "buildings to look at"}</h1>
        <p>${done} of ${desk.queue.length} decided${desk.reviewer === null ? "" : html` by <bdi>${desk.reviewer}</bdi>`}</p>
        ${desk.second ? html`<p class="soft">What others decided, and the result, are hidden until all are decided.</p>` : nothing}
        ${this.renderWalk(desk)}
      </header>
      <main>${this.renderBuilding(desk)} ${renderAgreement(this.agreement, words)}</main>
    `;
  }

  private renderWalk({ queue, second }: DeskRecord): TemplateResult {
    if (queue.length === 0) return html`<p>${second ? "Nobody else decided on a building yet." : "No building needs a look."}</p>`;
    const entry = ({ name, decided }: QueueEntry, at: number) =>
      html`<option value=${at} .selected=${at === this.at}>${at + 1}. ${name}${decided ? " ✓ decided" : ""}</option>`;
    return html`
      <nav aria-label="Buildings">
        <button type="button" ?disabled=${this.at === 0} @click=${() => this.walk(-1)}>Previous</button>
        <label>Building <select @change=${(event: Event) => this.go(Number((event.target as HTMLSelectElement).value))}>${queue.map(entry)}</select></label>
        <button type="button" ?disabled=${this.at + 1 >= queue.length} @click=${() => this.walk(1)}>Next</button>
        <button type="button" aria-expanded=${this.help} @click=${() => this.toggleHelp()}>Keys</button>
      </nav>
      ${
        this.help
          ? html`<section aria-label="Keys">
              <label class="toggle"><input type="checkbox" .checked=${this.keys} @change=${() => this.toggleKeys()} /> Use these keys</label>
              <dl class="facts">${keyTexts.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${text}</dd></div>`)}</dl>
            </section>`
          : nothing
      }
    `;
  }

  private renderBuilding(desk: DeskRecord): TemplateResult | typeof nothing {
    const { building } = this;
    if (building === null) return this.message ? html`<p role="alert" class="wrong">${this.message.text}</p>` : nothing;
    const draft = this.draftOf(building);
    const marked =
      draft.verdict === "destroyed" || draft.verdict === null
        ? { lastStanding: draft.last_standing, firstDestroyed: draft.first_destroyed }
        : { lastStanding: null, firstDestroyed: null };
    const result = building.finding && readBuildings(building.finding.record, building.frames)[0];
    const flags = result?.row.flags ?? [];
    return html`<div class="layout">
      <div>
        <h2>Building <bdi>${building.name}</bdi></h2>
        ${building.finding ? html`<p class="reasons">Why: ${building.finding.reasons.map(reasonText).join("; ") || "already settled"}</p>` : nothing}
        ${result ? said(result, words).map((sentence) => html`<p class="said">${sentence}</p>`) : nothing}
        ${flags.length > 0 ? html`<p class="soft">${flags.map((flag) => words.text(flag)).join("; ")}</p>` : nothing}
        ${renderImages({ building, pair: this.pair, credits: desk.campaign.attribution, comparison, words, swapped: this.swapped, hold: (held) => this.swap(held), show: (side, at) => this.show(side, at) })}
        ${renderAnswers(building, marked, words)}
      </div>
      ${renderForm({
        draft,
        frames: building.frames,
        asksName: desk.reviewer === null,
        saving: this.saving,
        message: this.message,
        words,
        change: (part) => this.change(building, part),
        save: () => void this.save(),
      })}
      <div>
        ${renderDecisions(building, words)} ${result ? renderPosterior(result, words) : nothing} ${renderFrames(building, building, words)}
      </div>
    </div>`;
  }

  private async start(): Promise<void> {
    try {
      this.desk = await deskClient.desk();
      const open = this.desk.queue.findIndex(({ decided }) => !decided);
      await this.go(Math.max(0, open));
      this.agreement = await deskClient.agreement();
    } catch (error) {
      this.tell(error);
    }
  }

  private async go(at: number): Promise<void> {
    const entry = this.desk?.queue[at];
    if (entry === undefined) return;
    this.at = at;
    this.message = null;
    try {
      const building = await deskClient.building(entry.task);
      if (this.at !== at) return;
      this.building = building;
      const last = building.frames.length - 1;
      const gap = building.finding?.record.buildings[0]?.gap ?? 1;
      this.pair = [Math.min(last, Math.max(0, gap - 1)), Math.min(last, gap)];
    } catch (error) {
      this.tell(error);
    }
  }

  private async save(): Promise<void> {
    const { building, desk } = this;
    if (building === null || desk === null || this.saving) return;
    const draft = this.draftOf(building);
    const { verdict } = draft;
    if (verdict === null) {
      this.message = { text: "Choose what became of the building.", wrong: true };
      return;
    }
    this.saving = true;
    try {
      const { at } = await deskClient.decide(building.task, { ...draft, verdict });
      this.reviewer = draft.reviewer;
      const kept = new Map(this.drafts);
      kept.delete(building.task);
      this.drafts = kept;
      this.desk = await deskClient.desk();
      if (this.building === building) this.building = await deskClient.building(building.task);
      this.agreement = await deskClient.agreement();
      this.message = { text: `Saved at ${at.slice(11, 19)} UTC. N goes to the next building.`, wrong: false };
    } catch (error) {
      this.tell(error);
    } finally {
      this.saving = false;
    }
  }

  /** What was begun, else what this reviewer last decided, else nothing. */
  private draftOf({ task, decisions }: DeskBuilding): Draft {
    const reviewer = this.desk?.reviewer ?? this.reviewer;
    const own = decisions.findLast((decision) => decision.reviewer === reviewer);
    return this.drafts.get(task) ?? own ?? { verdict: null, last_standing: null, first_destroyed: null, reason: "", reviewer };
  }

  private change(building: DeskBuilding, part: Partial<Draft>): void {
    const { verdict, last_standing, first_destroyed, reason, reviewer } = { ...this.draftOf(building), ...part };
    this.drafts = new Map(this.drafts).set(building.task, { verdict, last_standing, first_destroyed, reason, reviewer });
    this.message = null;
  }

  private show(side: 0 | 1, at: number): void {
    const [left, right] = this.pair;
    this.pair = side === 0 ? [at, right] : [left === right || left > at ? Math.max(0, at - 1) : left, at];
  }

  private swap(swapped: boolean): void {
    this.swapped = swapped;
  }

  private walk(by: -1 | 1): void {
    void this.go(this.at + by);
  }

  private toggleHelp(): void {
    this.help = !this.help;
  }

  private toggleKeys(): void {
    this.keys = !this.keys;
    if (this.keys) localStorage.removeItem(keysOff);
    else localStorage.setItem(keysOff, "1");
  }

  private readonly leaving = (event: BeforeUnloadEvent): void => {
    if (this.drafts.size > 0) event.preventDefault();
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const act = actOf(event);
    const field = event.composedPath()[0];
    if (act === null || (!this.keys && !(field instanceof HTMLTextAreaElement))) return;
    event.preventDefault();
    this.act(act, field);
  };

  private act(act: KeyAct, field: EventTarget | undefined): void {
    const { building } = this;
    if (act.act === "building") this.walk(act.by);
    else if (act.act === "help") this.toggleHelp();
    else if (act.act === "leave") (field as HTMLElement).blur();
    else if (building === null) return;
    else if (act.act === "save") void this.save();
    else if (act.act === "reason") this.renderRoot.querySelector<HTMLElement>("#reason")?.focus();
    else if (act.act === "swap") this.swap(!this.swapped);
    else if (act.act === "arrange") this.renderRoot.querySelector("strike-compare")?.nextArrangement();
    else if (act.act === "verdict") this.change(building, { verdict: verdictTexts[act.at]?.[0] ?? null });
    else if (act.act === "mark") this.change(building, { verdict: "destroyed", [act.side]: building.frames[this.pair[1]]?.id ?? null });
    else if (act.act === "image") {
      const at = Math.min(building.frames.length - 1, Math.max(0, this.pair[1] + act.by));
      this.pair = [Math.max(0, at - 1), at];
    }
  }

  private tell(error: unknown): void {
    this.message = { text: error instanceof Error ? error.message : String(error), wrong: true };
  }
}
