export { framesOf, sameAcquisitionMs } from "./acquisitions.ts";
export { extentOutline } from "./fields.ts";
export { readScenes } from "./read.ts";
export type { Frame, RasterReference, Scene } from "./scene.ts";
export type { SearchFilters } from "./stac-search.ts";
