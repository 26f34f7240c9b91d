import type { CampaignState, Mode } from "pybossa-client-ts/strike-tracker";
import type { Outbox, Picked, QueuedAnswer, SendFailure } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";
import { createSitting, type Draft, type OfferedTask, type SittingState } from "../../../task-presenter/src/sitting/index.ts";
import { campaignOfTown } from "../../browser/presenter-building.ts";

const names = ["f01", "f02", "f03"];

function taskOf(id: number): OfferedTask {
  const outline = [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
  const chips = { names: names.map((_, index) => `${index}`.repeat(24)), outline, ground_m: 60, size_px: 256 };
  return { id, info: { schema: "strike-tracker/task/1", campaign: "town-2017", building: `b-${id}`, frames: names, chips } };
}

type Offer = Picked<OfferedTask> | SendFailure;

/** A sitting whose server offers these, one after another. */
function sittingOf(
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
    openTask: async (id) => taskOf(id),
    requestTask: async () => options.mine ?? true,
    turnOf: async () => options.turns?.shift() ?? null,
    giveBack: async (id) => void givenBack.push(id),
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

const task = (id: number): Offer => ({ kind: "task", task: taskOf(id) });

describe("a sitting", () => {
  it("goes from building to building, asking for the next one while this one is looked at", async () => {
    const { sitting, sent, ahead, settle, picks } = sittingOf([task(1), task(2)]);
    await sitting.start(null);
    expect(sitting.state().building?.taskId).toBe(1);
    sitting.judge({ f01: "standing", f03: "destroyed" });
    await settle();
    expect([picks(), ahead]).toEqual([2, [2]]);
    sitting.judge({ f02: "standing" });
    await sitting.send();
    expect(sent[0]).toMatchObject({
      taskId: 1,
      requestedAt: 1_000_000,
      answer: { verdict: "destroyed", last_standing: "f02", first_destroyed: "f03" },
    });
    expect([sitting.state().building?.taskId, sitting.state().answered]).toEqual([2, 1]);
  });

  it("tells what became of a destroyed building later, and of no other", async () => {
    const { sitting, sent } = sittingOf([task(1), task(2), task(3)]);
    await sitting.start(null);
    // Said again, a contradiction stands: it was rebuilt.
    sitting.judge({ f01: "standing", f02: "destroyed", f03: "standing" });
    sitting.judge({ f02: "destroyed", f03: "standing" });
    await sitting.send();
    sitting.judge({ f01: "standing", f02: "destroyed", f03: "destroyed" });
    sitting.add({ afterwards: "cleared", note: " Gone. " });
    await sitting.send();
    sitting.judge({ f01: "standing", f03: "standing" });
    sitting.add({ afterwards: "rebuilt" });
    await sitting.send();
    expect(sent.map(({ answer }) => answer.afterwards)).toEqual([
      { what: "rebuilt", frame: "f03" },
      { what: "cleared", frame: null },
      null,
    ]);
    // The campaign does not ask for notes.
    expect(sent.map(({ answer }) => answer.note)).toEqual([null, null, null]);
  });

  it("tells each refusal apart", async () => {
    const phases: [Offer, string][] = [
      [{ kind: "refused", message: "Sign in" } as Offer, "signed_out"],
      [{ kind: "none", taken: 0 }, "none"],
      [{ kind: "network" }, "unreachable"],
      [{ kind: "server" }, "trouble"],
      [{ kind: "forbidden" }, "forbidden"],
      [{ kind: "signed_out" }, "signed_out"],
      [{ kind: "task", task: { id: 9, info: {} } }, "bad_task"],
    ];
    for (const [offer, kind] of phases) {
      const { sitting, phase } = sittingOf([offer]);
      await sitting.start(null);
      expect(phase().kind).toBe(kind);
    }
  });

  it("waits for the rate limit's reset and goes on by itself", async () => {
    const { sitting, waits, settle, phase } = sittingOf([{ kind: "limited", until: 1_060_000 }, task(3)]);
    await sitting.start(null);
    expect(phase()).toEqual({ kind: "limited", until: 1_060_000 });
    expect(waits[0]?.milliseconds).toBe(60_000);
    waits[0]?.go();
    await settle();
    expect(sitting.state().building?.taskId).toBe(3);
  });

  it("goes on when the network is back", async () => {
    const { sitting } = sittingOf([{ kind: "network" }, task(3)]);
    await sitting.start(null);
    await sitting.online();
    expect(sitting.state().building?.taskId).toBe(3);
  });

  it("heeds a pause, and goes on as last known when the state cannot be read", async () => {
    const paused: CampaignState = { schema: "strike-tracker/state/1", state: "paused", message: null };
    const { sitting, phase } = sittingOf([task(1), task(2)], { states: [paused, null, { ...paused, state: "running" }] });
    await sitting.start(null);
    expect(phase().kind).toBe("paused");
    await sitting.next();
    expect(phase().kind).toBe("paused");
    await sitting.next();
    expect(phase().kind).toBe("work");
  });

  it("suggests a break after so many buildings, or so many minutes of work", async () => {
    const byCount = sittingOf([task(1), task(2)], { breakAfter: 1 });
    await byCount.sitting.start(null);
    await byCount.sitting.send();
    expect(byCount.phase()).toEqual({ kind: "break", rule: "buildings", count: 1 });
    const byTime = sittingOf([task(1), task(2)]);
    await byTime.sitting.start(null);
    for (let second = 0; second < 61; second += 1) byTime.sitting.spend(1, ["f01"]);
    await byTime.sitting.send();
    expect(byTime.phase()).toEqual({ kind: "break", rule: "minutes", count: 1 });
    expect(byTime.sent[0]?.answer.active_seconds).toBe(61);
    await byTime.sitting.rest();
    expect(byTime.phase().kind).toBe("work");
  });

  it("offers skipped buildings again at the end", async () => {
    const { sitting, phase, released } = sittingOf([task(1), { kind: "none", taken: 1 }, task(1)]);
    await sitting.start(null);
    await sitting.skip();
    expect(phase()).toEqual({ kind: "none", skipped: 1 });
    await sitting.lookAgain();
    expect(released).toEqual([1]);
    expect(sitting.state().building?.taskId).toBe(1);
  });

  it("changes the way of working at any time, loses nothing, and keeps to what the campaign allows", async () => {
    const { sitting } = sittingOf([task(1)], { modes: ["guided", "free"], mode: "full" });
    await sitting.start(null);
    expect(sitting.state().building?.timeline.mode).toBe("guided");
    sitting.judge({ f01: "standing", f03: "destroyed" });
    const said = sitting.state().building?.timeline.judgements;
    sitting.work("free");
    sitting.work("full");
    expect(sitting.state().building?.timeline).toMatchObject({ mode: "free", judgements: said });
    const chosen = sittingOf([task(1)], { modes: ["guided", "free"], mode: "free" });
    await chosen.sitting.start(null);
    expect(chosen.sitting.state().building?.timeline.mode).toBe("free");
  });

  it("asks every image of the campaign's share of buildings, whatever was chosen before; one may switch", async () => {
    const { sitting, sent } = sittingOf([task(1), task(2)], { modes: ["guided", "free"], mode: "free", fullShare: 1 });
    await sitting.start(null);
    expect(sitting.state().building?.timeline.mode).toBe("full");
    sitting.judge({ f01: "standing", f02: "standing", f03: "standing" });
    await sitting.send();
    sitting.work("guided");
    sitting.judge({ f01: "standing", f03: "standing" });
    await sitting.send();
    expect(sent.map(({ answer }) => answer.mode)).toEqual(["full", "guided"]);
  });

  it("stays at the opened image while it is marked in the free way", async () => {
    const { sitting } = sittingOf([task(1)], { modes: ["free"] });
    await sitting.start(null);
    sitting.open("f02");
    sitting.mark("last_standing", "f02");
    expect(sitting.state().building?.opened).toBe("f02");
    sitting.undo();
    expect(sitting.state().building).toMatchObject({ opened: "f02", timeline: { judgements: {} } });
    sitting.mark("last_standing", "f02");
    sitting.mark("first_destroyed", "f03");
    expect(sitting.state().building?.opened).toBeNull();
  });

  it("takes the last answer back while it is held, and loses nothing of the next building", async () => {
    const { sitting, sent, withdrawn, settle, drafts } = sittingOf([task(1), task(2)], { hold: 10_000 });
    await sitting.start(null);
    sitting.judge({ f01: "standing", f03: "destroyed" });
    sitting.judge({ f02: "standing" });
    await sitting.send();
    expect([sent[0]?.heldUntil, sitting.state().last, sitting.state().answered]).toEqual([
      1_010_000,
      { kind: "held", until: 1_010_000 },
      1,
    ]);
    sitting.judge({ f01: "destroyed" });
    await sitting.takeBack();
    expect(withdrawn).toEqual([sent[0]?.id]);
    expect(sitting.state()).toMatchObject({ answered: 0, last: null, building: { taskId: 1, corrects: null } });
    expect(drafts.at(-1)?.taskId).toBe(1);
    await sitting.send();
    await settle();
    expect(sitting.state().building).toMatchObject({ taskId: 2, timeline: { judgements: { f01: "destroyed" } } });
    expect(sent.map(({ taskId, id }) => [taskId, id])).toEqual([
      [1, sent[0]?.id],
      [1, sent[0]?.id],
    ]);
  });

  it("undoes step by step, back into the last answer", async () => {
    const { sitting } = sittingOf([task(1), task(2)], { hold: 10_000 });
    await sitting.start(null);
    sitting.judge({ f01: "standing", f03: "standing" });
    await sitting.send();
    sitting.judge({ f01: "standing", f03: "standing" });
    sitting.undo();
    expect(sitting.state().building?.timeline.judgements).toEqual({});
    sitting.undo();
    await Promise.resolve();
    await Promise.resolve();
    expect(sitting.state().building).toMatchObject({ taskId: 1, timeline: { judgements: { f01: "standing", f03: "standing" } } });
  });

  it("lets somebody who has signed in replace the last answer, again and again, until a result holds it", async () => {
    const { sitting, sent } = sittingOf([task(1), task(2)]);
    await sitting.start(null);
    sitting.judge({ f01: "standing", f03: "standing" });
    await sitting.send();
    const [entry] = sent;
    if (!entry) throw new Error("Nothing was sent.");
    sitting.hear({ kind: "stored", entry, run: { id: 41, userId: 7 } });
    expect(sitting.state()).toMatchObject({ last: { kind: "correctable" }, signedIn: true });
    for (const edits of [1, 2]) {
      await sitting.takeBack();
      expect(sitting.state().building).toMatchObject({ taskId: 1, corrects: 41 });
      await sitting.send();
      expect(sent[edits]).toMatchObject({ id: entry.id, corrects: 41, answer: { edits } });
      expect(sitting.state()).toMatchObject({ answered: 1, building: { taskId: 2 } });
    }
    sitting.hear({ kind: "too_late", entry });
    expect(sitting.state().last).toBeNull();
    sitting.hear({ kind: "stored", entry, run: { id: 41, userId: null } });
    expect(sitting.state().last).toBeNull();
  });

  it("goes on with what was said before a reload, whatever page it comes back to", async () => {
    const first = sittingOf([task(3)]);
    await first.sitting.start(null);
    first.sitting.judge({ f01: "standing", f03: "destroyed" });
    const draft = first.drafts.at(-1);
    if (!draft) throw new Error("No draft was kept.");
    const { sitting } = sittingOf([task(9)], { draft: JSON.parse(JSON.stringify(draft)) as Draft });
    await sitting.start(null);
    expect(sitting.state().building).toMatchObject({ taskId: 3, answerId: draft.answerId, timeline: draft.timeline });
    sitting.undo();
    expect(sitting.state().building?.timeline.judgements).toEqual({});
  });

  it("keeps the building in hand when the server asks to sign in meanwhile", async () => {
    const { sitting, sent } = sittingOf([task(1), task(2)]);
    await sitting.start(null);
    sitting.judge({ f01: "standing", f03: "standing" });
    await sitting.send();
    sitting.judge({ f01: "destroyed" });
    const [entry] = sent;
    if (!entry) throw new Error("Nothing was sent.");
    sitting.hear({ kind: "signed_out", entry });
    expect(sitting.state().phase.kind).toBe("signed_out");
    await sitting.next();
    expect(sitting.state().building).toMatchObject({ taskId: 2, timeline: { judgements: { f01: "destroyed" } } });
  });
});

describe("a sitting on a server that hands out one task at a time", () => {
  it("tells the time that is left, and goes on when somebody else has the building", async () => {
    const { sitting, waits, settle } = sittingOf([task(1), task(2)], { oneAtATime: true, turns: [600_000, 600_000], mine: false });
    await sitting.start(null);
    await settle();
    expect(sitting.state().turnEnds).toBe(1_600_000);
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([480_000, 600_000]);
    waits[0]?.go();
    expect(sitting.state().notice?.kind).toBe("turn_ending");
    waits[1]?.go();
    await settle();
    expect([sitting.state().building?.taskId, sitting.state().notice?.kind]).toEqual([2, "turn_over"]);
  });

  it("gives a skipped building back, and says when the same one comes again", async () => {
    const again: Offer = { kind: "task", task: taskOf(1), again: true };
    const { sitting, givenBack } = sittingOf([task(1), again], { oneAtATime: true });
    await sitting.start(null);
    await sitting.skip();
    expect([givenBack, sitting.state().building?.taskId, sitting.state().notice?.kind]).toEqual([[1], 1, "same_again"]);
  });

  it("waits while others hold what is left", async () => {
    const { sitting, waits, settle } = sittingOf([{ kind: "wait", milliseconds: 5_000 }, task(4)], { oneAtATime: true });
    await sitting.start(null);
    expect(sitting.state().phase).toEqual({ kind: "wait_turn", until: 1_005_000 });
    waits[0]?.go();
    await settle();
    expect(sitting.state().building?.taskId).toBe(4);
  });

  it("asks for the next building only when the server has the answer", async () => {
    const { sitting, sent, waiting, settle, picks } = sittingOf([task(1), task(2)], { oneAtATime: true });
    await sitting.start(null);
    sitting.judge({ f01: "standing", f03: "standing" });
    const entry = { id: "x", projectId: 1, taskId: 1, requestedAt: 0 } as QueuedAnswer;
    waiting.push(entry);
    await sitting.send();
    expect([sitting.state().phase.kind, picks(), sent.length]).toEqual(["unreachable", 1, 1]);
    waiting.length = 0;
    sitting.hear({ kind: "stored", entry, run: null });
    await settle();
    expect(sitting.state().building?.taskId).toBe(2);
  });
});
