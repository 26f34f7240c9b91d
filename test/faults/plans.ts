import fc from "fast-check";
import type { FaultKind, FaultPlan } from "pybossa-embedded";

/**
 * All that a plan can do to a request, but `delay`, which only costs time: the compiler asks for each kind that the server knows. Their
 * order decides what a seed means.
 */
const hurtful: Record<Exclude<FaultKind, "delay">, true> = {
  refuse: true,
  "cut-before": true,
  "cut-after": true,
  "rate-limit": true,
  "error-before": true,
  "error-after": true,
  "bad-gateway": true,
  truncated: true,
  "wrong-type": true,
  "sign-in": true,
  "clock-skew": true,
  "disk-full": true,
  "kill-before": true,
  "kill-after": true,
  "key-revoked": true,
  "lock-stolen": true,
  unpublished: true,
  "task-deleted": true,
};
export const faultKinds = Object.keys(hurtful) as (keyof typeof hurtful)[];

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
