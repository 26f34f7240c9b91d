import { describe, expect, it } from "vitest";
import { type Answers, calls, destroyed, standing } from "../../../aggregation/src/extract/index.ts";
import { type Gaps, layOutGaps } from "../../../aggregation/src/infer/evidence.ts";
import { frameMajority } from "../../../aggregation/src/infer/frame-majority.ts";
import { majority } from "../../../aggregation/src/infer/majority.ts";
import { agreementOn, hidesFrame, isReversed, plurality, type Votes, votesOf, votesOn } from "../../../aggregation/src/infer/votes.ts";
import { answersOf, dailyFrames, timelinesOf } from "./handwritten-answers.ts";

const frames = dailyFrames(4);
const timelines = timelinesOf(2, frames);
const answers = answersOf(
  [
    ["SSDD", "S-DD", "SoD-", [3, "oo--", "cannot_tell"], [4, "S---", "wrong_place"]],
    ["DDDD", "SSSS", "SSDx"],
  ],
  timelines,
);
const all = new Uint8Array(answers.count).fill(1);
const without = (...rows: number[]) => all.map((_, a) => (rows.includes(a) ? 0 : 1));

describe("the votes on a task", () => {
  it("are its own answers, counted by what they say", () => {
    expect(votesOf(answers, 0, without(1))).toMatchObject({
      answers: 5,
      volunteers: 5,
      cannotTell: 1,
      unusable: 2,
      guarded: 1,
      telling: 2,
      wrongPlace: 1,
      intervals: [
        { first: 2, last: 2, heard: true },
        { first: 1, last: 2, heard: false },
        { first: 1, last: 2, heard: true },
      ],
    });
    expect(votesOf(answers, 1, all)).toMatchObject({ answers: 3, volunteers: 3, cannotTell: 0, wrongPlace: 0, unusable: 0, guarded: 0 });
    expect(votesOf(answers, 0, without(4))).toMatchObject({ unusable: 2, guarded: 1, telling: 3, wrongPlace: 0 });
  });

  it("tell for each frame how many judged it how", () => {
    const votes = votesOf(answers, 0, all);
    const table = frames.map((_, k) => calls.map((_, call) => votesOn(votes, k, call)));
    expect(table).toEqual([
      [3, 0, 1, 0, 0, 0],
      [1, 0, 2, 0, 0, 0],
      [0, 3, 0, 0, 0, 0],
      [0, 2, 0, 0, 0, 0],
    ]);
    expect(votesOn(votesOf(answers, 1, all), 3, calls.indexOf("load_failed"))).toBe(1);
  });
});

const votesWith = (more: Partial<Votes>): Votes => ({ ...votesOf(answers, 0, all), ...more });
/** Answers' own intervals from text: `1-2` leaves open gaps 1 and 2, `3-3!` is set aside. */
const intervals = (text: string) =>
  text.split(" ").map((one) => {
    const [first = 0, last = 0] = one.replace("!", "").split("-").map(Number);
    return { first, last, heard: !one.endsWith("!") };
  });

describe("agreement", () => {
  it("is the share of the intervals that contain the gap", () => {
    const votes = votesWith({ intervals: intervals("0-1 1-3 2-2 3-4!") });
    expect([0, 1, 2, 3, 4].map((gap) => agreementOn(gap, votes))).toEqual([0.25, 0.5, 0.5, 0.5, 0.25]);
  });

  it("is unknown where no answer tells an interval", () => {
    expect(agreementOn(1, votesWith({ intervals: [] }))).toBeNull();
  });
});

describe("the clear vote", () => {
  it.each([
    ["is the middle of most intervals", "1-3 2-2 4-4", 2],
    ["takes the earlier of two middles", "1-2 1-1 4-4", 1],
    ["is none on a tie", "1-1 1-1 3-3 3-3", null],
    ["is none with two answers", "1-1 1-1", null],
    ["leaves out who is not heard", "1-1 1-1 3-3 3-3!", 1],
    ["counts only who is heard towards three", "1-1 1-1 1-1!", null],
    ["is one that all share", "2-2 2-2 2-2", 2],
  ])("%s", (_, said, expected) => {
    expect(plurality(votesWith({ intervals: intervals(said) }))).toBe(expected);
  });
});

/** Votes from text: of each frame how many called it standing, destroyed, obscured and missing, as `3,0` or `1,1,1,1`. */
const counted = (text: string) =>
  votesWith({
    frames: Int32Array.from(
      text.split(" ").flatMap((frame) => {
        const [stood = 0, gone = 0, obscured = 0, missing = 0] = frame.split(",").map(Number);
        return [stood, gone, obscured, 0, missing, 0];
      }),
    ),
  });

