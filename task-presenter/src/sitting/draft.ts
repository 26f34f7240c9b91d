import type { Building } from "./building.ts";

/** What was said of a building that is not sent yet: it outlives a reload and signing in. */
export type Draft = Omit<Building, "info" | "frames" | "ground" | "checks" | "requestedAt" | "startedAt"> & { startedAt: string };

export function draftOf({
  info: _info,
  frames: _frames,
  ground: _ground,
  checks: _checks,
  requestedAt: _requestedAt,
  ...said
}: Building): Draft {
  return { ...said, startedAt: said.startedAt.toISOString() };
}

/** The building as it was left; as it is where the draft belongs to another task or other frames. */
export function withDraft(building: Building, draft: Draft | null): Building {
  if (draft?.taskId !== building.taskId || draft.timeline.frames.join() !== building.timeline.frames.join()) return building;
  return { ...building, ...draft, startedAt: new Date(draft.startedAt) };
}

/** A sent building, open again. @param corrects the task run that the next answer replaces, or null */
export function reopened(building: Building, corrects: number | null): Building {
  const edits = building.timeline.edits + (corrects === null ? 0 : 1);
  return { ...building, corrects, timeline: { ...building.timeline, edits } };
}

/** Whether nothing was said of a building yet. */
export function isUntouched({ timeline, confidence }: Building): boolean {
  return timeline.past.length === 0 && confidence === null;
}
