import { html, nothing, type TemplateResult } from "lit";
import type { Afterwards, Campaign } from "pybossa-client-ts/strike-tracker";
import type { Text, TextKey } from "../i18n/index.ts";
import { verdictOf } from "../session/index.ts";
import { type Additions, afterwardsOf, type Building } from "../sitting/index.ts";

export interface ExtraContext {
  text: Text;
  campaign: Campaign;
  building: Building;
  /** Whether anyone can read a note, or only the project's team. */
  readers: "anyone" | "team";
  add: (additions: Partial<Additions>) => void;
  close: () => void;
}

/** Whether there is anything to add to the answer about this building. */
export function hasExtra(building: Building, campaign: Campaign): boolean {
  return mayHaveChanged(building) || campaign.collect.includes("note");
}

/** What was added, in a few words; empty = nothing. */
export function extraText(building: Building, campaign: Campaign, text: Text): string {
  const what = mayHaveChanged(building) ? afterwardsOf(building)?.what : undefined;
  const note = campaign.collect.includes("note") && building.note.trim() !== "";
  return [what === undefined ? "" : text(what), note ? text("noteAdded") : ""].filter((part) => part !== "").join(" · ");
}

const changes: readonly (readonly [Afterwards["what"] | null, TextKey])[] = [
  [null, "afterwardsNothing"],
  ["rebuilt", "rebuilt"],
  ["cleared", "cleared"],
];

/** What a volunteer may add to an answer: what became of the building later, and a note where the campaign asks for one. */
export function renderExtra({ text, campaign, building, readers, add, close }: ExtraContext): TemplateResult {
  const now = afterwardsOf(building)?.what ?? null;
  return html`<div class="body">
      ${
        mayHaveChanged(building)
          ? html`<fieldset class="choose">
            <legend>${text("afterwards")}</legend>
            ${changes.map(
              ([what, name]) =>
                html`<button type="button" aria-pressed=${what === now ? "true" : "false"} @click=${() => add({ afterwards: what })}>${text(name)}</button>`,
            )}
          </fieldset>`
          : nothing
      }
      ${
        campaign.collect.includes("note")
          ? html`<label class="written">
            <strong>${text("noteLabel")}</strong>
            <textarea
              dir="auto"
              rows="4"
              maxlength="1000"
              aria-describedby="note-readers"
              .value=${building.note}
              @input=${(event: Event) => add({ note: (event.target as HTMLTextAreaElement).value })}
            ></textarea>
            <span id="note-readers">${text(readers === "anyone" ? "noteAnyone" : "noteTeam")}</span>
          </label>`
          : nothing
      }
    </div>
    <footer><button type="button" class="primary" @click=${close}>${text("moveDone")}</button></footer>`;
}

function mayHaveChanged({ timeline }: Building): boolean {
  const verdict = verdictOf(timeline);
  return verdict === "destroyed" || verdict === "already_destroyed";
}
