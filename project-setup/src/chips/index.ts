export { type ChipRecord, chipRecordPath } from "./chip-record.ts";
export { type ChipSet, fileName, produceChips } from "./produce.ts";
export { completeScenes } from "./scene-outlines.ts";
