import type { ReactiveController } from "lit";

/** What fits between the margins of A4 and of Letter, in CSS pixels. */
export const paperWidth = 680;

export interface Printed extends HTMLElement {
  /** Draws for paper, before it returns or in a microtask. */
  drawForPaper(): void;
  drawForScreen(): void;
}

/** Has an element draw itself for paper while its page is printed; meanwhile it bears the attribute `paper`, and with it the light colours. */
export class OnPaper implements ReactiveController {
  private readonly host: Printed;

  constructor(host: Printed) {
    this.host = host;
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
    this.host.drawForPaper();
  };

  private readonly printed = (): void => {
    this.host.toggleAttribute("paper", false);
    this.host.drawForScreen();
  };
}
