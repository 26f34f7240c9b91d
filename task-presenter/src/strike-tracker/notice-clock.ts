import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Words } from "../i18n/index.ts";
import type { SittingState } from "../sitting/index.ts";
import { noticeTime, renderNotice } from "./notices.ts";

/** Shows each notice for its time, and renders anew each second, since a notice may count down. */
export class NoticeClock implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown = 0;
  /** Why the last notice said that answers wait; the top line goes on saying so. */
  private waiting = "";

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }

  render(sitting: SittingState | null, words: Words, takeBack: () => void): TemplateResult | typeof nothing {
    if (sitting?.notice?.serial !== this.shown) return nothing;
    const hide = () => {
      this.hide();
      this.host.requestUpdate();
    };
    return renderNotice(sitting, words, Date.now(), { takeBack, hide });
  }

  show(sitting: SittingState): void {
    const { kind = "", message = "" } = sitting.notice ?? {};
    const waiting = kind === "waiting" ? `${message} ${sitting.waiting}` : "";
    // Each further try that fails says the same again.
    if (waiting !== "" && waiting === this.waiting) return;
    this.waiting = waiting;
    clearInterval(this.timer);
    this.shown = sitting.notice?.serial ?? 0;
    const end = Date.now() + noticeTime(sitting, Date.now());
    this.timer = setInterval(() => {
      if (Date.now() >= end - 50) this.hide();
      this.host.requestUpdate();
    }, 1000);
  }

  private hide(): void {
    clearInterval(this.timer);
    this.shown = 0;
  }
}
