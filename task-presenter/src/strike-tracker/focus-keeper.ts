/** Where the focus goes when something else fills the page, and when a dialog opens and closes. */
export class FocusKeeper {
  private headed = "";
  private opener: HTMLElement | null = null;
  private toQuestion = false;

  /** What was chosen in the dialog changes what is asked: the question gets the focus, and not the dialog's opener. */
  moveOn(): void {
    this.toQuestion = true;
  }

  /** After each render. */
  follow(root: ShadowRoot): void {
    const dialog = root.querySelector("dialog");
    if (dialog) {
      if (dialog.open) return;
      if (root.activeElement instanceof HTMLElement) this.opener = root.activeElement;
      dialog.showModal();
      return;
    }
    // The browser gives the focus back to nothing that was inert at that moment.
    if (this.opener?.isConnected && !this.toQuestion) this.opener.focus();
    this.opener = null;
    this.followHeading(root);
    if (this.toQuestion) this.followQuestion(root);
  }

  /** The next question may come only once its building is loaded; who has gone elsewhere by then stays there. */
  private followQuestion(root: ShadowRoot): void {
    const question = root.querySelector<HTMLElement>(".question");
    if (!question && root.activeElement === null) return;
    this.toQuestion = false;
    if (root.activeElement === null) question?.focus();
  }

  /** A heading that comes into view in place of the question takes the focus once, so that it is read. */
  private followHeading(root: ParentNode): void {
    const heading = root.querySelector<HTMLElement>("[data-heading]");
    const name = heading?.dataset.heading ?? "";
    if (name !== "" && name !== this.headed) heading?.focus();
    this.headed = name;
  }
}
