/**
 * Takes the page behind an element that covers it out of reach: it does not scroll, and neither focus nor a screen
 * reader gets to it.
 * @returns what undoes it
 */
export function coverPage(element: Element): () => void {
  const page = element.ownerDocument.documentElement;
  const { overflow } = page.style;
  page.style.overflow = "hidden";
  const behind: HTMLElement[] = [];
  for (let inside: Element | null = element; inside && inside !== page; inside = inside.parentElement) {
    for (const beside of inside.parentElement?.children ?? []) {
      if (beside === inside || !(beside instanceof HTMLElement) || beside.inert || beside.matches("head, script, style")) continue;
      beside.inert = true;
      behind.push(beside);
    }
  }
  return () => {
    page.style.overflow = overflow;
    for (const covered of behind) covered.inert = false;
  };
}
