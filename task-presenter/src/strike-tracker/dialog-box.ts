import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Addresses } from "../page/addresses.ts";
import type { Preferences } from "../page/preferences.ts";
import type { Visit } from "../page/visit.ts";
import type { SittingState } from "../sitting/index.ts";
import { type DialogName, renderDialog } from "./dialogs.ts";
import type { PageLanguage } from "./page-language.ts";
import { type DataChoice, kept } from "./settings.ts";

/** What a dialog tells and does, beside what the visit itself does. */
export interface DialogPage {
  visit: Visit;
  sitting: SittingState | null;
  addresses: Addresses;
  data: Omit<DataChoice, "text">;
  /** What was chosen changes what is asked. */
  moveOn: () => void;
  tutorial: () => void;
  leavePractice: () => void;
}

/** The dialog in view, if any. Each change renders the host anew. */
export class DialogBox {
  /** Null = none is open. */
  name: DialogName | null = null;
  /** Whether single keys do anything, beside those of the browser. */
  singleKeys: boolean;
  /** Whether the volunteer is being asked if this device is to be cleared. */
  private clearing = false;

  constructor(
    private readonly host: Pick<ReactiveControllerHost, "requestUpdate">,
    private readonly preferences: Preferences,
    private readonly language: PageLanguage,
  ) {
    this.singleKeys = preferences.read(kept.singleKeys) !== "off";
  }

  show(name: DialogName): void {
    this.name = name;
    this.host.requestUpdate();
  }

  render(page: DialogPage): TemplateResult | typeof nothing {
    const { name } = this;
    if (name === null) return nothing;
    const close = () => this.close(page.visit);
    return html`<dialog part="dialog" data-dialog=${name} aria-labelledby="dialog-title" @cancel=${(event: Event) => this.cancel(event)} @close=${close}>
      ${this.renderContent(name, page, close)}
    </dialog>`;
  }

  private renderContent(name: DialogName, page: DialogPage, close: () => void): TemplateResult {
    const { language, host, preferences } = this;
    const { words } = language;
    const { visit } = page;
    const { sitting, campaign } = visit;
    const then = (act: () => void) => () => {
      page.moveOn();
      close();
      act();
    };
    return renderDialog(name, {
      text: words.text,
      campaign,
      building: page.sitting?.building ?? null,
      readers: visit.dialect === "bloomberg" ? "team" : "anyone",
      add: sitting.add,
      addresses: page.addresses,
      singleKeys: this.singleKeys,
      languages: language.offered,
      language: words.language,
      languageFailed: language.state === "failed",
      setLanguage: (chosen) => language.choose(chosen),
      own: {
        words,
        frames: campaign.frames,
        entries: visit.journal.entries(),
        waiting: page.sitting?.waiting ?? 0,
        clearing: this.clearing,
        askToClear: (asking) => {
          this.clearing = asking;
          host.requestUpdate();
        },
        clear: then(() => void visit.clear()),
      },
      close,
      show: (other) => this.show(other),
      ...page.data,
      setSingleKeys: (on) => {
        this.singleKeys = on;
        preferences.write(kept.singleKeys, on ? "on" : "off");
        host.requestUpdate();
      },
      setMode: (mode) => {
        preferences.write(kept.mode, mode);
        then(() => sitting.work(mode))();
      },
      practising: page.sitting?.building?.practice != null,
      tutorial: then(page.tutorial),
      practise: then(() => sitting.practise()),
      leavePractice: then(page.leavePractice),
      cannotTell: then(() => sitting.settle("cannot_tell")),
      wrongPlace: then(() => sitting.settle("wrong_place")),
      skip: then(() => void sitting.skip()),
      stop: then(() => sitting.stop()),
      takeBack: page.sitting?.last ? then(() => void sitting.takeBack()) : null,
      turnEnds: page.sitting?.turnEnds == null ? null : words.clock(page.sitting.turnEnds),
      // Nobody sees a bloomberg project without an account.
      canSignIn: visit.dialect !== "bloomberg" && page.sitting?.signedIn !== true,
    });
  }

  private cancel(event: Event): void {
    // The content note is closed by its button alone.
    if (this.name === "note") event.preventDefault();
  }

  private close(visit: Visit): void {
    if (this.name === "note") visit.seeNote();
    this.name = null;
    this.clearing = false;
    this.host.requestUpdate();
  }
}
