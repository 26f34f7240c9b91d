import fc from "fast-check";
import { answerProblems, type Judgement, parseAnswer } from "pybossa-client-ts/strike-tracker";
import {
  answerBytes,
  answerOf,
  contradiction,
  datesOf,
  framesAhead,
  framesLeft,
  judge,
  judgeAll,
  nextFrames,
  setMark,
  setMode,
  setVerdict,
  startTimeline,
  type TimelineState,
  undo,
  verdictOf,
} from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";

const names = (count: number) => Array.from({ length: count }, (_, index) => `f${String(index + 1).padStart(2, "0")}`);
const middle = () => 0.5;
const context = {
  id: "3b241101-e2bb-4255-8caf-4136c566a962",
  campaign: { id: "town", manifest: `sha256:${"0".repeat(64)}`, collect: [] },
  building: "b-1",
  presenter: "0.1.0",
  startedAt: new Date("2026-01-01T10:00:00Z"),
  submittedAt: new Date("2026-01-01T10:00:41Z"),
  activeSeconds: 40.6,
};

/** Judges as a truthful volunteer would until the two dates stand. `gap` g: standing up to frame g (counted from 1). */
function workThrough(state: TimelineState, gap: number, unusable: (id: string) => Judgement | null = () => null) {
  let looks = 0;
  let now = state;
  for (;;) {
    const { step, ask } = nextFrames(now);
    if (step === "check" || step === "done") return { state: now, looks };
    expect(ask.length).toBeGreaterThan(0);
    for (const id of ask) {
      now = judge(now, id, unusable(id) ?? (now.frames.indexOf(id) < gap ? "standing" : "destroyed"));
      looks += 1;
    }
    expect(looks).toBeLessThanOrEqual(now.frames.length);
  }
}

describe("the guided way", () => {
  it("starts with both ends, then asks for one frame between them", () => {
    const start = startTimeline(names(14), { mode: "guided", random: middle });
    expect(nextFrames(start)).toEqual({ step: "ends", frames: ["f01", "f14"], ask: ["f01", "f14"] });
    const next = nextFrames(judgeAll(start, { f01: "standing", f14: "destroyed" }));
    expect(next.step).toBe("bisect");
    expect(next.frames).toHaveLength(1);
  });

  it("ends at the true gap for everyone who judges truthfully, whatever cannot be seen", () => {
    const seen = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      gapShare: fc.double({ min: 0, max: 1, noNaN: true }),
      chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
      hidden: fc.array(fc.integer({ min: 0, max: 39 }), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(seen, ({ count, gapShare, chance, hidden }) => {
        const frames = names(count);
        const gap = Math.round(gapShare * count);
        const blind = new Set(hidden.map((index) => frames[index]));
        const { state } = workThrough(startTimeline(frames, { mode: "guided", random: () => chance }), gap, (id) =>
          blind.has(id) ? "obscured" : null,
        );
        const usable = frames.filter((id) => !blind.has(id));
        const answer = answerOf(state, context);
        expect(answerProblems(answer, frames)).toEqual([]);
        expect(parseAnswer(answer).ok).toBe(true);
        const standing = usable.filter((id) => frames.indexOf(id) < gap);
        const destroyed = usable.filter((id) => frames.indexOf(id) >= gap);
        if (usable.length === 0) expect(answer.verdict).toBe("cannot_tell");
        else if (standing.length === 0) expect(answer.verdict).toBe("already_destroyed");
        else if (destroyed.length === 0)
          expect([answer.verdict, answer.last_standing]).toEqual(["still_standing", standing.at(-1) ?? null]);
        else expect([answer.last_standing, answer.first_destroyed]).toEqual([standing.at(-1), destroyed[0]]);
      }),
    );
  });

  it("opens few frames: at most 2 + log2 of the rest when all can be seen, a jittered start included", () => {
    for (const [count, most] of [
      [14, 7],
      [40, 9],
    ] as const) {
      let total = 0;
      let runs = 0;
      for (let gap = 0; gap <= count; gap += 1)
        for (const chance of [0, 0.25, 0.5, 0.75, 0.99]) {
          const { looks } = workThrough(startTimeline(names(count), { mode: "guided", random: () => chance }), gap);
          expect(looks).toBeLessThanOrEqual(most);
          total += looks;
          runs += 1;
        }
      expect(total / runs).toBeLessThanOrEqual(count === 14 ? 6 : 8);
    }
  });

  it("starts volunteers at different frames", () => {
    const firsts = new Set<string>();
    for (let step = 0; step < 20; step += 1) {
      const start = startTimeline(names(30), { mode: "guided", random: () => step / 20 });
      firsts.add(nextFrames(judgeAll(start, { f01: "standing", f30: "destroyed" })).frames[0] ?? "");
    }
    expect(firsts.size).toBeGreaterThanOrEqual(5);
    expect(firsts.size).toBeLessThanOrEqual(7);
  });

  it("goes to the nearest unseen frame when one cannot be seen, an end too", () => {
    const start = startTimeline(names(9), { mode: "guided", random: middle });
    const cloudy = judge(start, "f01", "obscured");
    expect(nextFrames(cloudy).frames).toEqual(["f02", "f09"]);
    const between = judgeAll(start, { f01: "standing", f09: "destroyed" });
    expect(nextFrames(between).frames).toEqual(["f05"]);
    expect(["f04", "f06"]).toContain(nextFrames(judge(between, "f05", "load_failed")).frames[0]);
  });

  it("knows what to load ahead: the next question is always among it", () => {
    const start = startTimeline(names(14), { mode: "guided", random: middle });
    const ends = judgeAll(start, { f01: "standing", f14: "destroyed" });
    expect(framesAhead(start)).toContain(nextFrames(ends).frames[0]);
    const asked = nextFrames(ends).ask[0] ?? "";
    for (const seen of ["standing", "destroyed"] as const)
      expect(framesAhead(ends)).toContain(nextFrames(judge(ends, asked, seen)).frames[0]);
  });

  it("counts the frames left", () => {
    const start = startTimeline(names(5), { mode: "guided", random: middle });
    expect(framesLeft(start)).toBeNull();
    expect(framesLeft(judgeAll(start, { f01: "standing", f05: "destroyed" }))).toBe(3);
  });
});

