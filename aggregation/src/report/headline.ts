import type { Findings } from "./findings.ts";
import { days, number, percent } from "./words.ts";

/** The headline in plain English, for the terminal and for pages without scripts. */
export function headline({ destroyed, buildings, unjudged, narrowed }: Findings): string {
  const count = `${number(Math.round(destroyed.expected))} of ${number(buildings)} ${buildings === 1 ? "building" : "buildings"} destroyed`;
  const open = unjudged > 0 ? ` Without a usable answer yet: ${number(unjudged)}.` : "";
  if (!narrowed) return `${count}.${open}`;
  const { share, from, to } = narrowed;
  return `${count}; for ${percent(share)} of them the window narrowed from ${days(from)} to ${days(to)}, median.${open}`;
}
