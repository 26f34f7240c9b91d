import fc from "fast-check";
import { expect } from "vitest";
import { shared } from "../../../aggregation/src/infer/shared-memory.ts";
import type { Statements } from "../../../aggregation/src/infer/statements.ts";

/** One building's answers: who, and of each frame standing (0), destroyed (1), could not be seen (2) or nothing (null). */
export interface Answer {
  voice: number;
  calls: (0 | 1 | 2 | null)[];
}

export const frames = 7;
export const voices = 3;
export const gaps = Array.from({ length: frames + 1 }, (_, g) => g);

export const answersOf = fc.array(
  fc.record({
    voice: fc.integer({ min: 0, max: voices - 1 }),
    calls: fc.array(fc.constantFrom(0, 0, 1, 1, 2, null), { minLength: frames, maxLength: frames }),
  }),
  { minLength: 1, maxLength: 20 },
) as fc.Arbitrary<Answer[]>;

export function statementsOf(answers: readonly Answer[], closed = -1): Statements {
  const said = answers.map(({ calls }) => calls.flatMap((call, frame) => (call === null ? [] : [{ frame, call }])));
  const all = said.flat();
  const column = <A extends Int32Array | Uint32Array | Uint16Array | Int16Array | Uint8Array | Float64Array>(
    into: A,
    values: number[],
  ): A => {
    into.set(values);
    return into;
  };
  return {
    timelines: 1,
    voices,
    axisGaps: frames + 1,
    mostFrames: frames,
    mostAnswers: answers.length,
    taskStart: column(shared(Int32Array, 2), [0, answers.length]),
    voice: column(
      shared(Int32Array, answers.length),
      answers.map(({ voice }) => voice),
    ),
    start: column(shared(Uint32Array, answers.length + 1), answers.map((_, a) => said.slice(0, a).flat().length).concat(all.length)),
    frame: column(
      shared(Uint16Array, all.length),
      all.map(({ frame }) => frame),
    ),
    call: column(
      shared(Uint8Array, all.length),
      all.map(({ call }) => call),
    ),
    gapStart: column(shared(Float64Array, 2), [0, frames + 1]),
    allowed: column(
      shared(Uint8Array, frames + 1),
      gaps.map((g) => (g === closed ? 0 : 1)),
    ),
    axisFrom: column(
      shared(Int16Array, frames + 1),
      gaps.map((g) => g - 1),
    ),
    axisTo: column(shared(Int16Array, frames + 1), gaps),
    partStart: column(shared(Int32Array, 2), [0, 1]),
  };
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
export const shares = (values: readonly number[]) => values.map((value) => value / sum(values));
export const expectClose = (found: ArrayLike<number>, expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 9);
  });
};
