import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Outline } from "../ground/index.ts";
import { createText, type Text } from "../i18n/index.ts";
import { createFrameCache, type FrameCache, PictureError } from "../imagery/index.ts";
import { type Arrangement, arrangementIcon, renderArrangements } from "./arrangement.ts";
import { renderDivider } from "./divider.ts";
import { createLinkedMaps, type LinkedMaps } from "./linked-maps.ts";
import { type Nudge, renderNudge } from "./nudge.ts";
import { clipOutside, outlineOnGround, pathOf, scaleLength } from "./outline.ts";
import { type ComparedFrame, type Loading, renderPane } from "./pane.ts";
import { createPress } from "./press.ts";
import { compareStyles } from "./strike-compare.styles.ts";
import { toolStyles } from "./tools.styles.ts";

const slowAfter = 4_000;

/**
 * One or two dated pictures of the same ground, zoomed and moved together.
 *
 * @summary Two are shown side by side (one above the other on narrow screens), by a swipe, or in turn by hand.
 * @event strike-frame-ready - A picture is shown. detail: {id, sha256}
 * @event strike-frame-failed - A picture did not load. detail: {id, missing}
 * @event strike-frame-unseen - The person marks a picture that is not there. detail: {id, judgement: "missing" | "load_failed"}
 * @event strike-hold - A picture is pressed and held (true) or let go (false). detail: {held}
 * @event strike-arrangement - The person chose how the pictures are shown. detail: {arrangement}
 * @event strike-nudge - The person moved the outline. detail: {nudge: [metres east, metres north]}
 * @csspart pane - One picture with its caption.
 * @cssproperty --strike-image-ground - The colour where there is no picture.
 */
export class StrikeCompare extends LitElement {
  static override styles = [compareStyles, toolStyles];

  /** One or two pictures. */
  @property({ attribute: false }) frames: readonly ComparedFrame[] = [];
  /** The building's outline in fractions of the picture, from its upper left corner: a ring, or several. */
  @property({ attribute: false }) outline: Outline = [];
  /** Side of the pictures on the ground in metres. */
  @property({ type: Number }) ground = 100;
  /** Side of the largest picture in pixels. */
  @property({ type: Number }) pixels = 512;
  @property({ type: Boolean, attribute: "outline-hidden" }) outlineHidden = false;
  /** How two pictures are shown; `one` is like `side`. */
  @property() arrangement: Arrangement = "side";
  /** What the person may choose from; fewer than two = no choice is shown. */
  @property({ attribute: false }) arrangements: readonly Arrangement[] = ["side", "swipe", "blink"];
  /** Metres east and north by which the outline is moved. */
  @property({ attribute: false }) nudge: Nudge = [0, 0];
  /** Whether the person may move the outline. */
  @property({ type: Boolean }) nudgeable = false;
  /** Offers to mark a picture that is not there. */
  @property({ type: Boolean }) answerable = false;
  @property({ attribute: false }) attribution: readonly string[] = [];
  @property({ attribute: false }) text: Text = createText("en");
  @property({ attribute: false }) cache: FrameCache = createFrameCache();

  @state() private states: Loading[] = ["loading", "loading"];
  @state() private open: "view" | "nudge" | null = null;
  /** Percent from the start of the line of reading. */
  @state() private dividerAt = 50;
  /** Which of the two is seen while they are shown in turn. */
  @state() private front = 1;

  private maps: LinkedMaps | undefined;
  /** What each pane was last told to show, and the outline last drawn on it. */
  private places: string[] = [];
  private drawn: string[] = [];
  private slow: (ReturnType<typeof setTimeout> | undefined)[] = [];
  private readonly press = createPress({
    hold: (held) => this.tell("strike-hold", { held }),
    tap: () => this.flip(),
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.slow) clearTimeout(timer);
    this.press.cancel();
    this.maps?.remove();
    this.maps = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate("ground");
  }

  /** @param steps positive = nearer */
  zoom(steps: number): void {
    this.maps?.zoom(steps);
  }

  /** By a share of the picture's side. */
  pan(right: number, down: number): void {
    this.maps?.pan(right, down);
  }

  /** The building as it was first shown. */
  fit(): void {
    this.maps?.fit();
  }

  /** Shows the other of two pictures that are shown in turn. False = they are not. */
  flip(): boolean {
    if (this.shownAs !== "blink") return false;
    this.front = 1 - this.front;
    return true;
  }

