import { html, nothing, type TemplateResult } from "lit";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import type { Text, TextKey } from "../i18n/index.ts";
import type { Addresses } from "../page/addresses.ts";
import type { Phase } from "../sitting/index.ts";

export interface ScreenContext {
  text: Text;
  campaign: Campaign | null;
  addresses: Addresses;
  /** Answers that the server does not have yet. */
  waiting: number;
  /** The time of day on the volunteer's clock. */
  clock: (time: number) => string;
  again: () => void;
  rest: () => void;
  stop: () => void;
  lookAgain: () => void;
  practise: () => void;
  /** What the volunteer has done, in words. */
  progress: readonly string[];
  /** What all have done, in words; asks the server when it is first called. */
  project: () => readonly string[];
  /** Opens the list of this device's answers. */
  own: () => void;
}

interface Screen {
  title: string;
  lines: readonly string[];
  actions: readonly TemplateResult[];
  busy?: boolean;
}

/** Where one's own progress and the project's are told. */
const told: readonly Phase["kind"][] = ["break", "stopped", "none", "finished"];

/** What fills the page while no building is shown. */
export function renderScreen(phase: Phase, context: ScreenContext): TemplateResult {
  const { title, lines, actions, busy } = screenOf(phase, context);
  return html`<section class="screen" part="screen" data-phase=${phase.kind} aria-busy=${busy ? "true" : "false"}>
    ${busy ? html`<div class="spinner" aria-hidden="true"></div>` : nothing}
    <h2 tabindex="-1">${title}</h2>
    ${lines.filter((line) => line !== "").map((line) => html`<p dir="auto">${line}</p>`)}
    ${context.waiting > 0 && phase.kind !== "loading" ? html`<p>${context.text("waitingToSend", { count: context.waiting })}</p>` : nothing}
    ${told.includes(phase.kind) ? [...context.progress, ...context.project()].map((line) => html`<p>${line}</p>`) : nothing}
    <div class="actions">
      ${actions} ${told.includes(phase.kind) && context.progress.length > 0 ? button(context.text("own"), context.own) : nothing}
    </div>
    ${phase.kind === "stopped" || phase.kind === "break" ? renderSupport(context) : nothing}
  </section>`;
}

function screenOf(phase: Phase, context: ScreenContext): Screen {
  const { text } = context;
  const again = button(text("checkAgain"), context.again, true);
  const askAgain = button(text("checkAgain"), context.again);
  const leave = link(text("back"), context.addresses.project);
  const plain = (title: TextKey, line: TextKey, actions: TemplateResult[]) => ({ title: text(title), lines: [text(line)], actions });
  switch (phase.kind) {
    case "work":
    case "loading":
      return { title: text("loadingTask"), lines: [], actions: [], busy: true };
    case "break":
      return {
        title: text("breakTitle"),
        lines: [text(phase.rule === "buildings" ? "breakBuildings" : "breakMinutes", { count: phase.count })],
        actions: [button(text("continue"), context.rest, true), button(text("stopToday"), context.stop)],
      };
    case "stopped":
      return plain("stoppedTitle", "stoppedText", [
        link(text("back"), context.addresses.project, true),
        button(text("continue"), context.rest),
      ]);
    case "practised":
      return plain("practisedTitle", "practisedText", [
        button(text("practisedGo"), context.again, true),
        button(text("practisedAgain"), context.practise),
      ]);
    case "cleared":
      return plain("clearedTitle", "clearedText", [link(text("back"), context.addresses.project, true)]);
    case "none":
      return {
        title: text("noneTitle"),
        lines: [text("noneText"), phase.skipped > 0 ? text("noneSkipped", { count: phase.skipped }) : ""],
        actions:
          phase.skipped > 0
            ? [button(text("lookAgain"), context.lookAgain, true), leave]
            : [link(text("back"), context.addresses.project, true), askAgain],
      };
    case "paused":
      return { title: text("pausedTitle"), lines: [phase.message ?? text("pausedText")], actions: [again, leave] };
    case "finished":
      return {
        title: text("finishedTitle"),
        lines: [phase.message ?? text("finishedText")],
        actions: [link(text("back"), context.addresses.project, true)],
      };
    case "signed_out":
      return {
        title: text("refusedTitle"),
        lines: [text("refusedText"), phase.message],
        actions: [link(text("signIn"), context.addresses.signIn, true), leave],
      };
    case "password":
      return plain("passwordTitle", "passwordText", [link(text("passwordGo"), context.addresses.password, true), askAgain, leave]);
    case "wait_turn":
      return {
        title: text("waitTurnTitle"),
        lines: [text("waitTurnText", { time: context.clock(phase.until) })],
        actions: [again, leave],
        busy: true,
      };
    case "forbidden":
      return { title: text("forbiddenTitle"), lines: [], actions: [link(text("signIn"), context.addresses.signIn, true), askAgain, leave] };
    case "limited":
      return {
        title: text("limitedTitle"),
        lines: [text("limitedText", { time: context.clock(phase.until) })],
        actions: [leave],
        busy: true,
      };
    case "unreachable":
      return plain("unreachableTitle", "unreachableText", [again, leave]);
    case "trouble":
      return plain("troubleTitle", "troubleText", [again, leave]);
    case "gone":
      return { title: text("noTaskTitle"), lines: [], actions: [button(text("nextBuilding"), context.again, true), leave] };
    case "bad_task":
      return {
        title: text("badTaskTitle"),
        lines: [text("badTaskText", { problem: phase.problem })],
        actions: [button(text("nextBuilding"), context.again, true), leave],
      };
  }
}

/** A campaign that cannot be read: nothing works, so it is said plainly. */
export function renderBadCampaign(problem: string, text: Text, projectUrl: string): TemplateResult {
  return html`<section class="screen" data-phase="bad_campaign" role="alert">
    <h2 tabindex="-1">${text("badCampaignTitle")}</h2>
    <p>${text("badCampaignText", { problem })}</p>
    <div class="actions">${link(text("back"), projectUrl, true)}</div>
  </section>`;
}

/** Where to find help after seeing too much. */
export function renderSupport({ campaign, text }: Pick<ScreenContext, "campaign" | "text">): TemplateResult | typeof nothing {
  if (campaign === null) return nothing;
  const { support } = campaign;
  const links = Array.isArray(support)
    ? support.map(({ title, url }) => html`<li><a dir="auto" href=${url} target="_blank" rel="noopener noreferrer">${title}</a></li>`)
    : [html`<li><bdi>${support.none}</bdi></li>`];
  return html`<div class="support">
    <h3>${text("support")}</h3>
    <ul>
      ${links}
    </ul>
  </div>`;
}

function button(label: string, act: () => void, first = false): TemplateResult {
  return html`<button type="button" class=${first ? "primary" : ""} @click=${act}>${label}</button>`;
}

function link(label: string, url: string, first = false): TemplateResult {
  return html`<a class="button ${first ? "primary" : ""}" href=${url}>${label}</a>`;
}
