import type { DatedFrame } from "../campaign.ts";
import { readChips, type TaskChips } from "./chips.ts";
import { fromText, isObject } from "./json.ts";

/** One task: a building and its frames by time. */
export interface Timeline {
  taskId: number;
  building: string;
  frames: DatedFrame[];
  /** Each frame's place on the campaign's own axis of frames, never falling. */
  axis: number[];
  /** Frame id to its place in `frames`, from 0. */
  place: Map<string, number>;
  /** How many answers the server is to collect (the task's n_answers); null where the task does not tell. */
  redundancy: number | null;
  chips: TaskChips | null;
}

export type TaskRead =
  | { ok: true; value: Timeline }
  | { ok: false; id: number | null; reason: "unreadable" | "schema" | "campaign" | "frames" };

export interface CampaignAxis {
  campaign: string;
  /** By time. */
  frames: DatedFrame[];
  place: Map<string, number>;
}

export function campaignAxis(campaign: string, frames: DatedFrame[]): CampaignAxis {
  return { campaign, frames, place: new Map(frames.map(({ id }, at) => [id, at])) };
}

/**
 * Reads one task of PYBOSSA. Its geometry is not looked at. A frame that the campaign's table does not know
 * stays in the timeline but has no date, so it bounds nothing.
 */
export function readTask(task: unknown, axis: CampaignAxis): TaskRead {
  const id = isObject(task) ? number(task.id) : null;
  const info = isObject(task) ? fromText(task.info) : null;
  if (id === null || !isObject(info)) return { ok: false, id, reason: "unreadable" };
  if (info.schema !== "strike-tracker/task/1") return { ok: false, id, reason: "schema" };
  if (info.campaign !== axis.campaign) return { ok: false, id, reason: "campaign" };
  const ids = frameIds(fromText(info.frames));
  if (typeof info.building !== "string" || ids === null) return { ok: false, id, reason: "frames" };
  let reached = 0;
  const places = ids.map((frame) => {
    reached = Math.max(reached, axis.place.get(frame) ?? reached);
    return reached;
  });
  return {
    ok: true,
    value: {
      taskId: id,
      building: info.building,
      frames: ids.map((frame) => {
        const at = axis.place.get(frame);
        return (at === undefined ? undefined : axis.frames[at]) ?? { id: frame, start: Number.NaN, end: Number.NaN, acquired: false };
      }),
      axis: places,
      place: new Map(ids.map((frame, at) => [frame, at])),
      redundancy: isObject(task) ? number(task.n_answers) : null,
      chips: readChips(info.chips, ids.length),
    },
  };
}

function frameIds(frames: unknown): string[] | null {
  if (!Array.isArray(frames) || frames.length === 0 || frames.length > 10_000) return null;
  const ids: string[] = [];
  for (const frame of frames as unknown[]) {
    const id = isObject(frame) ? frame.id : frame;
    if (typeof id !== "string" || ids.includes(id)) return null;
    ids.push(id);
  }
  return ids;
}

/** A whole number, also as text or as the `4.0` of PYBOSSA's CSV. */
function number(value: unknown): number | null {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isSafeInteger(parsed) ? parsed : null;
}
