import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { bloomberg } from "./replay/bloomberg.ts";
import { play } from "./replay/play.ts";
import type { Exchange, Scenario } from "./replay/scenario.ts";
import { scifabric } from "./replay/scifabric.ts";
import { createStage, type Dialect, type Stage } from "./replay/stage.ts";

interface LeftOut {
  file: string;
  exchanges: number[];
  why: string;
}

const recorded = new URL("../fixtures/recorded/", import.meta.url);
const notReplayed: Record<string, LeftOut[]> = JSON.parse(readFileSync(new URL("not-replayed.json", recorded), "utf8"));

function leftOut(dialect: string, file: string): Set<number> {
  return new Set(notReplayed[dialect]?.filter((each) => each.file === file).flatMap(({ exchanges }) => exchanges));
}

const scenarios: Record<Dialect, Record<string, Scenario>> = { scifabric, bloomberg };

/** Exchanges of each dialect that the fixtures do not hold; see the README there. */
const notKept = { scifabric: 31, bloomberg: 15 };

function read(dialect: Dialect, file: string): Exchange[] {
  return JSON.parse(readFileSync(new URL(`${dialect}/${file}.json`, recorded), "utf8")) as Exchange[];
}

describe.each(["scifabric", "bloomberg"] as const)("the embedded server answers as the recorded one: %s", (dialect) => {
  const recordings = readdirSync(new URL(`${dialect}/`, recorded))
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.replace(".json", ""));
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
    const scenario = scenarios[dialect][file];
    expect(scenario).toBeDefined();
    stage ??= await createStage(dialect);
    const played = await play(stage, read(dialect, file), scenario ?? {}, leftOut(dialect, file));
    expect(played.length).toBeGreaterThan(0);
    expect(played.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it("leaves out at most 15 of 100 exchanges, each for a reason", () => {
    const lengths = recordings.map((file) => read(dialect, file).length);
    const all = lengths.reduce((sum, length) => sum + length, notKept[dialect]);
    const out = recordings.reduce((sum, file) => sum + leftOut(dialect, file).size, notKept[dialect]);
    expect(out / all).toBeLessThanOrEqual(0.15);
    for (const { file, exchanges, why } of notReplayed[dialect] ?? []) {
      expect(why.length).toBeGreaterThan(10);
      expect(Math.max(...exchanges)).toBeLessThan(lengths[recordings.indexOf(file)] ?? 0);
    }
  });
});
