import fc from "fast-check";
import type { PybossaClient } from "pybossa-client-ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientProperty, prepareStage, type Stage } from "../faults/client-property.ts";

/** In both dialects together. */
const plans = Number(process.env.FAULT_PLANS ?? 1000);
const seed = 20170610;

describe.each(["scifabric", "bloomberg"] as const)("through random faults, %s", (dialect) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await prepareStage(dialect);
  });
  afterAll(() => stage.remove());

  it(`${plans / 2} times: no acknowledged answer or task is lost, none is doubled, nothing loops, every failure has a type`, {
    timeout: 200_000,
  }, async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      clientProperty(stage, ({ taskRuns }) => taskRuns.submit, seen),
      { numRuns: plans / 2, seed, endOnFailure: true },
    );
    // All that can become of an answer did.
    expect([...seen.keys()].sort()).toEqual(["not-counted", "stored", "thrown", "unknown"]);
  });

  it("fails for a client that takes a failed request for a stored answer, and again in the same way with the same seed", async () => {
    const credulous =
      ({ taskRuns }: PybossaClient): PybossaClient["taskRuns"]["submit"] =>
      (answer) =>
        taskRuns.create(answer).then(
          (taskRun) => ({ kind: "stored", taskRun }),
          () => ({ kind: "stored", taskRun: null }),
        );
    const check = (path?: string) =>
      fc.check(clientProperty(stage, credulous), { numRuns: 50, seed, ...(path === undefined ? {} : { path }) });
    const first = await check();
    expect(first).toMatchObject({
      failed: true,
      seed,
      errorInstance: { message: expect.stringContaining("was told stored, and is lost") },
    });
    const again = await check(first.counterexamplePath ?? "");
    expect([again.counterexample, again.errorInstance]).toEqual([first.counterexample, first.errorInstance]);
  });
});
