import { describe, expect, it } from "vitest";
import type { KnownMarks } from "../../../aggregation/src/campaign.ts";
import { withDoubt } from "../../../aggregation/src/infer/doubt.ts";
import { layOutGaps, withoutGold } from "../../../aggregation/src/infer/evidence.ts";
import { fitOnGold, type Tuning, tuned } from "../../../aggregation/src/infer/gold.ts";
import { answersOf, dailyFrames, timelinesOf } from "./handwritten-answers.ts";
import { frameId, seeded } from "./simulated-crowd.ts";

/** Two frames, hence three gaps a building. */
const frames = dailyFrames(2);
const prior: Tuning = { trust: 0.5, doubt: 0.03, temperature: 1, gold: 0 };

interface Trial {
  buildings: number;
  /** Buildings from this one on have no known answer. */
  known?: number;
  /** Buildings without an answer. */
  unanswered?: number[];
  visibility: (b: number, truth: number) => number[];
  bounded: (b: number, truth: number) => number[];
}

/** Buildings whose true gaps are 0, 1, 2, 0 …, with the two posteriors that are asked for. */
function trialOf({ buildings, known = buildings, unanswered = [], visibility, bounded }: Trial) {
  const timelines = timelinesOf(buildings, frames);
  const answers = answersOf(
    timelines.map((_, b) => (unanswered.includes(b) ? [] : ["SD"])),
    timelines,
  );
  const truthOf = (b: number) => b % 3;
  const marks = (b: number): KnownMarks => {
    const gap = truthOf(b);
    return { lastStanding: gap === 0 ? null : frameId(gap - 1), firstDestroyed: gap === 2 ? null : frameId(gap) };
  };
  const gold = new Map(timelines.slice(0, known).map(({ building }, b) => [building, marks(b)]));
  const gaps = layOutGaps(timelines, frames.length, null, gold);
  const open = withoutGold(gaps, timelines, null);
  const posterior = (of: Trial["visibility"]) => Float64Array.from(timelines.flatMap((_, b) => of(b, truthOf(b))));
  return { visibility: posterior(visibility), bounded: posterior(bounded), gaps, open, answers, gold, prior };
}

/** 1 = all mass on the right gap; else so much of it, and the rest on both others alike. */
const right = (share: number) => (_: number, truth: number) => [0, 1, 2].map((gap) => (gap === truth ? share : (1 - share) / 2));
const wrong = (share: number) => (b: number, truth: number) => right(share)(b, (truth + 1) % 3);

/** What a tuning costs: how unlikely it makes the known answers, and how far it is from the default. */
function costOf({ visibility, bounded, open }: ReturnType<typeof trialOf>, tuning: Tuning, known: number[]): number {
  const loss = known.reduce((sum, b) => {
    const mixed = [0, 1, 2].map((g) => tuning.trust * (visibility[3 * b + g] ?? 0) + (1 - tuning.trust) * (bounded[3 * b + g] ?? 0));
    const powers = mixed.map((mass) => mass ** tuning.temperature);
    const all = powers.reduce((total, power) => total + power, 0);
    const one = layOutGaps(timelinesOf(1, frames), frames.length, null, null);
    const told = withDoubt(Float64Array.from(powers.map((power) => power / all)), one, tuning.doubt);
    return sum - Math.log(Math.max(1e-12, told[b % 3] ?? 0));
  }, 0);
  expect(open.allowed.every((is) => is === 1)).toBe(true);
  const far = 12 * (tuning.trust - 0.5) ** 2 + Math.log(tuning.doubt / 0.03) ** 2 + 3 * ((1 - tuning.temperature) / 0.3) ** 2;
  return loss + far;
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => n);

describe("the tuned posterior", () => {
  const { open } = trialOf({ buildings: 2, visibility: right(0.8), bounded: wrong(0.6) });
  const visibility = Float64Array.of(0.8, 0.1, 0.1, 0.2, 0.7, 0.1);
  const bounded = Float64Array.of(0.4, 0.4, 0.2, 0, 0.5, 0.5);

  it("is the mean of both by trust", () => {
    const mixed = tuned({ visibility, bounded, open, tuning: { ...prior, trust: 0.25, doubt: 0 } });
    [0.5, 0.325, 0.175, 0.05, 0.55, 0.4].forEach((mass, i) => {
      expect(mixed[i]).toBeCloseTo(mass, 12);
    });
  });

  it("is flattened by a temperature below 1, each building by itself", () => {
    const flat = tuned({
      visibility: Float64Array.of(0.64, 0.36, 0, 0.25, 0.25, 0.5),
      bounded,
      open,
      tuning: { trust: 1, doubt: 0, temperature: 0.5, gold: 0 },
    });
    const roots = 1 + Math.SQRT1_2;
    [0.8 / 1.4, 0.6 / 1.4, 0, 0.5 / roots, 0.5 / roots, Math.SQRT1_2 / roots].forEach((mass, i) => {
      expect(flat[i]).toBeCloseTo(mass, 12);
    });
  });

  it("has doubt, and leaves what it was made from as it was", () => {
    const before = [visibility.slice(), bounded.slice()];
    const mixed = tuned({ visibility, bounded, open, tuning: { ...prior, trust: 1, doubt: 0.3 } });
    expect(mixed[0]).toBeCloseTo(0.8 * 0.7 + 0.1 * 0.3 * 0.5 + 0.1 * 0.3 * (1 / 3), 12);
    expect([visibility, bounded]).toEqual(before);
  });
});

