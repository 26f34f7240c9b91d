import { fromText, isObject } from "./json.ts";

/** A building's pictures, as its task names them. */
export interface TaskChips {
  /** One a frame, by time: the first 24 hex digits of the chip's SHA-256. */
  names: string[];
  /** The building's outline in fractions of the chip, from its top left corner. */
  outline: [number, number][];
  /** Side of the square on the ground in metres. */
  ground_m: number;
  /** Side of the largest chip in pixels. */
  size_px: number;
}

/** JSON text: objects of a hundred thousand tasks would take three times the memory. */
export type PackedChips = string;

/**
 * The chips of a task's info, for `unpackedChips`; null where it has none, or they do not fit its frames.
 * @param byTime the frames' places in the task by time, where the task names them in another order
 */
export function packedChips(value: unknown, frames: number, byTime: readonly number[] | null): PackedChips | null {
  const chips = readChips(value, frames);
  if (chips && byTime) chips.names = byTime.map((at) => chips.names[at] ?? "");
  return chips && JSON.stringify(chips);
}

export function unpackedChips(packed: PackedChips): TaskChips {
  return JSON.parse(packed) as TaskChips;
}

function readChips(value: unknown, frames: number): TaskChips | null {
  const chips = fromText(value);
  if (!isObject(chips)) return null;
  const names = fromText(chips.names);
  const outline = fromText(chips.outline);
  const ground = Number(chips.ground_m);
  const size = Number(chips.size_px);
  if (!Array.isArray(names) || names.length !== frames || !names.every(isChipName)) return null;
  if (!Array.isArray(outline) || !outline.every(isPoint)) return null;
  if (!(ground > 0 && Number.isFinite(ground) && size > 0 && Number.isFinite(size))) return null;
  return { names, outline, ground_m: ground, size_px: size };
}

function isChipName(name: unknown): name is string {
  return typeof name === "string" && /^[0-9a-f]{24}$/.test(name);
}

function isPoint(point: unknown): point is [number, number] {
  return Array.isArray(point) && point.length === 2 && point.every((part) => typeof part === "number" && Number.isFinite(part));
}
