import type { Judgement } from "pybossa-client-ts/strike-tracker";
import { en, type FrameDates, type Text } from "../i18n/index.ts";
import type { IconName } from "../icons.ts";
import { contradiction, nextFrames, type Step } from "../session/index.ts";
import { type Building, type Statement, toldFrames } from "../sitting/index.ts";

/** One of the answers offered now. */
export interface Choice {
  label: string;
  detail?: string;
  icon: IconName;
  kind: "standing" | "destroyed" | "between" | "unseen" | "neutral";
  /** What it says of which frames; or another set of choices. */
  does: Statement | { ask: Asking };
}

/** Whether the volunteer is being asked why a frame, or which of two, cannot be seen, or what all of them show. */
export type Asking =
  | { kind: "question" }
  | { kind: "all" }
  | { kind: "why"; frames: readonly string[] }
  | { kind: "which"; frames: readonly string[] };

export interface Question {
  /** The step, or `opened` for a frame opened by hand. */
  step: Step | "opened";
  /** Ids of the frames to show. */
  frames: readonly string[];
  title: string;
  choices: readonly Choice[];
}

/** What is asked now, in words, and the answers to it. */
export function questionOf(building: Building, asking: Asking, text: Text, dates: FrameDates, question: string): Question {
  const { timeline, opened } = building;
  if (building.practice?.told) return { step: "done", frames: opened === null ? toldFrames(building) : [opened], title: "", choices: [] };
  const next = nextFrames(timeline);
  const single = opened ?? (next.step === "free" ? timeline.frames[0] : next.ask.length === 1 ? next.ask[0] : undefined);
  const frames = single === undefined ? next.frames : [single];
  const step = opened === null || next.step === "free" ? next.step : "opened";
  if (asking.kind === "why") return { step, frames, title: text("whyUnseen"), choices: whyChoices(asking.frames, text) };
  if (asking.kind === "which") return { step, frames, title: text("whichUnseen"), choices: whichChoices(asking.frames, text) };
  if (asking.kind === "all" && step === "free") return { step, frames, title: text("allTitle"), choices: allChoices(text) };
  if (single !== undefined && timeline.mode === "free" && (step === "free" || step === "opened"))
    return { step, frames, title: text("freeQuestion"), choices: markChoices(single, step === "free", text) };
  if (single !== undefined)
    return {
      step,
      frames,
      title: question === en.defaultQuestion ? text("defaultQuestion") : question,
      choices: frameChoices(single, text),
    };
  if (step === "ends") return { step, frames, title: text("endsQuestion"), choices: endsChoices(next.frames, text) };
  const open = contradiction(timeline);
  if (step === "settle" && open !== null) return { step, frames, ...settleChoices(building, open, text, dates) };
  return { step, frames, title: "", choices: [] };
}

function frameChoices(id: string, text: Text): Choice[] {
  return [
    { label: text("answerStanding"), icon: "standing", kind: "standing", does: { judge: { [id]: "standing" } } },
    { label: text("answerDestroyed"), icon: "destroyed", kind: "destroyed", does: { judge: { [id]: "destroyed" } } },
    { label: text("answerUnseen"), icon: "unseen", kind: "unseen", does: { ask: { kind: "why", frames: [id] } } },
  ];
}

/** In the free way an image is only marked as one of the two dates, if it is one. */
function markChoices(frame: string, isOpen: boolean, text: Text): Choice[] {
  const choices: Choice[] = [
    { label: text("lastStanding"), icon: "standing", kind: "standing", does: { mark: "last_standing", frame } },
    { label: text("firstDestroyed"), icon: "destroyed", kind: "destroyed", does: { mark: "first_destroyed", frame } },
    { label: text("answerUnseen"), icon: "unseen", kind: "unseen", does: { ask: { kind: "why", frames: [frame] } } },
  ];
  return isOpen ? [...choices, { label: text("neither"), icon: "both", kind: "neutral", does: { ask: { kind: "all" } } }] : choices;
}

