import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatedFrame } from "../../../aggregation/src/campaign.ts";
import { boundsOf, daysOf, edtf, utc } from "../../../aggregation/src/infer/bounds.ts";
import { credibleRun, entropy, mostProbable, rounded } from "../../../aggregation/src/infer/spread.ts";

describe("the most probable gap", () => {
  it("is the lower of two that are equal", () => {
    expect(mostProbable([0.1, 0.4, 0.1, 0.4])).toBe(1);
  });
});

describe("the credible run", () => {
  it.each([
    ["one gap that holds it", [0.02, 0.95, 0.03], 1, 0.9, [1, 1]],
    ["the heavier neighbour", [0.1, 0.6, 0.3], 1, 0.9, [1, 2]],
    ["ties in length: more mass", [0.15, 0.1, 0.5, 0.2, 0.05], 2, 0.65, [2, 3]],
    ["ties in length: more mass, though later", [0.1, 0.15, 0.5, 0.2, 0.05], 2, 0.6, [2, 3]],
    ["ties in length and mass: the earlier", [0.05, 0.2, 0.5, 0.2, 0.05], 2, 0.7, [1, 2]],
    ["a run that reaches the end", [0.01, 0.04, 0.45, 0.5], 3, 0.9, [2, 3]],
    ["neighbours only, though a far gap is heavier", [0.46, 0.02, 0.04, 0.48], 3, 0.5, [2, 3]],
    ["all gaps", [0.25, 0.25, 0.25, 0.25], 0, 0.9, [0, 3]],
    ["exactly the level", [0.05, 0.45, 0.45, 0.05], 1, 0.9, [1, 2]],
  ])("takes %s", (_, posterior, gap, level, [first, last]) => {
    expect(credibleRun(posterior, gap, level)).toEqual({ first, last });
  });

  it("is as short as any run that holds the mass and the gap", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0.5, 0.9),
        (weights, level) => {
          const total = weights.reduce((sum, w) => sum + w, 0);
          fc.pre(total > 0);
          const posterior = weights.map((w) => w / total);
          const gap = mostProbable(posterior);
          const { first, last } = credibleRun(posterior, gap, level);
          const mass = (from: number, to: number) => posterior.slice(from, to + 1).reduce((sum, m) => sum + m, 0);
          expect(first <= gap && gap <= last).toBe(true);
          expect(mass(first, last)).toBeGreaterThan(level - 1e-8);
          for (let from = 0; from <= gap; from++) {
            for (let to = gap; to < posterior.length; to++) if (to - from < last - first) expect(mass(from, to)).toBeLessThan(level);
          }
        },
      ),
    );
  });
});

describe("probabilities in files", () => {
  it("still sum to 1, with at least six digits", () => {
    const masses = Array.from({ length: 41 }, (_, g) => 1 / (g + 3) ** 2);
    const total = masses.reduce((sum, m) => sum + m, 0);
    const written = rounded(masses.map((m) => m / total));
    expect(Math.abs(written.reduce((sum, m) => sum + m, 0) - 1)).toBeLessThan(1e-6);
    expect(written[3]).toBeCloseTo((masses[3] ?? 0) / total, 8);
  });

  it("have the entropy of what is left to ask", () => {
    expect(entropy([0, 1, 0])).toBe(0);
    expect(entropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(Math.log(4), 12);
  });
});

const at = (month: number, day: number) => Date.UTC(2017, month - 1, day, 8, 0, 0);
const moment = (id: string, time: number, acquired = true): DatedFrame => ({ id, start: time, end: time, acquired });
const frames: DatedFrame[] = [
  moment("a", at(6, 1)),
  { id: "b", start: at(6, 10), end: at(6, 20), acquired: true },
  moment("c", at(7, 1), false),
  moment("d", at(7, 9)),
];

describe("the bounds of a gap", () => {
  it("lie between the frames on its two sides", () => {
    const bounds = boundsOf([moment("a", at(6, 1)), moment("d", at(6, 9))], 1, 1);
    expect(bounds).toEqual({ after: at(6, 1), by: at(6, 9), afterFrame: "a", byFrame: "d", published: false });
    expect(daysOf(bounds)).toBe(8);
    expect(edtf(bounds)).toBe("[2017-06-01..2017-06-09]");
  });

  it("are the outer ones of a frame that is a range", () => {
    expect(boundsOf(frames, 1, 1)).toMatchObject({ after: at(6, 1), by: at(6, 20) });
    expect(boundsOf(frames, 2, 2)).toMatchObject({ after: at(6, 10), afterFrame: "b" });
  });

  it("pass over a frame that is dated by publication", () => {
    expect(boundsOf(frames, 2, 2)).toMatchObject({ by: at(7, 9), byFrame: "d", published: true });
    expect(boundsOf(frames, 3, 3)).toMatchObject({ after: at(6, 10), by: at(7, 9), published: true });
    expect(boundsOf(frames, 1, 1).published).toBe(false);
  });

  it("are open before the first and after the last frame", () => {
    expect(boundsOf(frames, 0, 0)).toMatchObject({ after: null, by: at(6, 1) });
    expect(edtf(boundsOf(frames, 0, 0))).toBe("[..2017-06-01]");
    expect(boundsOf(frames, 4, 4)).toMatchObject({ after: at(7, 9), by: null });
    expect(daysOf(boundsOf(frames, 0, 0))).toBeNull();
    expect(daysOf(boundsOf(frames, 4, 4))).toBeNull();
    expect(edtf(boundsOf(frames, 4, 4))).toBe("[2017-07-09..]");
    expect(edtf({ after: null, by: null })).toBe("");
  });

  it("are open where the first or the last frame is dated by publication", () => {
    const published = [moment("a", at(6, 1), false), moment("b", at(6, 9)), moment("c", at(7, 1), false)];
    expect(boundsOf(published, 1, 1)).toEqual({ after: null, by: at(6, 9), afterFrame: null, byFrame: "b", published: true });
    expect(boundsOf(published, 2, 2)).toEqual({ after: at(6, 9), by: null, afterFrame: "b", byFrame: null, published: true });
  });

  it("span a run of gaps", () => {
    expect(boundsOf(frames, 1, 3)).toMatchObject({ afterFrame: "a", byFrame: "d" });
  });

  it("on one day are that day", () => {
    expect(edtf({ after: at(6, 1), by: at(6, 1) + 3_600_000 })).toBe("2017-06-01");
  });

  it("are written in UTC", () => {
    expect(utc(at(6, 1))).toBe("2017-06-01T08:00:00Z");
    expect(utc(at(6, 1) + 250)).toBe("2017-06-01T08:00:00.250Z");
    expect(utc(null)).toBe("");
  });
});
