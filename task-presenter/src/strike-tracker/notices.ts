import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "../i18n/index.ts";
import type { SittingState } from "../sitting/index.ts";

/** What happened, in words; empty where nothing needs saying. @param waiting answers not yet on the server */
function noticeText(notice: NonNullable<SittingState["notice"]>, waiting: number, { text, clock }: Words): string {
  switch (notice.kind) {
    case "stored":
      return text("saved");
    case "sending":
      return waiting > 1 ? text("waitingToSend", { count: waiting }) : text("sending");
    case "duplicate":
      return text("duplicate");
    case "refused":
      return text("notTaken", { message: notice.message });
    case "not_kept":
      return text("notKept");
    case "skipped":
      return text("skipped");
    case "waiting":
      if (notice.message === "limited") return text("limitedUntil", { time: clock(notice.until) });
      if (notice.message === "server") return text("serverTrouble");
      return waiting === 0 ? text("offlineNone") : text("offline", { count: waiting });
    case "signed_out":
      return "";
  }
}

/** What happened, said in passing. @param waiting answers not yet on the server */
export function renderNotice(notice: NonNullable<SittingState["notice"]>, waiting: number, words: Words): TemplateResult | typeof nothing {
  const said = noticeText(notice, waiting, words);
  const trouble = !["stored", "sending", "skipped"].includes(notice.kind);
  return said === "" ? nothing : html`<div class="notice ${trouble ? "trouble" : ""}" role="status">${said}</div>`;
}
