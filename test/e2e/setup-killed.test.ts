import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaServer } from "pybossa-embedded";
import { afterAll, describe, expect, it } from "vitest";
import { aggregateCases } from "../kills/aggregate-cases.ts";
import { killAll } from "../kills/kill-case.ts";
import { countSteps, killAndResume } from "../kills/killed-apply.ts";
import { serverCases } from "../kills/setup-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "setup-killed-"));
const server = await createPybossaServer({ dataDir: join(folder, "server"), limit: 100_000 });

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const applied = (id: string, method: "csv" | "post") => ({
  endpoint: server.endpoint,
  apiKey: server.keys.owner ?? "",
  folder: join(folder, id),
  id,
  buildings: 25,
  method,
});

/** Few steps for each commit; `npm run bench -- apply` takes 50. */
describe("apply that is killed and run again", () => {
  it.each(["csv", "post"] as const)("by %s leaves each building one task, wherever it was killed", async (method) => {
    const steps = await countSteps(applied(`${method}-whole`, method));
    expect(steps).toBeGreaterThan(20);
    for (const share of [0.3, 0.75]) {
      const step = Math.round(steps * share);
      const left = await killAndResume(applied(`${method}-${step}`, method), step);
      expect([step, left]).toEqual([step, { killed: true, duplicates: 0, missing: 0, unlocked: 0 }]);
    }
  });
});

/** A sample for each commit; `npm run kills` takes all commands, both dialects and 200 steps each. */
describe("a command that is killed and run again", () => {
  const sample = [...serverCases("scifabric"), ...aggregateCases()]
    .filter(({ name }) => /redundancy|archive|forget/.test(name))
    .map((each) => [each.name, each] as const);

  it.each(sample)("%s ends as if it had not been", async (_name, each) => {
    const { killed, faults } = await killAll(each, 1);
    expect(faults).toEqual([]);
    expect(killed).toBe(1);
  });
});
