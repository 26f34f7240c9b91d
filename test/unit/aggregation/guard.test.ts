import { describe, expect, it } from "vitest";
import { type Guarded, guard, symbolsOf, unguarded } from "../../../aggregation/src/infer/guard.ts";
import { answersOf, dailyFrames, type Said, timelinesOf, volunteerOf } from "./handwritten-answers.ts";

/** An answer that tells one gap of a number of frames. */
const tells = (gap: number, frames: number) => "S".repeat(gap) + "D".repeat(frames - gap);

function campaign(frames: number, rows: Said[][]) {
  const answers = answersOf(rows, timelinesOf(rows.length, dailyFrames(frames)));
  const guarded = guard(answers);
  /** Whether a volunteer is heard, by its written number. */
  const isHeard = (written: number) => (guarded.voice[volunteerOf(answers, written)] ?? -1) >= 0;
  const groupOf = (written: number) => guarded.group[volunteerOf(answers, written)];
  return { answers, guarded, isHeard, groupOf };
}

describe("what an answer says", () => {
  const axis = dailyFrames(4);
  // The second task lacks the first frame, the third the last one.
  const timelines = timelinesOf(
    3,
    axis,
    (t) =>
      [
        ["f01", "f02", "f03", "f04"],
        ["f02", "f03", "f04"],
        ["f01", "f02", "f03"],
      ][t] ?? [],
  );

  it("is one number for each verdict and interval, and none without dates", () => {
    const said = ["DDDD", "SDDD", "S-DD", "SSDD", "SS-D", "SSSD", "SSSS", "SSS-", "----", "D---", "-D--"];
    const symbols = symbolsOf(answersOf([said], timelines));
    expect(symbols[said.indexOf("----")]).toBe(-1);
    // "D---" leaves open the same as "DDDD": destroyed before the first frame.
    expect(symbols[said.indexOf("D---")]).toBe(symbols[0]);
    expect(new Set(symbols).size).toBe(said.length - 1);
  });

  it("is the same on timelines of other lengths, counted from both ends", () => {
    const answers = answersOf(
      [
        ["DDDD", "SSSS", "SSDD"],
        ["DDD", "SSS", "SDD"],
        ["DDD", "SSS", "SSD"],
      ],
      timelines,
    );
    const symbols = Array.from(symbolsOf(answers));
    const [before, never, second] = symbols;
    expect(symbols).toEqual([before, never, second, before, never, second, before, never, second]);
  });
});

describe("a volunteer who says one thing whatever is shown", () => {
  /** Volunteer 0 says gap 1 on the first `same` buildings and gap 3 on the rest; four others tell the truth, which runs through all five gaps. */
  const withOne = (same: number, given: number) => {
    const rows = Array.from({ length: Math.max(given, 20) }, (_, b): Said[] => {
      const truth = tells(b % 5, 4);
      const others: Said[] = [1, 2, 3, 4].map((volunteer) => [volunteer, truth]);
      return b < given ? [[0, tells(b < same ? 1 : 3, 4)], ...others] : others;
    });
    return campaign(4, rows);
  };

  // One in five says gap 1 with the share s, the others with 0.2, so (s + 0.8) / 5 is what a volunteer gives on average. Their evidence
  // n s ln(s / e) + n (1 - s) ln((1 - s) / (1 - e)) must be above 7, and s above 0.65.
  it.each([
    [12, 12, false, "12 ln(1 / .36) = 12.3"],
    [6, 6, true, "6 ln(1 / .36) = 6.1"],
    [7, 7, false, "7 ln(1 / .36) = 7.2"],
    [8, 10, true, "8 ln(.8 / .32) + 2 ln(.2 / .68) = 4.9"],
    [16, 20, false, "16 ln(.8 / .32) + 4 ln(.2 / .68) = 9.8"],
    [26, 40, true, "a share of .65 exactly"],
    [28, 40, false, "28 ln(.7 / .3) + 12 ln(.3 / .7) = 13.6"],
  ])("%i times in %i: heard %s, as %s", (same, given, heard) => {
    const { guarded, isHeard, answers } = withOne(same, given);
    expect([0, 1, 2, 3, 4].map(isHeard)).toEqual([heard, true, true, true, true]);
    expect(guarded.constant).toBe(heard ? 0 : 1);
    expect(guarded.counts.reduce((sum, is) => sum + is, 0)).toBe(answers.count - (heard ? 0 : given));
  });

  it("is heard where all say the same", () => {
    const rows = Array.from({ length: 30 }, (): Said[] => [0, 1, 2, 3, 4].map((volunteer) => [volunteer, "SSDD"]));
    expect(campaign(4, rows).guarded).toMatchObject({ constant: 0, copied: 0 });
  });

  it("leaves its voice to the next", () => {
    const { answers, guarded } = withOne(12, 12);
    expect(Array.from(guarded.voice).filter((voice) => voice >= 0)).toEqual([0, 1, 2, 3]);
    for (let a = 0; a < answers.count; a++) expect(guarded.counts[a]).toBe((guarded.voice[answers.volunteer[a] ?? 0] ?? -1) < 0 ? 0 : 1);
  });

  it.each([
    ["cannot_tell", 0],
    ["wrong_place", 1],
  ])("is looked for in answers without dates only where these can take a building away: %s", (verdict, constant) => {
    const rows = Array.from({ length: 20 }, (_, b): Said[] => [[0, "----", verdict], ...[1, 2, 3].map((v): Said => [v, tells(b % 5, 4)])]);
    expect(campaign(4, rows).guarded.constant).toBe(constant);
  });

  it("is heard where most call it the wrong place", () => {
    const rows = Array.from({ length: 20 }, (): Said[] => [0, 1, 2].map((v): Said => [v, "----", "wrong_place"]));
    expect(campaign(4, rows).guarded.constant).toBe(0);
  });
});

