export { type Cover, coverageIndex, marginMetres } from "./coverage-index.ts";
export { chooseTimeline, type Dropped, noFrame, type TimeBounds, type Timeline } from "./timeline.ts";
