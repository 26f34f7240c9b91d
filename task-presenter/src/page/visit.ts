import type { Campaign, Mode } from "pybossa-client-ts/strike-tracker";
import { createLockPicker, createOutbox, createTaskPicker } from "../session/index.ts";
import { createSitting, type OfferedTask, type Sitting, type SittingState } from "../sitting/index.ts";
import { version } from "../version.ts";
import { createAnswerStore } from "./answer-store.ts";
import { readCampaign, taskOfPath } from "./campaign-script.ts";
import { clearStorage } from "./clear-storage.ts";
import { createDraftStore } from "./draft-store.ts";
import { createJournal, type Journal } from "./journal.ts";
import { createPreferences } from "./preferences.ts";
import { createServer, type Dialect, failureOf } from "./server.ts";

/** One volunteer's stay on the page: the sitting, tied to the browser. */
export interface Visit {
  /** With its own texts in the language that is spoken, where it has them. */
  readonly campaign: Campaign;
  dialect: Dialect;
  sitting: Sitting;
  /** @param start.practise whether the campaign's practice buildings come first, if it has any */
  begin(start: { practise: boolean }): void;
  end(): void;
  /** Whether the content note was read in this tab. */
  noteSeen(): boolean;
  seeNote(): void;
  /** This device's own answers. */
  journal: Journal;
  /** Takes everything of this project off this device. Answers that wait to be sent are lost. */
  clear(): Promise<void>;
}

/** After so long without a touch or a key the time no longer counts as work. */
const idleAfter = 60_000;

export interface VisitOptions {
  page: Window & typeof globalThis;
  projectId: number;
  shortName: string;
  stateMaterial: number | null;
  dialect: Dialect;
  /** How long an answer can be taken back before it is sent, milliseconds. */
  holdFor: () => number;
  /** Whether bloomberg lets an author replace a stored answer. */
  allowEdits: boolean;
  /** How many buildings to have ready. */
  enoughAhead: () => number;
  /** The language of the words that the volunteer reads. */
  language: () => string;
  /** The way of working that the volunteer chose before, or null. */
  preferredMode: () => Mode | null;
  onChange: (state: SittingState) => void;
  onAhead: () => void;
  /** Ids of the frames in view. */
  shown: () => readonly string[];
}

