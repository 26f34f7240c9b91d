export { calls, destroyed, type Reason, standing, unseen, verdicts } from "./answer.ts";
export type { Answers } from "./answers.ts";
export type { TaskChips } from "./chips.ts";
export { type Counts, createExtractor, type Extraction } from "./extractor.ts";
export { type CampaignAxis, campaignAxis, readTask, type Timeline } from "./timelines.ts";