  /** Shows the pictures in the next of the ways to choose from. */
  nextArrangement(): void {
    const { arrangements } = this;
    const next = arrangements[(arrangements.indexOf(this.arrangement) + 1) % Math.max(1, arrangements.length)];
    if (next !== undefined && arrangements.length > 1) this.showAs(next);
  }

  /** Opens or closes the arrows that move the outline. */
  toggleNudge(): void {
    if (this.nudgeable) this.open = this.open === "nudge" ? null : "nudge";
  }

  private get shownAs(): Arrangement {
    if (this.frames.length < 2) return "one";
    return this.arrangement === "one" ? "side" : this.arrangement;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The later picture comes first into view: it is the one that is asked about.
    if (changed.has("frames") && changed.get("frames")?.length !== this.frames.length) this.front = this.frames.length - 1;
    if (changed.has("nudgeable") && !this.nudgeable && this.open === "nudge") this.open = null;
  }

  protected override updated(changed: PropertyValues): void {
    const first = this.maps === undefined;
    const maps = this.maps ?? this.createMaps();
    if (first || changed.has("ground") || changed.has("outline") || changed.has("pixels"))
      maps.setGround({ side: this.ground, pixels: this.pixels, outline: outlineOnGround(this.outline, this.ground) });
    const before = changed.get("frames");
    if (first || changed.has("arrangement") || (before !== undefined && before.length !== this.frames.length))
      maps.setShown(this.frames.length);
    for (const index of [0, 1]) {
      const frame = this.frames[index];
      const place = `${this.ground} ${frame?.shift?.join()} ${frame?.src}`;
      if (!first && this.places[index] === place) continue;
      this.places[index] = place;
      this.showFrame(index);
    }
    // Another picture alone leaves the lines where they are; a map that draws anew asks for them by itself.
    if (first || changed.has("nudge") || changed.has("outline") || changed.has("ground")) this.draw();
    if (changed.has("open")) this.renderRoot.querySelector<HTMLElement>(".menu button[aria-pressed=true], .nudge button")?.focus();
  }

  protected override render(): TemplateResult {
    const { shownAs, text } = this;
    const panes = [0, 1].map((index) =>
      renderPane({
        frame: this.frames[index],
        index,
        loading: this.states[index] ?? "loading",
        outlineHidden: this.outlineHidden,
        behind: shownAs === "blink" && index !== this.front,
        answerable: this.answerable,
        text,
        press: this.press,
        retry: (frame) => this.retry(frame),
        unseen: (frame, judgement) => this.tell("strike-frame-unseen", { id: frame.id, judgement }),
      }),
    );
    return html`
      <div class="panes ${this.frames.length > 1 ? "pair" : ""} ${shownAs}" .style=${`--divider: ${this.dividerAt}%`}>
        ${panes}
        ${shownAs === "swipe" ? html`<div class="swiped">${renderDivider(this.dividerAt, text, (to) => (this.dividerAt = to))}</div>` : nothing}
      </div>
      <div class="foot">
        ${this.renderOver()}
        <div class="scale" dir="ltr" aria-hidden="true"><span class="length"></span><span class="bar"></span></div>
        <div class="end">
          ${this.open === "nudge" ? nothing : this.renderTools()}
          ${this.attribution.length > 0 ? html`<div class="credit" dir="auto">${this.attribution.join(" · ")}</div>` : nothing}
        </div>
      </div>
    `;
  }

  /** What stands above the tools. */
  private renderOver(): TemplateResult | typeof nothing {
    const { text, open, arrangement, arrangements } = this;
    if (open === "nudge")
      return renderNudge(
        this.nudge,
        text,
        (to) => this.moveOutline(to),
        () => this.close(),
      );
    if (open === "view") {
      const now = arrangements.includes(arrangement) ? arrangement : "side";
      return renderArrangements(arrangements, now, text, (to) => this.arrange(to), this.renderActions());
    }
    if (this.shownAs !== "blink") return nothing;
    return html`<button type="button" class="flip" @click=${() => this.flip()}>${arrangementIcon("blink")}<span>${text("flip")}</span></button>`;
  }

  /** On small screens all but the first are found behind it, so that they hide nothing of the picture. */
  private renderTools(): TemplateResult {
    const { text } = this;
    const choosable = this.arrangements.length > 1 && (this.frames.length > 1 || this.arrangements.includes("one"));
    if (!choosable) return html`<div class="tools">${this.renderActions()}</div>`;
    return html`<div class="tools choosable">
      <button
        type="button"
        title=${text("view")}
        aria-label=${text("view")}
        aria-expanded=${this.open === "view" ? "true" : "false"}
        @click=${() => (this.open = this.open === "view" ? null : "view")}
      >
        ${arrangementIcon(this.shownAs)}
      </button>
      ${this.renderActions()}
    </div>`;
  }

