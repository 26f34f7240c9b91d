import { html, nothing, type TemplateResult } from "lit";
import type { Answer, CampaignFrame } from "pybossa-client-ts/strike-tracker";
import { frameTime } from "pybossa-client-ts/strike-tracker";
import type { FrameDates, Text, TextKey } from "../i18n/index.ts";
import { icon } from "../icons.ts";
import { datesOf, type Mark, verdictOf } from "../session/index.ts";
import type { Building } from "../sitting/index.ts";

export interface CheckContext {
  text: Text;
  dates: FrameDates;
  mark: (mark: Mark, frame: string) => void;
  confide: (confidence: Answer["confidence"]) => void;
  /** What was added to the answer beside the dates; null = nothing can be added. */
  extra: { added: string; open: () => void } | null;
  send: () => void;
}

const day = 86_400_000;
const hour = 3_600_000;

/** The two dates for confirmation, each to be moved; how sure; and Send. */
export function renderCheck(building: Building, context: CheckContext): TemplateResult {
  const { text } = context;
  const verdict = verdictOf(building.timeline);
  const dated = verdict === "destroyed";
  const titles: Record<Answer["verdict"], TextKey> = {
    destroyed: "checkDestroyed",
    already_destroyed: "checkAlready",
    still_standing: "checkStanding",
    cannot_tell: "checkCannotTell",
    wrong_place: "checkWrongPlace",
  };
  const sayHowSure = dated || verdict === "already_destroyed" || verdict === "still_standing";
  return html`<div class="check">
    <p class="question" part="question" tabindex="-1">${text(titles[verdict])} ${dated ? html`<span class="gap">${gapText(building, text)}</span>` : nothing}</p>
    ${
      dated
        ? html`<div class="marks">${renderMark(building, "last_standing", context)} ${renderMark(building, "first_destroyed", context)}</div>`
        : nothing
    }
    ${sayHowSure ? renderConfidence(building, context) : nothing}
    <div class="sending">
      ${context.extra ? renderExtraButton(context.extra, text) : nothing}
      <button type="button" class="primary send" @click=${context.send}>${text("send")} <kbd aria-hidden="true">Enter</kbd></button>
    </div>
  </div>`;
}

/** How far apart the two dates are. */
export function gapText(building: Building, text: Text): string {
  const { lastStanding, firstDestroyed } = datesOf(building.timeline);
  const last = frameOf(building, lastStanding);
  const first = frameOf(building, firstDestroyed);
  if (!last || !first) return "";
  const apart = frameTime(first).end - frameTime(last).start;
  return apart < 2 * day ? text("gapHours", { count: Math.round(apart / hour) }) : text("gapDays", { count: Math.round(apart / day) });
}

/** The frame to which a date can be moved, or undefined at the timeline's end or at the other date. */
export function movedMark(building: Building, mark: Mark, step: -1 | 1): string | undefined {
  const { frames } = building.timeline;
  const { lastStanding, firstDestroyed } = datesOf(building.timeline);
  const now = mark === "last_standing" ? lastStanding : firstDestroyed;
  const other = mark === "last_standing" ? firstDestroyed : lastStanding;
  if (now === null) return undefined;
  const to = frames[frames.indexOf(now) + step];
  return to === other ? undefined : to;
}

function renderMark(building: Building, mark: Mark, { text, dates, mark: move }: CheckContext): TemplateResult {
  const { lastStanding, firstDestroyed } = datesOf(building.timeline);
  const frame = frameOf(building, mark === "last_standing" ? lastStanding : firstDestroyed);
  const name = text(mark === "last_standing" ? "lastStanding" : "firstDestroyed");
  const step = (by: -1 | 1) => {
    const to = movedMark(building, mark, by);
    const label = text(by < 0 ? "moveEarlier" : "moveLater", { mark: name });
    return html`<button type="button" class="step" aria-label=${label} title=${label} ?disabled=${to === undefined} @click=${() => to && move(mark, to)}>
      ${icon(by < 0 ? "back" : "forward")}
    </button>`;
  };
  return html`<div class="mark ${mark}" role="group" aria-label=${name}>
    ${step(-1)}
    <div class="named"><span>${name}</span><strong>${frame ? dates.medium(frame) : ""}</strong></div>
    ${step(1)}
  </div>`;
}

function renderExtraButton({ added, open }: NonNullable<CheckContext["extra"]>, text: Text): TemplateResult {
  const shown = added === "" ? text("extraShort") : added;
  const name = `${shown} (${text("extra")})`;
  return html`<button type="button" class="extra" aria-haspopup="dialog" aria-keyshortcuts="n" title=${name} aria-label=${name} @click=${open}>
    ${icon("add")}<span>${shown}</span>
  </button>`;
}

function renderConfidence(building: Building, { text, confide }: CheckContext): TemplateResult {
  const levels = [
    [3, "sure"],
    [2, "fairlySure"],
    [1, "unsure"],
  ] as const;
  return html`<fieldset class="confidence">
    <legend>${text("confidence")}</legend>
    ${levels.map(
      ([level, name]) =>
        html`<button
          type="button"
          aria-pressed=${building.confidence === level ? "true" : "false"}
          @click=${() => confide(building.confidence === level ? null : level)}
        >
          ${text(name)}
        </button>`,
    )}
  </fieldset>`;
}

function frameOf(building: Building, id: string | null): CampaignFrame | undefined {
  return building.frames.find((frame) => frame.id === id);
}
