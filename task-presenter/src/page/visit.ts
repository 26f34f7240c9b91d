import type { Campaign, Mode } from "pybossa-client-ts/strike-tracker";
import { createOutbox, createTaskPicker } from "../session/index.ts";
import { type Building, createSitting, type OfferedTask, type Sitting, type SittingState } from "../sitting/index.ts";
import { version } from "../version.ts";
import { createAnswerStore } from "./answer-store.ts";
import { readCampaign, taskOfPath } from "./campaign-script.ts";
import { createPreferences } from "./preferences.ts";
import { createServer, failureOf } from "./server.ts";

/** One volunteer's stay on the page: the sitting, tied to the browser. */
export interface Visit {
  campaign: Campaign;
  sitting: Sitting;
  /** @param start.practise whether the campaign's practice buildings come first, if it has any */
  begin(start: { practise: boolean }): void;
  end(): void;
  /** Whether the content note was read in this tab. */
  noteSeen(): boolean;
  seeNote(): void;
}

/** After so long without a touch or a key the time no longer counts as work. */
const idleAfter = 60_000;

/**
 * Ties a sitting to the page: its address, campaign, storage, network and clock.
 * @param options.shown ids of the frames in view
 */
export function createVisit(options: {
  page: Window & typeof globalThis;
  projectId: number;
  shortName: string;
  stateMaterial: number | null;
  /** The language of the words that the volunteer reads. */
  language: () => string;
  /** The way of working that the volunteer chose before, or null. */
  preferredMode: () => Mode | null;
  onChange: (state: SittingState) => void;
  onAhead: (building: Building) => void;
  shown: () => readonly string[];
}): { ok: true; visit: Visit } | { ok: false; problem: string } {
  const { page, projectId, shortName } = options;
  const read = readCampaign(page.document, "strike-tracker-campaign");
  if (!read.ok) return read;
  if (!(projectId > 0) || shortName === "") return { ok: false, problem: "<strike-tracker> needs project-id and short-name" };
  const { campaign } = read;
  const origin = page.location.origin;
  const server = createServer({ origin, projectId, shortName, stateMaterial: options.stateMaterial });
  let input: "touch" | "mouse" | "keys" | null = null;
  let lastUsed = Date.now();
  let wake: ReturnType<typeof setTimeout> | undefined;

  const outbox = createOutbox(
    {
      store: createAnswerStore(`${shortName}/${campaign.id}`),
      post: server.post,
      request: server.request,
      stored: server.stored,
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
    (news) => sitting.hear(news),
  );
  const picker = createTaskPicker<OfferedTask>({ client: server.office, projectId, spread: campaign.spread, random: Math.random });
  const sitting = createSitting({
    campaign,
    projectId,
    presenter: version,
    picker,
    outbox,
    openTask: server.openTask,
    campaignState: server.campaignState,
    failureOf,
    now: Date.now,
    random: Math.random,
    uuid: randomId,
    later: (milliseconds, then) => void setTimeout(then, milliseconds),
    device: () => ({ language: options.language(), viewport: viewportOf(page.innerWidth), input }),
    preferredMode: options.preferredMode,
    onAhead: options.onAhead,
    onChange: options.onChange,
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
      campaign,
      sitting,
      begin: (start) => void begin(start),
      end: () => {
        stop.abort();
        clearTimeout(wake);
      },
      noteSeen: () => seen.read(note) === "seen",
      seeNote: () => seen.write(note, "seen"),
    },
  };
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
