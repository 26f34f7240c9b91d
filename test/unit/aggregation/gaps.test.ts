import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatedFrame, KnownBuilding, KnownMarks } from "../../../aggregation/src/campaign.ts";
import { countOnAxis, evenSums, learnSums, priorOf } from "../../../aggregation/src/infer/axis-prior.ts";
import { countBand } from "../../../aggregation/src/infer/count-band.ts";
import { withDoubt } from "../../../aggregation/src/infer/doubt.ts";
import { layOutGaps, normaliseLogs, withoutGold } from "../../../aggregation/src/infer/evidence.ts";
import { shrunk, summed, within } from "../../../aggregation/src/infer/shrinkage.ts";
import { dailyFrames, noon, timelinesOf } from "./handwritten-answers.ts";

const frames = dailyFrames(4);
const known = (more: Partial<KnownBuilding> = {}): KnownBuilding => ({
  managerId: "m",
  geometry: { type: "Polygon", coordinates: [] },
  priorStanding: null,
  priorDestroyed: null,
  gold: null,
  ...more,
});
const none = new Map<string, KnownMarks>();

function expectClose(found: ArrayLike<number>, expected: readonly number[], digits = 12): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, digits);
  });
}

describe("the gaps of all timelines", () => {
  // The second task shows f01, f03 and f04 alone.
  const timelines = timelinesOf(2, frames, (task) => (task === 0 ? ["f01", "f02", "f03", "f04"] : ["f01", "f03", "f04"]));

  it("lie one after another, each on the gaps of the campaign's axis that it spans", () => {
    const gaps = layOutGaps(timelines, frames.length, null, null);
    expect(Array.from(gaps.start)).toEqual([0, 5, 9]);
    expect(Array.from(gaps.axisFrom)).toEqual([-1, 0, 1, 2, 3, -1, 0, 2, 3]);
    expect(Array.from(gaps.axisTo)).toEqual([0, 1, 2, 3, 4, 0, 2, 3, 4]);
    expect(gaps.axisGaps).toBe(5);
  });

  it("are all open where nothing is known", () => {
    const gaps = layOutGaps(timelines, frames.length, null, null);
    expect(Array.from(gaps.allowed)).toEqual(Array(9).fill(1));
    expect(gaps.contradictory).toEqual([]);
  });

  it("are closed for the building alone that something is known of", () => {
    const closed = layOutGaps(timelines, 4, new Map([["b-1", known({ priorDestroyed: noon(0) - 1 })]]), none);
    expect(Array.from(closed.allowed)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0]);
    const open = layOutGaps(timelines, 4, new Map([["b-0", known({ priorStanding: noon(3) + 1 })]]), none);
    expect(Array.from(open.allowed)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });
});

