export { type AnswersWanted, readAnswersWanted } from "./answers-wanted.ts";
export { campaignRecord } from "./campaign-record.ts";
export { type Correction, correctionsOf, correctionText } from "./corrections.ts";
export { type Difference, difference, type ServerTask, type TaskUpdate } from "./difference.ts";
export { type Expiration, expirationOf } from "./expiration.ts";
export { type Gold, type KnownAnswer, type KnownAnswers, readGold, readPractice } from "./known-answers.ts";
export { hashOf, type PlannedTask, type PlannedTasks, planTasks } from "./planned.ts";
