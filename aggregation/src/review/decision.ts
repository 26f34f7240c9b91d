/** What an expert can decide of a building. */
export const decisionVerdicts = ["destroyed", "destroyed_before", "standing_throughout", "cannot_tell", "not_a_building"] as const;
export type DecisionVerdict = (typeof decisionVerdicts)[number];

/** What the page sends: a decision without its id, time and place in the campaign. */
export interface DecisionInput {
  verdict: DecisionVerdict;
  last_standing: string | null;
  first_destroyed: string | null;
  reviewer: string;
  reason: string;
}

/** A line of decisions.ndjson. */
export interface Decision extends DecisionInput {
  schema: "strike-tracker/decision/1";
  id: string;
  task_id: number;
  building: string;
  /** Made in a second review, without sight of the first decision and of the result. */
  blind: boolean;
  /** RFC 3339, UTC. */
  at: string;
}

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

/** Reads a line of decisions.ndjson. Whether its marks are frames of the building is not checked. */
export function parseDecision(value: unknown): Checked<Decision> {
  if (!isObject(value)) return refused("is no JSON object");
  if (value.schema !== "strike-tracker/decision/1") return refused('has not the schema "strike-tracker/decision/1"');
  const { id, task_id: task, building, blind, at, last_standing: last, first_destroyed: first, reviewer, reason } = value;
  const verdict = decisionVerdicts.find((known) => known === value.verdict);
  if (verdict === undefined) return refused(`has a verdict that is not one of ${decisionVerdicts.join(", ")}`);
  if (typeof id !== "string" || typeof building !== "string" || typeof task !== "number") return refused("lacks id, task_id or building");
  if (typeof reviewer !== "string" || lineOf(reviewer) === "" || typeof reason !== "string") return refused("lacks reviewer or reason");
  if (typeof at !== "string" || Number.isNaN(Date.parse(at))) return refused("lacks its time (at)");
  if (!isMark(last) || !isMark(first)) return refused("has a mark that is no frame's id");
  if ((verdict === "destroyed" && (last === null || first === null)) || (verdict === "destroyed_before" && first === null))
    return refused(`says ${verdict} without the frames that bound it`);
  if (verdict === "standing_throughout" && last === null) return refused(`says ${verdict} without its last frame`);
  return {
    ok: true,
    value: {
      schema: "strike-tracker/decision/1",
      id,
      task_id: task,
      building,
      verdict,
      last_standing: last,
      first_destroyed: first,
      reviewer,
      reason,
      blind: blind === true,
      at,
    },
  };
}

function isMark(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

/** A text on one line, without what could hide or forge. */
function lineOf(value: unknown): string {
  return typeof value === "string" ? value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim() : "";
}

function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
