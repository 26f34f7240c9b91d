export { type Building, chipAddress, type OfferedTask } from "./building.ts";
export type { Phase, SittingState } from "./phase.ts";
export { createSitting, type Sitting } from "./sitting.ts";
