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
  /**
   * Where the task shows its frames in another order than that of their dates, as dates were corrected since: frame id to its
   * place as shown; else null.
   */
  shown: Map<string, number> | null;
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
  orders: Map<string, Pick<Timeline, "frames" | "axis" | "place" | "shown">>;
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
  const order = orderOf(ids, axis);
  return {
    ok: true,
    value: {
      taskId: id,
      building: info.building,
      ...order,
      redundancy: isObject(task) ? number(task.n_answers) : null,
      chips: packedChips(info.chips, ids.length, order.shown && order.frames.map(({ id: frame }) => ids.indexOf(frame))),
    },
  };
}

/**
 * As the task shows them; by time where dates that were corrected since put one frame wholly after another that is shown behind
 * it. A frame without a date stays behind the one it is shown after.
 */
function orderOf(ids: string[], axis: CampaignAxis): Pick<Timeline, "frames" | "axis" | "place" | "shown"> {
  const key = ids.join("\n");
  const known = axis.orders.get(key);
  if (known !== undefined) return known;
  const dated = (id: string): DatedFrame => {
    const at = axis.place.get(id);
    return (at === undefined ? undefined : axis.frames[at]) ?? { id, start: Number.NaN, end: Number.NaN, acquired: false };
  };
  const shown = ids.map(dated);
  const corrected = areOutOfOrder(shown);
  const frames = corrected ? byPlace(shown, axis) : shown;
  const order = {
    frames,
    axis: neverFalling(frames.map(({ id }) => axis.place.get(id) ?? null)),
    place: placesOf(frames.map(({ id }) => id)),
    shown: corrected ? placesOf(ids) : null,
  };
  axis.orders.set(key, order);
  return order;
}

function byPlace(frames: readonly DatedFrame[], { place }: CampaignAxis): DatedFrame[] {
  let before = 0;
  const placed = frames.map((frame) => {
    before = place.get(frame.id) ?? before;
    return { frame, at: before };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ frame }) => frame);
}

/** A place that lies behind that of a later frame (a date of publication often does) is drawn back to it; null takes the one before. */
function neverFalling(places: readonly (number | null)[]): number[] {
  let next = Number.POSITIVE_INFINITY;
  const most = places.map(() => 0);
  for (let k = places.length - 1; k >= 0; k--) {
    next = Math.min(next, places[k] ?? next);
    most[k] = next;
  }
  let reached = 0;
  return places.map((place, k) => {
    if (place !== null) reached = Math.max(reached, most[k] ?? 0);
    return reached;
  });
}

/** Ranges that overlap, and dates of publication, prove no order. */
function areOutOfOrder(frames: readonly DatedFrame[]): boolean {
  let latest = Number.NEGATIVE_INFINITY;
  return frames.some(({ start, end, acquired }) => {
    if (!acquired) return false;
    if (end < latest) return true;
    latest = Math.max(latest, start);
    return false;
  });
}

function placesOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, at) => [id, at]));
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
