import fc from "fast-check";
import type { FaultKind, FaultPlan } from "pybossa-embedded";

/** All that a plan can do to a request, but `delay`, which only costs time. */
export const faultKinds = [
  "refuse",
  "cut-before",
  "cut-after",
  "rate-limit",
  "error-before",
  "error-after",
  "bad-gateway",
  "truncated",
  "wrong-type",
  "sign-in",
  "clock-skew",
  "disk-full",
  "kill-before",
  "kill-after",
  "key-revoked",
  "lock-stolen",
  "unpublished",
  "task-deleted",
] as const satisfies readonly FaultKind[];

/** A plan of chance alone: up to four kinds of faults, which hit up to `most` of the requests. */
export function randomPlans(kinds: readonly FaultKind[], most: number): fc.Arbitrary<FaultPlan> {
  return fc
    .record({
      seed: fc.nat(),
      chosen: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }),
      tenths: fc.integer({ min: 1, max: Math.round(most * 10) }),
    })
    .map(({ seed, chosen, tenths }) => ({
      seed,
      rates: Object.fromEntries(chosen.map((kind) => [kind, tenths / 10 / chosen.length])),
    }));
}
