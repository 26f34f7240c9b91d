import { html, nothing, type TemplateResult } from "lit";
import { type CampaignFrame, frameTime } from "pybossa-client-ts/strike-tracker";
import type { Text, Words } from "../i18n/index.ts";
import type { JournalEntry } from "../page/journal.ts";
import { datingText } from "./dating-text.ts";

const day = 86_400_000;
const listed = 50;

export interface OwnAnswers {
  words: Words;
  frames: readonly CampaignFrame[];
  entries: readonly JournalEntry[];
  /** Answers that the server does not have yet. */
  waiting: number;
  /** Whether the volunteer is being asked if the device is to be cleared. */
  clearing: boolean;
  askToClear: (asking: boolean) => void;
  clear: () => void;
}

/** How far the volunteer's dated buildings were narrowed, in mean days before and after; null where none was. */
export function narrowing(
  entries: readonly JournalEntry[],
  frames: readonly CampaignFrame[],
): { before: number; after: number; count: number } | null {
  const known = new Map(frames.map((frame) => [frame.id, frameTime(frame)]));
  const pairs = entries.flatMap(({ ends, lastStanding, firstDestroyed }) => {
    const [start, end] = [known.get(ends?.[0] ?? ""), known.get(ends?.[1] ?? "")];
    const [last, first] = [known.get(lastStanding ?? ""), known.get(firstDestroyed ?? "")];
    return start && end && last && first ? [[end.end - start.start, first.end - last.start] as const] : [];
  });
  if (pairs.length === 0) return null;
  const mean = (which: 0 | 1) => Math.max(1, Math.round(pairs.reduce((sum, pair) => sum + pair[which], 0) / pairs.length / day));
  return { before: mean(0), after: mean(1), count: pairs.length };
}

/** What the volunteer has done, in plain figures. */
export function progressLines(entries: readonly JournalEntry[], frames: readonly CampaignFrame[], text: Text): string[] {
  const narrowed = narrowing(entries, frames);
  return [entries.length > 0 ? text("ownCount", { count: entries.length }) : "", narrowed ? text("ownNarrowed", narrowed) : ""].filter(
    (line) => line !== "",
  );
}

/** This device's answers, and what takes them away from it. */
export function renderOwnAnswers(own: OwnAnswers): TemplateResult {
  const { words, frames, entries, waiting, clearing } = own;
  const { text, clock, dates } = words;
  const lines = progressLines(entries, frames, text);
  return html`<div class="body">
    ${lines.length > 0 ? lines.map((line) => html`<p>${line}</p>`) : html`<p>${text("ownNone")}</p>`}
    ${waiting > 0 ? html`<p>${text("waitingToSend", { count: waiting })}</p>` : nothing}
    ${
      entries.length > 0
        ? html`<ol class="own" reversed start=${entries.length}>
          ${entries
            .slice(0, listed)
            .map(
              (entry) =>
                html`<li>${datingText(entry, frames, words)} <small>${dates.day(Date.parse(entry.at))} ${clock(Date.parse(entry.at))}</small></li>`,
            )}
        </ol>`
        : nothing
    }
    <h3>${text("clearTitle")}</h3>
    <p>${text("clearText")}</p>
    ${
      clearing
        ? html`<div role="alert" class="warning">
          <p>${waiting > 0 ? text("clearLost", { count: waiting }) : text("clearSure")}</p>
          <div class="ways">
            <button type="button" @click=${() => own.askToClear(false)}>${text("clearKeep")}</button>
            <button type="button" class="primary" @click=${own.clear}>${text("clearNow")}</button>
          </div>
        </div>`
        : html`<button type="button" @click=${() => own.askToClear(true)}>${text("clearNow")}</button>`
    }
  </div>`;
}
