import { html, type TemplateResult } from "lit";
import { frameName } from "../../report/platform/building/frames-table.ts";
import type { Words } from "../../report/platform/words/index.ts";
import type { DeskAnswer, DeskBuilding } from "../desk-record.ts";

/** A shape and a word for each judgement, so that colour is never alone. */
const judgements: Record<string, readonly [string, string]> = {
  standing: ["●", "standing"],
  destroyed: ["✕", "destroyed"],
  obscured: ["☁", "hidden"],
  unclear: ["?", "unclear"],
  missing: ["–", "no image"],
  load_failed: ["!", "not loaded"],
};

const verdicts: Record<string, string> = {
  destroyed: "destroyed",
  already_destroyed: "already destroyed",
  still_standing: "still standing",
  cannot_tell: "can't tell",
  wrong_place: "wrong place",
};

/** All judgements: one row an answer, one column an image. @param marked the frames of the decision that is being made */
export function renderAnswers(
  { frames, answers }: DeskBuilding,
  marked: { lastStanding: string | null; firstDestroyed: string | null },
  words: Words,
): TemplateResult {
  const markOf = (id: string) => (id === marked.lastStanding ? "last" : id === marked.firstDestroyed ? "first" : "");
  return html`<section aria-labelledby="answers">
    <h2 id="answers">All judgements</h2>
    <div class="scroll" role="region" aria-labelledby="answers" tabindex="0">
      <table class="answers">
        <thead>
          <tr>
            <th scope="col">Volunteer</th>
            <th scope="col">Answer</th>
            ${frames.map((frame) => html`<th scope="col" class=${markOf(frame.id)}>${frameName(frame, words)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${answers.map((answer) =>
            renderAnswer(
              answer,
              frames.map(({ id }) => markOf(id)),
            ),
          )}
        </tbody>
      </table>
    </div>
    ${answers.length === 0 ? html`<p>There is no usable answer.</p>` : html`<p class="soft">A dot (·) is an image that the volunteer did not look at: it says nothing. Answers marked “set aside” are not counted.</p>`}
  </section>`;
}

function renderAnswer({ volunteer, heard, verdict, judgements: said }: DeskAnswer, marks: readonly string[]): TemplateResult {
  return html`<tr class=${heard ? "" : "aside"}>
    <th scope="row">${volunteer}</th>
    <td>${verdicts[verdict] ?? verdict}${heard ? "" : " (set aside)"}</td>
    ${said.map((judgement, at) => {
      const [shape, word] = (judgement === null ? undefined : judgements[judgement]) ?? ["·", "not looked at"];
      return html`<td class="call ${judgement ?? "none"} ${marks[at] ?? ""}"><span aria-hidden="true">${shape}</span> <small>${word}</small></td>`;
    })}
  </tr>`;
}
