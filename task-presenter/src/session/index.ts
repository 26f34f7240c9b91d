export { type AnswerContext, answerBytes, answerOf } from "./answer.ts";
export { createLockPicker } from "./lock-picker.ts";
export { framesAhead, framesLeft, type NextFrames, nextFrames, type Step } from "./next-frames.ts";
export {
  type AnswerStore,
  createOutbox,
  type Outbox,
  type OutboxEffects,
  type OutboxNews,
  type QueuedAnswer,
  type Requested,
  type SendFailure,
  type StoredRun,
} from "./outbox.ts";
export { createTaskPicker, type Picked, type PickedTask, type TaskOffice, type TaskPicker } from "./task-picker.ts";
export {
  contradiction,
  datesOf,
  judge,
  judgeAll,
  latestStanding,
  type Mark,
  setMark,
  setMode,
  setVerdict,
  startTimeline,
  type TimelineState,
  undo,
  verdictOf,
} from "./timeline.ts";
