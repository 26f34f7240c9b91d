import { html, nothing, type TemplateResult } from "lit";
import type { Judgement } from "pybossa-client-ts/strike-tracker";
import type { Arrangement, Nudge } from "../compare/index.ts";
import type { Words } from "../i18n/index.ts";
import type { Visit } from "../page/visit.ts";
import type { Building } from "../sitting/index.ts";
import { type CheckContext, renderCheck } from "./check-panel.ts";
import type { Asking, Choice, Question } from "./choices.ts";
import type { DialogName } from "./dialogs.ts";
import { extraText, hasExtra } from "./extra-panel.ts";
import { attributionOf, comparedFrames, stripFrames } from "./frames-view.ts";
import { arrangementsFor, framesInView, peekFrame } from "./looking.ts";
import { renderPracticeAnswer } from "./practice-panel.ts";
import { renderQuestion } from "./question-panel.ts";
import type { Seeing } from "./seeing.ts";
import { renderTools } from "./tools.ts";
import { renderTutorial } from "./tutorial.ts";

/** What the page with a building shows and does. */
export interface WorkContext {
  building: Building;
  question: Question;
  asking: Asking;
  visit: Visit;
  words: Words;
  seeing: Seeing;
  /** The tutorial's screen, from 0; null = it is not shown. */
  tutorial: number | null;
  goTutorial: (screen: number) => void;
  act: (does: Choice["does"]) => void;
  /** A frame by hand; null = back to the question. */
  open: (frame: string | null) => void;
  undo: () => void;
  show: (name: DialogName) => void;
}

/** A building: its pictures, the strip, the question or the check, and the tools. */
export function renderWork(context: WorkContext): TemplateResult {
  const { building, question, visit, words, seeing } = context;
  const { peeking, looking } = seeing;
  const { campaign, sitting } = visit;
  const { text } = words;
  const arrangement = question.frames.length === 1 ? looking.single : looking.pair;
  const shown = framesInView(building, question.frames, peeking, looking);
  return html`
    <strike-compare
      class=${context.tutorial === 0 ? "pointed" : ""}
      .frames=${comparedFrames(building, campaign, shown, question.frames, words)}
      .outline=${building.ground.outline}
      .ground=${building.ground.side}
      .pixels=${building.ground.pixels}
      .attribution=${attributionOf(building, campaign, shown, text)}
      .arrangement=${arrangement}
      .arrangements=${arrangementsFor(building, question.frames)}
      .nudge=${building.nudge}
      nudgeable
      .text=${text}
      .cache=${seeing.cache}
      ?outline-hidden=${seeing.outlineHidden}
      ?answerable=${question.step !== "check" && question.step !== "done"}
      @strike-frame-ready=${(event: CustomEvent<{ id: string; sha256: string | null }>) => sitting.saw(event.detail.id, event.detail.sha256)}
      @strike-frame-unseen=${(event: CustomEvent<{ id: string; judgement: Judgement }>) => context.act({ judge: { [event.detail.id]: event.detail.judgement } })}
      @strike-arrangement=${(event: CustomEvent<{ arrangement: Arrangement }>) => seeing.arrange(question.frames.length, event.detail.arrangement)}
      @strike-nudge=${(event: CustomEvent<{ nudge: Nudge }>) => sitting.add({ nudge: event.detail.nudge })}
      @strike-hold=${(event: CustomEvent<{ held: boolean }>) => seeing.hold(event.detail.held)}
    ></strike-compare>
    <strike-strip
      class="${shown.length > 1 && arrangement === "side" ? "pair" : ""} ${context.tutorial === 1 ? "pointed" : ""}"
      .frames=${stripFrames(building, words)}
      .shown=${shown}
      label=${text("stripLabel")}
      @strike-frame-choice=${(event: CustomEvent<{ id: string }>) => context.open(event.detail.id)}
    ></strike-strip>
    ${renderPanel(context)}
    ${renderTools({
      text,
      peeking,
      canPeek: looking.single === "one" && peekFrame(building, question.frames) !== null,
      canUndo:
        sitting.state().last !== null ||
        building.timeline.past.length > 0 ||
        building.opened !== null ||
        context.asking.kind !== "question",
      undo: context.undo,
      hold: seeing.hold,
      skip: () => void sitting.skip(),
      more: () => context.show("more"),
    })}
  `;
}

function renderPanel(context: WorkContext): TemplateResult {
  const { building, question, visit, words, act, open, tutorial } = context;
  const { text, dates } = words;
  const { mark, add, send } = visit.sitting;
  if (tutorial !== null)
    return renderTutorial({ screen: tutorial, text, definition: visit.campaign.definition.text, go: context.goTutorial });
  const { practice } = building;
  if (practice?.told)
    return html`<section class="panel" part="panel">
      ${renderPracticeAnswer(building, practice, { words, next: () => void send(), again: context.undo })}
    </section>`;
  return html`<section class="panel" part="panel">
    ${
      question.step === "opened"
        ? html`<div class="opened">
          <span>${text("opened")}</span><button type="button" @click=${() => open(null)}>${text("backToQuestion")}</button>
        </div>`
        : nothing
    }
    ${
      question.choices.length > 0
        ? renderQuestion(question, (event, choice) => choose(event, () => act(choice.does)))
        : renderCheck(building, {
            text,
            dates,
            mark,
            confide: (confidence) => add({ confidence }),
            extra: extraOf(context),
            send: () => void send(),
          })
    }
    ${Object.values(building.checks).includes("differs") ? html`<p class="differs" role="alert">${text("differs")}</p>` : nothing}
  </section>`;
}

function extraOf({ building, visit, words, show }: WorkContext): CheckContext["extra"] {
  if (!hasExtra(building, visit.campaign)) return null;
  return { added: extraText(building, visit.campaign, words.text), open: () => show("extra") };
}

/** After a click by hand the focus is let go, so that the space bar peeks and does not answer again. */
function choose(event: MouseEvent, act: () => void): void {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
  act();
}
