/**
 * Takes the page behind an element that covers it out of reach: it does not scroll, and neither focus nor a screen
 * reader gets to it, nor to what the page adds later.
 * @returns what undoes it
 */
export function coverPage(element: Element): () => void {
  const page = element.ownerDocument.documentElement;
  const { overflow } = page.style;
  page.style.overflow = "hidden";
  const behind = new Set<HTMLElement>();
  const parents: Element[] = [];
  for (let parent = element.parentElement; parent && parent !== page; parent = parent.parentElement) parents.push(parent);

  function cover(): void {
    for (const beside of parents.flatMap((parent) => [...parent.children])) {
      if (!(beside instanceof HTMLElement) || beside === element || parents.includes(beside)) continue;
      if (beside.inert || beside.matches("script, style")) continue;
      beside.inert = true;
      behind.add(beside);
    }
  }

  cover();
  const watch = new MutationObserver(cover);
  for (const parent of parents) watch.observe(parent, { childList: true });
  return () => {
    watch.disconnect();
    page.style.overflow = overflow;
    for (const covered of behind) covered.inert = false;
  };
}
