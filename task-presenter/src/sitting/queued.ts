import { answerOf, type QueuedAnswer, setVerdict, verdictOf } from "../session/index.ts";
import { afterwardsOf, type Building, chipCheckOf } from "./building.ts";
import type { SittingEffects } from "./effects.ts";

/** What was said of a building as an answer on its way: held for a while if it is the first one. */
export function queuedAnswerOf(building: Building, effects: SittingEffects): QueuedAnswer {
  const { taskId, requestedAt, corrects, answerId } = building;
  const now = effects.now();
  const timeline = building.timeline.verdict === null ? setVerdict(building.timeline, verdictOf(building.timeline)) : building.timeline;
  const answer = answerOf(timeline, {
    id: answerId,
    campaign: effects.campaign,
    building: building.info.building,
    presenter: effects.presenter,
    startedAt: building.startedAt,
    submittedAt: new Date(now),
    activeSeconds: building.activeSeconds,
    frameSeconds: building.frameSeconds,
    confidence: building.confidence,
    nudge: building.nudge,
    afterwards: afterwardsOf(building),
    note: building.note,
    ...chipCheckOf(building),
    ...effects.device(),
  });
  const entry: QueuedAnswer = { id: answerId, projectId: effects.projectId, taskId, answer, requestedAt };
  const hold = effects.holdFor();
  if (corrects !== null) entry.corrects = corrects;
  else if (hold > 0) entry.heldUntil = now + hold;
  return entry;
}
