import { describe, expect, it } from "vitest";
import { compileErrors } from "../../contract/compile.ts";

const head = `
import type { Answer } from "pybossa-client-ts/strike-tracker";
import type { PybossaClient } from "pybossa-client-ts";
import type { BloombergClient } from "pybossa-client-ts/bloomberg";
import type { ScifabricClient } from "pybossa-client-ts/scifabric";
declare const s: ScifabricClient;
declare const b: BloombergClient;
declare const answer: Answer;
declare const names: { name: string; short_name: string; description: string };
declare const company: { product: string; subproduct: string; kpi: number; data_classification: { input_data: string; output_data: string } };
`;

const right = [
  "s.projects.create(names)",
  "b.projects.create({ ...names, password: 'p', info: company })",
  "s.newTask(1, { limit: 2, orderby: 'priority_0', desc: true })",
  "b.newTask(1)",
  "s.projects.update(1, { short_name: 'q' })",
  "b.projects.update(1, { published: true })",
  "s.tasks.create({ project_id: 1, info: {} })",
  "b.tasks.create({ project_id: 1, info: {}, gold_answers: {}, expiration: '2027-01-01T00:00:00' })",
  "s.forms.scheduler('p', 'breadth_first')",
  "b.forms.scheduler('p', 'locked_scheduler')",
  "b.locks.release(1, 'p')",
  "b.userProgress(1).then(({ remaining_for_user }) => remaining_for_user + 1)",
  "s.taskRuns.submit({ project_id: 1, task_id: 2, info: { ...answer } })",
  "[s, b] satisfies PybossaClient[]",
];

const wrong = [
  "s.projects.create({ ...names, password: 'p' })",
  "b.projects.create(names)",
  "b.projects.create({ ...names, info: company })",
  "b.newTask(1, { limit: 2 })",
  "b.projects.update(1, { short_name: 'q' })",
  "s.projects.update(1, { published: true })",
  "s.tasks.create({ project_id: 1, info: {}, gold_answers: {} })",
  "s.tasks.create({ project_id: '1', info: {} })",
  "s.tasks.create({ project_id: 1, info: {}, n_anwsers: 3 })",
  "b.forms.scheduler('p', 'breadth_first')",
  "s.forms.scheduler('p', 'locked_scheduler')",
  "s.locks.release(1, 'p')",
  "s.tasks.setPriorities(1, [])",
  "s.userProgress(1).then(({ remaining_for_user }) => remaining_for_user + 1)",
  "s.taskRuns.submit({ project_id: 1, task_id: 2, info: { verdict: 'destroyed' } })",
];

/** The lines that do not compile. */
function refusedLines(lines: string[]): string[] {
  const found = compileErrors([`${head}${lines.map((line) => `void (${line});`).join("\n")}\n`]);
  return [...new Set(found.map(({ line }) => line.replace(/^void \((.*)\);$/, "$1")))];
}

describe("a call of one dialect", () => {
  const refused = refusedLines([...right, ...wrong]);

  it("compiles on a client of that dialect", () => {
    expect(refused.filter((line) => !wrong.includes(line))).toEqual([]);
  });

  it.each(wrong)("does not compile elsewhere: %s", (line) => {
    expect(refused).toContain(line);
  });
});