describe("the gaps that stay open", () => {
  const openOf = (building: KnownBuilding | null, gold: KnownMarks | null, dated: readonly DatedFrame[] = frames) => {
    const { allowed } = layOutGaps(
      timelinesOf(1, dated),
      dated.length,
      building && new Map([["b-0", building]]),
      gold ? new Map([["b-0", gold]]) : none,
    );
    return Array.from(allowed).join("");
  };

  it.each([
    ["two known marks: those between", "f01", "f03", "01100"],
    ["the last standing frame alone: standing throughout", "f02", null, "00001"],
    ["the first destroyed frame alone: destroyed before", null, "f03", "10000"],
    ["no mark: all", null, null, "11111"],
    ["marks of frames that the task does not show: all", "f77", "f88", "11111"],
    ["one of a frame that the task does not show: what the other leaves", "f02", "f88", "00111"],
    ["the other of such a frame", "f77", "f02", "11000"],
  ])("with %s", (_, lastStanding, firstDestroyed, expected) => {
    expect(openOf(null, { lastStanding, firstDestroyed })).toBe(expected);
    expect(openOf(known({ gold: { lastStanding, firstDestroyed } }), null)).toBe(expected);
  });

  it("follow known marks before those of the lock", () => {
    const lock = known({ gold: { lastStanding: "f01", firstDestroyed: "f02" } });
    expect(openOf(lock, { lastStanding: "f03", firstDestroyed: "f04" })).toBe("00010");
  });

  it.each([
    ["standing a day after the second frame", { priorStanding: noon(1) + 1 }, "00111"],
    ["standing at the very moment of the second frame", { priorStanding: noon(1) }, "01111"],
    ["standing before all frames", { priorStanding: noon(-9) }, "11111"],
    ["destroyed before the third frame", { priorDestroyed: noon(2) - 1 }, "11100"],
    ["destroyed at the very moment of the third frame", { priorDestroyed: noon(2) }, "11110"],
    ["destroyed after all frames", { priorDestroyed: noon(99) }, "11111"],
    ["both", { priorStanding: noon(0) + 1, priorDestroyed: noon(2) }, "01110"],
  ])("when it is known beforehand: %s", (_, more, expected) => {
    expect(openOf(known(more), null)).toBe(expected);
  });

  it("are not closed by a date of publication, and by a range with its outer bound", () => {
    const published = frames.map((frame, k) => (k === 1 ? { ...frame, acquired: false } : frame));
    expect(openOf(known({ priorStanding: noon(1) + 1 }), null, published)).toBe("01111");
    expect(openOf(known({ priorDestroyed: noon(1) - 1 }), null, published)).toBe("11100");
    expect(openOf(known({ priorDestroyed: noon(0) - 1 }), null, published)).toBe("10000");
    expect(openOf(known({ priorStanding: noon(2) + 1 }), null, published)).toBe("00011");
    const lastPublished = frames.map((frame, k) => (k === 3 ? { ...frame, acquired: false } : frame));
    expect(openOf(known({ priorDestroyed: noon(1) - 1 }), null, lastPublished)).toBe("11000");
    const range = frames.map((frame, k) => (k === 1 ? { ...frame, start: noon(1), end: noon(1) + 3_600_000 } : frame));
    expect(openOf(known({ priorStanding: noon(1) + 1 }), null, range)).toBe("01111");
    expect(openOf(known({ priorDestroyed: noon(1) + 1 }), null, range)).toBe("11100");
  });

  it("are all of them where what is known leaves none, and the task is told", () => {
    const known0 = new Map([["b-0", known({ priorStanding: noon(9), priorDestroyed: noon(-9) })]]);
    const gaps = layOutGaps(timelinesOf(1, frames), frames.length, known0, none);
    expect([Array.from(gaps.allowed), gaps.contradictory]).toEqual([[1, 1, 1, 1, 1], [500]]);
  });

  it("without gold are those that the manager's dates leave", () => {
    const timelines = timelinesOf(1, frames);
    const lock = new Map([["b-0", known({ priorStanding: noon(0) + 1, gold: { lastStanding: "f02", firstDestroyed: "f03" } })]]);
    const gaps = layOutGaps(timelines, frames.length, lock, none);
    expect(Array.from(gaps.allowed)).toEqual([0, 0, 1, 0, 0]);
    const open = withoutGold(gaps, timelines, lock);
    expect(Array.from(open.allowed)).toEqual([0, 1, 1, 1, 1]);
    expect(open.axisTo).toEqual(gaps.axisTo);
  });
});

describe("logarithms", () => {
  it("become shares of the rows that are asked for", () => {
    const logs = Float64Array.of(7, Math.log(1) + 900, Math.log(3) + 900, Number.NEGATIVE_INFINITY, 7);
    normaliseLogs(logs, 1, 4);
    expectClose(logs, [7, 0.25, 0.75, 0, 7]);
  });
});

