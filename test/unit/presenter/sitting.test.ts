import type { CampaignState } from "pybossa-client-ts/strike-tracker";
import type { SendFailure } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";
import type { Draft } from "../../../task-presenter/src/sitting/index.ts";
import { type Offer, sittingOf, task } from "./sitting-world.ts";

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
    expect(sitting.state().notice).toBeNull();
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

  it.each<[SendFailure, number | null]>([
    [{ kind: "refused", message: "404 Not Found" }, 2],
    [{ kind: "network" }, null],
  ])("asks for a task of its address again after %j only if it may be there", async (opening, then) => {
    const { sitting, phase } = sittingOf([task(2)], { opening });
    await sitting.start(9);
    expect(phase().kind).toBe(then === null ? "unreachable" : "gone");
    await sitting.next();
    expect(sitting.state().building?.taskId ?? null).toBe(then);
  });

  it("says that a stored answer stays, to whoever may not replace it, and tells a step of undo from none", async () => {
    const { sitting, sent } = sittingOf([task(1), task(2)]);
    await sitting.start(null);
    sitting.judge({ f01: "standing", f03: "standing" });
    await sitting.send();
    const [entry] = sent;
    if (!entry) throw new Error("Nothing was sent.");
    sitting.hear({ kind: "stored", entry, run: { id: 41, userId: null } });
    expect(sitting.undo()).toBe(false);
    expect(sitting.state()).toMatchObject({ notice: { kind: "sent_for_good" }, building: { taskId: 2 } });
    sitting.judge({ f01: "standing" });
    expect(sitting.undo()).toBe(true);
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
