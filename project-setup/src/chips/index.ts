export { type ChipRecord, chipRecordPath } from "./chip-record.ts";
export { fileName } from "./cut-chips.ts";
export { type ChipSet, produceChips } from "./produce.ts";
export { completeScenes } from "./scene-outlines.ts";
