export { answerProblems, datesFromJudgements } from "./answer.ts";
export { sourceCrs, sourceFault } from "./frame-source.ts";
export { frameTime, type TimeRange, taskFrames } from "./frames.ts";
export { parseAnswer, parseCampaign, parseCampaignLock, parseCampaignState, parseDecision, parseTaskInfo } from "./parse.ts";
export type {
  Afterwards,
  Answer,
  BuildingFootprint,
  Campaign,
  CampaignFrame,
  CampaignLock,
  CampaignState,
  Decision,
  DecisionVerdict,
  FrameSource,
  Judgement,
  LockBuilding,
  LockChip,
  Mode,
  TaskFrame,
  TaskInfo,
  Verdict,
} from "./records.ts";
export { describeProblems, type Parsed, type Problem } from "./validation.ts";
