export { type Additions, afterwardsOf, type Building, framePicture, type OfferedTask } from "./building.ts";
export type { Draft } from "./draft.ts";
export { modesOf } from "./modes.ts";
export type { Phase, SittingState } from "./phase.ts";
export { type Dating, datingOf, likeness, type Practice, toldFrames } from "./practice.ts";
export { createSitting, type Sitting } from "./sitting.ts";
export type { Statement } from "./statement.ts";
