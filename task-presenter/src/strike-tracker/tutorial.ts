import { html, nothing, type TemplateResult } from "lit";
import type { Text, TextKey } from "../i18n/index.ts";
import { icon } from "../icons.ts";
import type { Building } from "../sitting/index.ts";
import type { Question } from "./choices.ts";
import type { KeyAction } from "./keyboard.ts";

const screens: readonly { title: TextKey; lines: readonly TextKey[] }[] = [
  { title: "tutorialBuilding", lines: ["tutorialOutline", "noteShift"] },
  { title: "tutorialDates", lines: ["tutorialStrip"] },
  { title: "tutorialAnswers", lines: ["tutorialUnseen"] },
  { title: "tutorialCheck", lines: ["tutorialSend", "tutorialFree"] },
];

/** How many screens the tutorial has. */
export const tutorialScreens = screens.length;

/** What the page shows beneath a screen of the tutorial: one image that can be changed on the strip; at the end a pair. */
export function tutorialQuestion({ timeline, opened }: Building, screen: number): Question {
  const first = opened ?? timeline.frames[0];
  const last = timeline.frames.at(-1);
  const frames = [first, screen === tutorialScreens - 1 && opened === null ? last : undefined].filter((id) => id !== undefined);
  return { step: "done", frames, title: "", choices: [] };
}

/** What a key means during the tutorial: a screen to go to, something of the page beneath, or nothing. */
export function tutorialAction(action: KeyAction, screen: number): number | "page" | "nothing" {
  if (action.kind === "send") return screen + 1;
  if (action.kind === "close") return tutorialScreens;
  return ["frame", "frame_end", "zoom", "fit", "pan"].includes(action.kind) ? "page" : "nothing";
}

/** A screen of the tutorial, in the place of the question: what it speaks of is in view above it, and works. */
export function renderTutorial(tutorial: { screen: number; text: Text; definition: string; go: (screen: number) => void }) {
  const { screen, text, definition, go } = tutorial;
  const { title, lines } = screens[screen] ?? { title: "tutorialBuilding", lines: [] };
  const last = screen === tutorialScreens - 1;
  return html`<section class="panel tutorial" aria-labelledby="tutorial-title">
    <div class="tutorial-text">
      <h2 id="tutorial-title" tabindex="-1" data-heading="tutorial-${screen}">
        ${text(title)} <small>${text("tutorialPlace", { index: screen + 1, count: tutorialScreens })}</small>
      </h2>
      ${screen === 2 ? renderAnswers(text, definition) : nothing} ${lines.map((line) => html`<p>${text(line)}</p>`)}
    </div>
    <div class="ways">
      ${screen > 0 ? html`<button type="button" @click=${() => go(screen - 1)}>${text("goBack")}</button>` : nothing}
      ${last ? nothing : html`<button type="button" @click=${() => go(tutorialScreens)}>${text("tutorialSkip")}</button>`}
      <button type="button" class="primary" @click=${() => go(screen + 1)}>${text(last ? "noteStart" : "tutorialNext")}</button>
    </div>
  </section>`;
}

function renderAnswers(text: Text, definition: string): TemplateResult {
  const answer = (kind: "standing" | "destroyed" | "unseen", word: TextKey) => html`<li class=${kind}>${icon(kind)} ${text(word)}</li>`;
  return html`<ul class="answers">
      ${answer("standing", "answerStanding")} ${answer("destroyed", "answerDestroyed")} ${answer("unseen", "answerUnseen")}
    </ul>
    <p dir="auto">${definition}</p>`;
}
