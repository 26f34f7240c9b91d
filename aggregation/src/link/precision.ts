import type { Preset } from "./incidents-csv.ts";

/**
 * Words of a place's precision, most precise first, and how many metres off the place may be by them. The words come
 * from the sources; the metres are our reading, of the order of magnitude: they only tell whether a place is coarser than
 * what is looked for.
 */
const words: readonly [RegExp, number][] = [
  [/exact|building|gps/, 100],
  [/landmark/, 300],
  [/street/, 500],
  [/neighbou?rhood|area|quarter|camp/, 1000],
  [/village/, 2000],
  [/town/, 5000],
  [/city/, 10_000],
  [/sub-?district/, 20_000],
  [/district/, 50_000],
  [/province|governorate|region|country/, 200_000],
];

/** ACLED's geo_precision: a named town or a spot in it, near a town or a part of a region, a region. */
const acledMetres: Record<string, number> = { "1": 5000, "2": 50_000, "3": 200_000 };

/** Null where the words tell nothing. */
export function placeMetres(preset: Preset, precision: string): number | null {
  const text = precision.toLowerCase();
  if (text === "") return null;
  if (preset === "acled") return acledMetres[text] ?? null;
  const told = /within (\d+(?:\.\d+)?)\s*(km|m)\b/.exec(text);
  if (told) return Number(told[1]) * (told[2] === "km" ? 1000 : 1);
  return words.find(([word]) => word.test(text))?.[1] ?? null;
}
