export { parseTextDocument, type TextDocument } from "./document.ts";
export { frameFaults } from "./faults.ts";
export { type CampaignNames, campaignNames } from "./names.ts";
export { namedPath, type OpenedCampaign, readCampaign, readText } from "./read.ts";
export {
  type BuildingsSection,
  type CampaignFile,
  type ChipMode,
  type ChipSettings,
  chipSettings,
  mostLocalChips,
  type PracticeEntry,
  type Scalar,
  type SelectRules,
  selectRules,
} from "./settings.ts";
export { campaignTemplate, isTemplateSupport, type TemplateAnswers } from "./template.ts";
