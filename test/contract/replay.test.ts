import { afterAll, afterEach, describe, expect, it } from "vitest";
import { play } from "./replay/play.ts";
import { exchangesOf, leftOut, notReplayed, recordingsOf, scenarioOf } from "./replay/recordings.ts";
import { createStage, type Stage } from "./replay/stage.ts";

/** Exchanges of each dialect that the fixtures do not hold; see the README there. */
const notKept = { scifabric: 31, bloomberg: 15 };

describe.each(["scifabric", "bloomberg"] as const)("the embedded server answers as the recorded one: %s", (dialect) => {
  const recordings = recordingsOf(dialect);
  let stage: Stage | null = null;
  afterEach(async () => {
    // Those of Scifabric build on each other.
    if (dialect === "bloomberg") await close();
  });
  afterAll(close);
  async function close(): Promise<void> {
    await stage?.close();
    stage = null;
  }

  it.each(recordings)("%s", async (file) => {
    const scenario = scenarioOf(dialect, file);
    expect(scenario).toBeDefined();
    stage ??= await createStage(dialect);
    const played = await play(stage, exchangesOf(dialect, file), scenario ?? {}, leftOut(dialect, file));
    expect(played.length).toBeGreaterThan(0);
    expect(played.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it("leaves out at most 15 of 100 exchanges, each for a reason", () => {
    const lengths = recordings.map((file) => exchangesOf(dialect, file).length);
    const all = lengths.reduce((sum, length) => sum + length, notKept[dialect]);
    const out = recordings.reduce((sum, file) => sum + leftOut(dialect, file).size, notKept[dialect]);
    expect(out / all).toBeLessThanOrEqual(0.15);
    for (const { file, exchanges, why } of notReplayed[dialect] ?? []) {
      expect(why.length).toBeGreaterThan(10);
      expect(Math.max(...exchanges)).toBeLessThan(lengths[recordings.indexOf(file)] ?? 0);
    }
  });
});
