import "./strike-compare.ts";

export { outlineOn, pictureSide, squareAround } from "../ground/index.ts";
export { createFrameCache, type FrameCache, PictureError } from "../imagery/index.ts";
export type { Arrangement } from "./arrangement.ts";
export type { Nudge } from "./nudge.ts";
export type { ComparedFrame } from "./pane.ts";
export { StrikeCompare } from "./strike-compare.component.ts";
