import "./strike-tracker/strike-tracker.ts";

export { StrikeTracker } from "./strike-tracker/strike-tracker.component.ts";
