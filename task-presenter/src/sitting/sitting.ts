import type { Answer, Campaign, CampaignState, Judgement, Mode, Verdict } from "pybossa-client-ts/strike-tracker";
import {
  type AnswerContext,
  answerOf,
  judgeAll,
  type Mark,
  nextFrames,
  type Outbox,
  type OutboxNews,
  type Picked,
  type SendFailure,
  setMark,
  setMode,
  setVerdict,
  type TaskPicker,
  type TimelineState,
  undo,
  verdictOf,
} from "../session/index.ts";
import { type Building, checkChip, chipCheckOf, type OfferedTask, readBuilding } from "./building.ts";
import { type Notice, type Phase, phaseOf, phaseOfCampaign, type SittingState } from "./phase.ts";
import { type Practice, practiceAt } from "./practice.ts";

export interface SittingEffects {
  campaign: Campaign;
  projectId: number;
  presenter: string;
  picker: TaskPicker<OfferedTask>;
  outbox: Outbox;
  /** One task by its id. */
  openTask(id: number): Promise<OfferedTask>;
  /** The campaign's live part; null = unknown. */
  campaignState(): Promise<CampaignState | null>;
  failureOf(error: unknown): SendFailure;
  now(): number;
  random(): number;
  /** The way of working that the volunteer chose before, or null. */
  preferredMode(): Mode | null;
  uuid(): string;
  later(milliseconds: number, then: () => void): void;
  /** What the campaign may ask to be told. */
  device(): Pick<AnswerContext, "language" | "viewport" | "input">;
  /** A building is known before it is shown: its pictures can be loaded. */
  onAhead(building: Building): void;
  onChange(state: SittingState): void;
}

/** Answers after which the campaign's state is read again. */
const stateEvery = 10;

/** What a volunteer says of the building in hand: of frames, of one of the two dates, or of all of it. */
export type Statement = { judge: Readonly<Record<string, Judgement>> } | { mark: Mark; frame: string } | { settle: Verdict };

export type Sitting = ReturnType<typeof createSitting>;