  private renderActions(): TemplateResult {
    const { text } = this;
    const button = (name: string, path: string, act: () => void) =>
      html`<button type="button" class="action" title=${name} aria-label=${name} @click=${act}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>
      </button>`;
    const arrows = "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3";
    return html`${this.nudgeable ? button(text("moveOutline"), arrows, () => this.toggleNudge()) : nothing}
    ${button(text("zoomIn"), "M12 5v14M5 12h14", () => this.zoom(0.5))} ${button(text("zoomOut"), "M5 12h14", () => this.zoom(-0.5))}`;
  }

  private createMaps(): LinkedMaps {
    const targets = [...this.renderRoot.querySelectorAll<HTMLElement>(".map")];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.maps = createLinkedMaps({ targets, still, onChange: () => this.draw() });
    return this.maps;
  }

  /** Shows what is loaded at once; what is not is loaded, and shown if it is still wanted then. */
  private showFrame(index: number): void {
    const frame = this.frames[index];
    clearTimeout(this.slow[index]);
    const ready = frame && this.cache.ready(frame, this.ground);
    this.maps?.show(index, ready?.source ?? null);
    if (frame === undefined) return;
    if (ready) {
      this.setLoading(index, "ready");
      this.tell("strike-frame-ready", { id: frame.id, sha256: ready.picture.sha256 });
      return;
    }
    this.setLoading(index, "loading");
    this.slow[index] = setTimeout(() => this.setLoading(index, "slow"), slowAfter);
    const wanted = () => this.frames[index]?.src === frame.src && this.isConnected;
    this.cache.load(frame, this.ground).then(
      () => {
        if (!wanted()) return;
        this.showFrame(index);
        // So that the place is never seen without its picture and without its state.
        this.maps?.drawNow(index);
      },
      (error: unknown) => {
        if (!wanted()) return;
        clearTimeout(this.slow[index]);
        const missing = error instanceof PictureError && error.fault === "missing";
        this.setLoading(index, missing ? "missing" : "failed");
        this.tell("strike-frame-failed", { id: frame.id, missing });
      },
    );
  }

  private retry(frame: ComparedFrame): void {
    this.cache.forget(frame);
    const index = this.frames.indexOf(frame);
    if (index >= 0) this.showFrame(index);
  }

  private setLoading(index: number, loading: Loading): void {
    if (this.states[index] === loading) return;
    this.states = this.states.map((now, at) => (at === index ? loading : now));
  }

  /** After each drawn frame: the lines and the scale follow the view without a render of their own. */
  private draw(): void {
    const { maps } = this;
    if (!maps) return;
    for (const [index, drawing] of [...this.renderRoot.querySelectorAll<SVGElement>("svg.outline")].entries()) {
      const path = pathOf(maps.outlinePixels(index, this.nudge));
      if (path === this.drawn[index]) continue;
      this.drawn[index] = path;
      for (const line of drawing.querySelectorAll("path")) line.setAttribute("d", path);
      drawing.style.clipPath = clipOutside(path);
    }
    const resolution = maps.resolution();
    const bar = this.renderRoot.querySelector<HTMLElement>(".bar");
    const length = this.renderRoot.querySelector<HTMLElement>(".length");
    if (!resolution || !bar || !length) return;
    const { metres, pixels } = scaleLength(resolution, 90);
    const width = `${pixels.toFixed(1)}px`;
    if (bar.style.inlineSize === width) return;
    bar.style.inlineSize = width;
    length.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  /** From the menu, whose button gets the focus back; a key that changes the way leaves the focus where it is. */
  private arrange(arrangement: Arrangement): void {
    this.showAs(arrangement);
    this.close();
  }

  private showAs(arrangement: Arrangement): void {
    this.arrangement = arrangement;
    this.open = null;
    this.tell("strike-arrangement", { arrangement });
  }

  private moveOutline(nudge: Nudge): void {
    this.nudge = nudge;
    this.tell("strike-nudge", { nudge });
  }

  private close(): void {
    // By a key alone nothing was open, and the focus stays where it is.
    if (this.open === null) return;
    this.open = null;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".tools button")?.focus());
  }

  private tell(name: string, detail: Record<string, unknown>): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
