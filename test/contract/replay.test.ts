import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bloomberg } from "./replay/bloomberg.ts";
import { play } from "./replay/play.ts";
import type { Exchange } from "./replay/scenario.ts";
import { scifabric } from "./replay/scifabric.ts";
import { createStage, type Stage } from "./replay/stage.ts";

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

const recordings = readdirSync(new URL("scifabric/", recorded))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(".json", ""));

/** Exchanges of this dialect that the fixtures do not hold; see the README there. */
const notKept = 31;

describe("the embedded server answers as the recorded one: scifabric", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage("scifabric");
  });
  afterAll(() => stage.close());

  it.each(recordings)("%s", async (file) => {
    const exchanges: Exchange[] = JSON.parse(readFileSync(new URL(`scifabric/${file}.json`, recorded), "utf8"));
    const scenario = scifabric[file];
    expect(scenario).toBeDefined();
    const played = await play(stage, exchanges, scenario ?? {}, leftOut("scifabric", file));
    expect(played.length).toBeGreaterThan(0);
    expect(played.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it("leaves out at most 15 of 100 exchanges, each for a reason", () => {
    const lengths = recordings.map(
      (file) => (JSON.parse(readFileSync(new URL(`scifabric/${file}.json`, recorded), "utf8")) as Exchange[]).length,
    );
    const all = lengths.reduce((sum, length) => sum + length, notKept);
    const out = recordings.reduce((sum, file) => sum + leftOut("scifabric", file).size, notKept);
    expect(out / all).toBeLessThanOrEqual(0.15);
    for (const { file, exchanges, why } of notReplayed.scifabric ?? []) {
      expect(why.length).toBeGreaterThan(10);
      expect(Math.max(...exchanges)).toBeLessThan(lengths[recordings.indexOf(file)] ?? 0);
    }
  });
});

describe("the embedded server answers as the recorded one: bloomberg", () => {
  it("making and changing projects and tasks", async () => {
    const stage = await createStage("bloomberg");
    for (const [file, scenario] of Object.entries(bloomberg)) {
      const text = readFileSync(new URL(`bloomberg/${file}.json`, recorded), "utf8").replaceAll("127.0.0.1:5001", "127.0.0.1:5002");
      const played = await play(stage, JSON.parse(text) as Exchange[], scenario, new Set(scenario.leftOut));
      expect(played.filter(({ differences }) => differences.length > 0)).toEqual([]);
    }
    await stage.close();
  });
});
