import { html, nothing, svg, type TemplateResult } from "lit";
import type { Text } from "../i18n/index.ts";
import type { FramePicture } from "../imagery/index.ts";
import type { createPress } from "./press.ts";

/** One picture to show. */
export interface ComparedFrame extends FramePicture {
  id: string;
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
  /** Whether this one of two is the one that is asked about. */
  asked?: boolean;
}

/** missing: there is no picture of this place and date; failed: it did not load. */
export type Loading = "ready" | "loading" | "slow" | "failed" | "missing";

export interface Pane {
  frame: ComparedFrame | undefined;
  index: number;
  loading: Loading;
  outlineHidden: boolean;
  /** Hidden behind the other picture. */
  behind: boolean;
  answerable: boolean;
  text: Text;
  press: ReturnType<typeof createPress>;
  retry: (frame: ComparedFrame) => void;
  unseen: (frame: ComparedFrame, judgement: "missing" | "load_failed") => void;
}

/** One picture with its caption, its outline and its state. */
export function renderPane(pane: Pane): TemplateResult {
  const { frame, index, loading, outlineHidden, behind, press } = pane;
  return html`
    <figure class="pane ${index === 0 ? "first" : "second"} ${behind ? "behind" : ""} ${frame?.asked ? "asked" : ""}" part="pane" ?hidden=${frame === undefined}>
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
          @pointerdown=${press.down}
          @pointermove=${press.move}
          @pointerup=${press.up}
          @pointercancel=${press.cancel}
          @contextmenu=${(event: Event) => event.preventDefault()}
        ></div>
        ${renderOutline(outlineHidden || loading !== "ready")}
        ${frame ? renderState(frame, pane) : nothing}
      </div>
    </figure>
  `;
}

/**
 * The outline: a line outside of the building only, so that it hides nothing of the roof. The drawing is clipped to what is
 * outside, whatever the shape. (A mask would do the same, but Chromium keeps every element that ever used one.)
 */
function renderOutline(hidden: boolean): TemplateResult {
  return html`<svg class="outline" aria-hidden="true" ?hidden=${hidden}>
    ${svg`<path class="halo" /><path class="line" /><path class="gap" />`}
  </svg>`;
}

function renderState(frame: ComparedFrame, { loading, text, answerable, retry, unseen }: Pane): TemplateResult | typeof nothing {
  if (loading === "ready") return nothing;
  const missing = loading === "missing";
  const mark = html`<button type="button" @click=${() => unseen(frame, missing ? "missing" : "load_failed")}>
    ${text(missing ? "markMissing" : "markUnseen")}
  </button>`;
  if (missing || loading === "failed")
    return html`<div class="state" role="alert">
      <p>${text(missing ? "missingImage" : "failedImage")}</p>
      <div class="choices"><button type="button" @click=${() => retry(frame)}>${text("tryAgain")}</button>${answerable ? mark : nothing}</div>
    </div>`;
  const { index, count } = frame;
  const waiting = index === undefined || count === undefined ? text("loadingPicture") : text("loadingImage", { index, count });
  return html`<div class="state">
    <div class="spinner"></div>
    <p>${loading === "slow" ? text("slowImage") : waiting}</p>
    ${loading === "slow" && answerable ? mark : nothing}
  </div>`;
}
