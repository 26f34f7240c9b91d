import type { components } from "../generated/strike-tracker.ts";

type Schemas = components["schemas"];

export type Campaign = Schemas["Campaign"];
export type CampaignFrame = Schemas["CampaignFrame"];
export type FrameSource = Schemas["FrameSource"];
export type CampaignState = Schemas["CampaignState"];
export type CampaignLock = Schemas["CampaignLock"];
export type LockBuilding = Schemas["LockBuilding"];
export type LockChip = Schemas["LockChip"];
export type TaskInfo = Schemas["TaskInfo"];
export type TaskFrame = Schemas["TaskFrame"];
export type Answer = Schemas["Answer"];
/** What an expert decided of a building. */
export type Decision = Schemas["Decision"];
export type DecisionVerdict = Schemas["DecisionVerdict"];
/** What became of a destroyed building afterwards. */
export type Afterwards = Schemas["Afterwards"];
export type Judgement = Schemas["Judgement"];
export type Verdict = Schemas["Verdict"];
export type Mode = Schemas["Mode"];
export type BuildingFootprint = Schemas["BuildingFootprint"];
