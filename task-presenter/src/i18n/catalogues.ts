import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { Language } from "./languages.ts";
import type { Translation } from "./texts.ts";
import { uk } from "./uk.ts";

/** What the build writes into files of their own: every language but English, which the script holds. */
export const catalogues: Record<Exclude<Language, "en">, Translation> = { ar, es, fr, uk };

/** A catalogue as its file holds it: the texts alone, in the English one's order, since the keys would be a fifth of it. */
export function textsOf(catalogue: Translation): unknown[] {
  return Object.keys(en).map((key) => catalogue[key as keyof Translation]);
}
