import "./strike-compare.ts";

export { type ComparedFrame, StrikeCompare } from "./strike-compare.component.ts";