/** Ties a sitting to the page: its address, campaign, storage, network and clock. */
export function createVisit(options: VisitOptions): { ok: true; visit: Visit } | { ok: false; problem: string } {
  const { page, projectId, shortName, dialect } = options;
  const read = readCampaign(page.document, "strike-tracker-campaign");
  if (!read.ok) return read;
  if (!(projectId > 0) || shortName === "") return { ok: false, problem: "<strike-tracker> needs project-id and short-name" };
  const { campaign } = read;
  const origin = page.location.origin;
  const oneAtATime = dialect === "bloomberg";
  const server = createServer({ origin, dialect, projectId, shortName, stateMaterial: options.stateMaterial });
  const drafts = createDraftStore(() => page.sessionStorage, `strike-tracker-draft-${shortName}-${campaign.id}`);
  let input: "touch" | "mouse" | "keys" | null = null;
  let lastUsed = Date.now();
  let wake: ReturnType<typeof setTimeout> | undefined;

  const journal = createJournal(
    createPreferences(() => page.localStorage),
    `strike-tracker-journal-${shortName}`,
  );
  const outbox = createOutbox(
    {
      ...server,
      store: createAnswerStore(`${shortName}/${campaign.id}`),
      failureOf,
      now: Date.now,
      later: (milliseconds, then) => {
        clearTimeout(wake);
        wake = setTimeout(then, milliseconds);
      },
      exclusive: async (work) => {
        if (page.navigator.locks) await page.navigator.locks.request(`strike-tracker-${shortName}`, work);
        else await work();
      },
    },
    (news) => {
      // An answer may be on its way while the device is cleared.
      if (sitting.state().phase.kind === "cleared") return;
      journal.hear(news);
      sitting.hear(news);
    },
  );
  const client = server.office;
  const picker = oneAtATime
    ? createLockPicker<OfferedTask>({ client, projectId })
    : createTaskPicker<OfferedTask>({ client, projectId, spread: campaign.spread, random: Math.random });
  const sitting = createSitting({
    campaign,
    projectId,
    presenter: version,
    picker,
    outbox,
    oneAtATime,
    enoughAhead: () => (oneAtATime ? 0 : options.enoughAhead()),
    holdFor: () => (oneAtATime ? 0 : options.holdFor()),
    mayCorrect: ({ userId }) => (oneAtATime ? options.allowEdits : userId !== null),
    openTask: server.openTask,
    requestTask: server.request,
    turnOf: server.turnOf,
    giveBack: server.giveBack,
    campaignState: server.campaignState,
    draft: drafts.read,
    keepDraft: drafts.keep,
    failureOf,
    now: Date.now,
    random: Math.random,
    uuid: randomId,
    later: (milliseconds, then) => void setTimeout(then, milliseconds),
    device: () => ({ language: options.language(), viewport: viewportOf(page.innerWidth), input }),
    preferredMode: options.preferredMode,
    onAhead: options.onAhead,
    onChange: (state) => {
      journal.see(state.building);
      options.onChange(state);
    },
  });

  const seen = createPreferences(() => page.sessionStorage);
  const note = `strike-tracker-note-${campaign.id}`;
  const stop = new AbortController();
  const used = (how: "touch" | "mouse" | "keys") => {
    input = how;
    lastUsed = Date.now();
  };

  async function begin({ practise }: { practise: boolean }): Promise<void> {
    const { signal } = stop;
    page.addEventListener("pointerdown", ({ pointerType }) => used(pointerType === "mouse" ? "mouse" : "touch"), { signal, capture: true });
    page.addEventListener("keydown", () => used("keys"), { signal, capture: true });
    page.addEventListener("online", () => void sitting.online(), { signal });
    // On phones hiding is the last that a page hears before it is closed.
    page.addEventListener("pagehide", () => outbox.leave(), { signal });
    const watchView = () => (page.document.visibilityState === "hidden" ? outbox.leave() : void sitting.seen());
    page.document.addEventListener("visibilitychange", watchView, { signal });
    const beat = setInterval(() => {
      if (page.document.visibilityState === "visible" && Date.now() - lastUsed < idleAfter) sitting.spend(1, options.shown());
    }, 1000);
    signal.addEventListener("abort", () => clearInterval(beat));
    await outbox.restore();
    for (const { taskId } of outbox.waiting()) picker.take(taskId);
    void outbox.flush();
    const task = taskOfPath(page.location.pathname);
    if (practise && task === null && campaign.practice.length > 0) sitting.practise();
    else await sitting.start(task);
  }

  return {
    ok: true,
    visit: {
      get campaign() {
        return campaignIn(options.language(), campaign);
      },
      dialect,
      sitting,
      begin: (start) => void begin(start),
      end: () => {
        stop.abort();
        clearTimeout(wake);
      },
      noteSeen: () => seen.read(note) === "seen",
      journal,
      clear: async () => {
        await sitting.clear();
        clearStorage(() => page.localStorage);
        clearStorage(() => page.sessionStorage);
      },
      seeNote: () => seen.write(note, "seen"),
    },
  };
}

function campaignIn(language: string, campaign: Campaign): Campaign {
  const { definition = campaign.definition.text, ...texts } = campaign.translations?.[language] ?? {};
  return { ...campaign, ...texts, definition: { ...campaign.definition, text: definition } };
}

function viewportOf(width: number): "s" | "m" | "l" {
  return width < 600 ? "s" : width < 1100 ? "m" : "l";
}

/** A random UUID, version 4; `crypto.randomUUID` is not there on pages without a secure context. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => {
    const fixed = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return fixed.toString(16).padStart(2, "0");
  });
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)].map((part) => part.join("")).join("-");
}
