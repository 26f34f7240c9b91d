import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createOutbox } from "strike-tracker-presenter/session";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseOf, surviveFaults } from "../faults/campaign.ts";
import { type CampaignStage, prepareCampaignStage } from "../faults/campaign-stage.ts";

/** `npm run fire` runs thousands more. */
const plans = 30;

describe.each(["scifabric", "bloomberg"] as const)("whole campaigns under plans of faults, %s", (dialect) => {
  let stage: CampaignStage;
  beforeAll(async () => {
    stage = await prepareCampaignStage(dialect, 8);
  });
  afterAll(() => stage.remove());

  it(`${plans} times: each acknowledged answer is in the results once, no building has two tasks, every failure is told`, {
    timeout: 200_000,
  }, async () => {
    let acknowledged = 0;
    for (let seed = 1; seed <= plans; seed += 1) {
      const outcome = await surviveFaults(caseOf(seed, false), stage).catch((cause: unknown) => {
        throw new Error(`repeat it with: npm run fire -- --dialect ${dialect} --seed ${seed} --plans 1`, { cause });
      });
      acknowledged += outcome.acknowledged;
    }
    expect(acknowledged).toBeGreaterThan(plans);
  });

  it("finds a page that takes a failed request for a stored answer, and finds it again by the same seed", async () => {
    const credulous: typeof createOutbox = (effects, tell) =>
      createOutbox({ ...effects, post: (entry) => effects.post(entry).catch(() => ({ id: 0, userId: null })) }, tell);
    const fail = (seed: number) => surviveFaults(caseOf(seed, false), stage, credulous).then(() => "", String);
    for (let seed = 1; seed <= plans; seed += 1) {
      const message = await fail(seed);
      if (message === "") continue;
      expect(message).toMatch(/answer \S+ was acknowledged, and is lost/);
      expect(await fail(seed)).toBe(message);
      return;
    }
    expect.fail("it was not found");
  });
});

describe("npm run fire", () => {
  it("tells the figures of its campaigns", { timeout: 90_000 }, async () => {
    const words = ["run", "--silent", "fire", "--", "--dialect", "scifabric", "--seed", "3", "--plans", "1"];
    const { stdout } = await promisify(execFile)("npm", words, { cwd: fileURLToPath(new URL("../..", import.meta.url)) });
    expect(stdout).toMatch(/^1 campaigns, \d+ volunteers\nfaults injected: .+\nanswers acknowledged: [1-9]/);
    expect(stdout).toContain("campaigns that failed: 0 lost an answer, 0 doubled one or a task, 0 otherwise");
  });
});
