import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What fits between the margins of A4 and of Letter, in CSS pixels. */
export const paperWidth = 680;

/** Draws an element for paper while its page is printed; meanwhile it bears the attribute `paper`, and with it the light colours. */
export class OnPaper implements ReactiveController {
  private readonly host: HTMLElement;
  private readonly begin: () => void;
  private readonly end: () => void;

  /** @param begin draws for paper, before it returns or in a microtask; @param end draws for the screen again */
  constructor(host: HTMLElement & ReactiveControllerHost, begin: () => void, end: () => void) {
    this.host = host;
    this.begin = begin;
    this.end = end;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("beforeprint", this.print);
    addEventListener("afterprint", this.printed);
  }

  hostDisconnected(): void {
    removeEventListener("beforeprint", this.print);
    removeEventListener("afterprint", this.printed);
  }

  private readonly print = (): void => {
    this.host.toggleAttribute("paper", true);
    this.begin();
  };

  private readonly printed = (): void => {
    this.host.toggleAttribute("paper", false);
    this.end();
  };
}
