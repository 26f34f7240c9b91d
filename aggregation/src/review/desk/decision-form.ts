import { html, nothing, type TemplateResult } from "lit";
import type { DecisionVerdict } from "pybossa-client-ts/strike-tracker";
import { frameName } from "../../report/platform/building/frames-table.ts";
import type { Words } from "../../report/platform/words/index.ts";
import type { ReportFrame } from "../../report/record.ts";
import type { DecisionInput } from "../decision.ts";
import { verdictTexts } from "./verdicts.ts";

/** A decision that is not saved yet. */
export type Draft = Omit<DecisionInput, "verdict"> & { verdict: DecisionVerdict | null };

interface Form {
  draft: Draft;
  frames: readonly ReportFrame[];
  /** Whether the page asks for the name. */
  asksName: boolean;
  saving: boolean;
  message: { text: string; wrong: boolean } | null;
  words: Words;
  change: (part: Partial<Draft>) => void;
  save: () => void;
}

/** The reviewer's decision: what, by which images, why, and who. */
export function renderForm({ draft, frames, asksName, saving, message, words, change, save }: Form): TemplateResult {
  const choice = (label: string, value: string | null, set: (id: string | null) => void) => html`<label>
    ${label}
    <select @change=${(event: Event) => set((event.target as HTMLSelectElement).value || null)}>
      <option value="" .selected=${value === null}>Not marked</option>
      ${frames.map((frame, at) => html`<option value=${frame.id} .selected=${frame.id === value}>${at + 1}. ${frameName(frame, words)}</option>`)}
    </select>
  </label>`;
  const submit = (event: Event) => {
    event.preventDefault();
    save();
  };
  return html`<form aria-labelledby="decision" @submit=${submit} novalidate>
    <h2 id="decision">Your decision</h2>
    <fieldset>
      <legend>What became of the building?</legend>
      ${verdictTexts.map(
        ([verdict, text], at) => html`<label class="verdict">
          <input type="radio" name="verdict" value=${verdict} .checked=${draft.verdict === verdict} @change=${() => change({ verdict })} />
          <span>${text}</span> <kbd aria-hidden="true">${at + 1}</kbd>
        </label>`,
      )}
    </fieldset>
    ${
      draft.verdict === "destroyed" || draft.verdict === null
        ? html`<div class="choose">
            ${choice("Last standing", draft.last_standing, (id) => change({ last_standing: id, verdict: "destroyed" }))}
            ${choice("First destroyed", draft.first_destroyed, (id) => change({ first_destroyed: id, verdict: "destroyed" }))}
          </div>`
        : nothing
    }
    <label class="wide">
      Reason: what can be seen on the images
      <textarea id="reason" rows="3" maxlength="2000" required .value=${draft.reason} @input=${(event: Event) => change({ reason: (event.target as HTMLTextAreaElement).value })}></textarea>
    </label>
    ${
      asksName
        ? html`<label class="wide">Your name <input type="text" maxlength="100" required autocomplete="name" .value=${draft.reviewer} @input=${(event: Event) => change({ reviewer: (event.target as HTMLInputElement).value })} /></label>`
        : nothing
    }
    <button type="submit" class="save" ?disabled=${saving}>Save the decision</button>
    <p role="status" class=${message?.wrong ? "wrong" : ""}>${message?.text ?? ""}</p>
  </form>`;
}
