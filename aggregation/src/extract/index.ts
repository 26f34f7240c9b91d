export type { Reason } from "./answer.ts";
export type { Answers } from "./answers.ts";
export { type TaskChips, unpackedChips } from "./chips.ts";
export { calls, destroyed, standing, unknownSeconds, unseen, verdicts } from "./extract.ts";
export { type Counts, createExtractor, type Extraction, type Extractor } from "./extractor.ts";
export { isObject } from "./json.ts";
export { type CampaignAxis, campaignAxis, readTask, type Timeline } from "./timelines.ts";
