import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type Result, utc } from "../infer/index.ts";

/** The one key of a result's `info` on the server that is ours. */
export const resultMark = "strike_tracker";

/** One building's result as the server holds it. Nothing of it tells of a volunteer, and nothing is free text. */
export interface PushedResult {
  schema: "strike-tracker/result/1";
  building: string;
  status: Result["status"];
  gap: number;
  n_frames: number;
  /** RFC 3339, UTC; null = open or unknown. */
  standing_last: string | null;
  destroyed_first: string | null;
  after90: string | null;
  by90: string | null;
  /** Of the most probable gap, to three decimals. */
  probability: number;
  /** Gap and its probability to three decimals, without those that round to nothing. */
  gaps: [number, number][];
  destroyed_edtf: string | null;
  n_answers: number;
  flags: string[];
  needs_review: boolean;
  /** `sha256:` of the other keys as JSON, keys sorted, without spaces. */
  version: string;
}

const thousandths = (probability: number) => Math.round(probability * 1000) / 1000;

export function pushedResult(result: Result): PushedResult {
  const told: Omit<PushedResult, "version"> = {
    schema: "strike-tracker/result/1",
    building: result.building,
    status: result.status,
    gap: result.gap,
    n_frames: result.frames,
    standing_last: utc(result.standingLast) || null,
    destroyed_first: utc(result.destroyedFirst) || null,
    after90: utc(result.after90) || null,
    by90: utc(result.by90) || null,
    probability: thousandths(result.probability),
    gaps: result.posterior.flatMap((mass, gap): [number, number][] => (thousandths(mass) > 0 ? [[gap, thousandths(mass)]] : [])),
    destroyed_edtf: result.destroyedEdtf || null,
    n_answers: result.answers,
    flags: result.flags,
    needs_review: result.reviewReasons.length > 0,
  };
  const sorted = JSON.stringify(Object.fromEntries(Object.entries(told).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  return { ...told, version: `sha256:${createHash("sha256").update(sorted).digest("hex")}` };
}

/**
 * A result's `info` with ours in it and all else as it was; "same" where it is there already; null where `info` is no
 * object, so that ours cannot be added to what somebody else keeps there.
 */
export function withPushed(info: unknown, pushed: PushedResult): Record<string, unknown> | "same" | null {
  if (info !== null && (typeof info !== "object" || Array.isArray(info))) return null;
  const held: Record<string, unknown> = { ...info };
  // The server may keep the keys in another order.
  return isDeepStrictEqual(held[resultMark], pushed) ? "same" : { ...held, [resultMark]: pushed };
}
