import { fromText, isObject } from "./json.ts";
import type { Timeline } from "./timelines.ts";

/** What one volunteer said of one frame, as a number for typed arrays. */
export const calls = ["standing", "destroyed", "obscured", "unclear", "missing", "load_failed"] as const;
export const standing = 0;
export const destroyed = 1;
/** Could not be seen: calls from here on say nothing about standing or destroyed. */
export const unseen = 2;

export const verdicts = ["destroyed", "already_destroyed", "still_standing", "cannot_tell", "wrong_place"] as const;
export type VerdictName = (typeof verdicts)[number];

/** Why a task run is not used. Told in the order in which they are looked for. */
export type Reason = "unreadable" | "schema" | "campaign" | "task" | "building" | "verdict" | "dates";

/** One volunteer's answer in its normal form. */
export interface Extract {
  run: number;
  timeline: Timeline;
  /** external_uid, else user_id, else user_ip, each with its kind. */
  identity: string;
  verdict: VerdictName;
  /** Places of the judged frames in the timeline, rising, and the call on each. */
  frames: number[];
  calls: number[];
  /** The gaps that the answer's own dates leave open, both included; null where it tells no dates. */
  interval: { first: number; last: number } | null;
  /** Judgements that were no judgement, or of a frame outside the timeline. */
  dropped: number;
}

export type RunRead = { kind: "answer"; value: Extract } | { kind: "practice" } | { kind: "rejected"; id: number | null; reason: Reason };

/**
 * Reads one task run into its normal form, or says why it cannot be used.
 * Order: unreadable, schema, campaign, task, building; then practice is set apart; then verdict and dates.
 */
export function readRun(run: unknown, campaign: string, timelines: ReadonlyMap<number, Timeline>): RunRead {
  const id = isObject(run) ? whole(run.id) : null;
  const reject = (reason: Reason): RunRead => ({ kind: "rejected", id, reason });
  if (!isObject(run) || id === null) return reject("unreadable");
  const info = fromText(run.info);
  if (!isObject(info) || Object.keys(info).length === 0) return reject("unreadable");
  if (info.schema !== "strike-tracker/answer/1") return reject("schema");
  if (info.campaign !== campaign) return reject("campaign");
  const timeline = timelines.get(whole(run.task_id) ?? Number.NaN);
  if (timeline === undefined) return reject("task");
  if (info.building !== timeline.building) return reject("building");
  if (info.practice === true || info.practice === "true") return { kind: "practice" };
  const verdict = verdicts.find((name) => name === info.verdict);
  if (verdict === undefined) return reject("verdict");
  const marks = readMarks(info, timeline);
  if (marks === null) return reject("dates");
  const judged = readJudgements(fromText(info.frames), timeline);
  if (judged.frames.length === 0) statementsOfMarks(verdict, marks, timeline.frames.length, judged);
  if (verdict === "wrong_place") judged.frames.length = judged.calls.length = 0;
  return {
    kind: "answer",
    value: { run: id, timeline, identity: identityOf(run), verdict, ...judged, interval: intervalOf(verdict, marks, judged, timeline) },
  };
}

interface Marks {
  /** Place of the frame in the timeline, or null. */
  last: number | null;
  first: number | null;
}

function readMarks(info: Record<string, unknown>, timeline: Timeline): Marks | null {
  const last = place(info.last_standing, timeline);
  const first = place(info.first_destroyed, timeline);
  if (last === undefined || first === undefined) return null;
  if (last !== null && first !== null && last >= first) return null;
  return { last, first };
}

/** Null = not set; undefined = names no frame of the timeline. */
function place(mark: unknown, timeline: Timeline): number | null | undefined {
  if (mark === null || mark === undefined || mark === "") return null;
  return typeof mark === "string" ? timeline.place.get(mark) : undefined;
}

interface Judged {
  frames: number[];
  calls: number[];
  dropped: number;
}

function readJudgements(frames: unknown, timeline: Timeline): Judged {
  if (!isObject(frames)) return { frames: [], calls: [], dropped: 0 };
  const found: [number, number][] = [];
  let dropped = 0;
  for (const [id, judgement] of Object.entries(frames)) {
    const at = timeline.place.get(id);
    const call = calls.findIndex((name) => Object.is(name, judgement));
    if (at === undefined || call < 0) dropped += 1;
    else found.push([at, call]);
  }
  found.sort((a, b) => a[0] - b[0]);
  return { frames: found.map(([at]) => at), calls: found.map(([, call]) => call), dropped };
}

/**
 * An answer without judgements falls back on its dates: standing on the two frames up to last_standing, destroyed on
 * the two from first_destroyed. With one frame on each side the volunteers' error rates could not be told apart.
 */
function statementsOfMarks(verdict: VerdictName, { last, first }: Marks, frames: number, judged: Judged): void {
  const say = (at: number, call: number) => {
    if (at < 0 || at >= frames) return;
    judged.frames.push(at);
    judged.calls.push(call);
  };
  if (last !== null && verdict !== "already_destroyed") for (const at of [last - 1, last]) say(at, standing);
  if (first !== null && verdict !== "still_standing") for (const at of [first, first + 1]) say(at, destroyed);
}

/** The gaps that the volunteer's own dates leave open. Gap g lies between frames g and g+1, counted from 1. */
function intervalOf(verdict: VerdictName, marks: Marks, judged: Judged, timeline: Timeline): Extract["interval"] {
  const frames = timeline.frames.length;
  if (verdict === "cannot_tell" || verdict === "wrong_place") return null;
  const last = marks.last ?? lastCall(judged, standing);
  const first = marks.first ?? judged.frames[judged.calls.indexOf(destroyed)] ?? null;
  if (verdict === "already_destroyed") return { first: 0, last: first ?? 0 };
  if (verdict === "still_standing") return { first: last === null ? frames : last + 1, last: frames };
  if (last === null || first === null || last >= first) return null;
  return { first: last + 1, last: first };
}

function lastCall(judged: Judged, call: number): number | null {
  const at = judged.calls.lastIndexOf(call);
  return at < 0 ? null : (judged.frames[at] ?? null);
}

function identityOf(run: Record<string, unknown>): string {
  for (const key of ["external_uid", "user_id", "user_ip"]) {
    const value = run[key];
    if (value !== null && value !== undefined && value !== "") return `${key}:${typeof value === "string" ? value : JSON.stringify(value)}`;
  }
  return `run:${String(run.id)}`;
}

function whole(value: unknown): number | null {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isSafeInteger(parsed) ? parsed : null;
}
