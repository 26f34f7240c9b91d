import { html, nothing, type TemplateResult } from "lit";
import type { Mode } from "pybossa-client-ts/strike-tracker";
import type { Text, TextKey } from "../i18n/index.ts";
import { icon } from "../icons.ts";
import type { Addresses } from "../page/addresses.ts";
import { type Building, modesOf } from "../sitting/index.ts";
import { type ExtraContext, renderExtra } from "./extra-panel.ts";
import { type OwnAnswers, renderOwnAnswers } from "./own-answers.ts";
import { renderSupport } from "./screens.ts";
import { type DataChoice, type LanguageChoice, renderData, renderLanguageMenu, renderLanguages, renderModes } from "./settings.ts";

export type DialogName = "note" | "help" | "more" | "examples" | "own" | "extra";

export interface DialogContext extends DataChoice, LanguageChoice, Omit<ExtraContext, "building"> {
  /** The building in hand. */
  building: Building | null;
  addresses: Addresses;
  singleKeys: boolean;
  setMode: (mode: Mode) => void;
  /** This device's answers. */
  own: OwnAnswers;
  show: (name: DialogName) => void;
  setSingleKeys: (on: boolean) => void;
  /** Whether the building is one to practise on. */
  practising: boolean;
  tutorial: () => void;
  practise: () => void;
  leavePractice: () => void;
  cannotTell: () => void;
  wrongPlace: () => void;
  skip: () => void;
  stop: () => void;
  /** Opens the last answer again; null = nothing can be done about it. */
  takeBack: (() => void) | null;
  /** Until when the building is this volunteer's, in words; null = for as long as it takes. */
  turnEnds: string | null;
  /** Whether signing in would change anything. */
  canSignIn: boolean;
}

/** What a dialog holds. */
export function renderDialog(name: DialogName, context: DialogContext): TemplateResult {
  if (name === "note") return renderNote(context);
  if (name === "help") return renderHelp(context);
  if (name === "own") return html`${heading(context.text("own"), context)} ${renderOwnAnswers(context.own)}`;
  if (name === "extra")
    return html`${heading(context.text("extraTitle"), context)}${context.building === null ? nothing : renderExtra({ ...context, building: context.building })}`;
  return name === "more" ? renderMore(context) : renderExamples(context);
}

function heading(title: string, { text, close }: DialogContext): TemplateResult {
  return html`<header>
    <h2 id="dialog-title">${title}</h2>
    <button type="button" class="plain" aria-label=${text("close")} @click=${close}>${icon("close")}</button>
  </header>`;
}

function renderNote(context: DialogContext): TemplateResult {
  const { text, campaign, close, addresses } = context;
  return html`<header>
      <h2 id="dialog-title">${text("noteTitle")}</h2>
      ${context.languages.length > 1 ? renderLanguageMenu(context) : nothing}
    </header>
    <div class="body">
      <p class="lead" dir="auto">${campaign.content_note.trim() || text("noteDefault")}</p>
      <p class="lead">${text("noteStop")}</p>
      <h3>${text("noteHow")}</h3>
      ${renderHow(text)}
      <h3>${text("examples")}</h3>
      <p dir="auto">${campaign.definition.text}</p>
      ${renderSupport(context)}
    </div>
    <footer>
      <a class="button" href=${addresses.project}>${text("noteLeave")}</a>
      <button type="button" class="primary" autofocus @click=${close}>${text("noteStart")}</button>
    </footer>`;
}

function renderMore(context: DialogContext): TemplateResult {
  const { text, campaign, building } = context;
  const modes = building === null ? [] : modesOf(campaign, building);
  const row = (label: string, act: () => void) => html`<button type="button" class="row" @click=${act}>${label}</button>`;
  return html`${heading(text("moreTitle"), context)}
    <div class="body rows">
      ${context.turnEnds === null ? nothing : html`<p class="why">${text("turnEnding", { time: context.turnEnds })}</p>`}
      ${row(text("cannotTell"), context.cannotTell)} ${row(text("wrongPlace"), context.wrongPlace)} ${row(text("knowPlace"), context.skip)}
      ${context.takeBack === null ? nothing : row(text("correctLast"), context.takeBack)}
      ${building !== null && modes.length > 1 ? renderModes(modes, building.timeline.mode, text, context.setMode) : nothing}
      <hr />
      ${row(text("own"), () => context.show("own"))} ${row(text("examples"), () => context.show("examples"))} ${row(text("noteAgain"), () => context.show("note"))}
      ${row(text("help"), () => context.show("help"))}
      ${
        campaign.discuss === null
          ? nothing
          : html`<a class="row" href=${campaign.discuss} target="_blank" rel="noopener noreferrer">${text("discuss")}</a>`
      }
      ${
        !context.canSignIn
          ? nothing
          : html`<a class="row" href=${context.addresses.signIn} aria-describedby="sign-in-why">${text("signInOffer")}</a>
            <p id="sign-in-why" class="why">${text("signInWhy")}</p>`
      }
      <hr />
      ${context.practising ? row(text("practiceLeave"), context.leavePractice) : nothing} ${row(text("stopToday"), context.stop)}
    </div>`;
}

