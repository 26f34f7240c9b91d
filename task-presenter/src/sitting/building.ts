import {
  type Afterwards,
  type Answer,
  type Campaign,
  type CampaignFrame,
  describeProblems,
  type Mode,
  parseTaskInfo,
  sourceFault,
  type TaskInfo,
  taskFrames,
} from "pybossa-client-ts/strike-tracker";
import { type GroundSquare, type Outline, outlineOn, pictureSide, squareAround } from "../ground/index.ts";
import type { FramePicture } from "../imagery/index.ts";
import { datesOf, startTimeline, type TimelineState } from "../session/index.ts";
import { startingMode } from "./modes.ts";
import type { Practice } from "./practice.ts";

/** A PYBOSSA task as far as a sitting needs it. */
export interface OfferedTask {
  id: number;
  /** The task's `info`, not yet checked. */
  info?: unknown;
}

/** The piece of ground that a building's pictures show. */
export interface BuildingGround {
  /** Side of the square in metres. */
  side: number;
  /** Side of the largest picture in pixels. */
  pixels: number;
  /** In fractions of the square, from its upper left corner. */
  outline: Outline;
  /** Where it lies; null for chips, which do not tell. */
  square: GroundSquare | null;
}

/** What a volunteer may add beside the judgements. */
export type Additions = Pick<Building, "afterwards" | "confidence" | "note" | "nudge">;

/** The building in hand, and what was said of it. */
export interface Building {
  readonly taskId: number;
  readonly info: TaskInfo;
  /** The task's frames by time. */
  readonly frames: readonly CampaignFrame[];
  readonly ground: BuildingGround;
  readonly timeline: TimelineState;
  /** A frame that the volunteer opened by hand. */
  readonly opened: string | null;
  readonly confidence: Answer["confidence"];
  /** Metres east and north by which the volunteer moved the outline. */
  readonly nudge: readonly [number, number];
  /** What became of the building later, as the volunteer said; null = nothing was seen; undefined = not asked yet. */
  readonly afterwards: Afterwards["what"] | null | undefined;
  readonly note: string;
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
  /** The way of working that the volunteer chose before, or null. */
  preferredMode: Mode | null;
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
  if (info.chips && campaign.chips_base === null) return fault("has chips, but the campaign does not say where they lie");
  const known = new Map(campaign.frames.map((frame) => [frame.id, frame]));
  const ids = taskFrames(info).map(({ id }) => id);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) return fault(`names frames that the campaign does not: ${unknown.slice(0, 5).join(", ")}`);
  const frames = ids.flatMap((id) => known.get(id) ?? []);
  for (const { id, source } of info.chips ? [] : frames) {
    const wrong = sourceFault(source);
    if (wrong !== null) return fault(`has no chips, and the source of the frame ${id} ${wrong}`);
  }
  const ground = groundOf(info, frames);
  if (ground === null) return fault("has neither chips nor a geometry");
  const practice = taken.practice ?? null;
  const mode = startingMode(campaign, { info, practice }, taken.preferredMode);
  const building: Building = {
    taskId: task.id,
    info,
    frames,
    ground,
    timeline: startTimeline(ids, { mode, random: taken.random }),
    opened: null,
    confidence: null,
    nudge: [0, 0],
    afterwards: undefined,
    note: "",
    answerId: taken.answerId,
    startedAt: taken.startedAt,
    requestedAt: taken.requestedAt,
    activeSeconds: 0,
    frameSeconds: {},
    practice,
    corrects: null,
    checks: {},
  };
  return { ok: true, building };
}

function groundOf({ chips, geometry }: TaskInfo, frames: readonly CampaignFrame[]): BuildingGround | null {
  if (chips) return { side: chips.ground_m, pixels: chips.size_px, outline: chips.outline, square: null };
  if (!geometry) return null;
  const square = squareAround(geometry);
  const pixels = pictureSide(
    square,
    frames.map(({ gsd }) => gsd),
  );
  return { side: square.side, pixels, outline: outlineOn(square, geometry), square };
}

/** Where a frame's picture of this building comes from. */
export function framePicture(building: Building, campaign: Campaign, id: string): FramePicture {
  const { square, pixels } = building.ground;
  const shift = taskFrames(building.info).find((frame) => frame.id === id)?.shift;
  const [east = 0, north = 0] = shift ?? [];
  const moved = shift ? { shift: [east, north] as const } : {};
  const source = building.frames.find((frame) => frame.id === id)?.source;
  if (square === null || source === undefined) return { src: chipAddress(building, campaign, id), ...moved };
  return { src: `${building.info.building}/${id}`, direct: { source, square, pixels }, ...moved };
}

function chipAddress(building: Building, campaign: Campaign, frame: string): string {
  return (campaign.chips_base ?? "").replace("{name}", chipName(building, frame));
}

/** A frame's chip: its name, the first 24 hex digits of its SHA-256. */
function chipName(building: Building, frame: string): string {
  return building.info.chips?.names[building.timeline.frames.indexOf(frame)] ?? "";
}

/** Notes what a shown picture's bytes say. @param sha256 hex; null = the page could not read them */
export function checkChip(building: Building, frame: string, sha256: string | null): Building {
  if (!building.info.chips) return building;
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

/**
 * What became of the building after its destruction: what the volunteer said, or else that it was rebuilt where a later
 * frame was judged standing. The frame is the first one that shows it standing again; null = not named.
 */
export function afterwardsOf({ timeline, afterwards }: Building): Afterwards | null {
  const { firstDestroyed } = datesOf(timeline);
  const later = firstDestroyed === null ? [] : timeline.frames.slice(timeline.frames.indexOf(firstDestroyed));
  const again = later.find((id) => timeline.judgements[id] === "standing") ?? null;
  if (afterwards === null || (afterwards === undefined && again === null)) return null;
  return { what: afterwards ?? "rebuilt", frame: afterwards === "cleared" ? null : again };
}
