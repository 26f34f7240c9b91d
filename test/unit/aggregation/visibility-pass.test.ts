import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evenSums } from "../../../aggregation/src/infer/axis-prior.ts";
import {
  count,
  crowd,
  fillTables,
  framesAt,
  states,
  type VisibilityState,
  visibilityState,
  voiceCounts,
} from "../../../aggregation/src/infer/visibility-parameters.ts";
import { passVisibility } from "../../../aggregation/src/infer/visibility-pass.ts";
import { type Answer, answersOf, expectClose, frames, gaps, shares, statementsOf, sum, voices } from "./one-building.ts";

const seeing = (call: Answer["calls"][number]) => call === 0 || call === 1;

/** Where frame k lies from the change in gap g: 0, 1, 2 before it, 2 the nearest; 3, 4, 5 after it, 3 the nearest. */
const stateOf = (k: number, g: number) => (k < g ? 2 - Math.min(2, g - 1 - k) : 3 + Math.min(2, k - g));

function begun(answers: readonly Answer[], closed: number, hides: boolean): VisibilityState {
  const state = visibilityState(statementsOf(answers), 1);
  state.crowd.set([0.2, 0.07, 0.7, 0.4, hides ? 1 : 0, 1, 0.6, 0.9, 1.7, 1.5, 1.1, 0.5]);
  state.alarm.set([0.05, 0.2, 0.6]);
  state.miss.set([0.1, 0.01, 0.4]);
  state.hidden.set(Array.from({ length: frames }, (_, k) => (k + 1) / 10));
  evenSums(state.priorSums);
  fillTables(state);
  passVisibility(statementsOf(answers, closed), state, 0);
  return state;
}

/** The same, written down as the model is defined: for each gap and frame both views, clear and hidden. */
function defined(answers: readonly Answer[], closed: number, state: VisibilityState) {
  const [blindClear = 0, blindHidden = 0, guess = 0] = state.crowd.subarray(crowd.blindClear, crowd.guess + 1);
  const all = gaps.slice(1).map((_, k) => answers.flatMap(({ voice, calls }) => ({ voice, call: calls[k] ?? null })));
  const said = all.map((calls) => calls.filter(({ call }) => call !== null));
  const chanceOf = (voice: number, s: number) => {
    const rate = ((s < 3 ? state.alarm : state.miss)[voice] ?? 0) * (state.crowd[crowd.profile + s] ?? 0);
    return Math.min(0.9, Math.max(0.002, rate));
  };
  const views = said.map((calls, k) =>
    Array.from({ length: states }, (_, s) => {
      const share = state.crowd[crowd.hides] === 1 ? (state.hidden[k] ?? 0) : 0;
      const clear = calls.reduce((product, { voice, call }) => {
        const gone = s < 3 ? chanceOf(voice, s) : 1 - chanceOf(voice, s);
        return product * (call === 2 ? blindClear : (1 - blindClear) * (call === 1 ? gone : 1 - gone));
      }, 1 - share);
      const hidden = calls.reduce(
        (product, { call }) => product * (call === 2 ? blindHidden : (1 - blindHidden) * (call === 1 ? guess : 1 - guess)),
        share,
      );
      return { both: clear + hidden, clear: clear / (clear + hidden) };
    }),
  );
  const most = views.map((of) => Math.max(...of.map(({ both }) => both)));
  const weights = gaps.map((g) =>
    views.reduce((product, of, k) => product * Math.max((of[stateOf(k, g)]?.both ?? 0) / (most[k] ?? 1), 1e-7), g === closed ? 0 : 1),
  );
  const posterior = shares(weights);
  /** The probability that frame k is clear and in state s. */
  const clearIn = views.map((of, k) => of.map(({ clear }, s) => sum(posterior.filter((_, g) => stateOf(k, g) === s)) * clear));
  return { said, most, weights, posterior, clearIn, chanceOf };
}

