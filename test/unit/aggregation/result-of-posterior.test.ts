import { describe, expect, it } from "vitest";
import type { ExpertFinding, KnownBuilding } from "../../../aggregation/src/campaign.ts";
import { calls, type Timeline } from "../../../aggregation/src/extract/index.ts";
import { describe as resultFrom } from "../../../aggregation/src/infer/describe.ts";
import type { Votes } from "../../../aggregation/src/infer/votes.ts";
import { dailyFrames, noon, timelinesOf } from "./handwritten-answers.ts";

/** Five frames, hence six gaps: 0 destroyed before f01 … 5 standing throughout. */
const frames = dailyFrames(5);
const [timeline] = timelinesOf(1, frames);
if (timeline === undefined) throw new Error("no timeline");

const interval = (first: number, last = first) => ({ first, last, heard: true });
const setAside = (gap: number) => ({ ...interval(gap), heard: false });
/** Four answers that all leave gap 2 open, and saw every frame. */
const agreed: Votes = {
  answers: 4,
  volunteers: 4,
  cannotTell: 0,
  unusable: 0,
  guarded: 0,
  telling: 4,
  wrongPlace: 0,
  frames: Int32Array.from([4, 4, 0, 0, 0].flatMap((stood) => [stood, 4 - stood, 0, 0, 0, 0])),
  intervals: [interval(2), interval(2), interval(2), interval(2)],
};
const sure = [0, 0.02, 0.96, 0.02, 0, 0];

interface Case {
  posterior?: number[];
  votes?: Partial<Votes>;
  known?: boolean;
  expert?: ExpertFinding | null;
  building?: KnownBuilding | null;
  line?: Timeline | undefined;
}

function resultOf({ posterior = sure, votes = {}, known = false, expert = null, building = null, line = timeline }: Case = {}) {
  if (line === undefined) throw new Error("no timeline");
  return resultFrom(line, building, posterior, { ...agreed, ...votes }, { known, expert });
}

describe("a result", () => {
  it("tells the gap, its dates and how sure they are", () => {
    const building = {
      managerId: "m-7",
      geometry: { type: "Polygon" as const, coordinates: [] },
      priorStanding: 5,
      priorDestroyed: 9,
      gold: null,
    };
    expect(resultOf({ building, posterior: [0, 0.06, 0.6, 0.34, 0, 0] })).toEqual({
      taskId: 500,
      building: "b-0",
      managerId: "m-7",
      status: "destroyed",
      gap: 2,
      frames: 5,
      standingLast: noon(1),
      destroyedFirst: noon(2),
      standingLastFrame: "f02",
      destroyedFirstFrame: "f03",
      probability: 0.6,
      gap50: { first: 2, last: 2 },
      gap90: { first: 2, last: 3 },
      after90: noon(1),
      by90: noon(3),
      intervalDays: 1,
      interval90Days: 2,
      posterior: [0, 0.06, 0.6, 0.34, 0, 0],
      entropy: -Number((0.06 * Math.log(0.06) + 0.6 * Math.log(0.6) + 0.34 * Math.log(0.34)).toPrecision(6)),
      priorStanding: 5,
      priorDestroyed: 9,
      destroyedEdtf: "[2017-01-02..2017-01-03]",
      answers: 4,
      volunteers: 4,
      cannotTell: 0,
      unusable: 0,
      agreement: 1,
      flags: [],
      reviewReasons: ["wide_interval"],
    });
  });

  it("knows nothing of the manager without the lock", () => {
    expect(resultOf()).toMatchObject({ managerId: null, priorStanding: null, priorDestroyed: null });
  });

  it("has an agreement of six digits, or none", () => {
    expect(resultOf({ votes: { intervals: [interval(2), interval(2), interval(4)] } }).agreement).toBe(0.666667);
    expect(resultOf({ votes: { intervals: [] } }).agreement).toBeNull();
  });
});

