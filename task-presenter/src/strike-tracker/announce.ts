import type { SittingState } from "../sitting/index.ts";

/** What became of an answer, for the page around. */
type Status = "held" | "sending" | "taken_back" | "stored" | "corrected" | "too_late" | "duplicate" | "full" | "turn_over" | "refused";

const statuses: Partial<Record<string, Status>> = {
  held: "held",
  sending: "sending",
  taken_back: "taken_back",
  stored: "stored",
  corrected: "corrected",
  too_late: "too_late",
  duplicate: "duplicate",
  full: "full",
  turn_over: "turn_over",
  refused: "refused",
};

/** Tells the page around what changed. Nothing of it holds what the volunteer said. */
export function announce(element: HTMLElement, before: SittingState | null, now: SittingState): void {
  const fire = (name: string, detail: object) => element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  const { building, notice, phase } = now;
  if (building !== null && building.practice === null && building.taskId !== before?.building?.taskId)
    fire("strike-task", { taskId: building.taskId, building: building.info.building });
  if (phase.kind !== before?.phase.kind) fire("strike-phase", { phase: phase.kind });
  if (notice === null || notice.serial === before?.notice?.serial) return;
  const status = statuses[notice.kind];
  if (status !== undefined) fire("strike-answer", { ...notice.answer, status });
}
