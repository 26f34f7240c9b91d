import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evenSums } from "../../../aggregation/src/infer/axis-prior.ts";
import { dawidSkene, type Labels } from "../../../aggregation/src/infer/dawid-skene.ts";
import { displacementState, voiceCount, voiceCounts } from "../../../aggregation/src/infer/displacement-parameters.ts";
import { passDisplacement } from "../../../aggregation/src/infer/displacement-pass.ts";
import { learnRates, voiceCounts as scanCounts, scanState } from "../../../aggregation/src/infer/scan-parameters.ts";
import { passScan } from "../../../aggregation/src/infer/scan-pass.ts";
import { type Answer, answersOf, expectClose, frames, gaps, shares, statementsOf, sum, voices } from "./one-building.ts";

/** The rounds' passes, beside the same sums written down as the models are defined. */

describe("a round of the scan model", () => {
  it("is the product of the answers' floored likelihoods, and counts each voice's expected errors", () => {
    fc.assert(
      fc.property(answersOf, fc.integer({ min: -1, max: frames }), (answers, closed) => {
        const statements = statementsOf(answers, closed);
        const state = scanState(statements, 1);
        evenSums(state.priorSums);
        // Rates of their own for each voice.
        learnRates(state, Float64Array.of(4, 20, 1, 10, 0, 50, 6, 12, 9, 10, 0, 3), frames);
        passScan(statements, state, 0);
        const likelihood = ({ voice, calls }: Answer, g: number) =>
          calls.reduce<number>((product, call, k) => {
            const [alarm, miss] = [state.alarm[voice] ?? 0, state.miss[voice] ?? 0];
            const gone = k < g ? alarm : 1 - miss;
            return call === 1 ? product * gone : call === 0 ? product * (1 - gone) : product;
          }, 1);
        const weights = gaps.map((g) =>
          answers.reduce(
            (product, answer) => {
              if (!answer.calls.some((call) => call === 0 || call === 1)) return product;
              const most = Math.max(...gaps.map((other) => likelihood(answer, other)));
              return product * (likelihood(answer, g) / most + 0.01);
            },
            g === closed ? 0 : 1,
          ),
        );
        const posterior = shares(weights);
        expectClose(state.posterior, posterior);
        const stands = (k: number) => sum(posterior.slice(k + 1));
        for (let v = 0; v < voices; v++) {
          const own = answers
            .filter(({ voice }) => voice === v)
            .flatMap(({ calls }) => calls.flatMap((call, k) => (call === 0 || call === 1 ? [{ call, k }] : [])));
          expectClose(state.voiceCounts[0]?.subarray(v * scanCounts, (v + 1) * scanCounts) ?? [], [
            sum(own.map(({ call, k }) => (call === 1 ? stands(k) : 0))),
            sum(own.map(({ k }) => stands(k))),
            sum(own.map(({ call, k }) => (call === 0 ? 1 - stands(k) : 0))),
            sum(own.map(({ k }) => 1 - stands(k))),
          ]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("does not lose itself in hundreds of answers, nor in a timeline of thousands of frames", () => {
    const many = statementsOf(Array.from({ length: 900 }, (_, a) => ({ voice: a % voices, calls: [0, 0, 0, 0, 1, 1, 1] })));
    const state = scanState(many, 1);
    evenSums(state.priorSums);
    passScan(many, state, 0);
    expect(state.posterior[4]).toBeCloseTo(1, 9);
    const long = { ...many, mostFrames: 8000 };
    const most = scanState(long, 1);
    learnRates(
      most,
      Float64Array.from({ length: voices * scanCounts }, (_, i) => (i % 2 === 0 ? 0 : 1e6)),
      8000,
    );
    expect(Number.isFinite((most.standingOdds[0] ?? 0) ** 8000)).toBe(true);
    expect((most.destroyedOdds[0] ?? 0) ** 8000).toBeGreaterThan(0);
  });
});

describe("a round of the displacement model", () => {
  it("sums over the moments that each answer may hold, and counts what each voice did", () => {
    fc.assert(
      fc.property(answersOf, fc.integer({ min: -1, max: frames }), (answers, closed) => {
        const statements = statementsOf(answers, closed);
        const state = displacementState(statements, 1);
        evenSums(state.priorSums);
        state.displaced.set([0.1, 0.3, 0.6]);
        state.late.set([0.5, 0.2, 0.9]);
        state.flip.set([0.02, 0.05, 0.2]);
        state.junk.set([0.01, 0.1, 0.3]);
        passDisplacement(statements, state, 0);
        const { reach } = state;
        const beside = ({ calls }: Answer, held: number) =>
          calls.filter((call, k) => (call === 0 && k >= held) || (call === 1 && k < held)).length;
        const held = (answer: Answer, h: number) => {
          const flip = state.flip[answer.voice] ?? 0;
          return (flip / (1 - flip)) ** beside(answer, h);
        };
        const step = (v: number, d: number) => {
          const moved = state.displaced[v] ?? 0;
          const late = state.late[v] ?? 0;
          return d === 0 ? 1 - moved : moved * (state.steps[Math.abs(d)] ?? 0) * (d > 0 ? late : 1 - late);
        };
        const moments = (answer: Answer, c: number) =>
          Array.from({ length: 2 * reach + 1 }, (_, i) => {
            const d = i - reach;
            const h = Math.min(frames, Math.max(0, c + d));
            return { d, h, mass: (1 - (state.junk[answer.voice] ?? 0)) * step(answer.voice, d) * held(answer, h) };
          });
        const random = (answer: Answer) => (state.junk[answer.voice] ?? 0) * (sum(gaps.map((h) => held(answer, h))) / gaps.length);
        const given = (answer: Answer, c: number) => sum(moments(answer, c).map(({ mass }) => mass)) + random(answer);
        const telling = answers.filter(({ calls }) => calls.some((call) => call === 0 || call === 1));
        const posterior = shares(gaps.map((c) => telling.reduce((product, answer) => product * given(answer, c), c === closed ? 0 : 1)));
        expectClose(state.posterior, posterior);
        for (let v = 0; v < voices; v++) {
          const own = telling.filter(({ voice }) => voice === v);
          const counts = state.voiceCounts[0]?.subarray(v * voiceCounts, (v + 1) * voiceCounts) ?? new Float64Array(0);
          const expected = (of: (answer: Answer, c: number) => number) =>
            sum(own.map((answer) => sum(gaps.map((c) => ((posterior[c] ?? 0) * of(answer, c)) / given(answer, c)))));
          const close = (name: keyof typeof voiceCount, value: number) => {
            expect(counts[voiceCount[name]]).toBeCloseTo(value, 4);
          };
          const of = (wanted: (d: number) => boolean) => (answer: Answer, c: number) =>
            sum(moments(answer, c).map(({ d, mass }) => (wanted(d) ? mass : 0)));
          close("displaced", expected(of((d) => d !== 0)));
          close("late", expected(of((d) => d > 0)));
          close("junk", expected(random));
          close("placed", own.length - expected(random));
          close("answers", own.length);
          close(
            "flips",
            expected((answer, c) => sum(moments(answer, c).map(({ h, mass }) => mass * beside(answer, h)))),
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("Dawid-Skene", () => {
  it("goes through the rounds as they are defined, in any order of the labels", () => {
    const label = fc.record({
      task: fc.integer({ min: 0, max: 5 }),
      worker: fc.integer({ min: 0, max: 3 }),
      label: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 60 }), (rows) => {
        const column = (name: keyof (typeof rows)[number]) => Int32Array.from(rows, (row) => row[name]);
        const labels: Labels = {
          task: column("task"),
          worker: column("worker"),
          label: column("label"),
          tasks: 6,
          workers: 4,
          classes: 3,
        };
        const { posterior, rounds } = dawidSkene(labels);
        expectClose(posterior, byDefinition(labels, rounds));
      }),
      { numRuns: 100 },
    );
  });
});

/** Matrices of all workers, from the majority's shares on; 1e-10 keeps shares from 0. */
function byDefinition({ task, worker, label, tasks, workers, classes }: Labels, rounds: number): number[] {
  const rows = Array.from(task, (t, i) => ({ t, w: worker[i] ?? 0, l: label[i] ?? 0 }));
  const all = Array.from({ length: classes }, (_, c) => c);
  let posterior = Array.from({ length: tasks }, (_, t) => {
    const votes = all.map((c) => rows.filter((row) => row.t === t && row.l === c).length);
    return sum(votes) === 0 ? all.map(() => 1 / classes) : shares(votes);
  });
  for (let round = 0; round < rounds; round++) {
    const prior = all.map((c) => Math.max(sum(posterior.map((masses) => masses[c] ?? 0)) / tasks, 1e-10));
    const matrices = Array.from({ length: workers }, (_, w) =>
      all.map((c) =>
        shares(all.map((l) => 1e-10 + sum(rows.filter((row) => row.w === w && row.l === l).map(({ t }) => posterior[t]?.[c] ?? 0)))).map(
          (share) => Math.max(share, 1e-10),
        ),
      ),
    );
    posterior = posterior.map((_, t) =>
      shares(
        all.map((c) =>
          rows.filter((row) => row.t === t).reduce((product, { w, l }) => product * (matrices[w]?.[c]?.[l] ?? 0), prior[c] ?? 0),
        ),
      ),
    );
  }
  return posterior.flat();
}
