import type { Judgement } from "pybossa-client-ts/strike-tracker";
import { framesAhead, framesLeft, judgeAll, nextFrames, setVerdict, startTimeline } from "strike-tracker-presenter/session";
import { describe, expect, it } from "vitest";

const names = (count: number) => Array.from({ length: count }, (_, index) => `f${index + 1}`);
const start = (count: number, mode: "guided" | "free" | "full" = "guided", random = 0.5) =>
  startTimeline(names(count), { mode, random: () => random });
const said = (count: number, judgements: Record<string, Judgement>, mode: "guided" | "free" | "full" = "guided", random = 0.5) =>
  judgeAll(start(count, mode, random), judgements);

describe("the guided way", () => {
  it("asks for one frame where there is one, and for the one end that is still open", () => {
    expect(nextFrames(start(1))).toEqual({ step: "ends", frames: ["f1"], ask: ["f1"] });
    expect(nextFrames(said(5, { f1: "standing" }))).toEqual({ step: "ends", frames: ["f1", "f5"], ask: ["f5"] });
  });

  it("puts a neighbour in the place of an end that cannot be seen", () => {
    expect(nextFrames(said(5, { f1: "obscured", f5: "standing" }))).toEqual({ step: "ends", frames: ["f2", "f5"], ask: ["f2"] });
  });

  it("has the dates checked where no frame can be seen", () => {
    expect(nextFrames(said(2, { f1: "obscured", f2: "missing" }))).toEqual({ step: "check", frames: ["f1"], ask: [] });
  });

  it.each([
    ["destroyed from the first frame on", { f1: "destroyed", f5: "destroyed" }, ["f1"]],
    ["standing to the last", { f1: "standing", f5: "standing" }, ["f5"]],
    ["destroyed between neighbours", { f1: "standing", f5: "destroyed", f3: "standing", f4: "destroyed" }, ["f3", "f4"]],
  ] as const)("is done with a building %s, and shows the frames that say so", (_, judgements, frames) => {
    expect(nextFrames(said(5, judgements))).toEqual({ step: "check", frames, ask: [] });
  });

  it("halves what is left, by the nearest frame that nobody judged", () => {
    const ends = { f1: "standing", f9: "destroyed" } as const;
    const next = (more: Record<string, Judgement>) => nextFrames(said(9, { ...ends, ...more }));
    expect(next({})).toEqual({ step: "bisect", frames: ["f5"], ask: ["f5"] });
    expect(next({ f5: "standing" }).ask).toEqual(["f7"]);
    expect(next({ f5: "destroyed" }).ask).toEqual(["f3"]);
    expect(next({ f5: "obscured" }).ask).toEqual(["f4"]);
    expect(next({ f5: "obscured", f4: "unclear" }).ask).toEqual(["f6"]);
    expect(next({ f5: "standing", f6: "standing" }).ask).toEqual(["f7"]);
    expect(next({ f5: "standing", f6: "obscured", f7: "obscured", f8: "obscured" })).toMatchObject({ step: "check", frames: ["f5", "f9"] });
  });

  it("takes the first look off the middle, and no later one", () => {
    const ends = { f1: "standing", f21: "destroyed" } as const;
    const asked = (random: number, more: Record<string, Judgement> = {}) =>
      nextFrames(said(21, { ...ends, ...more }, "guided", random)).ask;
    expect(asked(0)).toEqual(["f9"]);
    expect(asked(0.5)).toEqual(["f11"]);
    expect(asked(0.99)).toEqual(["f13"]);
    // A frame that could not be seen tells nothing: the next look is still the first.
    expect(asked(0, { f9: "obscured" })).toEqual(["f8"]);
    expect(asked(0, { f9: "standing" })).toEqual(["f15"]);
    expect(asked(0, { f9: "destroyed" })).toEqual(["f5"]);
  });

  it("stays inside a short window, however far the first look is moved", () => {
    expect(nextFrames(said(3, { f1: "standing", f3: "destroyed" }, "guided", 0)).ask).toEqual(["f2"]);
    expect(nextFrames(said(3, { f1: "standing", f3: "destroyed" }, "guided", 0.99)).ask).toEqual(["f2"]);
  });

  it("has two frames settled that contradict each other", () => {
    expect(nextFrames(said(5, { f1: "standing", f2: "destroyed", f4: "standing", f5: "destroyed" }))).toEqual({
      step: "settle",
      frames: ["f2", "f4"],
      ask: ["f2", "f4"],
    });
  });
});

