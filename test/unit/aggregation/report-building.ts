import type { Result } from "../../../aggregation/src/infer/index.ts";
import type { ReportBuilding } from "../../../aggregation/src/report/findings.ts";

export const day = 86_400_000;
export const moments = [0, 10, 20, 40].map((days) => Date.UTC(2017, 0, 1) + days * day);
export const frames = moments.map((time, k) => ({ id: `f0${k + 1}`, start: time, end: time, acquired: true }));
export const facts = { id: "trial", title: "A trial", language: "en", definition: "", attribution: [], privacy: "grid" as const, frames };

/** A building with this posterior over the four frames. */
export function building(posterior: number[], more: Partial<Result> = {}): ReportBuilding {
  const gap = posterior.indexOf(Math.max(...posterior));
  const at = (k: number) => moments[k] ?? null;
  const result: Result = {
    taskId: 1,
    building: "b-1",
    managerId: null,
    status: gap === 0 ? "destroyed_before" : gap === 4 ? "standing_throughout" : "destroyed",
    gap,
    frames: 4,
    standingLast: at(gap - 1),
    destroyedFirst: at(gap),
    standingLastFrame: null,
    destroyedFirstFrame: null,
    probability: posterior[gap] ?? 0,
    gap50: { first: gap, last: gap },
    gap90: { first: gap, last: gap },
    after90: at(gap - 1),
    by90: at(gap),
    intervalDays: null,
    interval90Days: gap > 0 && gap < 4 ? ((moments[gap] ?? 0) - (moments[gap - 1] ?? 0)) / day : null,
    posterior,
    entropy: 0,
    priorStanding: null,
    priorDestroyed: null,
    destroyedEdtf: "",
    answers: 3,
    volunteers: 3,
    cannotTell: 0,
    unusable: 0,
    agreement: 1,
    flags: [],
    reviewReasons: [],
    ...more,
  };
  return { result, frames };
}
