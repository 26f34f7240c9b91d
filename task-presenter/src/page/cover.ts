/**
 * Takes the page behind an element that covers it out of reach: it does not scroll, and neither focus nor a screen
 * reader gets to it, nor to what the page adds later. It is not laid out either: a box of the page that is wider than a
 * phone makes its browser zoom out, and taps then land beside the button that is seen.
 * @returns what undoes it
 */
export function coverPage(element: Element): () => void {
  const page = element.ownerDocument.documentElement;
  const { overflow } = page.style;
  page.style.overflow = "hidden";
  /** What is covered, and its own `display`. */
  const behind = new Map<HTMLElement, string>();
  const parents: Element[] = [];
  for (let parent = element.parentElement; parent && parent !== page; parent = parent.parentElement) parents.push(parent);

  function cover(): void {
    for (const beside of parents.flatMap((parent) => [...parent.children])) {
      if (!(beside instanceof HTMLElement) || beside === element || parents.includes(beside)) continue;
      if (beside.inert || beside.matches("script, style")) continue;
      beside.inert = true;
      behind.set(beside, beside.style.display);
      beside.style.setProperty("display", "none", "important");
    }
  }

  cover();
  const watch = new MutationObserver(cover);
  for (const parent of parents) watch.observe(parent, { childList: true });
  return () => {
    watch.disconnect();
    page.style.overflow = overflow;
    for (const [covered, display] of behind) {
      covered.inert = false;
      covered.style.display = display;
    }
  };
}
