import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "../i18n/index.ts";
import type { SittingState } from "../sitting/index.ts";

type Said = NonNullable<SittingState["notice"]>;

const usual = 5_000;
const undoable = 10_000;

/** How long a notice is shown, milliseconds: never so long that it would hide the building for good. */
export function noticeTime({ notice, last }: Pick<SittingState, "notice" | "last">, now: number): number {
  if (notice === null) return 0;
  if (notice.kind === "held") return Math.max(0, notice.until - now);
  if (["waiting", "duplicate", "too_late", "turn_over", "gone", "turn_ending", "refused"].includes(notice.kind)) return 2 * usual;
  return notice.kind === "stored" && last !== null ? undoable : usual;
}

/** What happened, in words; empty where nothing needs saying. */
function noticeText({ kind, message, until }: Said, { waiting, signedIn, building }: SittingState, { text, clock }: Words): string {
  switch (kind) {
    case "held":
      return text(message === "quick" ? "quick" : "held");
    case "stored":
      return text("saved");
    case "sending":
      return waiting > 1 ? text("waitingToSend", { count: waiting }) : text("sending");
    case "corrected":
      return text("corrected");
    case "too_late":
      return text("tooLate");
    case "taken_back":
      return text(building?.corrects === null ? "takenBack" : "takenBackSent");
    case "on_its_way":
      return text("onItsWay");
    case "sent_for_good":
      return text("sentForGood");
    case "gone":
      return text("notTaken", { message: text("noTaskTitle") });
    case "duplicate":
      return text(signedIn === true ? "duplicate" : "duplicateShared");
    case "full":
      return text("full");
    case "turn_over":
      return text("turnOver");
    case "turn_ending":
      return text("turnEnding", { time: clock(until) });
    case "same_again":
      return text("sameAgain");
    case "refused":
      return text("notTaken", { message });
    case "not_kept":
      return text("notKept");
    case "skipped":
      return text("skipped");
    case "waiting":
      return waitingText(message, until, { waiting, building }, { text, clock });
    case "signed_out":
      return "";
  }
}

function waitingText(
  why: string,
  until: number,
  { waiting, building }: Pick<SittingState, "waiting" | "building">,
  { text, clock }: Pick<Words, "text" | "clock">,
): string {
  if (why === "limited") return text("limitedUntil", { time: clock(until) });
  if (why === "password") return text("passwordText");
  if (why === "server") return text("serverTrouble");
  const kept = waiting === 0 ? text("offlineNone") : text("offline", { count: waiting });
  // After a reload there is nothing to go on with.
  return building === null ? kept : `${kept} ${text("offlineKeep")}`;
}

/**
 * What happened, said in passing, with the way to take the last answer back.
 * @param hide for those who see it; it goes by itself
 */
export function renderNotice(
  state: SittingState,
  words: Words,
  now: number,
  { takeBack, hide }: { takeBack: () => void; hide: () => void },
): TemplateResult | typeof nothing {
  const { notice, last } = state;
  const said = notice === null ? "" : noticeText(notice, state, words);
  if (notice === null || said === "") return nothing;
  const trouble = !["stored", "sending", "skipped", "held", "taken_back", "corrected"].includes(notice.kind);
  const offer = last !== null && (notice.kind === "held" || notice.kind === "stored");
  return html`<div class="notice ${trouble ? "trouble" : ""}" part="notice" @click=${offer ? nothing : hide}>
    <span role="status">${said}</span>${offer ? renderUndo(words, last, now, takeBack) : nothing}
  </div>`;
}

function renderUndo({ text, language }: Words, last: NonNullable<SittingState["last"]>, now: number, takeBack: () => void): TemplateResult {
  const left = last.kind === "held" ? Math.max(0, Math.ceil((last.until - now) / 1000)) : null;
  const undo = (event: Event) => {
    // What the notice says next must not be hidden by this click.
    event.stopPropagation();
    takeBack();
  };
  const seconds = new Intl.NumberFormat(language, { style: "unit", unit: "second", unitDisplay: "short" });
  return html`<button type="button" @click=${undo}>
    ${text("undo")}${left === null ? nothing : html` <span aria-hidden="true">(${seconds.format(left)})</span>`}
  </button>`;
}
