export { createFrameDates, type FrameDates } from "./dates.ts";
export { en } from "./en.ts";
export { createText, type Text, type TextKey } from "./texts.ts";
