import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { infer, verify } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { exactShare, krippendorffAlpha, scottsPi } from "../../../aggregation/src/tables/agreement.ts";
import { seeded, simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

/** Four observers, twelve units: Krippendorff's own example. */
const observers = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."];
const units = Array.from({ length: 12 }, (_, u) =>
  observers.flatMap((row) => {
    const value = row.split(" ")[u] ?? ".";
    return value === "." ? [] : [Number(value)];
  }),
);

describe("agreement", () => {
  it.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
  ] as const)("Krippendorff's alpha, %s, is that of his example", (metric, expected) => {
    const { value, low90, high90, units: paired, values } = krippendorffAlpha(units, metric, seeded(1));
    expect(value).toBeCloseTo(expected, 3);
    expect([paired, values]).toEqual([11, 40]);
    expect(low90 ?? 1).toBeLessThan(expected);
    expect(high90 ?? 0).toBeGreaterThan(expected);
    expect(krippendorffAlpha(units, metric, seeded(1)).low90).toBe(low90);
  });

  it("Krippendorff's alpha, by hand: two people, three units", () => {
    // Observed: two disagreeing entries of six. Expected: 3 and 3 of six values, so 18 of 30.
    const { value } = krippendorffAlpha(
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
      "nominal",
      seeded(1),
    );
    expect(value).toBeCloseTo(1 - 2 / 6 / (18 / 30), 12);
  });

  it("Scott's pi and the exact share, by hand", () => {
    const four = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 1],
    ];
    expect(exactShare(four)).toBe(0.75);
    expect(scottsPi(four)).toBeCloseTo((0.75 - 34 / 64) / (1 - 34 / 64), 12);
    // Three people: one pair of three agrees.
    expect(exactShare([[0, 0, 1]])).toBeCloseTo(1 / 3, 12);
  });

  it("is null where there is nothing to compare", () => {
    expect(krippendorffAlpha([[1], [2]], "ordinal", seeded(1))).toMatchObject({ value: null, low90: null, units: 0 });
    expect(krippendorffAlpha([[1, 1]], "interval", seeded(1)).value).toBeNull();
    expect([scottsPi([[1]]), exactShare([])]).toEqual([null, null]);
  });
});

describe("the tables beside results.csv", async () => {
  const buildings = 60;
  const trial = simulate({ seed: 31, process: "perceptual", buildings, frames: 6, answers: 5, cloud: 0.2 });
  const seconds = (run: number) => (run % 7 === 0 ? null : 20 + ((run * 37) % 90) + 0.7);
  trial.runs.forEach((run) => {
    run.info = { ...(run.info as object), active_seconds: seconds(Number(run.id)) };
  });
  const dir = trialFolder(trial);
  const out = join(dir, "out");
  await infer({ dir, out, volunteers: true });
  const table = (name: string): Record<string, string>[] => parse(readFileSync(join(out, name), "utf8"), { columns: true });
  const results = table("results.csv");

  it("destructions by day add up to the expected numbers, with bands around them", () => {
    const rows = table("destructions_by_day.csv");
    const posteriors = results.map(({ posterior }) => JSON.parse(posterior ?? "") as number[]);
    const before = posteriors.reduce((sum, masses) => sum + (masses[0] ?? 0), 0);
    const within = posteriors.reduce((sum, masses) => sum + masses.slice(1, -1).reduce((a, b) => a + b, 0), 0);
    expect(rows.reduce((sum, { expected }) => sum + Number(expected), 0)).toBeCloseTo(within, 2);
    expect(Number(rows.at(-1)?.cumulative)).toBeCloseTo(before + within, 2);
    expect([rows[0]?.date, rows.at(-1)?.date]).toEqual(["2017-01-05", "2017-03-05"]);
    for (const row of rows) {
      expect(Number(row.cumulative_low90)).toBeLessThanOrEqual(Number(row.cumulative));
      expect(Number(row.cumulative_high90)).toBeGreaterThanOrEqual(Number(row.cumulative));
    }
    expect(rows.slice(1).every((row, at) => Number(row.cumulative) >= Number(rows[at]?.cumulative) - 1e-9)).toBe(true);
    const destroyed = [...trial.truth.values()].filter((gap) => gap < 6).length;
    expect(Math.abs(Number(rows.at(-1)?.cumulative) - destroyed)).toBeLessThan(6);
  });

  it("frames count every judgement", () => {
    const rows = table("frames.csv");
    const judged = trial.runs.flatMap(({ info }) => Object.entries((info as { frames: Record<string, string> }).frames));
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      expect(Number(row.buildings)).toBe(buildings);
      for (const call of ["standing", "destroyed", "obscured"]) {
        expect(Number(row[call])).toBe(judged.filter(([id, name]) => id === row.frame && name === call).length);
      }
      expect(Number(row.unseen_share)).toBeGreaterThan(0);
      expect(Number(row.hidden_share)).toBeGreaterThan(0);
      expect(Number(row.hidden_share)).toBeLessThan(0.5);
    }
  });

  it("the review queue holds what needs a look, least known first", () => {
    const rows = table("review_queue.csv");
    const ids = results.filter(({ needs_review }) => needs_review === "true").map(({ task_id }) => Number(task_id));
    expect(rows.map(({ task_id }) => Number(task_id)).toSorted((a, b) => a - b)).toEqual(ids);
    const entropies = rows.map(({ entropy }) => Number(entropy));
    expect(entropies).toEqual(entropies.toSorted((a, b) => b - a));
  });

  it("volunteers are told under a number, and only if asked for", async () => {
    const rows = table("volunteers.csv");
    expect(rows.reduce((sum, { n_answers }) => sum + Number(n_answers), 0)).toBe(trial.runs.length);
    expect(rows.every(({ volunteer }) => /^v\d+$/.test(volunteer ?? ""))).toBe(true);
    for (const { n_answers, one_answer_share: same } of rows) {
      expect(Number(same)).toBeLessThanOrEqual(1);
      expect(Number(same) * Number(n_answers)).toBeGreaterThan(0.99);
    }
    const took = new Map<unknown, number[]>();
    for (const { id, user_id: user, user_ip: address } of trial.runs) {
      const told = seconds(Number(id));
      took.set(user ?? address, [...(took.get(user ?? address) ?? []), ...(told === null ? [] : [Math.floor(told)])]);
    }
    const medians = [...took.values()].map((told) => {
      told.sort((a, b) => a - b);
      return told.length === 0 ? "" : String(((told[(told.length - 1) >> 1] ?? 0) + (told[told.length >> 1] ?? 0)) / 2);
    });
    expect(rows.map(({ median_seconds: median }) => median)).toEqual(medians);
    expect(readFileSync(join(out, "volunteers.csv"), "utf8")).not.toMatch(/10\.0\./);
    const without = join(dir, "without");
    await infer({ dir, out: without });
    expect(existsSync(join(without, "volunteers.csv"))).toBe(false);
  });

  it("agreement tells alpha in gaps and in days", () => {
    const record = JSON.parse(readFileSync(join(out, "agreement.json"), "utf8")) as {
      krippendorff_alpha: Record<string, { value: number; low90: number; high90: number }>;
    };
    for (const name of ["nominal", "ordinal", "interval_days"]) {
      const { value = 0, low90 = 0, high90 = 0 } = record.krippendorff_alpha[name] ?? {};
      expect(low90 < value && value < high90 && high90 <= 1).toBe(true);
    }
    expect(record.krippendorff_alpha.ordinal?.value).toBeGreaterThan(record.krippendorff_alpha.nominal?.value ?? 1);
  });
});

