import type { StrikeCompare } from "../compare/index.ts";
import type { Visit } from "../page/visit.ts";
import type { Building } from "../sitting/index.ts";
import { movedMark } from "./check-panel.ts";
import type { Choice, Question } from "./choices.ts";
import type { DialogName } from "./dialogs.ts";
import { hasExtra } from "./extra-panel.ts";
import type { KeyAction } from "./keyboard.ts";

/** What keys act on while a building is shown. */
export interface KeyTarget {
  building: Building;
  question: Question;
  visit: Visit;
  compare: StrikeCompare | null;
  act: (does: Choice["does"]) => void;
  open: (frame: string) => void;
  undo: () => void;
  show: (name: DialogName) => void;
  close: () => void;
}

/** Does what a key asks for. False = the key means nothing here. */
export function performKey(action: KeyAction, target: KeyTarget): boolean {
  const { building, question, compare } = target;
  const { sitting, campaign } = target.visit;
  const { frames } = building.timeline;
  const single = question.frames.length === 1 ? question.frames[0] : undefined;
  switch (action.kind) {
    case "answer": {
      const choice =
        action.index === "unseen" ? question.choices.findLast(({ kind }) => kind === "unseen") : question.choices[action.index];
      if (choice) target.act(choice.does);
      return choice !== undefined;
    }
    case "frame": {
      const next = frames[Math.max(0, frames.indexOf(question.frames[0] ?? "") + action.step)];
      if (next !== undefined) target.open(next);
      return true;
    }
    case "frame_end": {
      const end = action.end === "first" ? frames[0] : frames.at(-1);
      if (end !== undefined) target.open(end);
      return true;
    }
    case "mark":
      if (single !== undefined) sitting.mark(action.mark, single);
      return true;
    case "step": {
      const to = movedMark(building, action.mark, action.step);
      if (to !== undefined) sitting.mark(action.mark, to);
      return true;
    }
    case "more":
      target.show("more");
      return true;
    case "zoom":
      compare?.zoom(action.steps);
      return true;
    case "fit":
      compare?.fit();
      return true;
    case "pan":
      compare?.pan(action.right, action.down);
      return true;
    case "extra":
      if (hasExtra(building, campaign)) target.show("extra");
      return true;
    case "view":
      compare?.nextArrangement();
      return true;
    case "flip":
      return compare?.flip() ?? false;
    case "nudge":
      compare?.toggleNudge();
      return true;
    case "send":
      if (question.step !== "check" && question.step !== "done") return false;
      void sitting.send();
      return true;
    case "skip":
      void sitting.skip();
      return true;
    case "undo":
      target.undo();
      return true;
    case "close":
      target.close();
      return true;
    default:
      return false;
  }
}
