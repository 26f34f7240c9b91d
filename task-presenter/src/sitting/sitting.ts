import { type OutboxNews, type QueuedAnswer, type StoredRun, setMode } from "../session/index.ts";
import { createAhead, type Offer } from "./ahead.ts";
import { createBreaks } from "./breaks.ts";
import { type Building, type OfferedTask, readBuilding } from "./building.ts";
import { createCampaignWatch } from "./campaign-watch.ts";
import { draftOf, isUntouched, reopened, withDraft } from "./draft.ts";
import type { SittingEffects } from "./effects.ts";
import { createMarking, hasSteps, withoutLastStep } from "./marking.ts";
import { startingMode } from "./modes.ts";
import { type Notice, type Phase, phaseOf, phaseOfWaiting, type SittingState } from "./phase.ts";
import { type Practice, practiceAt } from "./practice.ts";
import { queuedAnswerOf } from "./queued.ts";
import { followTurn } from "./turn.ts";

/** Whoever answers within so many seconds is asked, in passing, whether to look again. */
const quickSeconds = 3;
const pausedEvery = 120_000;
const firstRetry = 15_000;
const longestRetry = 120_000;

export type Sitting = ReturnType<typeof createSitting>;

/** One volunteer's work on one building after another. All that a page does goes through here; it knows no DOM. */
export function createSitting(effects: SittingEffects) {
  const { campaign, picker, outbox, now } = effects;
  let state: SittingState = {
    phase: { kind: "loading" },
    building: null,
    answered: 0,
    waiting: outbox.waiting().length,
    stuck: false,
    notice: null,
    last: null,
    turnEnds: null,
    signedIn: null,
  };
  let skipped: number[] = [];
  /** Done once the server knows of the last skip. */
  let givenBack: Promise<void> = Promise.resolve();
  const watch = createCampaignWatch(effects.campaignState);
  const breaks = createBreaks(campaign);
  let serial = 0;
  /** The practice building's place in the campaign's list; null = the buildings are real. */
  let practising: number | null = null;
  /** Counts what was put before the volunteer, so that a late reply changes nothing. */
  let turn = 0;
  let retry = firstRetry;
  /** A task that the address or a draft names, until it was seen. */
  let wanted: number | null = null;
  /** The answer sent last, as long as something can be done about it. */
  let last: { building: Building; entry: QueuedAnswer; run: StoredRun | null } | null = null;

  const ahead = createAhead({ picker, enough: effects.enoughAhead, read: take, now, onReady: effects.onAhead });

  function set(change: Partial<SittingState>): void {
    const { building } = change;
    if (building !== undefined && building !== state.building && !building?.practice && !state.building?.practice)
      effects.keepDraft(building === null || isUntouched(building) ? null : draftOf(building));
    state = { ...state, ...change, waiting: outbox.waiting().length, last: whatOfLast() };
    effects.onChange(state);
  }

  function whatOfLast(): SittingState["last"] {
    if (last === null) return null;
    const { heldUntil } = last.entry;
    if (last.run === null) return heldUntil !== undefined && heldUntil > now() ? { kind: "held", until: heldUntil } : null;
    return effects.mayCorrect(last.run) ? { kind: "correctable" } : null;
  }

  function enter(phase: Phase): void {
    const { building } = state;
    turn += 1;
    if (phase.kind !== "work") putBack(building);
    set({ phase, building: null, turnEnds: null });
    const { kind } = phase;
    if (kind === "limited" || kind === "wait_turn") effects.later(Math.max(1000, phase.until - now()), () => void resumeFrom(kind));
    if (kind === "paused") effects.later(pausedEvery, () => void resumeFrom(kind));
    if (kind === "unreachable" || kind === "trouble") {
      effects.later(retry, () => void resumeFrom(kind));
      retry = Math.min(longestRetry, retry * 2);
    }
  }

  /** A real building is shown again after what comes between. */
  function putBack(building: Building | null): void {
    if (building !== null && building.practice === null) ahead.putBack(building);
  }

  function say(kind: Notice, message = "", until = 0, answer: { id: string; taskId: number } | null = null): void {
    serial += 1;
    set({ notice: { kind, message, until, serial, ...(answer ? { answer: { id: answer.id, taskId: answer.taskId } } : {}) } });
  }

  function change(next: (building: Building) => Building): void {
    const { building } = state;
    const after = building === null ? null : next(building);
    if (after !== building) set({ building: after });
  }

  const marking = createMarking(campaign, change, () => {
    if (practising === null) ahead.fill();
  });

  function take(task: OfferedTask, requestedAt: number, practice?: Practice) {
    return readBuilding(task, campaign, {
      ...(practice ? { practice } : {}),
      requestedAt,
      startedAt: new Date(now()),
      answerId: effects.uuid(),
      preferredMode: effects.preferredMode(),
      random: effects.random,
    });
  }

  /** Shows a practice building; behind the last one, that practice is over. */
  function practise(at: number): void {
    const practice = practiceAt(campaign, at);
    const task = campaign.practice[at]?.task;
    practising = practice === null ? null : at;
    // Real tasks have ids above 0.
    const read = practice === null ? null : take({ id: -practice.number, info: task }, now(), practice);
    if (read === null) enter({ kind: "practised" });
    else if (read.ok) {
      turn += 1;
      putBack(state.building);
      set({ phase: { kind: "work" }, building: read.building });
    } else practise(at + 1);
  }

  async function next(): Promise<void> {
    if (practising !== null) return practise(practising + 1);
    turn += 1;
    const mine = turn;
    set({ phase: { kind: "loading" }, building: null, turnEnds: null });
    try {
      if (effects.oneAtATime) {
        // The server would hand out the same task again, while it holds it for an answer or does not know of the skip.
        await givenBack;
        if (outbox.waiting().length > 0) await outbox.flush();
        if (mine !== turn) return;
        if (outbox.waiting().length > 0) return enter({ kind: "unreachable" });
      }
      // Where a task is nobody's by being asked for, both questions go out at once.
      const early = effects.oneAtATime ? null : offer();
      early?.catch(() => undefined);
      const halted = await watch.halted(state.answered);
      if (halted !== null) {
        void early?.then(setAside, () => undefined);
        return mine === turn ? enter(halted) : undefined;
      }
      const given = await (early ?? offer());
      if (given.kind !== "wait") retry = firstRetry;
      if (mine === turn) meet(given);
      else setAside(given);
    } catch (error) {
      const phase = phaseOf(effects.failureOf(error));
      // What an address or a draft names may have been deleted.
      if (phase.kind === "gone") wanted = null;
      if (mine === turn) enter(phase);
    }
  }

  const offer = () => (wanted === null ? ahead.take() : open(wanted));

  function setAside(given: Offer): void {
    if (given.kind === "building") putBack(given.building);
  }

  /** A task of one's own choice, with what was said of it before. */
  async function open(id: number): Promise<Offer> {
    picker.take(id);
    const requestedAt = now();
    const read = take(await effects.openTask(id), requestedAt);
    wanted = null;
    return read.ok
      ? { kind: "building", building: withDraft(read.building, effects.draft()), again: false }
      : { kind: "bad_task", problem: read.problem };
  }

  function meet(offer: Offer): void {
    if (offer.kind === "building") {
      show(offer.building);
      if (offer.again) say("same_again");
    } else if (offer.kind === "wait") {
      const wait = Math.max(offer.milliseconds, retry - firstRetry);
      retry = Math.min(longestRetry, retry + 2_000);
      enter({ kind: "wait_turn", until: now() + wait });
    } else if (offer.kind === "refused") enter({ kind: "signed_out", message: offer.message });
    else if (offer.kind === "none") enter({ kind: "none", skipped: skipped.length });
    else enter(offer);
  }

  function show(building: Building): void {
    turn += 1;
    const begun = building.timeline.past.length > 0;
    const startedAt = begun ? building.startedAt : new Date(now());
    const timeline = begun ? building.timeline : setMode(building.timeline, startingMode(campaign, building, effects.preferredMode()));
    set({ phase: { kind: "work" }, building: { ...building, timeline, startedAt }, turnEnds: null });
    if (effects.oneAtATime && building.corrects === null) watchTurn(building.taskId);
  }

  /** The building is this volunteer's for a while only. */
  function watchTurn(taskId: number): void {
    const mine = turn;
    void followTurn(effects, taskId, {
      isOver: () => mine !== turn,
      ends: (moment) => set({ turnEnds: moment }),
      endsSoon: (moment) => say("turn_ending", "", moment),
      lost: () => {
        set({ building: null });
        say("turn_over");
        void next();
      },
    });
  }

  async function send(): Promise<void> {
    const { building } = state;
    if (building === null) return;
    const { practice } = building;
    if (practice !== null) {
      if (practice.told) return next();
      return set({ building: { ...building, opened: null, practice: { ...practice, told: true } } });
    }
    const first = building.corrects === null;
    const entry = queuedAnswerOf(building, effects);
    // Only the last answer can be taken back.
    void outbox.release();
    last = { building, entry, run: first ? null : (last?.run ?? null) };
    if (first) breaks.count(1);
    set({ answered: state.answered + (first ? 1 : 0), building: null });
    const adding = outbox.add(entry);
    const { heldUntil } = entry;
    say(heldUntil === undefined ? "sending" : "held", building.activeSeconds < quickSeconds ? "quick" : "", heldUntil, entry);
    if (heldUntil !== undefined) effects.later(heldUntil - now() + 50, () => set({}));
    const pause = first ? breaks.due() : null;
    if (pause !== null) return enter(pause);
    if (effects.oneAtATime) await adding;
    // What became of it may have put another page before the volunteer.
    if (state.phase.kind === "work") await next();
  }

  /** The last answer is open again: taken back before it was sent, or to be replaced on the server. */
  async function takeBack(): Promise<void> {
    const taken = last;
    if (taken === null || state.building?.answerId === taken.entry.id) return;
    const { entry, run } = taken;
    if (run !== null) {
      if (!effects.mayCorrect(run)) return say("sent_for_good");
    } else if (!(await outbox.withdraw(entry.id))) return say("on_its_way");
    if (run === null) {
      last = null;
      breaks.count(-1);
      set({ answered: Math.max(0, state.answered - 1) });
    }
    putBack(state.building);
    practising = null;
    show(reopened(taken.building, run?.id ?? null));
    say("taken_back", "", 0, entry);
  }

  /** Others get it at once, where a task is one volunteer's for a while. */
  function giveBack(taskId: number): void {
    givenBack = effects.giveBack(taskId).catch(() => undefined);
  }

  async function skip(): Promise<void> {
    const { building } = state;
    if (building !== null && building.practice === null && building.corrects === null) {
      skipped.push(building.taskId);
      giveBack(building.taskId);
    }
    say("skipped");
    await next();
    // There was no other one to promise.
    if (state.building === null && state.notice?.kind === "skipped") set({ notice: null });
  }

  async function resumeFrom(kind: Phase["kind"]): Promise<void> {
    if (state.phase.kind === kind) await next();
  }

  function hear(news: OutboxNews): void {
    const { kind } = news;
    if (kind === "stored" && news.run !== null) {
      set({ signedIn: news.run.userId !== null });
      if (last?.entry.id === news.entry.id) last = { ...last, run: news.run };
    }
    if (kind === "too_late") last = null;
    if (kind === "signed_out") enter({ kind, message: "" });
    if (
      kind === "waiting" &&
      effects.oneAtATime &&
      state.building === null &&
      state.phase.kind !== "break" &&
      state.phase.kind !== "stopped"
    )
      enter(phaseOfWaiting(news));
    const settled = "entry" in news && kind !== "signed_out";
    if (settled || kind === "waiting") set({ stuck: !settled });
    if (settled && effects.oneAtATime && ["unreachable", "trouble", "limited"].includes(state.phase.kind)) void next();
    const message = kind === "refused" ? news.message : kind === "waiting" ? news.why : "";
    say(kind, message, kind === "waiting" ? news.until : 0, "entry" in news ? news.entry : null);
  }

  return {
    state: () => state,
    /** Starts with a task of one's own choice, or with the next one. */
    start: (taskId: number | null) => {
      wanted = taskId ?? effects.draft()?.taskId ?? null;
      return next();
    },
    next,
    /** Buildings that come next. */
    ahead: () => ahead.buildings(),
    /** The pictures of this building are there: time to ask for the next ones. */
    prepare: () => (practising === null ? ahead.fill() : undefined),
    /** Shows the campaign's practice buildings, from the first; nothing of them is sent. */
    practise: () => practise(0),
    /** From practice to the real buildings. */
    leavePractice: async () => {
      practising = null;
      await next();
    },
    send,
    takeBack,
    skip,
    hear,
    ...marking,
    /** Takes back the last step; where this building has none, the last answer. @returns whether there was a step */
    undo: () => {
      const { building } = state;
      const within = building !== null && hasSteps(building);
      if (within) change(withoutLastStep);
      else void takeBack();
      return within;
    },
    /** Time spent with these frames in view. */
    spend: (seconds: number, frames: readonly string[]) => {
      breaks.spend(seconds);
      if (state.building === null) return;
      const frameSeconds = { ...state.building.frameSeconds };
      for (const id of frames) frameSeconds[id] = (frameSeconds[id] ?? 0) + seconds;
      state = { ...state, building: { ...state.building, activeSeconds: state.building.activeSeconds + seconds, frameSeconds } };
    },
    rest: async () => {
      breaks.reset();
      await next();
    },
    /** Enough for today. */
    stop: () => {
      const { building } = state;
      if (effects.oneAtATime && building !== null && building.practice === null && building.corrects === null) {
        giveBack(building.taskId);
        set({ building: null });
      }
      enter({ kind: "stopped" });
    },
    /** Ends the sitting without a trace on this device. Answers that wait are lost. */
    clear: async () => {
      enter({ kind: "cleared" });
      await outbox.discard();
      set({});
    },
    lookAgain: async () => {
      picker.release(skipped);
      skipped = [];
      await next();
    },
    /** The network is back. */
    online: async () => {
      retry = firstRetry;
      void outbox.flush();
      await resumeFrom("unreachable");
    },
    /** The page is in view again: the volunteer may have signed in or typed the password elsewhere. */
    seen: async () => {
      for (const kind of ["signed_out", "password", "paused"] as const) await resumeFrom(kind);
    },
  };
}
