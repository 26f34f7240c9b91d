import type { Decision, DecisionVerdict } from "pybossa-client-ts/strike-tracker";
import { isObject } from "../extract/index.ts";

const decisionVerdicts: readonly DecisionVerdict[] = [
  "destroyed",
  "destroyed_before",
  "standing_throughout",
  "cannot_tell",
  "not_a_building",
];

/** What the page sends: a decision without its id, time and place in the campaign. */
export type DecisionInput = Pick<Decision, "verdict" | "last_standing" | "first_destroyed" | "reviewer" | "reason">;

export type Checked<T> = { ok: true; value: T } | { ok: false; message: string };

const longestName = 100;
const longestReason = 2000;

/**
 * Checks a decision against the building's frames. Marks that the verdict implies are filled in: the first frame for
 * `destroyed_before`, the last for `standing_throughout`.
 * @param frames ids by time
 * @param reviewer who decides, where the desk knows; null = as the input says
 */
export function checkDecision(input: unknown, frames: readonly string[], reviewer: string | null): Checked<DecisionInput> {
  if (!isObject(input)) return refused("The decision is no JSON object.");
  const verdict = decisionVerdicts.find((known) => known === input.verdict);
  if (verdict === undefined) return refused(`The decision must be one of ${decisionVerdicts.join(", ")}.`);
  const name = reviewer ?? lineOf(input.reviewer);
  if (name === "" || name.length > longestName) return refused(`Say who decides: a name of 1 to ${longestName} characters.`);
  const reason = typeof input.reason === "string" ? input.reason.trim() : "";
  if (reason === "") return refused("Give the reason: what can be seen on the images.");
  if (reason.length > longestReason) return refused(`The reason is longer than ${longestReason} characters.`);
  const marks = marksOf(verdict, input.last_standing, input.first_destroyed, frames);
  return marks.ok ? { ok: true, value: { verdict, ...marks.value, reviewer: name, reason } } : marks;
}

type Marks = Pick<DecisionInput, "last_standing" | "first_destroyed">;

function marksOf(verdict: DecisionVerdict, last: unknown, first: unknown, frames: readonly string[]): Checked<Marks> {
  if (verdict === "destroyed_before") return { ok: true, value: { last_standing: null, first_destroyed: frames[0] ?? null } };
  if (verdict === "standing_throughout") return { ok: true, value: { last_standing: frames.at(-1) ?? null, first_destroyed: null } };
  if (verdict !== "destroyed") return { ok: true, value: { last_standing: null, first_destroyed: null } };
  if (typeof last !== "string" || typeof first !== "string")
    return refused("Mark both images: the last on which the building stands, and the first on which it is destroyed.");
  const unknown = [last, first].find((id) => !frames.includes(id));
  if (unknown !== undefined) return refused(`${JSON.stringify(unknown.slice(0, 80))} is no image of this building.`);
  if (frames.indexOf(last) >= frames.indexOf(first))
    return refused("The image on which it is destroyed must be after the one on which it stands.");
  return { ok: true, value: { last_standing: last, first_destroyed: first } };
}

/** A text on one line, without what could hide or forge. */
function lineOf(value: unknown): string {
  return typeof value === "string" ? value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim() : "";
}

function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
