import type { QueuedAnswer } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";
import { type Offer, sittingOf, task, taskOf } from "./sitting-world.ts";

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
    // What was given back keeps its place for some seconds.
    const { sitting, givenBack, waits, settle } = sittingOf([task(1), again], { oneAtATime: true, turns: [3_600_000, 4_900, 3_600_000] });
    await sitting.start(null);
    await settle();
    const before = waits.length;
    await sitting.skip();
    await settle();
    expect([givenBack, sitting.state().building?.taskId, sitting.state().notice?.kind]).toEqual([[1], 1, "same_again"]);
    expect([sitting.state().turnEnds, waits.slice(before).map(({ milliseconds }) => milliseconds)]).toEqual([null, [4_900]]);
    waits[before]?.go();
    await settle();
    expect([sitting.state().turnEnds, sitting.state().notice?.kind]).toEqual([4_600_000, "same_again"]);
  });

  it("asks for another building only once the skipped one is given back", async () => {
    let done = () => {};
    const { sitting, picks, settle } = sittingOf([task(1), task(2)], {
      oneAtATime: true,
      giveBack: () => new Promise((resolve) => (done = resolve)),
    });
    await sitting.start(null);
    const skipping = sitting.skip();
    await settle();
    expect([picks(), sitting.state().phase.kind]).toEqual([1, "loading"]);
    done();
    await skipping;
    expect(sitting.state().building?.taskId).toBe(2);
  });

  it("gives the building back when it is enough for today, and shows it no more without asking anew", async () => {
    const { sitting, givenBack, picks, settle } = sittingOf([task(1), task(2)], { oneAtATime: true });
    await sitting.start(null);
    sitting.stop();
    expect([givenBack, sitting.state().phase.kind, sitting.state().building]).toEqual([[1], "stopped", null]);
    await sitting.rest();
    await settle();
    expect([picks(), sitting.state().building?.taskId]).toEqual([2, 2]);
    const free = sittingOf([task(1), task(2)]);
    await free.sitting.start(null);
    free.sitting.stop();
    await free.sitting.rest();
    expect([free.givenBack, free.sitting.state().building?.taskId]).toEqual([[], 1]);
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
