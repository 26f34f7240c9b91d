import type { CampaignState, Mode } from "pybossa-client-ts/strike-tracker";
import type { Outbox, Picked, QueuedAnswer, SendFailure } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";
import { createSitting, type OfferedTask, type SittingState } from "../../../task-presenter/src/sitting/index.ts";
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
function sittingOf(offers: Offer[], options: { states?: (CampaignState | null)[]; breakAfter?: number; modes?: Mode[]; mode?: Mode } = {}) {
  const sent: QueuedAnswer[] = [];
  const ahead: number[] = [];
  const waits: { milliseconds: number; go: () => void }[] = [];
  const released: number[] = [];
  const states: SittingState[] = [];
  const outbox: Outbox = { add: async (entry) => void sent.push(entry), flush: async () => {}, restore: async () => {}, waiting: () => [] };
  let picks = 0;
  const sitting = createSitting({
    campaign: campaignOfTown("https://chips.example/{name}.jpg", {
      break: { buildings: options.breakAfter ?? 0, minutes: 1 },
      modes: options.modes ?? ["guided"],
    }),
    projectId: 1,
    presenter: "0.1.0",
    picker: {
      next: async () => {
        picks += 1;
        const offer = offers.shift() ?? { kind: "none", taken: 0 };
        if (offer.kind === "task" || offer.kind === "none" || (offer.kind === "refused" && !("status" in offer)))
          return offer as Picked<OfferedTask>;
        throw offer;
      },
      take: () => {},
      release: (ids) => released.push(...ids),
    },
    outbox,
    openTask: async (id) => taskOf(id),
    campaignState: async () => options.states?.shift() ?? null,
    failureOf: (error) => error as SendFailure,
    now: () => 1_000_000,
    random: () => 0.5,
    preferredMode: () => options.mode ?? null,
    uuid: () => "3b241101-e2bb-4255-8caf-4136c566a962",
    later: (milliseconds, go) => void waits.push({ milliseconds, go }),
    device: () => ({ language: "en", viewport: "s", input: "touch" }),
    onAhead: (building) => void ahead.push(building.taskId),
    onChange: (state) => void states.push(state),
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { sitting, sent, ahead, waits, released, states, settle, picks: () => picks, phase: () => sitting.state().phase };
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
});
