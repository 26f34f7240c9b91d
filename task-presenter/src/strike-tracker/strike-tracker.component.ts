import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import "../compare/strike-compare.ts";
import "../strip/strike-strip.ts";
import { createFrameDates, createText, en } from "../i18n/index.ts";
import { icon } from "../icons.ts";
import { createFrameCache } from "../imagery/index.ts";
import { createVisit, type Visit } from "../page/visit.ts";
import { datesOf, framesAhead, framesLeft } from "../session/index.ts";
import { type Building, chipAddress, type SittingState } from "../sitting/index.ts";
import { movedMark, renderCheck } from "./check-panel.ts";
import { type Asking, type Choice, type Question, questionOf } from "./choices.ts";
import { type DialogName, renderDialog } from "./dialogs.ts";
import { attributionOf, comparedFrames, dateText, judgementText, stripFrames } from "./frames-view.ts";
import { actionOfKey, type KeyAction } from "./keyboard.ts";
import { noticeText } from "./notices.ts";
import { renderBadCampaign, renderScreen, type ScreenContext } from "./screens.ts";
import { dialogStyles, smallStyles, trackerStyles, wideStyles } from "./strike-tracker.styles.ts";

const noticeFor = 5_000;
const singleKeysKept = "strike-tracker-single-keys";

/**
 * A volunteer's page: one building after another, each dated on its timeline. It lays itself over the PYBOSSA page.
 *
 * @summary Reads the Campaign from `#strike-tracker-campaign` and the tasks from the page's own server.
 */
export class StrikeTracker extends LitElement {
  static override styles = [trackerStyles, smallStyles, wideStyles, dialogStyles];

  @property({ type: Number, attribute: "project-id" }) projectId = 0;
  @property({ attribute: "short-name" }) shortName = "";
  /** Id of the helping material that holds the campaign's state. */
  @property({ type: Number, attribute: "state-material" }) stateMaterial: number | null = null;

  @state() private visit: Visit | null = null;
  @state() private problem = "";
  @state() private sitting: SittingState | null = null;
  @state() private dialog: DialogName | null = null;
  @state() private asking: Asking = { kind: "question" };
  @state() private peeking = false;
  @state() private outlineHidden = false;
  @state() private spoken = "";
  @state() private noticeShown = 0;
  @state() private singleKeys = true;

