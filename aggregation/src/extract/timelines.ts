import type { DatedFrame } from "../campaign.ts";
import { type PackedChips, packedChips } from "./chips.ts";
import { mostFrames } from "./extract.ts";
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
  chips: PackedChips | null;
}

export type TaskRead =
  | { ok: true; value: Timeline }
  | { ok: false; id: number | null; reason: "unreadable" | "schema" | "campaign" | "frames"; campaign?: string };

export interface CampaignAxis {
  campaign: string;
  /** By time. */
  frames: DatedFrame[];
  place: Map<string, number>;
  /** What was made of each order of frames: tasks share it, as many have the same. */
  orders: Map<string, Pick<Timeline, "frames" | "axis" | "place">>;
}

export function campaignAxis(campaign: string, frames: DatedFrame[]): CampaignAxis {
  return { campaign, frames, place: new Map(frames.map(({ id }, at) => [id, at])), orders: new Map() };
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
  if (info.campaign !== axis.campaign) {
    return { ok: false, id, reason: "campaign", ...(typeof info.campaign === "string" ? { campaign: info.campaign } : {}) };
  }
  const ids = frameIds(fromText(info.frames));
  if (typeof info.building !== "string" || info.building === "" || unfit.test(info.building) || ids === null)
    return { ok: false, id, reason: "frames" };
  return {
    ok: true,
    value: {
      taskId: id,
      building: info.building,
      ...orderOf(ids, axis),
      redundancy: isObject(task) ? number(task.n_answers) : null,
      chips: packedChips(info.chips, ids.length),
    },
  };
}

function orderOf(ids: string[], axis: CampaignAxis): Pick<Timeline, "frames" | "axis" | "place"> {
  const key = ids.join("\n");
  const known = axis.orders.get(key);
  if (known !== undefined) return known;
  let reached = 0;
  const order = {
    frames: ids.map((frame) => {
      const at = axis.place.get(frame);
      return (at === undefined ? undefined : axis.frames[at]) ?? { id: frame, start: Number.NaN, end: Number.NaN, acquired: false };
    }),
    axis: ids.map((frame) => {
      reached = Math.max(reached, axis.place.get(frame) ?? reached);
      return reached;
    }),
    place: new Map(ids.map((frame, at) => [frame, at])),
  };
  axis.orders.set(key, order);
  return order;
}

function frameIds(frames: unknown): string[] | null {
  if (!Array.isArray(frames) || frames.length === 0 || frames.length > mostFrames) return null;
  const ids = new Set<string>();
  for (const frame of frames as unknown[]) {
    const id = isObject(frame) ? frame.id : frame;
    if (typeof id !== "string" || ids.has(id) || unfit.test(id)) return null;
    ids.add(id);
  }
  return [...ids];
}

/** Control characters, halves of a character, and what is longer than any id: such text cannot stand in a file of results. */
const unfit = /[\p{Cc}\p{Cs}]|^.{201}/u;

/** A whole number, also as text or as the `4.0` of PYBOSSA's CSV. */
function number(value: unknown): number | null {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isSafeInteger(parsed) ? parsed : null;
}