describe("volunteers who copy one another", () => {
  interface Copying {
    copiers: number;
    honest: number;
    buildings: number;
    /** What the honest say on building b. */
    truth?: (b: number) => number;
    /** What copier c says on building b. */
    copied?: (b: number, c: number) => number;
  }

  /** Twelve frames; the copiers tell gaps 1 to 3 in turn, the honest 8 to 10. Copiers are volunteers 0, 1 …, honest ones 50, 51 … */
  const withCopiers = ({ copiers, honest, buildings, truth = (b) => 8 + (b % 3), copied = (b) => 1 + (b % 3) }: Copying) => {
    const rows = Array.from({ length: buildings }, (_, b): Said[] => [
      ...Array.from({ length: copiers }, (_, c): Said => [c, tells(copied(b, c), 12)]),
      // Each sees it a little differently, so that their answers support one another.
      ...Array.from({ length: honest }, (_, h): Said => [50 + h, tells(truth(b) + (h % 3), 12)]),
    ]);
    const found = campaign(12, rows);
    return {
      ...found,
      groups: Array.from({ length: copiers }, (_, c) => found.groupOf(c)),
      honestGroups: Array.from({ length: honest }, (_, h) => found.groupOf(50 + h)),
    };
  };
  const none = (count: number) => Array<number>(count).fill(0);

  it("are a group, of which nobody is heard", () => {
    const { groups, honestGroups, guarded, isHeard } = withCopiers({ copiers: 4, honest: 8, buildings: 9 });
    expect([groups, honestGroups]).toEqual([[1, 1, 1, 1], none(8)]);
    expect(guarded.copied).toBe(4);
    expect([0, 3, 50, 57].map(isHeard)).toEqual([false, false, true, true]);
  });

  it.each([
    ["four on six buildings", { copiers: 4, honest: 8, buildings: 6 }, 4],
    ["four on five buildings: too few", { copiers: 4, honest: 8, buildings: 5 }, 0],
    ["two on twelve", { copiers: 2, honest: 5, buildings: 12 }, 2],
    ["two on eleven: too few for a pair", { copiers: 2, honest: 5, buildings: 11 }, 0],
    ["three on eight", { copiers: 3, honest: 6, buildings: 8 }, 3],
    ["three on seven", { copiers: 3, honest: 6, buildings: 7 }, 0],
    ["beside four others: too few to tell who is right", { copiers: 2, honest: 4, buildings: 12 }, 0],
    ["four beside seven others: two for each are asked", { copiers: 4, honest: 7, buildings: 9 }, 0],
    ["near the others, who support them", { copiers: 4, honest: 8, buildings: 9, truth: (b) => 3 + (b % 3) }, 0],
    ["nobody else is near, though three gaps away", { copiers: 4, honest: 8, buildings: 9, truth: (b) => 4 + (b % 3) }, 4],
  ] as [string, Copying, number][])("%s", (_, copying, expected) => {
    const { guarded, groups } = withCopiers(copying);
    expect(guarded.copied).toBe(expected);
    expect(groups).toEqual(Array<number>(copying.copiers).fill(expected > 0 ? 1 : 0));
  });

  it.each([
    ["on all but one of ten buildings: copied", 1, [1, 1, 1, 1]],
    ["on all but two of ten: no more than four in five, so nobody's copy", 2, [1, 1, 1, 0]],
  ])("agree %s", (_, apart, expected) => {
    const copied = (b: number, c: number) => (c === 3 && b < apart ? 5 : 1 + (b % 3));
    expect(withCopiers({ copiers: 4, honest: 8, buildings: 10, copied }).groups).toEqual(expected);
  });

  it("must have said it often with nobody else near", () => {
    // On all but two or three buildings the honest say what the copiers say, and what lies beside it.
    const near = (alone: number) => (b: number) => (b < alone ? 8 : 1) + (b % 3);
    const found = (alone: number) => withCopiers({ copiers: 4, honest: 8, buildings: 12, truth: near(alone) }).guarded.copied;
    expect(found(2)).toBe(0);
    expect(found(12)).toBe(4);
  });

  it("are two groups where they copy two answers", () => {
    const copied = (b: number, c: number) => (c < 3 ? 1 + (b % 2) : 5 + (b % 2));
    const { groups } = withCopiers({ copiers: 6, honest: 6, buildings: 9, copied, truth: (b) => 9 + (b % 2) });
    expect(groups).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it("are told by others' answers, not by their own alone", () => {
    expect(withCopiers({ copiers: 4, honest: 0, buildings: 12 }).guarded.copied).toBe(0);
  });

  it("may begin with one who left the group: the next leads", () => {
    const copied = (b: number, c: number) => (c === 0 && b >= 8 ? 6 : 1 + (b % 3));
    const { groups, guarded } = withCopiers({ copiers: 5, honest: 10, buildings: 9, copied });
    expect(groups).toEqual([1, 1, 1, 1, 1]);
    expect(guarded.copied).toBe(5);
  });
});

describe("without a guard", () => {
  it("everybody is heard, each with a voice of their own", () => {
    const { answers } = campaign(4, [["SSDD", "SDDD", "----"]]);
    expect(unguarded(answers)).toEqual({
      voice: Int32Array.of(0, 1, 2),
      counts: Uint8Array.of(1, 1, 1),
      group: Int32Array.of(0, 0, 0),
      constant: 0,
      copied: 0,
    } satisfies Guarded);
  });
});