  private readonly language = "en";
  private readonly text = createText(en, "en");
  private readonly dates = createFrameDates("en-GB");
  private readonly cache = createFrameCache();
  private noticeTimer: ReturnType<typeof setTimeout> | undefined;
  private leave = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.lang = this.language;
    this.singleKeys = localStorage.getItem(singleKeysKept) !== "off";
    const visit = createVisit({
      page: window,
      projectId: this.projectId,
      shortName: this.shortName,
      stateMaterial: this.stateMaterial,
      language: this.language,
      onChange: (sitting) => this.follow(sitting),
      onAhead: (building) => this.preload(building),
      shown: () => this.shownFrames(),
    });
    if (!visit.ok) {
      this.problem = visit.problem;
      return;
    }
    this.visit = visit.visit;
    if (!visit.visit.noteSeen()) this.dialog = "note";
    const keyDown = (event: KeyboardEvent) => this.onKey(event, true);
    const keyUp = (event: KeyboardEvent) => this.onKey(event, false);
    const page = document.documentElement;
    const overflow = page.style.overflow;
    page.style.overflow = "hidden";
    addEventListener("keydown", keyDown);
    addEventListener("keyup", keyUp);
    this.leave = () => {
      page.style.overflow = overflow;
      removeEventListener("keydown", keyDown);
      removeEventListener("keyup", keyUp);
      visit.visit.end();
    };
    visit.visit.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.noticeTimer);
    this.leave();
  }

  protected override updated(changed: PropertyValues): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (this.dialog !== null && dialog && !dialog.open) dialog.showModal();
    const phase = this.sitting?.phase.kind;
    if (changed.has("sitting") && changed.get("sitting")?.phase.kind !== phase && phase !== "work" && phase !== "loading")
      this.renderRoot.querySelector<HTMLElement>(".screen h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { visit, sitting } = this;
    if (!visit) return html`<main class="page">${this.renderTop()}${renderBadCampaign(this.problem, this.text, this.projectUrl())}</main>`;
    const building = sitting?.building ?? null;
    return html`
      <main class="page">
        ${this.renderTop()} ${building === null ? renderScreen(sitting?.phase ?? { kind: "loading" }, this.screenContext(visit)) : this.renderWork(building, visit)}
      </main>
      ${this.renderNotice()}
      <div class="unseen-by-eye" role="status" aria-live="polite">${this.spoken}</div>
      ${this.dialog === null ? nothing : this.renderDialogBox(this.dialog, visit)}
    `;
  }

  private renderTop(): TemplateResult {
    const { text } = this;
    const answered = this.sitting?.answered ?? 0;
    return html`<header class="top">
      <a class="button" href=${this.projectUrl()} aria-label=${text("back")} title=${text("back")}>
        <svg class="icon turns" viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7" /></svg><span class="wide">${text("back")}</span>
      </a>
      <h1>${this.visit?.campaign.title}</h1>
      ${answered > 0 ? html`<span class="count">${text("countToday", { count: answered })}</span>` : nothing}
      <button type="button" class="plain" aria-label=${text("help")} title=${text("help")} ?disabled=${!this.visit} @click=${() => this.show("help")}>${icon("help")}</button>
    </header>`;
  }

  private renderWork(building: Building, visit: Visit): TemplateResult {
    const { text } = this;
    const { campaign } = visit;
    const question = this.question(building, campaign);
    const shown = this.framesInView(building, question);
    const words = { text, dates: this.dates };
    const chips = building.info.chips;
    return html`
      <strike-compare
        .frames=${comparedFrames(building, campaign, shown, words)}
        .outline=${chips?.outline ?? []}
        .ground=${chips?.ground_m ?? 100}
        .pixels=${chips?.size_px ?? 512}
        .attribution=${attributionOf(building, campaign, shown)}
        .text=${text}
        .cache=${this.cache}
        ?outline-hidden=${this.outlineHidden}
        ?answerable=${question.step !== "check" && question.step !== "done"}
        @strike-frame-ready=${(event: CustomEvent<{ id: string; sha256: string | null }>) => visit.sitting.saw(event.detail.id, event.detail.sha256)}
        @strike-frame-unseen=${(event: CustomEvent<{ id: string }>) => this.act({ judge: { [event.detail.id]: "load_failed" } })}
        @strike-hold=${(event: CustomEvent<{ held: boolean }>) => this.hold(event.detail.held)}
      ></strike-compare>
      <strike-strip
        class=${shown.length > 1 ? "pair" : ""}
        .frames=${stripFrames(building, words)}
        .shown=${shown}
        label=${text("stripLabel")}
        @strike-frame-choice=${(event: CustomEvent<{ id: string }>) => this.open(event.detail.id)}
      ></strike-strip>
      <section class="panel">
        ${
          question.step === "opened"
            ? html`<div class="opened">
              <span>${text("opened")}</span><button type="button" @click=${() => this.open(null)}>${text("backToQuestion")}</button>
            </div>`
            : nothing
        }
        ${question.choices.length > 0 ? this.renderQuestion(question) : renderCheck(building, this.checkContext(visit))}
        ${Object.values(building.checks).includes("differs") ? html`<p class="differs" role="alert">${text("differs")}</p>` : nothing}
      </section>
      ${this.renderTools(building, question, visit)}
    `;
  }

  private renderQuestion(question: Question): TemplateResult {
    return html`<p class="question" id="question">${question.title}</p>
      <div class="choices ${question.choices.length === 4 ? "four" : ""}" role="group" aria-labelledby="question">
        ${question.choices.map(
          (
            choice,
            index,
          ) => html`<button type="button" class="choice ${choice.kind}" aria-keyshortcuts=${index + 1} @click=${() => this.act(choice.does)}>
            ${icon(choice.icon)}<span class="words"><span>${choice.label}</span>${choice.detail ? html`<small>${choice.detail}</small>` : nothing}</span><kbd aria-hidden="true">${index + 1}</kbd>
          </button>`,
        )}
      </div>`;
  }

  private renderTools(building: Building, question: Question, visit: Visit): TemplateResult {
    const { text } = this;
    const canPeek = question.frames.length === 1 && this.peekFrame(building, question) !== null;
    const canUndo = building.timeline.past.length > 0 || building.opened !== null || this.asking.kind !== "question";
    return html`<nav class="tools">
      <button type="button" class="plain" ?disabled=${!canUndo} @click=${() => this.undo()}>${icon("undo")}<span>${text("undo")}</span><kbd aria-hidden="true">U</kbd></button>
      <button
        type="button"
        class="plain"
        title=${text("peekHint")}
        aria-pressed=${this.peeking ? "true" : "false"}
        ?disabled=${!canPeek}
        @pointerdown=${() => this.hold(true)}
        @pointerup=${() => this.hold(false)}
        @pointerleave=${() => this.hold(false)}
        @contextmenu=${(event: Event) => event.preventDefault()}
      >
        ${icon("peek")}<span>${text("peek")}</span>
      </button>
      <button type="button" class="plain" @click=${() => void visit.sitting.skip()}>${icon("skip")}<span>${text("skip")}</span><kbd aria-hidden="true">K</kbd></button>
      <button type="button" class="plain" aria-haspopup="dialog" @click=${() => this.show("more")}>${icon("more")}<span>${text("more")}</span></button>
    </nav>`;
  }

  private renderNotice(): TemplateResult | typeof nothing {
    const notice = this.sitting?.notice;
    if (!notice || this.noticeShown !== notice.serial) return nothing;
    const said = noticeText(notice, this.sitting?.waiting ?? 0, this.text, (time) => this.clock(time));
    const trouble = !["stored", "sending", "skipped"].includes(notice.kind);
    return said === "" ? nothing : html`<div class="notice ${trouble ? "trouble" : ""}" role="status">${said}</div>`;
  }

  private renderDialogBox(name: DialogName, visit: Visit): TemplateResult {
    const { sitting } = visit;
    const then = (act: () => void) => () => {
      this.closeDialog();
      act();
    };
    return html`<dialog aria-labelledby="dialog-title" @cancel=${(event: Event) => this.cancelDialog(event)} @close=${() => this.closeDialog()}>
      ${renderDialog(name, {
        text: this.text,
        campaign: visit.campaign,
        projectUrl: this.projectUrl(),
        singleKeys: this.singleKeys,
        close: () => this.closeDialog(),
        show: (other) => this.show(other),
        setSingleKeys: (on) => {
          this.singleKeys = on;
          localStorage.setItem(singleKeysKept, on ? "on" : "off");
        },
        cannotTell: then(() => sitting.settle("cannot_tell")),
        wrongPlace: then(() => sitting.settle("wrong_place")),
        skip: then(() => void sitting.skip()),
        stop: then(() => sitting.stop()),
      })}
    </dialog>`;
  }

  private screenContext({ campaign, sitting }: Visit): ScreenContext {
    return {
      text: this.text,
      campaign,
      projectUrl: this.projectUrl(),
      signInUrl: `/account/signin?next=${encodeURIComponent(`${this.projectUrl()}newtask`)}`,
      clock: (time) => this.clock(time),
      again: () => void sitting.next(),
      rest: () => void sitting.rest(),
      stop: () => sitting.stop(),
      lookAgain: () => void sitting.lookAgain(),
    };
  }

  private checkContext({ sitting }: Visit) {
    return {
      text: this.text,
      dates: this.dates,
      mark: sitting.mark,
      confide: sitting.confide,
      send: () => void sitting.send(),
    };
  }

  /** What the volunteer asked for by a button or a key. */
  private act(does: Choice["does"]): void {
    if ("ask" in does) {
      this.asking = does.ask;
      return;
    }
    this.asking = { kind: "question" };
    this.peeking = false;
    this.visit?.sitting.judge(does.judge);
    this.speak(
      Object.values(does.judge)
        .map((judgement) => this.text("marked", { judgement: judgementText(judgement, this.text) }))
        .join(" "),
    );
  }

  private undo(): void {
    if (this.asking.kind !== "question") {
      this.asking = { kind: "question" };
      return;
    }
    this.visit?.sitting.undo();
    this.speak(this.text("undone"));
  }

  private open(frame: string | null): void {
    this.asking = { kind: "question" };
    this.visit?.sitting.open(frame);
  }

  /** While held: the last standing picture in the same view, without the outline. */
  private hold(held: boolean): void {
    this.peeking = held;
    this.outlineHidden = held;
  }

  private onKey(event: KeyboardEvent, down: boolean): void {
    const target = event.composedPath()[0];
    const typing = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "checkbox");
    if (typing || this.dialog !== null || event.defaultPrevented) return;
    const onControl = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
    const rightToLeft = getComputedStyle(this).direction === "rtl";
    const action = actionOfKey(event, { single: this.singleKeys, rightToLeft });
    if (action === null) return;
    if (action.kind === "peek" || action.kind === "outline") {
      if (onControl && event.key === " ") return;
      event.preventDefault();
      if (action.kind === "peek") this.hold(down);
      else this.outlineHidden = down;
      return;
    }
    if (!down || (onControl && action.kind === "send")) return;
    if (event.repeat && action.kind !== "pan" && action.kind !== "zoom") return;
    if (this.perform(action)) event.preventDefault();
  }

  private perform(action: KeyAction): boolean {
    const building = this.sitting?.building;
    const { visit } = this;
    if (action.kind === "help" || action.kind === "examples") {
      this.show(action.kind);
      return true;
    }
    if (!building || !visit) return false;
    const question = this.question(building, visit.campaign);
    const compare = this.renderRoot.querySelector("strike-compare");
    switch (action.kind) {
      case "answer": {
        const choice = question.choices.at(action.index);
        if (choice) this.act(choice.does);
        return choice !== undefined;
      }
      case "frame":
      case "frame_end": {
        const { frames } = building.timeline;
        const now = frames.indexOf(building.opened ?? question.frames[0] ?? "");
        const to = action.kind === "frame" ? frames[Math.max(0, now + action.step)] : action.end === "first" ? frames[0] : frames.at(-1);
        if (to !== undefined) this.open(to);
        return true;
      }
      case "mark": {
        const frame = building.opened ?? (question.frames.length === 1 ? question.frames[0] : undefined);
        if (frame !== undefined) visit.sitting.mark(action.mark, frame);
        return true;
      }
      case "step": {
        const to = movedMark(building, action.mark, action.step);
        if (to !== undefined) visit.sitting.mark(action.mark, to);
        return true;
      }
      case "zoom":
        compare?.zoom(action.steps);
        return true;
      case "fit":
        compare?.fit();
        return true;
      case "pan":
        compare?.pan(action.right, action.down);
        return true;
      case "send":
        if (question.step === "check" || question.step === "done") void visit.sitting.send();
        return true;
      case "skip":
        void visit.sitting.skip();
        return true;
      case "undo":
        this.undo();
        return true;
      case "close":
        if (this.asking.kind !== "question") this.asking = { kind: "question" };
        else if (building.opened !== null) this.open(null);
        return true;
      default:
        return false;
    }
  }

  private follow(sitting: SittingState): void {
    const before = this.sitting;
    this.sitting = sitting;
    if (before?.building?.taskId !== sitting.building?.taskId) {
      this.asking = { kind: "question" };
      this.hold(false);
    }
    const { building, notice } = sitting;
    if (building) {
      this.preload(building);
      const left = framesLeft(building.timeline);
      if (before?.building?.timeline !== building.timeline && left !== null)
        this.speak(`${this.spoken} ${this.leftText(building, left)}`.trim());
    }
    if (notice && notice.serial !== before?.notice?.serial) this.showNotice(notice.serial, notice.kind === "waiting");
  }

  private leftText(building: Building, left: number): string {
    const { lastStanding, firstDestroyed } = datesOf(building.timeline);
    const date = (id: string | null) =>
      building.frames
        .filter((frame) => frame.id === id)
        .map((frame) => dateText(frame, { text: this.text, dates: this.dates }))
        .join("");
    return left === 0 ? this.text("allSeen") : this.text("framesLeft", { count: left, from: date(lastStanding), to: date(firstDestroyed) });
  }

  private showNotice(serial: number, stays: boolean): void {
    clearTimeout(this.noticeTimer);
    this.noticeShown = serial;
    if (!stays) this.noticeTimer = setTimeout(() => (this.noticeShown = 0), noticeFor);
  }

  private speak(what: string): void {
    this.spoken = what;
  }

  /** Loads what may be asked for next. */
  private preload(building: Building): void {
    const campaign = this.visit?.campaign;
    const ground = building.info.chips?.ground_m;
    if (!campaign || ground === undefined) return;
    for (const id of framesAhead(building.timeline)) this.cache.load(chipAddress(building, campaign, id), ground).catch(() => undefined);
  }

  private question(building: Building, campaign: Campaign): Question {
    return questionOf(building, this.asking, this.text, this.dates, campaign.question);
  }

  private framesInView(building: Building, question: Question): readonly string[] {
    const peeked = this.peeking ? this.peekFrame(building, question) : null;
    return peeked === null ? question.frames : [peeked];
  }

  private peekFrame(building: Building, question: Question): string | null {
    const { lastStanding } = datesOf(building.timeline);
    return question.frames.length === 1 && lastStanding !== question.frames[0] ? lastStanding : null;
  }

  private shownFrames(): readonly string[] {
    const building = this.sitting?.building;
    return building && this.visit ? this.framesInView(building, this.question(building, this.visit.campaign)) : [];
  }

  private show(name: DialogName): void {
    if (!this.visit) return;
    this.dialog = name;
  }

  private cancelDialog(event: Event): void {
    // The content note is closed by its button alone.
    if (this.dialog === "note") event.preventDefault();
  }

  private closeDialog(): void {
    if (this.dialog === "note") this.visit?.seeNote();
    this.dialog = null;
  }

  private clock(time: number): string {
    return new Intl.DateTimeFormat(this.language, { hour: "2-digit", minute: "2-digit" }).format(time);
  }

  private projectUrl(): string {
    return `/project/${encodeURIComponent(this.shortName)}/`;
  }
}
