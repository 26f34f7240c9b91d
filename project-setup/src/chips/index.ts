export { type ChipRecord, chipRecordPath } from "./chip-record.ts";
export { cutSquare, emptyShare } from "./cut.ts";
export { fileName } from "./cut-chips.ts";
export { campaignGrid, fewerCorners } from "./grid.ts";
export { type ChipSet, produceChips } from "./produce.ts";
export { openRaster, type Pixels } from "./raster.ts";
export { completeScenes } from "./scene-outlines.ts";
