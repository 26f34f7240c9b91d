export type { CogScript } from "./cog.ts";
export { createFrameCache, type FrameCache, type FramePicture, type ReadyFrame } from "./frame-cache.ts";
export { chipPlane } from "./frame-source.ts";
export { PictureError, type PictureFault } from "./picture.ts";
export { readTraffic, type Traffic } from "./traffic.ts";
