import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { SittingState } from "../sitting/index.ts";
import { noticeTime } from "./notices.ts";

/** Shows each notice for its time, and renders anew each second, since a notice may count down. */
export class NoticeClock implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown = 0;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }

  isShown({ notice }: SittingState): boolean {
    return notice?.serial === this.shown;
  }

  show(sitting: SittingState): void {
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
