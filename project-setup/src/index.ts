export {
  type ApplyOptions,
  type ApplyResult,
  apply,
  type ChipsResult,
  check,
  chips,
  type FilesSummary,
  init,
  type PlanOptions,
  type PlanResult,
  type PublishOptions,
  type PublishResult,
  plan,
  publish,
  type StatusResult,
  status,
} from "./commands/index.ts";
export type { Effects, ServerAccess } from "./effects.ts";
