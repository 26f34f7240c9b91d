import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { type InferOptions, infer, verify } from "strike-tracker-aggregation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campaignId, type SimulatedAnswers, simulateAnswers } from "../../synthetic/answers/index.ts";

let trial: SimulatedAnswers;
let dir: string;
beforeAll(() => {
  trial = simulateAnswers({ scenario: "cloudy", process: "perceptual", seed: 4, buildings: 400, frames: 14, answers: 8, dirty: 0.05 });
  dir = mkdtempSync(join(tmpdir(), "tuning-"));
  writeFileSync(join(dir, "campaign.json"), JSON.stringify(trial.campaign));
  writeFileSync(join(dir, `${campaignId}_task.json`), JSON.stringify(trial.tasks));
  writeFileSync(join(dir, `${campaignId}_task_run.json`), JSON.stringify(trial.runs));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

async function inferred(name: string, options: Partial<InferOptions> = {}) {
  const out = join(dir, name);
  const summary = await infer({ dir, out, acceptAlarm: true, ...options });
  const rows = parse(readFileSync(join(out, "results.csv")), { columns: true, bom: true }) as Record<
    "building" | "gap" | "posterior",
    string
  >[];
  return {
    out,
    summary,
    posteriors: rows.map(({ posterior }) => JSON.parse(posterior) as number[]),
    gaps: rows.map(({ gap }) => Number(gap)),
    rows,
  };
}

describe("task runs of eighteen broken kinds", () => {
  it("are each counted as what they are", async () => {
    const { task_runs, used, practice, duplicates, rejected } = trial.expected;
    const { summary } = await inferred("counts");
    expect(summary.counts).toEqual({ task_runs, used, practice, duplicates, rejected });
  });
});

describe("two threads", () => {
  it("make the same bytes as one", async () => {
    const one = await inferred("one", { threads: 1 });
    const two = await inferred("two", { threads: 2 });
    expect(readFileSync(join(two.out, "results.csv")).equals(readFileSync(join(one.out, "results.csv")))).toBe(true);
  });
});

describe("a warm start", () => {
  it("reaches the cold start's answer", async () => {
    const cold = await inferred("cold", { volunteers: true });
    const warmStart = join(dir, "saved.json");
    writeFileSync(warmStart, readFileSync(join(cold.out, "parameters.json")));
    const warm = await inferred("warm", { warmStart });
    const apart = cold.posteriors.map(
      (posterior, b) => posterior.reduce((sum, mass, g) => sum + Math.abs(mass - (warm.posteriors[b]?.[g] ?? 0)), 0) / 2,
    );
    expect(apart.reduce((sum, each) => sum + each, 0) / apart.length).toBeLessThan(0.01);
    expect(cold.gaps.filter((gap, b) => gap === warm.gaps[b]).length).toBeGreaterThan(0.98 * cold.gaps.length);
    expect(await verify({ dir: warm.out })).toMatchObject({ ok: true });
    expect(readFileSync(warmStart, "utf8")).not.toMatch(/10\.\d+\.\d+\.\d+|user_id/);
  });

  it("refuses a file that holds no parameters", async () => {
    await expect(inferred("refused", { warmStart: join(dir, "campaign.json") })).rejects.toThrow(/parameters/);
  });
});

describe("gold", () => {
  const goldOf = (count: number) => {
    const gold = join(dir, `gold-${count}.csv`);
    const ids = (trial.campaign.frames as { id: string }[]).map(({ id }) => id);
    const rows = [...trial.truth].slice(0, count).map(([building, gap]) => `${building},${ids[gap - 1] ?? ""},${ids[gap] ?? ""}`);
    writeFileSync(gold, ["building,last_standing,first_destroyed", ...rows].join("\n"));
    return gold;
  };

  it("drawn at random tunes the model, and dates its own buildings", async () => {
    const { summary, rows } = await inferred("gold", { gold: goldOf(60) });
    expect(summary.tuning?.gold).toBeGreaterThan(50);
    for (const [building, gap] of [...trial.truth].slice(0, 60))
      expect(Number(rows.find((row) => row.building === building)?.gap)).toBe(gap);
  });

  it("that was chosen, or too little of it, tunes nothing", async () => {
    const chosen = await inferred("chosen", { gold: goldOf(60), goldChosen: true });
    const few = await inferred("few", { gold: goldOf(5) });
    for (const { summary } of [chosen, few]) {
      expect(summary.tuning).toMatchObject({ gold: 0, doubt: 0.03, temperature: 1 });
      // However the likelihoods choose, no model is left alone.
      expect(summary.tuning?.trust).toBeGreaterThanOrEqual(0.5);
      expect(summary.tuning?.trust).toBeLessThanOrEqual(0.7);
    }
    expect(await verify({ dir: chosen.out })).toMatchObject({ ok: true });
  });
});
