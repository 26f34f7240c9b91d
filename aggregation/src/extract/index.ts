export { calls, destroyed, type Reason, standing, unseen, verdicts } from "./answer.ts";
export { type Answers, type Counts, createExtractor, type Extraction, type Rejection } from "./answers.ts";
export { type CampaignAxis, campaignAxis, readTask, type Timeline } from "./timelines.ts";
