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

describe.each([8, 30, 40])("%i frames of which a quarter are not in the task, about five answers a building", (frames) => {
  it.each(["perceptual", "displacement"] as const)("are dated better than by the vote (%s)", async (process) => {
    const sized = { scenario: "realistic", process, seed: 5, buildings: 200, frames, answers: 5, varying: true, absent: 0.25 } as const;
    const { campaign, tasks, runs, truth } = simulateAnswers(sized);
    const own = mkdtempSync(join(tmpdir(), "sizes-"));
    writeFileSync(join(own, "campaign.json"), JSON.stringify(campaign));
    writeFileSync(join(own, "x_task.json"), JSON.stringify(tasks));
    writeFileSync(join(own, "x_task_run.json"), JSON.stringify(runs));
    const share = async (model: "blend" | "majority") => {
      await infer({ dir: own, out: join(own, model), model, acceptAlarm: true });
      const rows = parse(readFileSync(join(own, model, "results.csv")), { columns: true, bom: true }) as Record<string, string>[];
      const of = (holds: (row: Record<string, string>, gap: number) => boolean) =>
        rows.filter((row) => holds(row, truth.get(row.building ?? "") ?? -1)).length / rows.length;
      return {
        right: of(({ gap }, at) => Number(gap) === at),
        covered: of(({ gap90_first, gap90_last }, at) => Number(gap90_first) <= at && at <= Number(gap90_last)),
      };
    };
    const [blended, voted] = [await share("blend"), await share("majority")];
    rmSync(own, { recursive: true, force: true });
    expect(blended.right).toBeGreaterThan(voted.right);
    expect(blended.covered).toBeGreaterThan(0.9);
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
