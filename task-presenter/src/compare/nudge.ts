import { html, type TemplateResult } from "lit";
import type { Text, TextKey } from "../i18n/index.ts";

/** Metres east and north by which the outline was moved. */
export type Nudge = readonly [number, number];

/** Metres a step. */
const step = 0.5;
const large = 2;
/** A building that lies farther off is another one. */
const farthest = 15;

const ways: readonly { key: string; name: TextKey; way: Nudge; path: string }[] = [
  { key: "ArrowUp", name: "moveUp", way: [0, 1], path: "M12 19V6M6 11l6-6 6 6" },
  { key: "ArrowLeft", name: "moveLeft", way: [-1, 0], path: "M19 12H6M11 6l-6 6 6 6" },
  { key: "ArrowRight", name: "moveRight", way: [1, 0], path: "M5 12h13M13 6l6 6-6 6" },
  { key: "ArrowDown", name: "moveDown", way: [0, -1], path: "M12 5v13M6 13l6 6 6-6" },
];

/** Where a key moves the outline, or null. */
export function nudgeAfterKey({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">, now: Nudge): Nudge | null {
  const found = ways.find((way) => way.key === key);
  return found ? moved(now, found.way, shiftKey ? large : step) : null;
}

/** Arrows that move the outline onto the building; within, the arrow keys do the same. */
export function renderNudge(now: Nudge, text: Text, move: (to: Nudge) => void, close: () => void): TemplateResult {
  const keys = (event: KeyboardEvent) => {
    const to = nudgeAfterKey(event, now);
    if (to === null && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (to === null) close();
    else move(to);
  };
  const far = Math.hypot(...now);
  return html`<div class="nudge" role="group" aria-label=${text("moveOutline")} @keydown=${keys}>
    <p>${text("moveHint")} <strong aria-live="polite">${far > 0 ? text("movedBy", { metres: Math.round(far * 10) / 10 }) : ""}</strong></p>
    <div class="pad">
      <span dir="ltr">
        ${ways.map(
          ({ name, way, path }) =>
            html`<button type="button" aria-label=${text(name)} title=${text(name)} @click=${() => move(moved(now, way, step))}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>
            </button>`,
        )}
        <button type="button" aria-label=${text("movePutBack")} title=${text("movePutBack")} ?disabled=${far === 0} @click=${() => move([0, 0])}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12a7 7 0 1 0 2-5L4 10M4 4v6h6" /></svg>
        </button>
      </span>
      <button type="button" class="done" @click=${close}>${text("moveDone")}</button>
    </div>
  </div>`;
}

function moved([east, north]: Nudge, [right, up]: Nudge, by: number): Nudge {
  const within = (metres: number) => Math.min(farthest, Math.max(-farthest, metres));
  return [within(east + right * by), within(north + up * by)];
}
