import type { Text } from "../i18n/index.ts";
import type { SittingState } from "../sitting/index.ts";

/** What happened, in words; empty where nothing needs saying. @param waiting answers not yet on the server */
export function noticeText(
  notice: NonNullable<SittingState["notice"]>,
  waiting: number,
  text: Text,
  clock: (time: number) => string,
): string {
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
