import { validate as validateAnswer } from "../generated/validate-answer.js";
import { validate as validateCampaign } from "../generated/validate-campaign.js";
import { validate as validateCampaignLock } from "../generated/validate-campaign-lock.js";
import { validate as validateCampaignState } from "../generated/validate-campaign-state.js";
import { validate as validateDecision } from "../generated/validate-decision.js";
import { validate as validateTaskInfo } from "../generated/validate-task-info.js";
import type { Answer, Campaign, CampaignLock, CampaignState, Decision, TaskInfo } from "./records.ts";
import { type Parsed, validated } from "./validation.ts";

/** Reads a Campaign (already parsed from JSON). */
export function parseCampaign(value: unknown): Parsed<Campaign> {
  return validated(validateCampaign, value);
}

/** Reads the live part of a campaign from a helping material's `info`. */
export function parseCampaignState(value: unknown): Parsed<CampaignState> {
  return validated(validateCampaignState, value);
}

/** Reads an Answer as a presenter writes it. Extra keys are kept. JSON text is read as JSON. */
export function parseAnswer(value: unknown): Parsed<Answer> {
  return validated(validateAnswer, fromText(value));
}

/** Reads a campaign lock (already parsed from JSON). */
export function parseCampaignLock(value: unknown): Parsed<CampaignLock> {
  return validated(validateCampaignLock, value);
}

/** Reads an expert's decision (already parsed from JSON). Whether its marks are frames of the building is not checked. */
export function parseDecision(value: unknown): Parsed<Decision> {
  return validated(validateDecision, value);
}

/**
 * Reads a task's `info`. The whole, and each array or object in it, may also be JSON text: PYBOSSA's CSV import
 * makes every cell a string.
 */
export function parseTaskInfo(value: unknown): Parsed<TaskInfo> {
  const whole = fromText(value);
  if (!isObject(whole)) return validated(validateTaskInfo, whole);
  const info: Record<string, unknown> = { ...whole };
  for (const key of ["frames", "chips", "geometry"]) {
    if (key in info) info[key] = fromText(info[key]);
    if (info[key] === "" || info[key] === null) delete info[key];
  }
  const parsed = validated(validateTaskInfo, info);
  if (parsed.ok && parsed.value.chips && parsed.value.chips.names.length !== parsed.value.frames.length) {
    return { ok: false, problems: [{ where: "/chips/names", message: "must name one chip for each frame" }] };
  }
  return parsed;
}

/** JSON text of an array or object becomes that array or object; anything else stays as it is. */
function fromText(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