describe("what is fitted on gold", () => {
  it("is nothing with fewer than ten known answers", () => {
    const even = { buildings: 12, visibility: right(0.9), bounded: wrong(0.9) };
    expect(fitOnGold(trialOf({ ...even, known: 9 }))).toEqual(prior);
    expect(fitOnGold(trialOf({ ...even, known: 10 }))).toMatchObject({ gold: 10 });
    expect(fitOnGold(trialOf({ ...even, known: 10, unanswered: [4] }))).toEqual(prior);
    expect(fitOnGold(trialOf({ ...even, known: 11, unanswered: [4] }))).toMatchObject({ gold: 10 });
  });

  it("leaves out buildings whose known dates leave no gap open", () => {
    const trial = trialOf({ buildings: 10, visibility: right(0.9), bounded: wrong(0.9) });
    trial.gaps.contradictory.push(503);
    expect(fitOnGold(trial)).toEqual(prior);
  });

  it("is the default where both models are right and as sure as they should be", () => {
    // Right in nine of ten, with nine tenths: nothing to mend but the doubt.
    const sure = (b: number, truth: number) => (b % 10 === 0 ? wrong(0.9)(b, truth) : right(0.9)(b, truth));
    expect(fitOnGold(trialOf({ buildings: 30, visibility: sure, bounded: sure }))).toMatchObject({ trust: 0.5, temperature: 1 });
  });

  it("trusts the model that is right", () => {
    expect(fitOnGold(trialOf({ buildings: 30, visibility: right(0.9), bounded: wrong(0.9) })).trust).toBeGreaterThan(0.8);
    expect(fitOnGold(trialOf({ buildings: 30, visibility: wrong(0.9), bounded: right(0.9) })).trust).toBeLessThan(0.2);
  });

  it("doubts and flattens models that are too sure", () => {
    const tooSure = (b: number, truth: number) => (b % 3 === 0 ? wrong(0.98)(b, truth) : right(0.98)(b, truth));
    const { doubt, temperature } = fitOnGold(trialOf({ buildings: 60, visibility: tooSure, bounded: tooSure }));
    expect(doubt).toBeGreaterThan(0.03);
    expect(temperature).toBeLessThan(1);
  });

  it("costs no more than any tuning that differs in one number", () => {
    const random = seeded(8);
    const posterior = () => {
      const weights = [random(), random(), random()];
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return weights.map((weight) => weight / sum);
    };
    // Random posteriors, of which the first leans to the truth; two of the last buildings are not known.
    const trial = trialOf({
      buildings: 14,
      known: 12,
      visibility: (_, truth) => posterior().map((mass, gap) => (mass + (gap === truth ? 1 : 0)) / 2),
      bounded: posterior,
    });
    const known = numbered(12);
    const found = fitOnGold(trial);
    expect(found.gold).toBe(12);
    const cost = costOf(trial, found, known);
    expect(cost).toBeLessThan(costOf(trial, prior, known));
    for (const n of numbered(21)) expect(costOf(trial, { ...found, trust: n / 20 }, known)).toBeGreaterThan(cost - 1e-8);
    for (const n of numbered(19)) expect(costOf(trial, { ...found, temperature: 0.3 + 0.05 * n }, known)).toBeGreaterThan(cost - 1e-8);
    for (const n of numbered(15)) expect(costOf(trial, { ...found, doubt: 0.004 * 1.4 ** n }, known)).toBeGreaterThan(cost - 1e-8);
  });

  it("takes a gap that a posterior rules out as nearly impossible, not as infinitely wrong", () => {
    const never = (_: number, truth: number) => [0, 1, 2].map((gap) => (gap === (truth + 1) % 3 ? 1 : 0));
    const { trust } = fitOnGold(trialOf({ buildings: 12, visibility: never, bounded: right(1) }));
    expect(trust).toBeLessThan(0.5);
  });
});