describe("agreement by area", async () => {
  const buildings = 60;
  const trial = simulate({ seed: 33, process: "perceptual", buildings, frames: 6, answers: 4, cloud: 0.2 });
  const dir = trialFolder(trial, { lock: true });
  const areas = join(dir, "areas.geojson");
  // Ten buildings a row: five in the west, four in the east (one row of these in "Corner"), the last one in neither.
  const box = (name: string, west: number, east: number, north = 36) => ({
    type: "Feature",
    properties: { name },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [west, 35],
          [east, 35],
          [east, north],
          [west, north],
          [west, 35],
        ],
      ],
    },
  });
  const features = [box("Corner", 38.9922, 38.993, 35.9514), box("West", 38, 38.9922), box("East", 38.9922, 38.993), box("Empty", 1, 2)];
  writeFileSync(areas, JSON.stringify({ type: "FeatureCollection", features }));
  const out = join(dir, "out");
  await infer({ dir, out, model: "majority", areas });
  interface Statistics {
    krippendorff_alpha: Record<string, { value: number | null; low90: number | null; units: number }>;
    scotts_pi: number | null;
    exact_share: number | null;
  }
  const recordOf = (folder: string) =>
    JSON.parse(readFileSync(join(folder, "agreement.json"), "utf8")) as Statistics & {
      areas: (Statistics & { name: string | null; buildings: number; answers: number })[] | null;
    };
  const { areas: told, bootstrap: _, ...whole } = recordOf(out) as ReturnType<typeof recordOf> & { bootstrap: unknown };

  it("counts buildings and answers of each, the first of overlapping areas, and of none", () => {
    expect(told?.map(({ name, buildings: count, answers }) => [name, count, answers])).toEqual([
      ["Corner", 4, 16],
      ["West", 30, 120],
      ["East", 20, 80],
      ["Empty", 0, 0],
      [null, 6, 24],
    ]);
  });

  it("is what the area's buildings alone give, and null where there are too few", async () => {
    const west = (task: number) => (task - 500) % 10 < 5;
    const some = {
      ...trial,
      tasks: trial.tasks.filter(({ id }) => west(Number(id))),
      runs: trial.runs.filter(({ task_id: task }) => west(Number(task))),
    };
    const alone = join(dir, "alone");
    await infer({ dir: trialFolder(some), out: alone, model: "majority" });
    const { areas: none, bootstrap: __, ...expected } = recordOf(alone) as ReturnType<typeof recordOf> & { bootstrap: unknown };
    expect(none).toBeNull();
    expect(told?.[1]).toEqual({ name: "West", buildings: 30, answers: 120, ...expected });
    expect(told?.[1]?.scotts_pi).not.toEqual(whole.scotts_pi);
    expect(told?.[0]).toMatchObject({
      scotts_pi: null,
      exact_share: null,
      krippendorff_alpha: { nominal: { value: null, low90: null, units: 4 } },
    });
  });

  it("belongs to the provenance, so that verify makes it again and tells a changed file", async () => {
    expect(await verify({ dir: out })).toMatchObject({ ok: true });
    writeFileSync(areas, JSON.stringify({ type: "FeatureCollection", features: features.toReversed() }));
    const { inputs, differences } = await verify({ dir: out });
    expect([inputs, differences.map(({ file }) => file)]).toEqual([false, ["areas.geojson", "agreement.json"]]);
  });

  it("is told as not to be had without the campaign lock", async () => {
    const told: string[] = [];
    const telling = { note: () => undefined, warn: (text: string) => void told.push(text), progress: () => undefined };
    const open = join(dir, "open");
    await infer({ dir: trialFolder(trial), out: open, model: "majority", areas }, telling);
    expect(recordOf(open).areas).toBeNull();
    expect(told.join()).toContain("tells nothing by area");
  });
});
