/** The classes that a building may have reached for it to count as destroyed. */
export type DamageClass = "destroyed" | "severe" | "moderate";

/** One dated statement about a building: 1 destroyed, 2 severe, 3 moderate, 4 possible, 5 no visible damage. */
export interface Epoch {
  /** RFC 3339, or a date alone. */
  date: string;
  rank: number;
}

/** When a building was last known standing and first known destroyed, as dates; null = not known. */
export interface Prior {
  standing: string | null;
  destroyed: string | null;
}

/**
 * The interval in which a building first reached a class: between the last epoch below it and the first at it. What
 * comes after the first is left aside, since buildings are mended and hit again.
 */
export function priorOf(epochs: readonly Epoch[], least: DamageClass): Prior {
  const limit = { destroyed: 1, severe: 2, moderate: 3 }[least];
  const prior: Prior = { standing: null, destroyed: null };
  for (const { date, rank } of [...epochs].sort((a, b) => Date.parse(a.date) - Date.parse(b.date))) {
    if (rank <= limit) return { ...prior, destroyed: date };
    prior.standing = date;
  }
  return prior;
}

/** A damage class as text or number -> its rank; null = not assessed. */
export function rankOf(value: unknown): number | null {
  const text = (typeof value === "string" || typeof value === "number" ? String(value) : "")
    .trim()
    .toLowerCase()
    .replaceAll(/[-_ ]+/g, " ");
  if (/^\d+$/.test(text)) return { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 5, 11: 4 }[text] ?? null;
  if (/^destroyed/.test(text)) return 1;
  if (/^(severe|major)/.test(text)) return 2;
  if (/^(moderate|minor|damaged)/.test(text)) return 3;
  if (/^possib/.test(text)) return 4;
  return /^(no visible|no damage|not damaged)/.test(text) ? 5 : null;
}

/** ISO text, YYYY/MM/DD, DD/MM/YYYY, or milliseconds since 1970 -> ISO; null = no date. */
export function dateFrom(value: unknown): string | null {
  if (typeof value === "number" && Math.abs(value) > 1e10 && Math.abs(value) < 1e13)
    return new Date(value).toISOString().replace("T00:00:00.000Z", "");
  if (typeof value !== "string") return null;
  const text = value.trim();
  const dayFirst = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  const written = dayFirst ? `${dayFirst[3]}-${dayFirst[2]}-${dayFirst[1]}` : text.replace(/^(\d{4})\/(\d{2})\/(\d{2})/, "$1-$2-$3");
  return /^\d{4}-\d{2}-\d{2}/.test(written) && !Number.isNaN(Date.parse(written)) ? written : null;
}
