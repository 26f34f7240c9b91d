import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.ts";
import type { Choice, Question } from "./choices.ts";

/** The question and its answers; on a device with a keyboard each shows its key. */
export function renderQuestion({ title, choices }: Question, choose: (event: MouseEvent, choice: Choice) => void): TemplateResult {
  return html`<p class="question" part="question" id="question" tabindex="-1" dir="auto">${title}</p>
    <div class="choices ${choices.length === 4 ? "four" : ""}" role="group" aria-labelledby="question">
      ${choices.map(
        (choice, index) => html`<button
          type="button"
          class="choice ${choice.kind}"
          part="choice"
          aria-keyshortcuts=${index + 1}
          @click=${(event: MouseEvent) => choose(event, choice)}
        >
          ${icon(choice.icon)}
          <span class="words"><span>${choice.label}</span>${choice.detail ? html`<small>${choice.detail}</small>` : nothing}</span>
          <kbd aria-hidden="true">${index + 1}</kbd>
        </button>`,
      )}
    </div>`;
}
