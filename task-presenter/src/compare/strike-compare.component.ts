import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { eventOptions, property, state } from "lit/decorators.js";
import { createText, type Text } from "../i18n/index.ts";
import { createFrameCache, type FrameCache } from "../imagery/index.ts";
import { createLinkedMaps, type LinkedMaps } from "./linked-maps.ts";
import { outlineOnGround, outsidePoints, scaleLength } from "./outline.ts";
import { compareStyles } from "./strike-compare.styles.ts";

/** One picture to show. */
export interface ComparedFrame {
  id: string;
  /** The picture's address. */
  src: string;
  /** Its date, as it is to be read. */
  date: string;
  /** What stands beside the date. */
  detail?: string;
  /** A word at the other end of the caption, and how to colour it. */
  tag?: { text: string; kind: "standing" | "destroyed" | "none" };
  /** What a screen reader says; by default the date. */
  label?: string;
  /** Where it stands in the timeline, counted from 1, for the loading text. */
  index?: number;
  count?: number;
}

type Loading = "ready" | "loading" | "slow" | "failed";

const slowAfter = 4_000;
const holdAfter = 350;
/** CSS pixels after which a press is a drag. */
const moved = 8;

/**
 * One or two dated pictures of the same ground, zoomed and moved together.
 *
 * @summary Side by side on wide screens, one above the other on narrow ones.
 * @event strike-frame-ready - A picture is shown. detail: {id, sha256}
 * @event strike-frame-failed - A picture did not load. detail: {id}
 * @event strike-frame-unseen - The person marks a picture that did not load. detail: {id}
 * @event strike-hold - A picture is pressed and held (true) or let go (false). detail: {held}
 * @csspart pane - One picture with its caption.
 * @cssproperty --strike-image-ground - The colour where there is no picture.
 */
export class StrikeCompare extends LitElement {
  static override styles = compareStyles;

  /** One or two pictures. */
  @property({ attribute: false }) frames: readonly ComparedFrame[] = [];
  /** The building's outline in fractions of the picture, from its upper left corner. */
  @property({ attribute: false }) outline: readonly (readonly number[])[] = [];
  /** Side of the pictures on the ground in metres. */
  @property({ type: Number }) ground = 100;
  /** Side of the largest picture in pixels. */
  @property({ type: Number }) pixels = 512;
  @property({ type: Boolean, attribute: "outline-hidden" }) outlineHidden = false;
  /** Offers to mark a picture that did not load. */
  @property({ type: Boolean }) answerable = false;
  @property({ attribute: false }) attribution: readonly string[] = [];
  @property({ attribute: false }) text: Text = createText("en");
  @property({ attribute: false }) cache: FrameCache = createFrameCache();

  @state() private states: Loading[] = ["loading", "loading"];

  private maps: LinkedMaps | undefined;
  private held: ReturnType<typeof setTimeout> | undefined;
  private heldAt: [number, number] = [0, 0];
  private isHeld = false;
  /** What each pane was last told to show. */
  private places: string[] = [];
  private slow: (ReturnType<typeof setTimeout> | undefined)[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.slow) clearTimeout(timer);
    clearTimeout(this.held);
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

