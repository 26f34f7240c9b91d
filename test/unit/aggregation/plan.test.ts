import { readFileSync } from "node:fs";
import { join } from "node:path";
import { infer, planAnswers } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { readCampaignRecord } from "../../../aggregation/src/campaign.ts";
import { campaignAxis, createExtractor, readTask } from "../../../aggregation/src/extract/index.ts";
import { inferResults } from "../../../aggregation/src/infer/index.ts";
import { planAnswers as plan } from "../../../aggregation/src/plan/index.ts";
import { judgedBuildings } from "../../../aggregation/src/read/index.ts";
import { type SimulatedCampaign, simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

/** Results from the first answers to each task, as if the rest had not been asked for. */
function resultsOf(trial: SimulatedCampaign, answersOf: (task: number) => number) {
  const read = readCampaignRecord(trial.campaign);
  if (!read.ok) throw new Error(read.message);
  const { facts } = read.value;
  const timelines = trial.tasks.map((task) => {
    const timeline = readTask(task, campaignAxis(facts.id, facts.frames));
    if (!timeline.ok) throw new Error(timeline.reason);
    return timeline.value;
  });
  const extractor = createExtractor(facts.id, timelines);
  const given = new Map<number, number>();
  for (const run of trial.runs) {
    const task = Number(run.task_id);
    given.set(task, (given.get(task) ?? 0) + 1);
    if ((given.get(task) ?? 0) <= answersOf(task)) extractor.add(run, { file: "runs", offset: 0 });
  }
  const { answers, received } = extractor.finish();
  const { results, votes } = inferResults({ answers, facts, known: null, gold: new Map(), goldIsRandom: false, model: "blend" });
  const judged = [...judgedBuildings(results, answers.timelines, received, votes, read.value)];
  const held = (test: (result: (typeof results)[number], gap: number) => boolean) =>
    results.filter((result) => test(result, trial.truth.get(result.building) ?? -1)).length / results.length;
  return {
    results,
    judged: new Map(judged.map((building) => [building.task_id, building])),
    accuracy: held(({ gap }, truth) => gap === truth),
    coverage: held(({ gap90 }, truth) => gap90.first <= truth && truth <= gap90.last),
  };
}

describe("more answers where they tell most", () => {
  it.each([
    ["a realistic crowd", 7, {}],
    ["a fifth of the answers by attackers", 6, { constant: 0.1, colluding: 0.1 }],
  ])("need a fifth fewer answers than six for each: %s", { timeout: 60_000 }, (_, seed, attackers) => {
    const buildings = 400;
    const trial = simulate({ seed, process: "perceptual", buildings, frames: 14, answers: 12, ...attackers });
    const uniform = resultsOf(trial, () => 6);
    const answers = new Map(trial.tasks.map(({ id }) => [Number(id), 3]));
    const mean = () => [...answers.values()].reduce((sum, n) => sum + n, 0) / buildings;
    for (let round = 0; round < 5; round++) {
      const { results, judged } = resultsOf(trial, (task) => answers.get(task) ?? 0);
      for (const { taskId, answers: total } of plan(results, judged, 0.35 * buildings).rows) {
        answers.set(taskId, total);
        expect(total).toBeLessThanOrEqual(8);
      }
    }
    const adaptive = resultsOf(trial, (task) => answers.get(task) ?? 0);
    expect(mean()).toBeLessThanOrEqual(0.8 * 6);
    expect(adaptive.accuracy).toBeGreaterThanOrEqual(uniform.accuracy);
    expect(adaptive.coverage).toBeGreaterThanOrEqual(0.93);
  });

  it("keeps to the budget, most urgent first, and never orders what is ordered already", () => {
    const trial = simulate({ seed: 3, process: "perceptual", buildings: 40, frames: 8, answers: 4 });
    const { results, judged } = resultsOf(trial, () => 4);
    const few = plan(results, judged, 10);
    expect(few.more).toBe(10);
    expect(few.rows.reduce((sum, { answers }) => sum + answers - 4, 0)).toBe(10);
    const entropies = few.rows.map(({ taskId }) => results.find((result) => result.taskId === taskId)?.entropy ?? 0);
    expect(entropies[0]).toBe(Math.max(...results.map(({ entropy }) => entropy)));
    const most = few.rows[0]?.taskId ?? 0;
    const building = judged.get(most);
    if (building) building.redundancy = 8;
    const later = plan(results, judged, 10_000);
    expect(later.rows.map(({ taskId }) => taskId)).not.toContain(most);
    expect(later.experts).toBe(0);
    if (building) building.task_runs = 8;
    expect(plan(results, judged, 10_000).experts).toBe(1);
    expect(Math.max(...later.rows.map(({ answers }) => answers))).toBeLessThanOrEqual(8);
    expect(plan(results, judged, 0)).toMatchObject({ rows: [], more: 0 });
  });

  it("are eight in all; where those set aside are to be replaced eight that count, up to twelve in all", () => {
    const trial = simulate({ seed: 3, process: "perceptual", buildings: 40, frames: 8, answers: 8 });
    const { results, judged } = resultsOf(trial, () => 8);
    const none = plan(results, judged, 10_000);
    expect(none).toMatchObject({ rows: [], replacing: 0 });
    expect(none.experts).toBeGreaterThan(0);
    for (const building of judged.values()) building.set_aside = 2;
    expect(plan(results, judged, 10_000)).toEqual(none);
    const two = plan(results, judged, 10_000, true);
    expect(Math.max(...two.rows.map(({ answers }) => answers))).toBe(10);
    expect(two).toMatchObject({ replacing: none.experts, experts: 0 });
    for (const building of judged.values()) building.set_aside = 8;
    expect(Math.max(...plan(results, judged, 10_000, true).rows.map(({ answers }) => answers))).toBe(12);
  });

  it("are written from infer's folder, or straight from the answers", async () => {
    const dir = trialFolder(simulate({ seed: 3, process: "perceptual", buildings: 20, frames: 8, answers: 3 }));
    const out = join(dir, "out");
    await infer({ dir, out });
    const planned = await planAnswers({ dir: out, budget: 5 });
    const text = readFileSync(join(out, "more-answers.csv"), "utf8");
    expect(text).toMatch(/^task_id,building,n_answers,why\n5\d\d,b-\d+,[4-8],\w+\n/);
    expect(text.trim().split("\n")).toHaveLength(planned.tasks + 1);
    await planAnswers({ dir, budget: 5 });
    expect(readFileSync(join(dir, "more-answers.csv"), "utf8")).toBe(text);
  });
});
