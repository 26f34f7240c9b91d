export type { FrameDates } from "./dates.ts";
export { createFrameDates } from "./dates.ts";
export { en } from "./en.ts";
export { chooseLanguage, type Language, languages, offeredLanguages, regionOf, type Words, wordsIn } from "./languages.ts";
export { type LoadCatalogue, speak } from "./speaking.ts";
export { type Catalogue, createText, type PluralForms, type Text, type TextKey, type Translation } from "./texts.ts";
