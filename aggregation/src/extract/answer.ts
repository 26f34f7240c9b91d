import { calls, type Extract, verdicts } from "./extract.ts";
import { fromText, isObject } from "./json.ts";
import type { Timeline } from "./timelines.ts";

const verdictNames: readonly unknown[] = verdicts;
const callNames: readonly unknown[] = calls;

/** Why a task run is not used. Told in the order in which they are looked for. */
export type Reason = "unreadable" | "schema" | "campaign" | "task" | "building" | "verdict" | "dates";

export type RunRead = { kind: "answer" } | { kind: "practice" } | { kind: "rejected"; id: number | null; reason: Reason };

/**
 * Reads one task run into its normal form, or says why it cannot be used.
 * Order: unreadable, schema, campaign, task, building; then practice is set apart; then verdict and dates.
 * @param into filled where the run is an answer
 */
export function readRun(run: unknown, campaign: string, timelineOf: (task: number) => Timeline | undefined, into: Extract): RunRead {
  const id = isObject(run) ? whole(run.id) : null;
  const reject = (reason: Reason): RunRead => ({ kind: "rejected", id, reason });
  if (!isObject(run) || id === null) return reject("unreadable");
  const info = fromText(run.info);
  if (!isObject(info) || Object.keys(info).length === 0) return reject("unreadable");
  if (info.schema !== "strike-tracker/answer/1") return reject("schema");
  if (info.campaign !== campaign) return reject("campaign");
  const timeline = timelineOf(whole(run.task_id) ?? Number.NaN);
  if (timeline === undefined) return reject("task");
  if (info.building !== timeline.building) return reject("building");
  if (info.practice === true || info.practice === "true") return { kind: "practice" };
  const verdict = verdictNames.indexOf(info.verdict);
  if (verdict < 0) return reject("verdict");
  const last = placeOfMark(info.last_standing, timeline);
  const first = placeOfMark(info.first_destroyed, timeline);
  if (last === undefined || first === undefined) return reject("dates");
  if (last >= 0 && first >= 0 && shownAt(info.last_standing, timeline) >= shownAt(info.first_destroyed, timeline)) return reject("dates");
  into.clear();
  if (typeof info.active_seconds === "number" && info.active_seconds >= 0) into.took(info.active_seconds);
  readJudgements(fromText(info.frames), timeline, into);
  into.complete(id, verdict, last, first, timeline.frames.length, placesAsShown(timeline));
  return { kind: "answer" };
}

/** -1 = not set; undefined = names no frame of the timeline. */
function placeOfMark(mark: unknown, timeline: Timeline): number | undefined {
  if (mark === null || mark === undefined || mark === "") return -1;
  return typeof mark === "string" ? timeline.place.get(mark) : undefined;
}

/** Dates are reversed if they were so on the volunteer's screen: a date that was corrected since is not the volunteer's fault. */
function shownAt(mark: unknown, { shown, place }: Timeline): number {
  return (shown ?? place).get(String(mark)) ?? -1;
}

/** The frames' places in the order in which they were shown; null where that is the order of their dates. */
function placesAsShown({ shown, place }: Timeline): number[] | null {
  return shown && [...shown.keys()].map((id) => place.get(id) ?? -1);
}

function readJudgements(frames: unknown, timeline: Timeline, into: Extract): void {
  if (!isObject(frames)) return;
  for (const [id, judgement] of Object.entries(frames)) {
    const place = timeline.place.get(id);
    const call = callNames.indexOf(judgement);
    if (place === undefined || call < 0) into.dropped += 1;
    else into.say(place, call);
  }
}

/** A whole number, also as text; null = none. */
export function whole(value: unknown): number | null {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isSafeInteger(parsed) ? parsed : null;
}
