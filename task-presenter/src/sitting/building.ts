import {
  type Answer,
  type Campaign,
  type CampaignFrame,
  describeProblems,
  type Mode,
  parseTaskInfo,
  type TaskInfo,
  taskFrames,
} from "pybossa-client-ts/strike-tracker";
import { startTimeline, type TimelineState } from "../session/index.ts";
import type { Practice } from "./practice.ts";

/** A PYBOSSA task as far as a sitting needs it. */
export interface OfferedTask {
  id: number;
  /** The task's `info`, not yet checked. */
  info?: unknown;
}

/** The building in hand, and what was said of it. */
export interface Building {
  readonly taskId: number;
  readonly info: TaskInfo;
  /** The task's frames by time. */
  readonly frames: readonly CampaignFrame[];
  readonly timeline: TimelineState;
  /** A frame that the volunteer opened by hand. */
  readonly opened: string | null;
  readonly confidence: Answer["confidence"];
  /** The answer's id, fixed now so that a resend is the same answer. */
  readonly answerId: string;
  readonly startedAt: Date;
  /** When the server was asked for the task, milliseconds since 1970. */
  readonly requestedAt: number;
  readonly activeSeconds: number;
  readonly frameSeconds: Readonly<Record<string, number>>;
  /** Null for a building whose answer is sent. */
  readonly practice: Practice | null;
  /** The task run that the answer will replace; null for a first answer. */
  readonly corrects: number | null;
  /** What became of the comparison of each shown chip with its name. */
  readonly checks: Readonly<Record<string, "ok" | "not_verified" | "differs">>;
}

export interface Taken {
  requestedAt: number;
  startedAt: Date;
  answerId: string;
  mode: Mode;
  practice?: Practice;
  random: () => number;
}

/** Reads a task; tells in words what is wrong with it. */
export function readBuilding(
  task: OfferedTask,
  campaign: Campaign,
  taken: Taken,
): { ok: true; building: Building } | { ok: false; problem: string } {
  const parsed = parseTaskInfo(task.info);
  if (!parsed.ok) return { ok: false, problem: `task ${task.id}: ${describeProblems(parsed.problems)}` };
  const info = parsed.value;
  const fault = (what: string) => ({ ok: false as const, problem: `task ${task.id}: ${what}` });
  if (info.campaign !== campaign.id) return fault(`belongs to the campaign ${info.campaign}, not ${campaign.id}`);
  if (!info.chips || campaign.chips_base === null) return fault("has no chips, which this presenter needs");
  const known = new Map(campaign.frames.map((frame) => [frame.id, frame]));
  const ids = taskFrames(info).map(({ id }) => id);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) return fault(`names frames that the campaign does not: ${unknown.slice(0, 5).join(", ")}`);
  const building: Building = {
    taskId: task.id,
    info,
    frames: ids.flatMap((id) => known.get(id) ?? []),
    timeline: startTimeline(ids, { mode: taken.mode, random: taken.random }),
    opened: null,
    confidence: null,
    answerId: taken.answerId,
    startedAt: taken.startedAt,
    requestedAt: taken.requestedAt,
    activeSeconds: 0,
    frameSeconds: {},
    practice: taken.practice ?? null,
    corrects: null,
    checks: {},
  };
  return { ok: true, building };
}

/** A frame's chip: its address. */
export function chipAddress(building: Building, campaign: Campaign, frame: string): string {
  return (campaign.chips_base ?? "").replace("{name}", chipName(building, frame));
}

/** A frame's chip: its name, the first 24 hex digits of its SHA-256. */
export function chipName(building: Building, frame: string): string {
  return building.info.chips?.names[building.timeline.frames.indexOf(frame)] ?? "";
}

/** Notes what a shown picture's bytes say. @param sha256 hex; null = the page could not read them */
export function checkChip(building: Building, frame: string, sha256: string | null): Building {
  const name = chipName(building, frame);
  const check = sha256 === null ? "not_verified" : sha256.startsWith(name) ? "ok" : "differs";
  return building.checks[frame] === check ? building : { ...building, checks: { ...building.checks, [frame]: check } };
}

export function chipCheckOf({ checks }: Building): { chipCheck: Answer["chip_check"]; chipsDiffer: string[] } {
  const all = Object.values(checks);
  const chipsDiffer = Object.keys(checks).filter((frame) => checks[frame] === "differs");
  const chipCheck = chipsDiffer.length > 0 ? "differs" : all.length > 0 && all.every((check) => check === "ok") ? "ok" : "not_verified";
  return { chipCheck, chipsDiffer };
}

/** The way that the volunteer chose if the campaign allows it, else guided if it allows that, else its first. */
export function modeOf({ modes }: Campaign, preferred: Mode | null): Mode {
  const wanted = preferred ?? "guided";
  return modes.includes(wanted) ? wanted : modes.includes("guided") ? "guided" : (modes[0] ?? "guided");
}
