export { campaignRecord } from "./campaign-record.ts";
export { type Difference, difference, type ServerTask, type TaskUpdate } from "./difference.ts";
export { type PlannedTask, type PlannedTasks, planTasks } from "./planned.ts";