function renderExamples(context: DialogContext): TemplateResult {
  const { text, campaign } = context;
  return html`${heading(text("examples"), context)}
    <div class="body">
      <p dir="auto">${campaign.definition.text}</p>
      ${campaign.definition.examples.map(
        (pair) => html`<figure class="example">
          <img src=${pair.before} alt=${text("exampleBefore")} loading="lazy" />
          <img src=${pair.after} alt=${text("exampleAfter")} loading="lazy" />
          <figcaption><strong>${text(pair.destroyed ? "exampleYes" : "exampleNo")}</strong> <bdi>${pair.caption}</bdi></figcaption>
        </figure>`,
      )}
    </div>`;
}

const keys: readonly (readonly [string, TextKey])[] = [
  ["1  S", "keyStanding"],
  ["2  D", "keyDestroyed"],
  ["3  C", "keyUnseen"],
  ["←  →", "keyFrames"],
  ["Home  End", "keyEnds"],
  ["Space", "keyPeek"],
  ["O", "keyOutline"],
  ["B  A", "keyMarks"],
  ["[ ]  { }", "keySteps"],
  ["+  −  0", "keyZoom"],
  ["Shift ←↑↓→", "keyPan"],
  ["V  X", "keyViews"],
  ["P", "moveOutline"],
  ["N", "extra"],
  ["Enter", "keySend"],
  ["U  Ctrl Z", "keyUndo"],
  ["K", "keySkip"],
  ["G", "keyExamples"],
  ["M", "more"],
  ["?", "keyHelp"],
  ["Esc", "keyClose"],
];

function renderHelp(context: DialogContext): TemplateResult {
  const { text, campaign } = context;
  return html`${heading(text("helpTitle"), context)}
    <div class="body">
      ${context.languages.length > 1 ? renderLanguages(context) : nothing}
      ${renderHow(text)}
      <h3>${text("examples")}</h3>
      <p dir="auto">${campaign.definition.text}</p>
      <h3>${text("helpKeys")}</h3>
      <dl class="keys">
        ${keys.map(([key, meaning]) => html`<div><dt dir="ltr">${key.split("  ").map((part) => html`<kbd>${part}</kbd>`)}</dt><dd>${text(meaning)}</dd></div>`)}
      </dl>
      <label class="switch">
        <input
          type="checkbox"
          .checked=${!context.singleKeys}
          @change=${(event: Event) => context.setSingleKeys(!(event.target as HTMLInputElement).checked)}
        />
        ${text("keysOff")}
      </label>
      ${renderData(context)}
      <p>${text("helpPrivacy")} ${text("helpPrivacyPublic")} ${campaign.collect.length > 0 ? text("helpAlso", { parts: campaign.collect.map((part) => text(`collect_${part}`)).join(" · ") }) : nothing}</p>
      <p>${text("helpSight")}</p>
      <button type="button" @click=${context.tutorial}>${text("tutorialAgain")}</button>
      ${campaign.practice.length > 0 ? html`<button type="button" @click=${context.practise}>${text("practiceStart")}</button>` : nothing}
      <button type="button" @click=${() => context.show("own")}>${text("own")}</button>
      <button type="button" @click=${() => context.show("note")}>${text("noteAgain")}</button>
      ${campaign.contact ? html`<p dir="auto">${text("contact", { contact: campaign.contact })}</p>` : nothing}
      ${renderSupport(context)}
    </div>`;
}

/** What a volunteer does, in a few lines. */
function renderHow(text: Text): TemplateResult {
  return html`<ol>
      <li>${text("noteHow1")}</li>
      <li>${text("noteHow2")}</li>
      <li>${text("noteHow3")}</li>
    </ol>
    <p>${text("noteShift")}</p>`;
}
