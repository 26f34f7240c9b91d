import type { Findings } from "./findings.ts";
import { days, number, percent } from "./words.ts";

/** The headline in plain English, for the terminal and for pages without scripts. */
export function headline({ destroyed, buildings, narrowed }: Findings): string {
  const count = `${number(Math.round(destroyed.expected))} of ${number(buildings)} buildings destroyed`;
  if (!narrowed) return `${count}.`;
  const { share, from, to } = narrowed;
  return `${count}; for ${percent(share)} of them the window narrowed from ${days(from)} to ${days(to)}, median.`;
}
