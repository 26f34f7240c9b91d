import type { CampaignFrame, TaskFrame, TaskInfo } from "./records.ts";

/** A stretch of time in milliseconds since 1970, UTC; start = end for a frame whose moment is known. */
export interface TimeRange {
  start: number;
  end: number;
}

/** When a frame may have been taken: its outer bounds. */
export function frameTime(frame: CampaignFrame): TimeRange {
  const start = Date.parse(frame.start_datetime ?? frame.datetime ?? "");
  const end = Date.parse(frame.end_datetime ?? frame.datetime ?? "");
  return { start, end };
}

/** A task's frames with the plain ids spelled out, in the task's order (by time). */
export function taskFrames(task: TaskInfo): TaskFrame[] {
  return task.frames.map((frame) => (typeof frame === "string" ? { id: frame } : frame));
}
