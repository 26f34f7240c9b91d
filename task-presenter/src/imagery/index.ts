export { createFrameCache, type FrameCache, type ReadyFrame } from "./frame-cache.ts";
export { chipPlane } from "./frame-source.ts";
