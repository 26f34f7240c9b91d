import { ar } from "./ar.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { Language } from "./languages.ts";
import type { Translation } from "./texts.ts";
import { uk } from "./uk.ts";

/** What the build writes into files of their own: every language but English, which the script holds. */
export const catalogues: Record<Exclude<Language, "en">, Translation> = { ar, es, fr, uk };
