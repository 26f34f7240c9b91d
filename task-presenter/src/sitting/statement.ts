import type { Judgement, Verdict } from "pybossa-client-ts/strike-tracker";
import { judgeAll, type Mark, setMark, setVerdict, type TimelineState } from "../session/index.ts";

/** What a volunteer says of the building in hand: of frames, of one of the two dates, or of all of it. */
export type Statement = { judge: Readonly<Record<string, Judgement>> } | { mark: Mark; frame: string } | { settle: Verdict };

export function timelineAfter(timeline: TimelineState, statement: Statement): TimelineState {
  if ("judge" in statement) return judgeAll(timeline, statement.judge);
  return "mark" in statement ? setMark(timeline, statement.mark, statement.frame) : setVerdict(timeline, statement.settle);
}
