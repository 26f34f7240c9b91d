import type { Judgement, Mode, Verdict } from "pybossa-client-ts/strike-tracker";
import { judgeAll, type Mark, nextFrames, setMark, setMode, setVerdict, type TimelineState, undo } from "../session/index.ts";
import { type Additions, type Building, checkChip } from "./building.ts";
import type { SittingEffects } from "./effects.ts";
import { modesOf } from "./modes.ts";
import { type Statement, timelineAfter } from "./statement.ts";

/** Changes the building in hand, if there is one. */
type ChangeBuilding = (next: (building: Building) => Building) => void;

/**
 * What a volunteer says of the building in hand, and takes back of it.
 * @param judged called after what was said of its frames changed
 */
export function createMarking(campaign: SittingEffects["campaign"], change: ChangeBuilding, judged: () => void) {
  function changeTimeline(next: (timeline: TimelineState) => TimelineState): void {
    change((building) => {
      const timeline = next(building.timeline);
      return { ...building, timeline, opened: nextFrames(timeline).step === "free" ? building.opened : null };
    });
    judged();
  }

  return {
    say: (statement: Statement) => changeTimeline((timeline) => timelineAfter(timeline, statement)),
    judge: (said: Readonly<Record<string, Judgement>>) => changeTimeline((timeline) => judgeAll(timeline, said)),
    mark: (mark: Mark, frame: string) => changeTimeline((timeline) => setMark(timeline, mark, frame)),
    settle: (verdict: Verdict) => changeTimeline((timeline) => setVerdict(timeline, verdict)),
    /** Another way of working, now and for the buildings to come; nothing said is lost. */
    work: (mode: Mode) =>
      change((building) =>
        modesOf(campaign, building).includes(mode) ? { ...building, timeline: setMode(building.timeline, mode), opened: null } : building,
      ),
    /** Looks at any frame; null = back to the question. */
    open: (frame: string | null) =>
      change((building) => {
        const asked = nextFrames(building.timeline);
        return { ...building, opened: asked.frames.length === 1 && asked.frames[0] === frame ? null : frame };
      }),
    add: (additions: Partial<Additions>) => change((building) => ({ ...building, ...additions })),
    saw: (frame: string, sha256: string | null) =>
      change((building) => (building.timeline.frames.includes(frame) ? checkChip(building, frame, sha256) : building)),
  };
}

/** Whether something was said or opened that can be taken back within the building. */
export function hasSteps({ timeline, opened, practice }: Building): boolean {
  return timeline.past.length > 0 || opened !== null || practice !== null;
}

/** The building without the last step: what was opened, told or said last. */
export function withoutLastStep(building: Building): Building {
  const { practice, opened, timeline } = building;
  if (practice?.told) return { ...building, practice: { ...practice, told: false } };
  const asked = opened === null || nextFrames(timeline).step === "free";
  return asked ? { ...building, timeline: undo(timeline) } : { ...building, opened: null };
}
