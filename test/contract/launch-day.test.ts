import { expect, it } from "vitest";
import { launchDay } from "../bench/launch/day.ts";

// The few seconds of `npm run launch-day` that a test can spare.
const crowd = { volunteers: 40, buildings: 400, redundancy: 3, seconds: 4, think: [100, 500] as const };

it("many volunteers at once lose no answer, and few answers are in vain; PYBOSSA's own order wastes most", async () => {
  const spread = await launchDay({ ...crowd, scheduling: "spread" });
  expect(spread).toMatchObject({ lost: 0, doubled: 0 });
  expect(spread.stored).toBeGreaterThan(100);
  expect(spread.surplus).toBeLessThan(0.1);
  const plain = await launchDay({ ...crowd, scheduling: "plain", seconds: 2 });
  expect(plain).toMatchObject({ lost: 0, doubled: 0 });
  expect(plain.surplus).toBeGreaterThan(0.5);
}, 120_000);
