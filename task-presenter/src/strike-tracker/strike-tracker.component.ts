import { html, LitElement, type nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import "../compare/strike-compare.ts";
import "../strip/strike-strip.ts";
import { addressesOf } from "../page/addresses.ts";
import { cataloguesAt } from "../page/catalogues.ts";
import { cogScriptAt } from "../page/cog-script.ts";
import { coverPage } from "../page/cover.ts";
import { dialectOfPage } from "../page/dialect.ts";
import { createPreferences } from "../page/preferences.ts";
import { createVisit, type Visit } from "../page/visit.ts";
import type { Building, SittingState } from "../sitting/index.ts";
import { announce } from "./announce.ts";
import { type Asking, type Choice, type Question, questionOf, spokenOf } from "./choices.ts";
import { DialogBox } from "./dialog-box.ts";
import type { DialogName } from "./dialogs.ts";
import { FocusKeeper } from "./focus-keeper.ts";
import { leftText } from "./frames-view.ts";
import { performKey } from "./key-actions.ts";
import { listenToKeys } from "./key-listener.ts";
import type { KeyAction } from "./keyboard.ts";
import { Learning } from "./learning.ts";
import { createLoading } from "./loading.ts";
import { framesInView } from "./looking.ts";
import { NoticeClock } from "./notice-clock.ts";
import { progressLines } from "./own-answers.ts";
import { PageLanguage } from "./page-language.ts";
import { ProjectLines } from "./project-lines.ts";
import { renderBadCampaign, renderScreen, type ScreenContext } from "./screens.ts";
import { createSeeing } from "./seeing.ts";
import { kept, modeNamed } from "./settings.ts";
import { trackerStyles } from "./strike-tracker.styles.ts";
import { renderTopBar } from "./top-bar.ts";
import { tutorialAction, tutorialQuestion } from "./tutorial.ts";
import { renderWork } from "./work-view.ts";

/**
 * A volunteer's page: one building after another, each dated on its timeline. It lays itself over the PYBOSSA page.
 *
 * @summary Reads the Campaign from `#strike-tracker-campaign` and the tasks from the page's own server.
 * @fires strike-task A building is shown: `{taskId, building}`.
 * @fires strike-answer What became of an answer: `{id, taskId, status}`.
 * @fires strike-phase Something else fills the page: `{phase}`.
 * @csspart page, top, panel, question, choice, tools, notice, screen, dialog
 */
export class StrikeTracker extends LitElement {
  static override styles = trackerStyles;

  @property({ type: Number, attribute: "project-id" }) projectId = 0;
  @property({ attribute: "short-name" }) shortName = "";
  /** Id of the helping material that holds the campaign's state. */
  @property({ type: Number, attribute: "state-material" }) stateMaterial: number | null = null;
  /** Address of the catalogues, `{language}` in place of the language; empty = beside the script. */
  @property() catalogues = "";
  /** `bloomberg` or `scifabric`; empty = told by the page's `window.pybossa`. */
  @property() dialect = "";
  /** Whether it takes its place in the page and lays itself over nothing; read when it is connected. */
  @property({ type: Boolean, reflect: true }) inline = false;
  /** Seconds in which an answer can be taken back before it is sent; 0 = it is sent at once. */
  @property({ type: Number, attribute: "hold-seconds" }) holdSeconds = 10;
  /** Whether a bloomberg project lets volunteers replace stored answers (its `allow_taskrun_edit`). */
  @property({ type: Boolean, attribute: "allow-edits" }) allowEdits = false;
  /** Address of the script that reads GeoTIFFs; "" = beside the presenter's own. */
  @property({ attribute: "cog-script" }) cogScript = "";

  @state() private visit: Visit | null = null;
  @state() private problem = "";
  @state() private sitting: SittingState | null = null;
  @state() private asking: Asking = { kind: "question" };
  @state() private spoken = "";

  private readonly preferences = createPreferences(() => localStorage);
  private readonly language = new PageLanguage(this, this.preferences, () => cataloguesAt(document, this.catalogues));
  private readonly dialogs = new DialogBox(this, this.preferences, this.language);
  private readonly seeing = createSeeing(this, this.preferences, () => cogScriptAt(this.cogScript));
  private readonly learning = new Learning(this, this.preferences);
  private readonly loading = createLoading(this, this.seeing.cache, this.preferences);
  private readonly notices = new NoticeClock(this);
  private leave = () => {};
  private uncover = () => {};
  private readonly focusKeeper = new FocusKeeper();
  private readonly projectLines = new ProjectLines(this);

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.inline) this.uncover = coverPage(this);
    const visit = createVisit({
      page: window,
      projectId: this.projectId,
      shortName: this.shortName,
      stateMaterial: this.stateMaterial,
      dialect: dialectOfPage(window, this.dialect),
      holdFor: () => Math.max(0, this.holdSeconds) * 1000,
      allowEdits: this.allowEdits,
      enoughAhead: this.loading.enoughAhead,
      language: () => this.words.language,
      preferredMode: () => modeNamed(this.preferences.read(kept.mode)),
      onChange: (sitting) => this.follow(sitting),
      onAhead: () => this.loading.follow(this.visit),
      shown: () => this.shownFrames(),
    });
    if (!visit.ok) {
      this.problem = visit.problem;
      void this.language.speak("en");
      return;
    }
    this.visit = visit.visit;
    void this.language.start(visit.visit.campaign.languages);
    if (!visit.visit.noteSeen()) this.dialogs.show("note");
    const silent = listenToKeys({
      // Beside other content only those keys are meant for it that are pressed in it.
      active: () => this.dialogs.name === null && (!this.inline || this.matches(":focus-within")),
      single: () => this.dialogs.singleKeys,
      rightToLeft: () => this.words.direction === "rtl",
      hold: (what, down) => this.seeing.hold(down, what === "peek"),
      perform: (action) => this.perform(action),
    });
    this.leave = () => {
      silent();
      visit.visit.end();
    };
    visit.visit.begin({ practise: this.learning.start(visit.visit.campaign.id) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
    this.uncover();
  }

  protected override updated(changed: PropertyValues): void {
    if (this.renderRoot instanceof ShadowRoot) this.focusKeeper.follow(this.renderRoot);
    const phase = this.sitting?.phase.kind;
    if (changed.has("sitting") && changed.get("sitting")?.phase.kind !== phase && phase !== "work" && phase !== "loading")
      this.renderRoot.querySelector<HTMLElement>(".screen h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { visit, sitting } = this;
    if (this.language.state === "loading")
      return html`<main class="page" aria-busy="true"><div class="screen"><div class="spinner"></div></div></main>`;
    if (!visit)
      return html`<main class="page" part="page">${this.renderTop()}${renderBadCampaign(this.problem, this.text, this.addresses.project)}</main>`;
    const building = sitting?.building ?? null;
    return html`
      <main class="page" part="page" ?inert=${this.dialogs.name !== null}>
        ${this.renderTop()} ${building === null ? renderScreen(sitting?.phase ?? { kind: "loading" }, this.screenContext(visit)) : this.renderWork(building, visit)}
      </main>
      ${this.renderNotice()}
      <div class="unseen-by-eye" role="status" aria-live="polite">${this.spoken}</div>
      ${this.renderDialog(visit)}
    `;
  }

  private renderTop(): TemplateResult {
    const practice = this.sitting?.building?.practice;
    const title = practice ? this.text("practiceTitle", { number: practice.number, of: practice.of }) : (this.visit?.campaign.title ?? "");
    const show = this.visit ? (name: DialogName) => this.showDialog(name) : null;
    return renderTopBar({ text: this.text, addresses: this.addresses, title, sitting: this.sitting, show });
  }

  private renderWork(building: Building, visit: Visit): TemplateResult {
    const { asking, words, seeing } = this;
    const question = this.question(building, visit.campaign);
    return renderWork({
      ...{ building, visit, question, asking, words, seeing, tutorial: this.learning.screen },
      goTutorial: (screen) => this.goTutorial(screen),
      act: (does) => this.act(does),
      open: (frame) => this.open(frame),
      undo: () => this.undo(),
      show: (name) => this.showDialog(name),
    });
  }

  private renderNotice(): TemplateResult | typeof nothing {
    return this.notices.render(this.sitting, this.words, () => void this.visit?.sitting.takeBack());
  }

  private renderDialog(visit: Visit): TemplateResult | typeof nothing {
    const { sitting, addresses } = this;
    return this.dialogs.render({
      ...{ visit, sitting, addresses, data: this.loading.data() },
      moveOn: () => this.focusKeeper.moveOn(),
      tutorial: () => this.goTutorial(0),
      leavePractice: () => this.leavePractice(),
    });
  }

  private screenContext({ campaign, sitting, journal }: Visit): ScreenContext {
    return {
      text: this.text,
      campaign,
      addresses: this.addresses,
      waiting: this.sitting?.waiting ?? 0,
      clock: this.words.clock,
      again: () => void sitting.next(),
      rest: () => void sitting.rest(),
      stop: () => sitting.stop(),
      lookAgain: () => void sitting.lookAgain(),
      practise: () => sitting.practise(),
      progress: progressLines(journal.entries(), campaign.frames, this.text),
      project: () => this.projectLines.tell(this.projectId, this.text),
      own: () => this.showDialog("own"),
    };
  }

  /** What the volunteer asked for by a button or a key. */
  private act(does: Choice["does"]): void {
    this.asking = "ask" in does ? does.ask : { kind: "question" };
    if ("ask" in does) return;
    this.seeing.peeking = false;
    this.speak(spokenOf(does, this.text));
    this.visit?.sitting.say(does);
  }

  private undo(): void {
    if (this.asking.kind !== "question") {
      this.asking = { kind: "question" };
      return;
    }
    if (this.visit?.sitting.undo()) this.speak(this.text("undone"));
  }

  private open(frame: string | null): void {
    this.asking = { kind: "question" };
    this.visit?.sitting.open(frame);
  }

  private perform(action: KeyAction): boolean {
    if (action.kind === "help" || action.kind === "examples") {
      this.showDialog(action.kind);
      return true;
    }
    const building = this.sitting?.building;
    const { visit } = this;
    if (action.kind === "undo" && !building && this.sitting?.last) {
      this.undo();
      return true;
    }
    if (!building || !visit) return false;
    const question = this.question(building, visit.campaign);
    if (this.learning.screen !== null) {
      const there = tutorialAction(action, this.learning.screen);
      if (typeof there === "number") this.goTutorial(there);
      if (there !== "page") return there !== "nothing";
    }
    return performKey(action, {
      ...{ building, question, visit },
      compare: this.renderRoot.querySelector("strike-compare"),
      act: (does) => this.act(does),
      open: (frame) => this.open(frame),
      undo: () => this.undo(),
      show: (name) => this.showDialog(name),
      close: () => {
        if (this.asking.kind !== "question") this.asking = { kind: "question" };
        else if (building.opened !== null) this.open(null);
      },
    });
  }

  private follow(sitting: SittingState): void {
    const before = this.sitting;
    this.sitting = sitting;
    announce(this, before, sitting);
    if (before?.building?.taskId !== sitting.building?.taskId) {
      this.asking = { kind: "question" };
      this.seeing.hold(false);
    }
    const { building, notice } = sitting;
    if (sitting.phase.kind === "practised") this.learning.practised();
    if (building) {
      this.loading.follow(this.visit);
      const left = leftText(building, this.words);
      if (before?.building?.timeline !== building.timeline && left !== "") this.speak(`${this.spoken} ${left}`.trim());
    }
    if (notice && notice.serial !== before?.notice?.serial) this.notices.show(sitting);
  }

  private speak(what: string): void {
    this.spoken = what;
  }

  private question(building: Building, campaign: Campaign): Question {
    if (this.learning.screen !== null) return tutorialQuestion(building, this.learning.screen);
    return questionOf(building, this.asking, this.text, this.words.dates, campaign.question);
  }

  private shownFrames(): readonly string[] {
    const building = this.sitting?.building;
    return building && this.visit
      ? framesInView(building, this.question(building, this.visit.campaign).frames, this.seeing.peeking, this.seeing.looking)
      : [];
  }

  private showDialog(name: DialogName): void {
    if (this.visit) this.dialogs.show(name);
  }

  private goTutorial(screen: number): void {
    this.learning.go(screen);
    if (this.learning.screen === null) this.open(null);
  }

  private leavePractice(): void {
    this.learning.practised();
    void this.visit?.sitting.leavePractice();
  }

  /** Buildings answered since the page was opened. */
  get answered(): number {
    return this.sitting?.answered ?? 0;
  }

  private get words() {
    return this.language.words;
  }

  private get text() {
    return this.words.text;
  }

  private get addresses() {
    return addressesOf(this.shortName, this.sitting?.building?.practice ? undefined : this.sitting?.building?.taskId);
  }
}
