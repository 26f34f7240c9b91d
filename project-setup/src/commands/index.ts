export { type ApplyOptions, type ApplyResult, apply, applyText } from "./apply.ts";
export { check, checkCommand } from "./check.ts";
export { type ChipsResult, chips, chipsText } from "./chips.ts";
export { init } from "./init.ts";
export { type PlanOptions, type PlanResult, plan } from "./plan.ts";
export { type PublishOptions, type PublishResult, publish } from "./publish.ts";
export { type StatusResult, status, statusText } from "./status.ts";
export type { FilesSummary } from "./summary.ts";
