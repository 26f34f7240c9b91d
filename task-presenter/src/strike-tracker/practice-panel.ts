import { html, nothing, type TemplateResult } from "lit";
import type { TextKey, Words } from "../i18n/index.ts";
import { icon } from "../icons.ts";
import { type Building, datingOf, likeness, type Practice } from "../sitting/index.ts";
import { datingText } from "./dating-text.ts";

const verdicts: Record<ReturnType<typeof likeness>, TextKey> = {
  same: "practiceSame",
  wider: "practiceWider",
  other: "practiceOther",
  unsure: "practiceUnsure",
};

/** After a practice building: the volunteer's dates beside the known ones, the team's words on it, and the way on. */
export function renderPracticeAnswer(
  building: Building,
  practice: Practice,
  context: { words: Words; next: () => void; again: () => void },
): TemplateResult {
  const { words } = context;
  const { text } = words;
  const given = datingOf(building.timeline);
  const like = likeness(given, practice.known, building.timeline.frames);
  return html`<div class="practice-answer" role="group" aria-labelledby="practice-verdict">
    <p class="question" id="practice-verdict" tabindex="-1" data-heading="practice-${practice.number}">${icon(like === "same" || like === "wider" ? "tick" : "help")} ${text(verdicts[like])}</p>
    <dl>
      <div><dt>${text("practiceYours")}</dt><dd>${datingText(given, building.frames, words)}</dd></div>
      <div><dt>${text("practiceKnown")}</dt><dd>${datingText(practice.known, building.frames, words)}</dd></div>
    </dl>
    ${practice.why === "" ? nothing : html`<p class="why" dir="auto">${practice.why}</p>`}
    <div class="ways">
      <button type="button" @click=${context.again}>${text("practiceAgain")}</button>
      <button type="button" class="primary" @click=${context.next}>${text(practice.number < practice.of ? "nextBuilding" : "practiceEnd")}</button>
    </div>
  </div>`;
}