describe("its status", () => {
  const edge = (gap: number) => frames.map(() => 0.01).toSpliced(gap, 0, 0.95);

  it.each([
    ["destroyed", { posterior: sure }, "[2017-01-02..2017-01-03]"],
    ["destroyed_before", { posterior: edge(0) }, "[..2017-01-01]"],
    ["standing_throughout", { posterior: edge(5) }, ""],
    ["destroyed", { posterior: [0.1, 0.2, 0.2, 0.2, 0.2, 0.1], votes: { intervals: [interval(1, 4)] } }, "[2017-01-01..2017-01-02]"],
    ["destroyed", { posterior: [0.2, 0.15, 0.15, 0.3, 0, 0.2], votes: { intervals: [] } }, "[2017-01-03..2017-01-04]"],
    ["unclear", { posterior: [0.21, 0.15, 0.14, 0.3, 0, 0.2], votes: { intervals: [] } }, ""],
    ["unclear", { posterior: [0.55, 0.1, 0.1, 0.1, 0.1, 0.05] }, ""],
    ["unclear", { posterior: [0.05, 0.1, 0.1, 0.1, 0.1, 0.55] }, ""],
    ["destroyed_before", { posterior: [0.61, 0.1, 0.09, 0.1, 0.1, 0] }, "[..2017-01-01]"],
    ["standing_throughout", { posterior: [0, 0.1, 0.09, 0.1, 0.1, 0.61] }, ""],
    ["unclear", { votes: { telling: 0 } }, ""],
    ["destroyed", { votes: { telling: 1 } }, "[2017-01-02..2017-01-03]"],
  ] as [string, Case, string][])("%s: %o", (status, told, edtf) => {
    const result = resultOf(told);
    expect([result.status, result.destroyedEdtf]).toEqual([status, edtf]);
  });

  it.each([
    ["most of three answers", 3, 2, 0, "not_a_building"],
    ["half of four", 4, 2, 0, "destroyed"],
    ["one alone", 1, 1, 0, "destroyed"],
    ["two of two", 2, 2, 0, "not_a_building"],
    ["nobody", 4, 0, 0, "destroyed"],
    ["most of those that count", 4, 2, 1, "not_a_building"],
  ])("is no building where it is the wrong place for %s", (_, answers, wrongPlace, guarded, status) => {
    expect(resultOf({ votes: { answers, wrongPlace, guarded } }).status).toBe(status);
  });

  it.each([
    ["fewer than a third of three or more contain the gap", [interval(0), interval(2), interval(4), interval(5)], 0.4, "disputed"],
    ["a third do", [interval(0), interval(2), interval(4)], 0.4, "destroyed"],
    ["the model is at least half sure", [interval(0), interval(2), interval(4), interval(5)], 0.5, "destroyed"],
    ["there are two intervals", [interval(0), interval(4)], 0.4, "destroyed"],
    ["none of three does", [interval(0), interval(4), interval(5)], 0.4, "disputed"],
  ])("is disputed where %s", (_, intervals, mass, status) => {
    expect(resultOf({ posterior: [0, 0.3, mass, 0.7 - mass, 0, 0], votes: { intervals } }).status).toBe(status);
  });

  it("of a building with known marks is what they say, whatever was answered", () => {
    const votes = { answers: 2, wrongPlace: 2, telling: 0 };
    expect(resultOf({ known: true, votes }).status).toBe("destroyed");
    expect(resultOf({ known: true, votes, posterior: [0.5, 0.1, 0.1, 0.1, 0.1, 0.1] }).status).toBe("unclear");
    expect(resultOf({ known: true, votes, posterior: [0.6, 0, 0.1, 0.1, 0.1, 0.1] }).status).toBe("destroyed_before");
  });
});

describe("its flags", () => {
  const flagsOf = (told: Case) => resultOf(told).flags;

  it.each([
    ["fewer than half of three answers agree", [interval(2), interval(0), interval(4)], ["contested"]],
    ["half agree", [interval(2), interval(2), interval(0), interval(4)], []],
    ["two answers disagree", [interval(0), interval(4)], []],
    ["those that disagree were set aside", [interval(2), interval(2), interval(2), ...[0, 4, 4, 5].map(setAside)], []],
    ["those that agree were set aside", [interval(0), interval(4), interval(4), ...[2, 2, 2, 2].map(setAside)], ["contested"]],
  ])("contested: %s", (_, intervals, flags) => {
    expect(flagsOf({ votes: { intervals } })).toEqual(flags);
  });

  it.each([
    ["a tenth beyond a valley", [0, 0, 0.86, 0.04, 0.1, 0], ["multi_modal"]],
    ["before the gap", [0.1, 0.04, 0.86, 0, 0, 0], ["multi_modal"]],
    ["less than a tenth", [0, 0, 0.87, 0.04, 0.09, 0], []],
    ["beside the gap", [0, 0, 0.7, 0.3, 0, 0], []],
    ["no valley: half as much between", [0, 0, 0.7, 0.1, 0.2, 0], []],
    ["a valley of just less than half", [0, 0, 0.71, 0.09, 0.2, 0], ["multi_modal"]],
    ["a valley anywhere between", [0, 0, 0.5, 0.25, 0.01, 0.24], ["multi_modal"]],
    ["no valley before the gap", [0.12, 0.2, 0.68, 0, 0, 0], []],
  ])("multi_modal: %s", (_, posterior, flags) => {
    expect(flagsOf({ posterior, votes: { intervals: [interval(2)] } }).filter((flag) => flag === "multi_modal")).toEqual(flags);
  });

  it("cloud_gap: within the 90 % interval a frame could not be seen", () => {
    const hidden = agreed.frames.slice();
    hidden[2 * calls.length + calls.indexOf("obscured")] = 4;
    expect(flagsOf({ votes: { frames: hidden } })).toEqual([]);
    expect(flagsOf({ votes: { frames: hidden }, posterior: [0, 0, 0.6, 0.4, 0, 0] })).toEqual(["cloud_gap"]);
  });

  it("guard_touched: an answer was set aside", () => {
    expect(flagsOf({ votes: { guarded: 1 } })).toEqual(["guard_touched"]);
  });

  it("reversal: many judged a later frame standing", () => {
    const back = agreed.frames.slice();
    back[4 * calls.length] = 9;
    expect(flagsOf({ votes: { frames: back } })).toEqual(["reversal"]);
  });

  it("few_answers: fewer than three that count and say something", () => {
    expect(flagsOf({ votes: { telling: 3 } })).toEqual([]);
    expect(flagsOf({ votes: { telling: 2 } })).toEqual(["few_answers"]);
  });

  it("published_date: a date of publication lay nearer, at the gap or at the 90 % interval", () => {
    const published = (at: number) =>
      timelinesOf(
        1,
        frames.map((frame, k) => (k === at ? { ...frame, acquired: false } : frame)),
      )[0];
    const wide = [0, 0, 0.6, 0.35, 0.05, 0];
    expect(flagsOf({ line: published(2) })).toEqual(["published_date"]);
    expect(flagsOf({ line: published(3) })).toEqual([]);
    expect(flagsOf({ line: published(3), posterior: wide })).toEqual(["published_date"]);
  });
});