  protected override updated(changed: PropertyValues<this>): void {
    const first = this.maps === undefined;
    const maps = this.maps ?? this.createMaps();
    if (first || changed.has("ground") || changed.has("outline") || changed.has("pixels"))
      maps.setGround({ side: this.ground, pixels: this.pixels, outline: outlineOnGround(this.outline, this.ground) });
    const before = changed.get("frames");
    if (first || (before !== undefined && before.length !== this.frames.length)) maps.setShown(this.frames.length);
    for (const index of [0, 1]) {
      const place = `${this.ground} ${this.frames[index]?.src}`;
      if (!first && this.places[index] === place) continue;
      this.places[index] = place;
      this.showFrame(index);
    }
    this.drawOutlines();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="panes ${this.frames.length > 1 ? "pair" : ""}">${[0, 1].map((index) => this.renderPane(index))}</div>
      <div class="tools">
        <button type="button" title=${this.text("zoomIn")} aria-label=${this.text("zoomIn")} @click=${() => this.zoom(0.5)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14M5 12h14" /></svg>
        </button>
        <button type="button" title=${this.text("zoomOut")} aria-label=${this.text("zoomOut")} @click=${() => this.zoom(-0.5)}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h14" /></svg>
        </button>
      </div>
    `;
  }

  private renderPane(index: number): TemplateResult {
    const frame = this.frames[index];
    const last = index === this.frames.length - 1;
    return html`
      <figure class="pane" part="pane" ?hidden=${frame === undefined}>
        <figcaption class="caption">
          <span class="date">${frame?.date}</span>
          <span class="detail">${frame?.detail}</span>
          ${frame?.tag ? html`<span class="tag ${frame.tag.kind}">${frame.tag.text}</span>` : nothing}
        </figcaption>
        <div class="frame">
          <div
            class="map"
            role="img"
            aria-label=${frame?.label ?? frame?.date ?? ""}
            @pointerdown=${this.press}
            @pointermove=${this.move}
            @pointerup=${this.release}
            @pointercancel=${this.release}
            @contextmenu=${this.menu}
          ></div>
          <svg class="outline" aria-hidden="true" ?hidden=${this.outlineHidden || this.states[index] !== "ready"}>
            ${svg`<polygon class="halo" points="" /><polygon class="line" points="" />`}
          </svg>
          ${frame ? this.renderState(frame, this.states[index] ?? "loading") : nothing}
          ${index === 0 ? html`<div class="scale" dir="ltr" aria-hidden="true"><span class="length"></span><span class="bar"></span></div>` : nothing}
          ${last && this.attribution.length > 0 ? html`<div class="credit" dir="auto">${this.attribution.join(" · ")}</div>` : nothing}
        </div>
      </figure>
    `;
  }

  private renderState(frame: ComparedFrame, loading: Loading): TemplateResult | typeof nothing {
    const { text } = this;
    const unseen = html`<button type="button" @click=${() => this.tell("strike-frame-unseen", { id: frame.id })}>${text("markUnseen")}</button>`;
    if (loading === "ready") return nothing;
    if (loading === "failed")
      return html`<div class="state" role="alert">
        <p>${text("failedImage")}</p>
        <div class="choices">
          <button type="button" @click=${() => this.retry(frame)}>${text("tryAgain")}</button>
          ${this.answerable ? unseen : nothing}
        </div>
      </div>`;
    const { index, count } = frame;
    const waiting = index === undefined || count === undefined ? text("loadingPicture") : text("loadingImage", { index, count });
    return html`<div class="state">
      <div class="spinner"></div>
      <p>${loading === "slow" ? text("slowImage") : waiting}</p>
      ${loading === "slow" && this.answerable ? unseen : nothing}
    </div>`;
  }

  private createMaps(): LinkedMaps {
    const targets = [...this.renderRoot.querySelectorAll<HTMLElement>(".map")];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.maps = createLinkedMaps({ targets, still, onChange: () => this.drawOutlines() });
    return this.maps;
  }

  /** Shows what is loaded at once; what is not is loaded, and shown if it is still wanted then. */
  private showFrame(index: number): void {
    const frame = this.frames[index];
    clearTimeout(this.slow[index]);
    const ready = frame && this.cache.ready(frame.src, this.ground);
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
    this.cache.load(frame.src, this.ground).then(
      () => wanted() && this.showFrame(index),
      () => {
        if (!wanted()) return;
        clearTimeout(this.slow[index]);
        this.setLoading(index, "failed");
        this.tell("strike-frame-failed", { id: frame.id });
      },
    );
  }

  private retry(frame: ComparedFrame): void {
    this.cache.forget(frame.src);
    const index = this.frames.indexOf(frame);
    if (index >= 0) this.showFrame(index);
  }

  private setLoading(index: number, loading: Loading): void {
    if (this.states[index] === loading) return;
    this.states = this.states.map((now, at) => (at === index ? loading : now));
  }

  /** After each drawn frame: the lines and the scale follow the view without a render of their own. */
  private drawOutlines(): void {
    const { maps } = this;
    if (!maps) return;
    for (const [index, drawing] of [...this.renderRoot.querySelectorAll("svg.outline")].entries()) {
      const points = outsidePoints(maps.outlinePixels(index), 4);
      for (const polygon of drawing.children) polygon.setAttribute("points", points);
    }
    const resolution = maps.resolution();
    const bar = this.renderRoot.querySelector<HTMLElement>(".bar");
    const length = this.renderRoot.querySelector<HTMLElement>(".length");
    if (!resolution || !bar || !length) return;
    const { metres, pixels } = scaleLength(resolution, 90);
    bar.style.inlineSize = `${pixels}px`;
    length.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  @eventOptions({ passive: true })
  private press(event: PointerEvent): void {
    clearTimeout(this.held);
    if (!event.isPrimary || event.button !== 0) return;
    this.heldAt = [event.clientX, event.clientY];
    this.held = setTimeout(() => this.setHeld(true), holdAfter);
  }

  private move(event: PointerEvent): void {
    const [x, y] = this.heldAt;
    if (!this.isHeld && Math.hypot(event.clientX - x, event.clientY - y) > moved) clearTimeout(this.held);
  }

  private release(): void {
    clearTimeout(this.held);
    this.setHeld(false);
  }

  private menu(event: Event): void {
    event.preventDefault();
  }

  private setHeld(held: boolean): void {
    if (held === this.isHeld) return;
    this.isHeld = held;
    this.tell("strike-hold", { held });
  }

  private tell(name: string, detail: Record<string, unknown>): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
