export type KeyAct =
  | { act: "image"; by: -1 | 1 }
  | { act: "mark"; side: "last_standing" | "first_destroyed" }
  | { act: "verdict"; at: number }
  | { act: "building"; by: -1 | 1 }
  | { act: "save" | "reason" | "help" | "leave" | "swap" | "arrange" };

/** The desk's keys, as its help tells them. */
export const keyTexts: readonly (readonly [string, string])[] = [
  ["← →", "the image before or after"],
  ["X", "each of the two images in the other's place, and back"],
  ["V", "side by side, by a swipe, or one after the other"],
  ["B, A", "on the shown image it stands (before), or lies destroyed (after)"],
  ["1 – 5", "choose what became of the building"],
  ["R", "write the reason; Esc leaves the field"],
  ["Enter", "save; in the reason too (Shift and Enter: a new line)"],
  ["N, P", "the next or the previous building"],
  ["?", "show or hide these keys"],
];

const acts: Record<string, KeyAct> = {
  ArrowLeft: { act: "image", by: -1 },
  ArrowRight: { act: "image", by: 1 },
  b: { act: "mark", side: "last_standing" },
  a: { act: "mark", side: "first_destroyed" },
  n: { act: "building", by: 1 },
  p: { act: "building", by: -1 },
  r: { act: "reason" },
  x: { act: "swap" },
  v: { act: "arrange" },
  Enter: { act: "save" },
  "?": { act: "help" },
};

/** What a key press means here; null where it belongs to what has the focus, or to the browser. */
export function actOf(event: KeyboardEvent): KeyAct | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return null;
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return null;
  if (target.matches("textarea")) {
    if (event.key === "Escape") return { act: "leave" };
    return event.key === "Enter" && !event.shiftKey ? { act: "save" } : null;
  }
  const isRadio = target.matches("input[type=radio]");
  if (target.matches("input, select") && !isRadio) return null;
  const arrow = event.key.startsWith("Arrow");
  // Radios, the comparison, the strip and tables that scroll have their own use for the arrows.
  if (arrow && (isRadio || event.composedPath().some((one) => one instanceof Element && one.matches("strike-compare, .scroll"))))
    return null;
  if (event.key === "Enter" && target.matches("button, a, summary")) return null;
  if (/^[1-5]$/.test(event.key)) return { act: "verdict", at: Number(event.key) - 1 };
  return acts[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