describe("the reasons for a review", () => {
  const reasonsOf = (told: Case) => resultOf(told).reviewReasons;
  const split = [interval(2), interval(0), interval(4)];

  it.each([
    ["a clear result has none", {}, []],
    ["disagreement, unless the model is sure", { posterior: [0, 0.1, 0.89, 0.01, 0, 0], votes: { intervals: split } }, ["contested"]],
    ["disagreement of most, however sure the model", { posterior: [0, 0.1, 0.9, 0, 0, 0], votes: { intervals: split } }, ["contested"]],
    [
      "no need of one for less disagreement where the model is sure",
      { posterior: [0, 0.1, 0.9, 0, 0, 0], votes: { intervals: [...split, interval(2), interval(4)] } },
      [],
    ],
    ["an open status", { votes: { telling: 0 } }, ["unclear"]],
    ["no building", { votes: { wrongPlace: 3 } }, ["not_a_building"]],
    ["a second moment", { posterior: [0, 0, 0.8, 0, 0.2, 0] }, ["multi_modal"]],
    ["a wide interval alone", { posterior: [0, 0.15, 0.79, 0.06, 0, 0] }, ["wide_interval"]],
    ["four fifths are not wide", { posterior: [0, 0.14, 0.8, 0.06, 0, 0] }, []],
    ["a wide interval beside another reason is not told", { posterior: [0, 0.3, 0.41, 0, 0.29, 0] }, ["multi_modal"]],
    [
      "disputed and contested",
      { posterior: [0, 0.3, 0.41, 0.29, 0, 0], votes: { intervals: [interval(0), interval(4), interval(5)] } },
      ["disputed", "contested"],
    ],
    ["no need of one for published dates and few answers", { votes: { answers: 1, guarded: 1 } }, []],
  ] as [string, Case, string[]][])("%s", (_, told, reasons) => {
    expect(reasonsOf(told)).toEqual(reasons);
  });

  it("hold a reversal", () => {
    const back = agreed.frames.slice();
    back[4 * calls.length] = 9;
    expect(reasonsOf({ votes: { frames: back } })).toEqual(["reversal"]);
  });
});

describe("what experts decided", () => {
  const open = { posterior: [0, 0, 0.5, 0, 0.3, 0.2] };

  it("settles the building: no reason for a review is left", () => {
    const decided = resultOf({ ...open, expert: { kind: "marks", marks: { lastStanding: "f02", firstDestroyed: "f03" } }, known: true });
    expect(decided.flags).toContain("expert_decided");
    expect(decided).toMatchObject({ status: "destroyed", reviewReasons: [] });
  });

  it("may be that it is no building", () => {
    expect(resultOf({ ...open, expert: { kind: "not_a_building" } })).toMatchObject({
      status: "not_a_building",
      destroyedEdtf: "",
      reviewReasons: [],
      flags: ["multi_modal", "expert_decided"],
    });
  });

  it("is nothing where they disagree: that comes first among the reasons", () => {
    const apart = resultOf({ ...open, expert: { kind: "disagree" } });
    expect(apart).toMatchObject({ status: "destroyed", flags: ["multi_modal"], reviewReasons: ["experts_disagree", "multi_modal"] });
  });
});
