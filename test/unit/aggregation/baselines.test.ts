import { readFileSync } from "node:fs";
import { join } from "node:path";
import { infer, models } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { readResultsCsv } from "../../../aggregation/src/export/index.ts";
import { dawidSkene } from "../../../aggregation/src/infer/dawid-skene.ts";
import { seeded, simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";

describe("Dawid-Skene", () => {
  it("hears careful workers above those that guess, as a majority cannot", () => {
    const random = seeded(5);
    const [tasks, classes] = [600, 3];
    const truth = Array.from({ length: tasks }, () => Math.floor(random() * classes));
    const accuracy = [0.95, 0.9, 0.4, 0.4, 0.4];
    const rows = truth.flatMap((c, task) =>
      accuracy.map((right, worker) => ({ task, worker, label: random() < right ? c : (c + 1 + Math.floor(random() * 2)) % classes })),
    );
    const { posterior } = dawidSkene({
      task: Int32Array.from(rows, ({ task }) => task),
      worker: Int32Array.from(rows, ({ worker }) => worker),
      label: Int32Array.from(rows, ({ label }) => label),
      tasks,
      workers: accuracy.length,
      classes,
    });
    const best = (scores: ArrayLike<number>) => Array.from(scores).indexOf(Math.max(...Array.from(scores)));
    const share = (guess: (task: number) => number) => truth.filter((c, task) => guess(task) === c).length / tasks;
    const majority = share((task) => {
      const votes = new Float64Array(classes);
      for (const { label } of rows.slice(task * accuracy.length, (task + 1) * accuracy.length)) votes[label] = (votes[label] ?? 0) + 1;
      return best(votes);
    });
    const found = share((task) => best(posterior.subarray(task * classes, (task + 1) * classes)));
    expect(majority).toBeLessThan(0.9);
    expect(found).toBeGreaterThan(0.93);
    for (let task = 0; task < tasks; task++) {
      expect(posterior.subarray(task * classes, (task + 1) * classes).reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 9);
    }
  });

  it("learns that a worker says the opposite", () => {
    // Worker 2 always contradicts 0 and 1, who agree; alone on the last task, it is heard the other way round.
    const rows = [
      ...Array.from({ length: 20 }, (_, task) =>
        [0, 1, 2].map((worker) => [task, worker, worker === 2 ? 1 - (task % 2) : task % 2]),
      ).flat(),
      [20, 2, 0],
    ];
    const column = (at: number) => Int32Array.from(rows, (row) => row[at] ?? 0);
    const { posterior } = dawidSkene({ task: column(0), worker: column(1), label: column(2), tasks: 21, workers: 3, classes: 2 });
    expect(posterior[41]).toBeGreaterThan(0.9);
  });
});

describe("every model", () => {
  const trial = simulate({ seed: 51, process: "perceptual", buildings: 80, frames: 8, answers: 5 });
  it.each(models)("%s writes whole results, better than chance", async (model) => {
    const dir = trialFolder(trial);
    await infer({ dir, out: join(dir, "out"), model, acceptAlarm: true });
    const results = readResultsCsv(readFileSync(join(dir, "out", "results.csv"), "utf8"));
    for (const { posterior } of results) expect(posterior.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 6);
    const right = results.filter(({ building, gap }) => trial.truth.get(building) === gap).length;
    expect(right / results.length).toBeGreaterThan(0.5);
  });

  it("frame-majority says nothing where nobody answered", async () => {
    const dir = trialFolder(simulate({ seed: 52, process: "recalled", buildings: 4, frames: 5, answers: 0 }));
    await infer({ dir, out: join(dir, "out"), model: "frame-majority" });
    for (const { posterior } of readResultsCsv(readFileSync(join(dir, "out", "results.csv"), "utf8"))) {
      for (const mass of posterior) expect(mass).toBeCloseTo(1 / 6, 7);
    }
  });
});