describe("a round of the visibility model", () => {
  it("sums out for each frame whether it is hidden, and counts what each voice and frame did", () => {
    fc.assert(
      fc.property(answersOf, fc.integer({ min: -1, max: frames }), fc.boolean(), (answers, closed, hides) => {
        const state = begun(answers, closed, hides);
        const { said, posterior, clearIn } = defined(answers, closed, state);
        expectClose(state.posterior, posterior);
        const profile = (s: number) => state.crowd[crowd.profile + s] ?? 0;
        for (let v = 0; v < voices; v++) {
          const own = said.flatMap((calls, k) =>
            calls.filter(({ voice, call }) => voice === v && seeing(call)).map(({ call }) => ({ call, k })),
          );
          const overStates = (k: number, from: number, weigh: (s: number) => number) =>
            sum([from, from + 1, from + 2].map((s) => (clearIn[k]?.[s] ?? 0) * weigh(s)));
          expectClose(state.voiceCounts[0]?.subarray(v * voiceCounts, (v + 1) * voiceCounts) ?? [], [
            sum(own.map(({ call, k }) => (call === 1 ? overStates(k, 0, () => 1) : 0))),
            sum(own.map(({ k }) => overStates(k, 0, profile))),
            sum(own.map(({ call, k }) => (call === 0 ? overStates(k, 3, () => 1) : 0))),
            sum(own.map(({ k }) => overStates(k, 3, profile))),
          ]);
        }
        const counts = state.counts[0] ?? new Float64Array();
        const judged = said.map((calls, k) => ({
          calls: calls.length,
          blind: calls.filter(({ call }) => call === 2).length,
          gone: calls.filter(({ call }) => call === 1).length,
          hidden: calls.length === 0 ? 0 : 1 - sum(clearIn[k] ?? []),
        }));
        const total = (of: (one: (typeof judged)[number]) => number) => sum(judged.filter(({ calls }) => calls > 0).map(of));
        expectClose(counts.subarray(count.frames, count.change), [
          total(() => 1),
          total(({ hidden }) => hidden),
          total(({ hidden, calls }) => (1 - hidden) * calls),
          total(({ hidden, blind }) => (1 - hidden) * blind),
          total(({ hidden, calls }) => hidden * calls),
          total(({ hidden, blind }) => hidden * blind),
          total(({ hidden, gone }) => hidden * gone),
        ]);
        expect(counts[count.change]).toBeCloseTo(1, 9);
        expectClose(counts.subarray(count.gaps, count.gaps + gaps.length), posterior);
        const from = framesAt(gaps.length);
        expectClose(
          counts.subarray(from, from + 2 * frames),
          judged.flatMap(({ hidden, calls }) => [hidden, calls > 0 ? 1 : 0]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("counts the wrong calls by distance from the change, beside as many as the voices' rates lead to expect", () => {
    fc.assert(
      fc.property(answersOf, fc.boolean(), (answers, hides) => {
        const state = begun(answers, -1, hides);
        const { said, clearIn } = defined(answers, -1, state);
        const counts = state.counts[0] ?? new Float64Array();
        const byState = (of: (calls: { voice: number; call: Answer["calls"][number] }[], s: number) => number) =>
          Array.from({ length: states }, (_, s) => sum(said.map((calls, k) => (clearIn[k]?.[s] ?? 0) * of(calls, s))));
        expectClose(
          counts.subarray(count.wrong, count.wrong + states),
          byState((calls, s) => calls.filter(({ call }) => call === (s < 3 ? 1 : 0)).length),
        );
        expectClose(
          counts.subarray(count.expectedWrong, count.expectedWrong + states),
          byState((calls, s) =>
            sum(calls.filter(({ call }) => seeing(call)).map(({ voice }) => (s < 3 ? state.alarm : state.miss)[voice] ?? 0)),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("measures how likely all calls were, and which of them saw nothing", () => {
    fc.assert(
      fc.property(answersOf, fc.boolean(), (answers, hides) => {
        const state = begun(answers, -1, hides);
        const { said, most, weights } = defined(answers, -1, state);
        const counts = state.counts[0] ?? new Float64Array();
        expect(counts[count.evidence]).toBeCloseTo(sum(most.map(Math.log)) + Math.log(sum(weights) / gaps.length), 9);
        const [blindClear = 0, blindHidden = 0] = state.crowd.subarray(crowd.blindClear, crowd.blindHidden + 1);
        const told = said.map((calls, k) => {
          const share = hides ? (state.hidden[k] ?? 0) : 0;
          const under = (blind: number) => calls.reduce((product, { call }) => product * (call === 2 ? blind : 1 - blind), 1);
          return Math.log((1 - share) * under(blindClear) + share * under(blindHidden));
        });
        expect(counts[count.blindEvidence]).toBeCloseTo(sum(told), 9);
      }),
      { numRuns: 60 },
    );
  });

  it("does not lose itself in hundreds of answers", () => {
    const statements = statementsOf(Array.from({ length: 900 }, (_, a) => ({ voice: a % voices, calls: [0, 0, 0, 0, 1, 1, 2] })));
    const state = visibilityState(statements, 1);
    state.crowd[crowd.hides] = 1;
    evenSums(state.priorSums);
    fillTables(state);
    passVisibility(statements, state, 0);
    expect(state.posterior[4]).toBeCloseTo(1, 6);
    expect(Array.from(state.counts[0] ?? []).every(Number.isFinite)).toBe(true);
  });
});
