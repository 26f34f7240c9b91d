import { html, type TemplateResult } from "lit";
import type { Text } from "../i18n/index.ts";

/** Percent by which an arrow key moves the divider, and a larger step. */
const small = 2;
const large = 10;

/** Where a key moves the divider, or null. @param at percent from the start of the line of reading */
export function dividerAfterKey(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  at: number,
  rightToLeft: boolean,
): number | null {
  const step = shiftKey ? large : small;
  const right = rightToLeft ? -step : step;
  const moves: Record<string, number> = {
    ...{ ArrowRight: at + right, ArrowLeft: at - right, ArrowUp: at + step, ArrowDown: at - step },
    ...{ PageUp: at + large, PageDown: at - large, Home: 0, End: 100 },
  };
  const to = moves[key];
  return to === undefined ? null : Math.min(100, Math.max(0, to));
}

/**
 * The line between the two pictures of a swipe: a slider for pointers, keys and screen readers.
 * @param at percent from the start of the line of reading
 */
export function renderDivider(at: number, text: Text, move: (to: number) => void): TemplateResult {
  const drag = (event: PointerEvent) => {
    const line = event.currentTarget;
    if (!(line instanceof HTMLElement) || !line.parentElement || !line.hasPointerCapture(event.pointerId)) return;
    const { left, width } = line.parentElement.getBoundingClientRect();
    const share = ((event.clientX - left) / Math.max(1, width)) * 100;
    move(Math.min(100, Math.max(0, isRightToLeft(line) ? 100 - share : share)));
  };
  return html`<div
    class="divider"
    role="slider"
    tabindex="0"
    aria-label=${text("divider")}
    aria-orientation="horizontal"
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(at)}
    aria-valuetext=${text("dividerAt", { percent: Math.round(at) })}
    .style=${`inset-inline-start: ${at}%`}
    @pointerdown=${(event: PointerEvent) => (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)}
    @pointermove=${drag}
    @keydown=${(event: KeyboardEvent) => {
      const to = dividerAfterKey(event, at, isRightToLeft(event.currentTarget as HTMLElement));
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      move(to);
    }}
  >
    <span class="grip"></span>
  </div>`;
}

function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === "rtl";
}
