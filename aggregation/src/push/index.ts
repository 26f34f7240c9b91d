export { costText, type PushCost, pushCost } from "./cost.ts";
export { knownProject, openProject } from "./known-project.ts";
export { pushedResult } from "./record.ts";
export { resultsSection, withSection } from "./results-page.ts";
export { type Survey, survey, type Target, taskStates, writeAll } from "./write.ts";
