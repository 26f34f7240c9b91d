export { completeScenes } from "./scene-outlines.ts";