describe("contradictions", () => {
  const disputed = judgeAll(startTimeline(names(6), { mode: "guided", random: middle }), { f01: "destroyed", f06: "standing" });

  it("are put to the volunteer", () => {
    expect(contradiction(disputed)).toEqual({ destroyed: "f01", standing: "f06" });
    expect(nextFrames(disputed).step).toBe("settle");
  });

  it("are settled by changing one side", () => {
    expect(nextFrames(judge(disputed, "f06", "destroyed")).step).toBe("check");
    expect(nextFrames(judge(disputed, "f01", "standing")).step).toBe("check");
  });

  it("are kept as evidence when both sides are said again", () => {
    const once = judge(disputed, "f01", "destroyed");
    expect(nextFrames(once).step).toBe("settle");
    const kept = judge(once, "f06", "standing");
    expect(nextFrames(kept).step).toBe("check");
    const answer = answerOf(kept, context);
    expect(answer.frames).toEqual({ f01: "destroyed", f06: "standing" });
    expect(answerProblems(answer, kept.frames)).toEqual([]);
  });
});

describe("marks by hand", () => {
  const gapAt = (low: string, high: string) =>
    judgeAll(startTimeline(names(9), { mode: "guided", random: middle }), {
      f01: "standing",
      [low]: "standing",
      [high]: "destroyed",
      f09: "destroyed",
    });

  it("judge their frame", () => {
    const moved = setMark(gapAt("f04", "f05"), "first_destroyed", "f06");
    expect(moved.judgements).toMatchObject({ f04: "standing", f05: "unclear", f06: "destroyed" });
    expect(datesOf(moved)).toEqual({ lastStanding: "f04", firstDestroyed: "f06" });
    expect(datesOf(setMark(gapAt("f04", "f05"), "last_standing", "f03"))).toEqual({ lastStanding: "f03", firstDestroyed: "f05" });
  });

  it("that cross the other date are a contradiction to settle, not a silent change", () => {
    const crossed = setMark(gapAt("f04", "f05"), "last_standing", "f07");
    expect(nextFrames(crossed).step).toBe("settle");
    expect(crossed.judgements.f05).toBe("destroyed");
  });
});

describe("verdicts", () => {
  const start = startTimeline(names(4), { mode: "guided", random: middle });

  it("set by hand are complete answers", () => {
    for (const verdict of ["already_destroyed", "still_standing", "cannot_tell", "wrong_place"] as const) {
      const state = setVerdict(start, verdict);
      expect(nextFrames(state).step).toBe("done");
      const answer = answerOf(state, context);
      expect(answer.verdict).toBe(verdict);
      expect(answerProblems(answer, state.frames)).toEqual([]);
      expect(parseAnswer(answer)).toMatchObject({ ok: true });
    }
  });

  it("destroyed needs both dates", () => {
    expect(setVerdict(start, "destroyed")).toBe(start);
    const dated = judgeAll(start, { f01: "standing", f02: "standing", f03: "destroyed", f04: "destroyed" });
    expect(verdictOf(setVerdict(dated, "destroyed"))).toBe("destroyed");
  });
});