describe("a reversal", () => {
  it.each([
    ["more than half of three after the change", "3,0 0,3 2,1", 1, true],
    ["half", "4,0 0,4 2,2", 1, false],
    ["two alone", "3,0 0,3 2,0", 1, false],
    ["not on the frame that follows the gap", "3,0 3,0 0,3", 1, false],
    ["in a later frame", "3,0 0,3 0,3 3,0", 1, true],
    ["before the change it is none", "3,0 3,0 0,3", 2, false],
    ["before the first frame: the second one counts", "3,0 3,0", 0, true],
  ])("%s", (_, votes, gap, expected) => {
    expect(isReversed(gap, counted(votes))).toBe(expected);
  });
});

describe("a hidden frame", () => {
  it.each([
    ["half of those who judged it could not see it", "2,0 1,0,1 0,2", 1, 2, true],
    ["fewer than half", "2,0 1,1,1 0,2", 1, 2, false],
    ["however it could not be seen", "2,0 1,1,1,1 0,2", 1, 2, true],
    ["nobody judged it", "2,0 0,0 0,2", 1, 2, false],
    ["before the run", "1,0,1 2,0 0,2", 1, 2, false],
    ["the run's first frame counts", "1,0,1 2,0 0,2", 0, 1, true],
    ["behind the run", "2,0 2,0 0,1,1", 1, 2, false],
    ["a run of one gap has no frame within", "0,0,2 0,0,2", 1, 1, false],
    ["of those who judged it, also as destroyed", "2,0 0,2,1 0,2", 1, 2, false],
  ])("%s", (_, votes, first, last, expected) => {
    expect(hidesFrame(first, last, counted(votes))).toBe(expected);
  });
});

/** What the estimators need, with some gaps closed: `closed` are rows of all timelines' gaps. */
function evidence(heard: Answers, counts: Uint8Array, closed: number[] = []) {
  const gaps: Gaps = layOutGaps(heard.timelines, frames.length, null, null);
  for (const row of closed) gaps.allowed[row] = 0;
  return { answers: heard, gaps, counts, voice: new Int32Array(heard.volunteers) };
}

function expectClose(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 12);
  });
}

describe("the majority", () => {
  it("spreads one vote over the open gaps, and adds each heard answer's middle", () => {
    // Middles: 2, 1, 1 on the first task; 0, 4, 2 on the second.
    const even = 1 / 5;
    expectClose(majority(evidence(answers, all)), [
      ...[even, 2 + even, 1 + even, even, even].map((votes) => votes / 4),
      ...[1 + even, even, 1 + even, even, 1 + even].map((votes) => votes / 4),
    ]);
  });

  it("leaves out who is not heard, and votes for closed gaps", () => {
    const open = 1 / 4;
    // Row 5: "destroyed before" on the second task is closed. Row 0 of the answers is not heard.
    expectClose(majority(evidence(answers, without(0), [0, 5])), [
      ...[0, 2 + open, open, open, open].map((votes) => votes / 3),
      ...[0, open, 1 + open, open, 1 + open].map((votes) => votes / 3),
    ]);
  });
});

describe("the frame majority", () => {
  /** The chance of each gap, frame by frame, from counts of who called it destroyed and who called it anything. */
  const shares = (judged: [gone: number, seen: number][], closed: number[] = []) => {
    const weights = Array.from({ length: judged.length + 1 }, (_, gap) =>
      judged.reduce(
        (product, [gone, seen], k) => product * (k < gap ? 1 - (gone + 0.5) / (seen + 1) : (gone + 0.5) / (seen + 1)),
        closed.includes(gap) ? 0 : 1,
      ),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };

  it("is the product over the frames", () => {
    expectClose(frameMajority(evidence(answers, all)), [
      ...shares([
        [0, 3],
        [0, 1],
        [3, 3],
        [2, 2],
      ]),
      ...shares([
        [1, 3],
        [1, 3],
        [2, 3],
        [1, 2],
      ]),
    ]);
  });

  it("leaves out who is not heard, and closed gaps", () => {
    expectClose(frameMajority(evidence(answers, without(1), [2, 9])), [
      ...shares(
        [
          [0, 2],
          [0, 1],
          [2, 2],
          [1, 1],
        ],
        [2],
      ),
      ...shares(
        [
          [1, 3],
          [1, 3],
          [2, 3],
          [1, 2],
        ],
        [4],
      ),
    ]);
  });

  it("takes one call of each kind for what they are", () => {
    expect([standing, destroyed]).toEqual([calls.indexOf("standing"), calls.indexOf("destroyed")]);
  });
});