describe("doubt", () => {
  /** The same, gap by gap: each open gap gives to the other open ones, half as much for each step away. */
  const doubted = (masses: readonly number[], open: readonly boolean[], doubt: number) => {
    const result = [...masses];
    masses.forEach((mass, from) => {
      const shares = open.map((is, to) => (is && to !== from ? 0.5 ** Math.abs(to - from) : 0));
      const all = shares.reduce((sum, share) => sum + share, 0);
      if (all === 0) return;
      shares.forEach((share, to) => {
        result[to] = (result[to] ?? 0) + (mass * doubt * share) / all;
      });
      result[from] = (result[from] ?? 0) - mass * doubt;
    });
    return result;
  };
  const gapsOf = (open: readonly boolean[][]) => {
    const gaps = layOutGaps(
      open.flatMap((row) => timelinesOf(1, dailyFrames(row.length - 1))),
      9,
      null,
      null,
    );
    gaps.allowed.set(open.flat().map(Number));
    return gaps;
  };

  it("moves a share of each gap to the others, halving with each step", () => {
    const open = [true, true, true];
    // 0.9 in the first gap: a tenth of it goes out, two thirds of that to the next gap.
    expectClose(withDoubt(Float64Array.of(0.9, 0.1, 0), gapsOf([open]), 0.1), [0.81 + 0.005, 0.09 + 0.06, 0.03 + 0.005]);
  });

  it("leaves a single open gap alone", () => {
    expectClose(withDoubt(Float64Array.of(0, 1, 0), gapsOf([[false, true, false]]), 0.3), [0, 1, 0]);
  });

  it("does so within each timeline, whichever gaps are open", () => {
    const timeline = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(timeline, { minLength: 1, maxLength: 3 }), fc.double({ min: 0, max: 0.5, noNaN: true }), (rows, doubt) => {
        const open = rows.map((row) => row.map(([, is]) => is));
        const masses = rows.map((row) => row.map(([mass, is]) => (is ? mass : 0)));
        const expected = masses.flatMap((row, t) => doubted(row, open[t] ?? [], doubt));
        expectClose(withDoubt(Float64Array.from(masses.flat()), gapsOf(open), doubt), expected, 9);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the prior on the campaign's axis", () => {
  // Three gaps on the axis with 0.5, 0.3 and 0.2; the timeline's gaps: the first, the last two together, one that has no place of its own, one closed.
  const axis = { allowed: Uint8Array.of(1, 1, 1, 0), axisFrom: Int16Array.of(-1, 0, 1, -1), axisTo: Int16Array.of(0, 2, 1, 0) };
  const sums = Float64Array.of(0, 0.5, 0.8, 1);

  it("is even to begin with", () => {
    const even = new Float64Array(5);
    evenSums(even);
    expect(Array.from(even)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it("of a gap is that of the axis' gaps that it spans", () => {
    expectClose(
      [0, 1, 2, 3].map((i) => priorOf(axis, sums, i)),
      [0.5, 0.5, 0.1 / 3, 0],
    );
  });

  it("is never quite nothing for an open gap", () => {
    expect(priorOf(axis, Float64Array.of(0, 0, 0, 1), 0)).toBe(1e-12);
  });

  it("counts a gap's mass on the axis' gaps in proportion", () => {
    const counts = new Float64Array(5);
    countOnAxis(axis, sums, 0, 1, counts, 1);
    countOnAxis(axis, sums, 1, 2, counts, 1);
    expectClose(counts, [0, 1, 2 * 0.6, 2 * 0.4, 0]);
  });

  it("counts a gap without a place of its own nowhere", () => {
    const counts = new Float64Array(3);
    countOnAxis(axis, sums, 2, 3, counts, 0);
    expect(Array.from(counts)).toEqual([0, 0, 0]);
  });

  it("counts a single gap of the axis though it had no chance, but not where several had none", () => {
    const counts = new Float64Array(3);
    countOnAxis(axis, Float64Array.of(0, 0, 0.5, 1), 0, 2, counts, 0);
    expect(Array.from(counts)).toEqual([2, 0, 0]);
    counts.fill(0);
    countOnAxis(axis, Float64Array.of(0, 1, 1, 1), 1, 2, counts, 0);
    expect(Array.from(counts)).toEqual([0, 0, 0]);
  });

  it("learns from the counts, with one building more in each gap", () => {
    const learnt = new Float64Array(4);
    learnSums(learnt, Float64Array.of(9, 1, 0, 3), 1);
    expectClose(learnt, [0, 2 / 7, 3 / 7, 1]);
  });
});

describe("error rates", () => {
  // Two voices with [errors, tries] from the second place on: 3 of 9 and 0 of 30.
  const counts = Float64Array.of(7, 3, 9, 7, 0, 30);
  const rates = (more: Record<string, number> = {}) => {
    const into = new Float64Array(2);
    shrunk({ into, counts, size: 3, errors: 1, tries: 2, start: 0.5, pseudo: 4, leastRate: 0.001, mostRate: 0.9, ...more });
    return into;
  };

  it("are drawn to the crowd's, which itself starts from one try", () => {
    const crowd = (0.5 + 3) / (1 + 39);
    expectClose(rates(), [(3 + 4 * crowd) / 13, (4 * crowd) / 34]);
  });

  it("stay within their bounds", () => {
    expectClose(rates({ leastRate: 0.2 }), [(3 + 4 * 0.0875) / 13, 0.2]);
    expectClose(rates({ mostRate: 0.1 }), [0.1, (4 * 0.0875) / 34]);
    expect([within(5, 1, 3), within(0, 1, 3), within(2, 1, 3)]).toEqual([3, 1, 2]);
  });

  it("come from counts that are added up part after part", () => {
    expect(Array.from(summed([Float64Array.of(1, 2), Float64Array.of(10, 20), Float64Array.of(100, 200)]))).toEqual([111, 222]);
    expect(summed([])).toHaveLength(0);
  });
});

describe("how many of the buildings", () => {
  /** Every outcome of every building, weighed. */
  const chances = (probabilities: readonly number[]) => {
    const chance = probabilities.map(() => 0).concat(0);
    for (let outcome = 0; outcome < 2 ** probabilities.length; outcome++) {
      const happened = probabilities.map((_, n) => (outcome >> n) & 1);
      const many = happened.reduce((sum, is) => sum + is, 0);
      chance[many] = (chance[many] ?? 0) + probabilities.reduce((product, p, n) => product * (happened[n] ? p : 1 - p), 1);
    }
    return chance;
  };

  it("is the band that leaves 5 % on each side", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), (twentieths) => {
        const probabilities = twentieths.map((n) => n / 20);
        const chance = chances(probabilities);
        const upTo = chance.map((_, k) => chance.slice(0, k + 1).reduce((sum, c) => sum + c, 0));
        // A cumulative chance of just 5 or 95 % is a matter of rounding.
        fc.pre(upTo.every((sum) => Math.abs(sum - 0.05) > 1e-9 && Math.abs(sum - 0.95) > 1e-9));
        const band = countBand(probabilities);
        expect(band.expected).toBeCloseTo(twentieths.reduce((sum, n) => sum + n, 0) / 20, 9);
        expect([band.low, band.high]).toEqual([upTo.findIndex((sum) => sum > 0.05), upTo.findIndex((sum) => sum >= 0.95)]);
      }),
      { numRuns: 50 },
    );
  });

  it("is in a campaign of thousands the normal distribution's", () => {
    // 1,600 coins: 800 on average, with a standard deviation of 20.
    expect(countBand(Array<number>(1600).fill(0.5))).toEqual({ expected: 800, low: 767, high: 833 });
    expect(countBand(Array<number>(1501).fill(0))).toEqual({ expected: 0, low: 0, high: 0 });
  });

  it("is never below none nor above all, and takes no probability beyond 0 and 1", () => {
    expect(countBand([0.5, 0.5], 1)).toEqual({ expected: 1, low: 0, high: 2 });
    expect(countBand([1.5, -0.5, 1])).toEqual({ expected: 2, low: 2, high: 2 });
    expect(countBand([1.5, -0.5, 1], 2)).toEqual({ expected: 2, low: 2, high: 2 });
  });

  it("is by the normal distribution only above the number that is counted exactly", () => {
    expect(countBand([0.5, 0.5], 2)).toEqual({ expected: 1, low: 0, high: 2 });
    expect(countBand([0.9, 0.9, 0.9, 0.9], 4)).toMatchObject({ low: 2, high: 4 });
    expect(countBand([0.9, 0.9, 0.9, 0.9], 3)).toMatchObject({ low: 3, high: 4 });
  });
});
