import type { CampaignState, Mode } from "pybossa-client-ts/strike-tracker";
import type { Outbox, Picked, QueuedAnswer, SendFailure } from "strike-tracker-presenter/session";
import { createSitting, type Draft, type OfferedTask, type SittingState } from "../../../task-presenter/src/sitting/index.ts";
import { campaignOfTown } from "../../browser/presenter-building.ts";

const names = ["f01", "f02", "f03"];

export function taskOf(id: number): OfferedTask {
  const outline = [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
  const chips = { names: names.map((_, index) => `${index}`.repeat(24)), outline, ground_m: 60, size_px: 256 };
  return { id, info: { schema: "strike-tracker/task/1", campaign: "town-2017", building: `b-${id}`, frames: names, chips } };
}

export type Offer = Picked<OfferedTask> | SendFailure;

/** A sitting whose server offers these, one after another. */
export function sittingOf(
  offers: Offer[],
  options: {
    states?: (CampaignState | null)[];
    breakAfter?: number;
    modes?: Mode[];
    mode?: Mode;
    fullShare?: number;
    oneAtATime?: boolean;
    hold?: number;
    turns?: number[];
    mine?: boolean;
    draft?: Draft;
    giveBack?: () => Promise<void>;
    /** What comes of opening a task by its id. */
    opening?: SendFailure;
  } = {},
) {
  const sent: QueuedAnswer[] = [];
  const ahead: number[] = [];
  const waits: { milliseconds: number; go: () => void }[] = [];
  const released: number[] = [];
  const states: SittingState[] = [];
  const waiting: QueuedAnswer[] = [];
  const withdrawn: string[] = [];
  const outbox: Outbox = {
    add: async (entry) => void sent.push(entry),
    withdraw: async (id) => {
      withdrawn.push(id);
      return options.hold !== undefined;
    },
    release: async () => {},
    leave: () => {},
    flush: async () => {},
    restore: async () => {},
    discard: async () => {},
    waiting: () => waiting,
  };
  const drafts: (Draft | null)[] = [];
  const givenBack: number[] = [];
  let picks = 0;
  let ids = 0;
  const sitting = createSitting({
    campaign: campaignOfTown("https://chips.example/{name}.jpg", {
      break: { buildings: options.breakAfter ?? 0, minutes: 1 },
      modes: options.modes ?? ["guided"],
      ...(options.fullShare === undefined ? {} : { full_share: options.fullShare }),
    }),
    projectId: 1,
    presenter: "0.1.0",
    picker: {
      next: async () => {
        picks += 1;
        const offer = offers.shift() ?? { kind: "none", taken: 0 };
        if (offer.kind === "wait") return offer;
        if (offer.kind === "task" || offer.kind === "none" || (offer.kind === "refused" && !("status" in offer)))
          return offer as Picked<OfferedTask>;
        throw offer;
      },
      take: () => {},
      release: (ids) => released.push(...ids),
    },
    outbox,
    oneAtATime: options.oneAtATime ?? false,
    enoughAhead: () => (options.oneAtATime ? 0 : 1),
    holdFor: () => options.hold ?? 0,
    mayCorrect: ({ userId }) => userId !== null,
    openTask: async (id) => {
      if (options.opening) throw options.opening;
      return taskOf(id);
    },
    requestTask: async () => (options.mine === false ? "others" : "mine"),
    turnOf: async () => options.turns?.shift() ?? null,
    giveBack: (id) => {
      givenBack.push(id);
      return options.giveBack?.() ?? Promise.resolve();
    },
    draft: () => options.draft ?? null,
    keepDraft: (draft) => void drafts.push(draft),
    campaignState: async () => options.states?.shift() ?? null,
    failureOf: (error) => error as SendFailure,
    now: () => 1_000_000,
    random: () => 0.5,
    preferredMode: () => options.mode ?? null,
    uuid: () => {
      ids += 1;
      return `3b241101-e2bb-4255-8caf-${String(ids).padStart(12, "0")}`;
    },
    later: (milliseconds, go) => void waits.push({ milliseconds, go }),
    device: () => ({ language: "en", viewport: "s", input: "touch" }),
    onAhead: () => void ahead.push(...sitting.ahead().map(({ taskId }) => taskId)),
    onChange: (state) => void states.push(state),
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const phase = () => sitting.state().phase;
  return { sitting, sent, waiting, withdrawn, drafts, givenBack, ahead, waits, released, states, settle, picks: () => picks, phase };
}

export const task = (id: number): Offer => ({ kind: "task", task: taskOf(id) });
