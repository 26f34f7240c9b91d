export { type Building, chipAddress, type OfferedTask } from "./building.ts";
export type { Phase, SittingState } from "./phase.ts";
export { createSitting, type Sitting, type Statement } from "./sitting.ts";
