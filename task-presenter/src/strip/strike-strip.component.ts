import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Judgement } from "pybossa-client-ts/strike-tracker";
import { icon } from "../icons.ts";
import { stripStyles } from "./strike-strip.styles.ts";

/** One frame as the strip shows it. */
export interface StripFrame {
  id: string;
  /** "12 Jun" */
  short: string;
  /** "12 June 2017, marked standing" */
  label: string;
  /** Milliseconds since 1970. */
  time: number;
  judgement: Judgement | undefined;
  /** The judgement in one short word; empty = none. */
  word: string;
  /** How long before this frame there was none, where that is long; else empty. */
  gap: string;
  /** Whether it lies between the two dates, so that it may still be asked for. */
  open: boolean;
}

/**
 * A timeline's frames by date, each with its judgement as a shape, a word and a colour; below it their true distance in
 * time, and the longest stretches without an image.
 *
 * @event strike-frame-choice - A frame is chosen. detail: {id}
 */
export class StrikeStrip extends LitElement {
  static override styles = stripStyles;

  @property({ attribute: false }) frames: readonly StripFrame[] = [];
  /** Ids of the frames in view. */
  @property({ attribute: false }) shown: readonly string[] = [];
  @property() label = "";

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("shown") || changed.has("frames")) this.bringIntoView();
  }

  protected override render(): TemplateResult {
    const { frames } = this;
    return html`<div class="scroller">
      <div class="track" .style=${`--count: ${Math.max(1, frames.length)}`}>
        <div class="options" role="radiogroup" aria-label=${this.label} @keydown=${this.moveFocus}>
          ${frames.map((frame) => this.renderFrame(frame))}
        </div>
        ${this.renderAxis()}
      </div>
    </div>`;
  }

  private renderFrame(frame: StripFrame): TemplateResult {
    const shown = this.shown.includes(frame.id);
    const chosen = this.shown[0] === frame.id;
    const { judgement } = frame;
    const classes = [shown ? "shown" : "", frame.open ? "open" : "out", judgement ?? ""].join(" ");
    return html`<button
      type="button"
      role="radio"
      class=${classes}
      data-frame=${frame.id}
      aria-checked=${chosen ? "true" : "false"}
      aria-label=${frame.label}
      tabindex=${chosen || (this.shown.length === 0 && frame === this.frames[0]) ? 0 : -1}
      @click=${() => this.choose(frame.id)}
    >
      ${judgement === undefined ? html`<span class="dot"></span>` : icon(shapeOf(judgement))}
      <span class="word">${frame.word}</span>
      <span>${frame.short}</span>
    </button>`;
  }

  /** Ticks at the frames' true times, each tied to its button. */
  private renderAxis(): TemplateResult {
    const { frames } = this;
    const start = frames[0]?.time ?? 0;
    const span = Math.max(1, (frames.at(-1)?.time ?? 0) - start);
    const half = 50 / Math.max(1, frames.length);
    const at = (frame: StripFrame) => half + ((frame.time - start) / span) * (100 - 2 * half);
    const low = frames.findLast((frame) => frame.judgement === "standing" && frame.open);
    const high = frames.find((frame) => frame.judgement === "destroyed" && frame.open);
    return html`<div class="times"><svg class="axis" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<line x1=${half} x2=${100 - half} y1="11" y2="11" />`}
      ${low && high ? svg`<line class="window" x1=${at(low)} x2=${at(high)} y1="10.5" y2="10.5" />` : svg``}
      ${frames.map(
        (frame, index) =>
          svg`<line class=${this.shown.includes(frame.id) ? "shown" : ""} x1=${half * (2 * index + 1)} x2=${at(frame)} y1="0" y2="11" />`,
      )}
    </svg>
    ${frames.map((frame, index) => {
      const before = frames[index - 1];
      if (frame.gap === "" || before === undefined) return nothing;
      return html`<span class="gap" aria-hidden="true" .style=${`inset-inline-start: ${(at(before) + at(frame)) / 2}%`}>${frame.gap}</span>`;
    })}</div>`;
  }

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent("strike-frame-choice", { detail: { id }, bubbles: true, composed: true }));
  }

  /** Arrows move the focus within the group; the page's own keys do not see them. */
  private moveFocus(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>("button")];
    const now = buttons.indexOf(event.target as HTMLButtonElement);
    const right = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const step = event.key === "ArrowRight" ? right : event.key === "ArrowLeft" ? -right : 0;
    const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : now + step;
    if (event.shiftKey || (step === 0 && event.key !== "Home" && event.key !== "End")) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[Math.min(buttons.length - 1, Math.max(0, next))]?.focus();
    const id = buttons[Math.min(buttons.length - 1, Math.max(0, next))]?.dataset.frame;
    if (id !== undefined) this.choose(id);
  }

  private bringIntoView(): void {
    const scroller = this.renderRoot.querySelector(".scroller");
    const buttons = this.shown.flatMap((id) => [...this.renderRoot.querySelectorAll<HTMLElement>(`[data-frame="${CSS.escape(id)}"]`)]);
    const first = buttons[0];
    const last = buttons.at(-1);
    if (!scroller || !first || !last) return;
    const middle = (first.offsetLeft + last.offsetLeft + last.offsetWidth) / 2;
    scroller.scrollTo({ left: middle - scroller.clientWidth / 2, behavior: "instant" });
  }
}

function shapeOf(judgement: Judgement): "standing" | "destroyed" | "unseen" | "load_failed" {
  if (judgement === "standing" || judgement === "destroyed" || judgement === "load_failed") return judgement;
  return "unseen";
}