function allChoices(text: Text): Choice[] {
  const detail = text("inAllImages");
  return [
    { label: text("endsStanding"), detail, icon: "standing", kind: "standing", does: { settle: "still_standing" } },
    { label: text("endsDestroyed"), detail, icon: "destroyed", kind: "destroyed", does: { settle: "already_destroyed" } },
    { label: text("cannotTell"), icon: "unseen", kind: "unseen", does: { settle: "cannot_tell" } },
    backChoice(text),
  ];
}

function endsChoices(frames: readonly string[], text: Text): Choice[] {
  const [first = "", last = ""] = frames;
  const both = (then: Judgement, now: Judgement) => ({ judge: { [first]: then, [last]: now } });
  return [
    {
      label: text("endsStanding"),
      detail: text("endsStandingDetail"),
      icon: "standing",
      kind: "standing",
      does: both("standing", "standing"),
    },
    {
      label: text("endsBetween"),
      icon: "forward",
      kind: "between",
      does: both("standing", "destroyed"),
    },
    {
      label: text("endsDestroyed"),
      detail: text("endsDestroyedDetail"),
      icon: "destroyed",
      kind: "destroyed",
      does: both("destroyed", "destroyed"),
    },
    { label: text("cannotSeeOne"), icon: "unseen", kind: "unseen", does: { ask: { kind: "which", frames } } },
  ];
}

function whichChoices(frames: readonly string[], text: Text): Choice[] {
  const [first = "", last = ""] = frames;
  const choice = (label: string, ids: string[]): Choice => ({
    label,
    icon: "unseen",
    kind: "unseen",
    does: { ask: { kind: "why", frames: ids } },
  });
  return [choice(text("firstImage"), [first]), choice(text("lastImage"), [last]), choice(text("both"), [first, last]), backChoice(text)];
}

function whyChoices(frames: readonly string[], text: Text): Choice[] {
  const all = (judgement: Judgement) => ({ judge: Object.fromEntries(frames.map((id) => [id, judgement])) });
  return [
    { label: text("whyObscured"), icon: "unseen", kind: "unseen", does: all("obscured") },
    { label: text("whyUnclear"), icon: "help", kind: "unseen", does: all("unclear") },
    { label: text("whyMissing"), icon: "load_failed", kind: "unseen", does: all("missing") },
    backChoice(text),
  ];
}

function backChoice(text: Text): Choice {
  return { label: text("goBack"), icon: "back", kind: "neutral", does: { ask: { kind: "question" } } };
}

function settleChoices(building: Building, open: { destroyed: string; standing: string }, text: Text, dates: FrameDates) {
  const frame = (id: string) => building.frames.find((candidate) => candidate.id === id);
  const long = (id: string) => named(frame(id), dates.long);
  const short = (id: string) => named(frame(id), dates.short);
  const choices: Choice[] = [
    {
      label: text("settleStanding", { date: short(open.destroyed) }),
      icon: "standing",
      kind: "standing",
      does: { judge: { [open.destroyed]: "standing" } },
    },
    {
      label: text("settleDestroyed", { date: short(open.standing) }),
      icon: "destroyed",
      kind: "destroyed",
      does: { judge: { [open.standing]: "destroyed" } },
    },
    {
      label: text("settleBoth"),
      detail: text("settleBothDetail"),
      icon: "both",
      kind: "neutral",
      does: { judge: { [open.destroyed]: "destroyed", [open.standing]: "standing" } },
    },
  ];
  return { title: text("settleTitle", { destroyed: long(open.destroyed), standing: long(open.standing) }), choices };
}

function named<Frame>(frame: Frame | undefined, write: (frame: Frame) => string): string {
  return frame === undefined ? "" : write(frame);
}

/** What is said to a screen reader of a statement. */
export function spokenOf(statement: Statement, text: Text): string {
  if ("settle" in statement) return "";
  const judged =
    "judge" in statement ? Object.values(statement.judge) : ([statement.mark === "last_standing" ? "standing" : "destroyed"] as const);
  return [...new Set(judged.map((judgement) => text("marked", { judgement: text(judgement) })))].join(" ");
}
