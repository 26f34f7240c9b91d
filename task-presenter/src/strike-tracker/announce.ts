import type { SittingState } from "../sitting/index.ts";

/** What became of an answer, for the page around. */
const statuses = ["held", "sending", "taken_back", "stored", "corrected", "too_late", "duplicate", "full", "turn_over", "gone", "refused"];

/** Tells the page around what changed. Nothing of it holds what the volunteer said. */
export function announce(element: HTMLElement, before: SittingState | null, now: SittingState): void {
  const fire = (name: string, detail: object) => element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  const { building, notice, phase } = now;
  if (building !== null && building.practice === null && building.taskId !== before?.building?.taskId)
    fire("strike-task", { taskId: building.taskId, building: building.info.building });
  if (phase.kind !== before?.phase.kind) fire("strike-phase", { phase: phase.kind });
  if (notice === null || notice.serial === before?.notice?.serial) return;
  if (statuses.includes(notice.kind)) fire("strike-answer", { ...notice.answer, status: notice.kind });
}
