/** A heading that comes into view in place of the question takes the focus once, so that it is read. */
export class HeadingFocus {
  private headed = "";

  follow(root: ParentNode): void {
    const heading = root.querySelector<HTMLElement>("[data-heading]");
    const name = heading?.dataset.heading ?? "";
    if (name !== "" && name !== this.headed) heading?.focus();
    this.headed = name;
  }
}