describe("any behaviour at all", () => {
  const said = fc.constantFrom<Judgement>("standing", "destroyed", "obscured", "unclear", "missing", "load_failed");
  const deed = fc.oneof(
    fc.record({ kind: fc.constant("judge" as const), frame: fc.nat(11), said }),
    fc.record({
      kind: fc.constant("mark" as const),
      frame: fc.nat(11),
      mark: fc.constantFrom("last_standing" as const, "first_destroyed" as const),
    }),
    fc.record({
      kind: fc.constant("verdict" as const),
      verdict: fc.constantFrom(
        "destroyed" as const,
        "already_destroyed" as const,
        "still_standing" as const,
        "cannot_tell" as const,
        "wrong_place" as const,
      ),
    }),
    fc.record({ kind: fc.constant("mode" as const), mode: fc.constantFrom("guided" as const, "free" as const, "full" as const) }),
    fc.record({ kind: fc.constant("undo" as const) }),
  );
  type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

  function act(state: TimelineState, done: Deed): TimelineState {
    const frame = "frame" in done ? (state.frames[done.frame % state.frames.length] ?? "") : "";
    if (done.kind === "judge") return judge(state, frame, done.said);
    if (done.kind === "mark") return setMark(state, done.mark, frame);
    if (done.kind === "verdict") return setVerdict(state, done.verdict);
    return done.kind === "mode" ? setMode(state, done.mode) : undo(state);
  }

  it("gives an answer that holds together, and undo leads back to the start", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(deed, { maxLength: 30 }), (count, deeds) => {
        const start = startTimeline(names(count), { mode: "guided", random: middle });
        let state = start;
        for (const done of deeds) {
          state = act(state, done);
          const answer = answerOf(state, context);
          expect(answerProblems(answer, state.frames)).toEqual([]);
          expect(nextFrames(state).frames.length).toBeGreaterThan(0);
        }
        const edits = state.edits;
        while (state.past.length > 0) state = undo(state);
        expect({ ...state, edits: 0, mode: "guided" }).toEqual({ ...start, edits: 0 });
        expect(state.edits).toBeGreaterThanOrEqual(edits);
      }),
    );
  });

  it("undo brings back exactly what was before the last step", () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 1, maxLength: 12 }), (deeds) => {
        let state = startTimeline(names(12), { mode: "guided", random: middle });
        for (const done of deeds) {
          const next = done.kind === "undo" ? state : act(state, done);
          if (next.past.length > state.past.length) expect({ ...undo(next), edits: 0, mode: 0 }).toEqual({ ...state, edits: 0, mode: 0 });
          state = next;
        }
      }),
    );
  });
});

describe("what is sent", () => {
  const state = judgeAll(startTimeline(names(3), { mode: "guided", random: middle }), { f01: "standing", f03: "destroyed" });
  const personal = {
    note: "  a remark ",
    language: "ar",
    viewport: "s" as const,
    input: "touch" as const,
    frameSeconds: { f01: 6.4, f03: 2 },
  };

  it("holds back what the campaign does not collect", () => {
    const answer = answerOf(state, { ...context, ...personal });
    expect([answer.note, answer.language, answer.viewport, answer.input, answer.frame_seconds]).toEqual([null, null, null, null, null]);
    expect(answer.active_seconds).toBe(41);
  });

  it("tells what the campaign collects", () => {
    const collect = ["note", "language", "viewport", "input", "frame_seconds"] as const;
    const answer = answerOf(state, { ...context, ...personal, campaign: { ...context.campaign, collect: [...collect] } });
    expect(answer).toMatchObject({ note: "a remark", language: "ar", viewport: "s", input: "touch", frame_seconds: { f01: 6, f03: 2 } });
  });

  it("stays within the limit", () => {
    const campaign = { ...context.campaign, collect: ["note" as const, "frame_seconds" as const] };
    const many = judgeAll(
      startTimeline(names(60), { mode: "full", random: middle }),
      Object.fromEntries(names(60).map((id) => [id, "load_failed" as const])),
    );
    const answer = answerOf(many, {
      ...context,
      campaign,
      note: "\u{1F3DA}\u0001".repeat(500),
      frameSeconds: Object.fromEntries(names(60).map((id) => [id, 5])),
    });
    expect(new TextEncoder().encode(JSON.stringify(answer)).length).toBeLessThanOrEqual(answerBytes);
    expect(Object.keys(answer.frames)).toHaveLength(60);
  });
});