/** One volunteer's work on one building after another. All that a page does goes through here; it knows no DOM. */
export function createSitting(effects: SittingEffects) {
  const { campaign, picker, outbox } = effects;
  let state: SittingState = { phase: { kind: "loading" }, building: null, answered: 0, waiting: outbox.waiting().length, notice: null };
  let ahead: Promise<Picked<OfferedTask>> | null = null;
  let aheadAt = 0;
  let skipped: number[] = [];
  let lastKnown: CampaignState | null = null;
  let sinceBreak = { buildings: 0, seconds: 0 };
  let serial = 0;
  /** The practice building's place in the campaign's list; null = the buildings are real. */
  let practising: number | null = null;

  function set(change: Partial<SittingState>): void {
    state = { ...state, ...change, waiting: outbox.waiting().length };
    effects.onChange(state);
  }

  function enter(phase: Phase): void {
    set({ phase, building: phase.kind === "work" ? state.building : null });
    if (phase.kind === "limited") effects.later(Math.max(1000, phase.until - effects.now()), () => void resumeFrom("limited"));
  }

  function say(kind: Notice, message = "", until = 0): void {
    serial += 1;
    set({ notice: { kind, message, until, serial } });
  }

  function change(next: (building: Building) => Building): void {
    const { building } = state;
    const after = building === null ? null : next(building);
    if (after !== building) set({ building: after });
  }

  function changeTimeline(next: (timeline: TimelineState) => TimelineState): void {
    change((building) => {
      const timeline = next(building.timeline);
      return { ...building, timeline, opened: nextFrames(timeline).step === "free" ? building.opened : null };
    });
    prepare();
  }

  /** Asks for the next building while this one is being looked at. */
  function prepare(): void {
    if (ahead !== null || practising !== null) return;
    aheadAt = effects.now();
    ahead = picker.next();
    ahead.then(
      (picked) => {
        const read = picked.kind === "task" ? take(picked.task, aheadAt) : null;
        if (read?.ok) effects.onAhead(read.building);
      },
      () => {
        ahead = null;
      },
    );
  }

  function take(task: OfferedTask, requestedAt: number, practice?: Practice) {
    return readBuilding(task, campaign, {
      ...(practice ? { practice } : {}),
      requestedAt,
      startedAt: new Date(effects.now()),
      answerId: effects.uuid(),
      mode: modeOf(campaign, effects.preferredMode()),
      random: effects.random,
    });
  }

  /** Shows a practice building; behind the last one, that practice is over. */
  function practise(at: number): void {
    const practice = practiceAt(campaign, at);
    const task = campaign.practice[at]?.task;
    practising = practice === null ? null : at;
    // Real tasks have ids above 0.
    const read = practice === null ? null : take({ id: -practice.number, info: task }, effects.now(), practice);
    if (read === null) enter({ kind: "practised" });
    else if (read.ok) {
      effects.onAhead(read.building);
      set({ phase: { kind: "work" }, building: read.building });
    } else practise(at + 1);
  }

  async function next(): Promise<void> {
    if (practising !== null) return practise(practising + 1);
    set({ phase: { kind: "loading" }, building: null });
    try {
      if (state.answered % stateEvery === 0) lastKnown = (await effects.campaignState()) ?? lastKnown;
      const halted = phaseOfCampaign(lastKnown);
      if (halted !== null) return enter(halted);
      const requestedAt = ahead === null ? effects.now() : aheadAt;
      const picking = ahead ?? picker.next();
      ahead = null;
      const picked = await picking;
      if (picked.kind === "refused") return enter({ kind: "signed_out", message: picked.message });
      if (picked.kind === "none") return enter({ kind: "none", skipped: skipped.length });
      show(picked.task, requestedAt);
    } catch (error) {
      enter(phaseOf(effects.failureOf(error)));
    }
  }

  function show(task: OfferedTask, requestedAt: number): void {
    const read = take(task, requestedAt);
    if (!read.ok) enter({ kind: "bad_task", problem: read.problem });
    else set({ phase: { kind: "work" }, building: read.building });
  }

  async function open(id: number): Promise<void> {
    picker.take(id);
    try {
      lastKnown = await effects.campaignState();
      const halted = phaseOfCampaign(lastKnown);
      if (halted !== null) return enter(halted);
      show(await effects.openTask(id), effects.now());
    } catch (error) {
      enter(phaseOf(effects.failureOf(error)));
    }
  }

  function due(): Phase | null {
    const { buildings, minutes } = campaign.break;
    if (buildings > 0 && sinceBreak.buildings >= buildings) return { kind: "break", rule: "buildings", count: sinceBreak.buildings };
    const worked = Math.floor(sinceBreak.seconds / 60);
    return minutes > 0 && worked >= minutes ? { kind: "break", rule: "minutes", count: worked } : null;
  }

  async function send(): Promise<void> {
    const { building } = state;
    if (building === null) return;
    const { practice } = building;
    if (practice !== null) {
      if (practice.told) return next();
      return set({ building: { ...building, opened: null, practice: { ...practice, told: true } } });
    }
    const timeline = building.timeline.verdict === null ? setVerdict(building.timeline, verdictOf(building.timeline)) : building.timeline;
    const answer = answerOf(timeline, {
      id: building.answerId,
      campaign,
      building: building.info.building,
      presenter: effects.presenter,
      startedAt: building.startedAt,
      submittedAt: new Date(effects.now()),
      activeSeconds: building.activeSeconds,
      frameSeconds: building.frameSeconds,
      confidence: building.confidence,
      ...chipCheckOf(building),
      ...effects.device(),
    });
    sinceBreak = { buildings: sinceBreak.buildings + 1, seconds: sinceBreak.seconds };
    set({ answered: state.answered + 1, building: null });
    say("sending");
    const { projectId } = effects;
    void outbox.add({ id: answer.id, projectId, taskId: building.taskId, answer, requestedAt: building.requestedAt });
    const pause = due();
    if (pause === null) await next();
    else enter(pause);
  }

  async function skip(): Promise<void> {
    if (state.building !== null && practising === null) skipped.push(state.building.taskId);
    say("skipped");
    await next();
  }

  async function resumeFrom(kind: Phase["kind"]): Promise<void> {
    if (state.phase.kind === kind) await next();
  }

  function hear(news: OutboxNews): void {
    if (news.kind === "signed_out") enter({ kind: "signed_out", message: "" });
    say(
      news.kind,
      news.kind === "refused" ? news.message : news.kind === "waiting" ? news.why : "",
      news.kind === "waiting" ? news.until : 0,
    );
  }

  return {
    state: () => state,
    /** Starts with a task of one's own choice, or with the next one. */
    start: (taskId: number | null) => (taskId === null ? next() : open(taskId)),
    next,
    /** Shows the campaign's practice buildings, from the first; nothing of them is sent. */
    practise: () => practise(0),
    /** From practice to the real buildings. */
    leavePractice: async () => {
      practising = null;
      await next();
    },
    send,
    skip,
    hear,
    say: (statement: Statement) =>
      changeTimeline((timeline) => {
        if ("judge" in statement) return judgeAll(timeline, statement.judge);
        return "mark" in statement ? setMark(timeline, statement.mark, statement.frame) : setVerdict(timeline, statement.settle);
      }),
    judge: (said: Readonly<Record<string, Judgement>>) => changeTimeline((timeline) => judgeAll(timeline, said)),
    mark: (mark: Mark, frame: string) => changeTimeline((timeline) => setMark(timeline, mark, frame)),
    settle: (verdict: Verdict) => changeTimeline((timeline) => setVerdict(timeline, verdict)),
    undo: () =>
      change((building) => {
        if (building.practice?.told) return { ...building, practice: { ...building.practice, told: false } };
        const asked = building.opened === null || nextFrames(building.timeline).step === "free";
        return asked ? { ...building, timeline: undo(building.timeline) } : { ...building, opened: null };
      }),
    /** Another way of working, now and for the buildings to come; nothing said is lost. */
    work: (mode: Mode) => {
      if (!campaign.modes.includes(mode)) return;
      change((building) => ({ ...building, timeline: setMode(building.timeline, mode), opened: null }));
    },
    /** Looks at any frame; null = back to the question. */
    open: (frame: string | null) =>
      change((building) => {
        if (building.practice?.told) return { ...building, practice: { ...building.practice, told: false } };
        const asked = nextFrames(building.timeline);
        return { ...building, opened: asked.frames.length === 1 && asked.frames[0] === frame ? null : frame };
      }),
    confide: (confidence: Answer["confidence"]) => change((building) => ({ ...building, confidence })),
    saw: (frame: string, sha256: string | null) => {
      if (state.building?.timeline.frames.includes(frame)) change((building) => checkChip(building, frame, sha256));
    },
    /** Time spent with these frames in view. */
    spend: (seconds: number, frames: readonly string[]) => {
      sinceBreak = { ...sinceBreak, seconds: sinceBreak.seconds + seconds };
      if (state.building === null) return;
      const frameSeconds = { ...state.building.frameSeconds };
      for (const id of frames) frameSeconds[id] = (frameSeconds[id] ?? 0) + seconds;
      state = { ...state, building: { ...state.building, activeSeconds: state.building.activeSeconds + seconds, frameSeconds } };
    },
    rest: async () => {
      sinceBreak = { buildings: 0, seconds: 0 };
      await next();
    },
    stop: () => enter({ kind: "stopped" }),
    lookAgain: async () => {
      picker.release(skipped);
      skipped = [];
      await next();
    },
    /** The network is back. */
    online: async () => {
      void outbox.flush();
      await resumeFrom("unreachable");
    },
  };
}

/** The way that the volunteer chose if the campaign allows it, else guided if it allows that, else its first. */
function modeOf({ modes }: Campaign, preferred: Mode | null): Mode {
  const wanted = preferred ?? "guided";
  return modes.includes(wanted) ? wanted : modes.includes("guided") ? "guided" : (modes[0] ?? "guided");
}
