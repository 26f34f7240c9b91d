export { type Exported, type ExportOptions, exportResults } from "./commands/export.ts";
export { infer } from "./commands/infer.ts";
export { type Planned, type PlanOptions, planAnswers } from "./commands/plan-answers.ts";
export { type Privacy, type Reported, type ReportOptions, report } from "./commands/report.ts";
export { type Ran, type RunOptions, run } from "./commands/run.ts";
export type { Telling } from "./commands/telling.ts";
export type { InferOptions, Summary } from "./commands/work-out.ts";
export { type Fetched, type FetchOptions, fetchProject } from "./fetch/index.ts";
export { type ModelName, models } from "./infer/index.ts";