describe("the other ways", () => {
  it("full: asks for each frame in turn, then for the dates", () => {
    expect(nextFrames(start(3, "full"))).toEqual({ step: "each", frames: ["f1"], ask: ["f1"] });
    expect(nextFrames(said(3, { f1: "standing", f3: "destroyed" }, "full"))).toEqual({ step: "each", frames: ["f2"], ask: ["f2"] });
    expect(nextFrames(said(3, { f1: "standing", f2: "obscured", f3: "destroyed" }, "full"))).toEqual({
      step: "check",
      frames: ["f1", "f3"],
      ask: [],
    });
  });

  it("free: shows all frames and asks for none, until there are two dates", () => {
    const all = { step: "free", frames: ["f1", "f2", "f3"], ask: [] };
    expect(nextFrames(start(3, "free"))).toEqual(all);
    expect(nextFrames(said(3, { f1: "standing" }, "free"))).toEqual(all);
    expect(nextFrames(said(3, { f3: "destroyed" }, "free"))).toEqual(all);
    expect(nextFrames(said(3, { f1: "standing", f3: "destroyed" }, "free"))).toEqual({ step: "check", frames: ["f1", "f3"], ask: [] });
  });

  it("are over once the whole is said", () => {
    expect(nextFrames(setVerdict(start(3), "cannot_tell"))).toEqual({ step: "done", frames: ["f1"], ask: [] });
    const judged = { f1: "standing", f2: "standing", f3: "destroyed" } as const;
    expect(nextFrames(setVerdict(said(3, judged), "destroyed"))).toEqual({ step: "done", frames: ["f2", "f3"], ask: [] });
  });
});

describe("what to load ahead", () => {
  it("is both ends and the middle at first", () => {
    expect(framesAhead(start(9))).toEqual(["f1", "f9", "f5"]);
    expect(framesAhead(start(2))).toEqual(["f1", "f2"]);
  });

  it("is the next look, and those after either answer to it", () => {
    expect(framesAhead(said(9, { f1: "standing", f9: "destroyed" }))).toEqual(["f5", "f3", "f7"]);
    expect(framesAhead(said(5, { f1: "standing", f5: "destroyed", f3: "standing" }))).toEqual(["f4"]);
  });

  it("is the next three of a full reading", () => {
    expect(framesAhead(start(9, "full"))).toEqual(["f1", "f2", "f3"]);
    expect(framesAhead(said(9, { f1: "standing", f2: "standing" }, "full"))).toEqual(["f3", "f4", "f5"]);
  });

  it("is what is shown where the volunteer chooses, checks or settles", () => {
    expect(framesAhead(start(4, "free"))).toEqual(["f1", "f2", "f3", "f4"]);
    expect(framesAhead(said(5, { f1: "standing", f5: "standing" }))).toEqual(["f5"]);
    expect(framesAhead(said(5, { f1: "destroyed", f5: "standing" }))).toEqual(["f1", "f5"]);
  });
});

describe("how many are left", () => {
  it("is known once both dates are, and counts only frames that nobody judged", () => {
    expect(framesLeft(start(9))).toBeNull();
    expect(framesLeft(said(9, { f1: "standing" }))).toBeNull();
    expect(framesLeft(said(9, { f9: "destroyed" }))).toBeNull();
    expect(framesLeft(said(9, { f1: "standing", f9: "destroyed" }))).toBe(7);
    expect(framesLeft(said(9, { f1: "standing", f9: "destroyed", f5: "standing", f6: "obscured" }))).toBe(2);
  });
});
