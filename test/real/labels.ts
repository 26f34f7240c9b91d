import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { dawidSkene } from "../../aggregation/src/infer/dawid-skene.ts";

/** What the baseline must reach on public sets of crowd labels; `f1` is that of class 1. */
const sets = [
  { name: "D_Product", accuracy: 0.936, f1: 0.715 },
  { name: "S_Dog", accuracy: 0.84, f1: null },
];

export interface LabelOutcome {
  name: string;
  accuracy: number;
  f1: number | null;
  /** The least that counts as right. */
  known: { accuracy: number; f1: number | null };
  reached: boolean;
}

/**
 * Dawid-Skene on label sets, in which it can be compared with what others report of it (Zheng et al., Truth inference in
 * crowdsourcing, VLDB 2017).
 * @param folder with `<set>-answers.csv` (question,worker,answer) and `<set>-truth.csv` (question,truth)
 */
export function judgeLabels(folder: string): LabelOutcome[] {
  return sets.map(({ name, ...known }) => {
    const answers = rowsOf(join(folder, `${name}-answers.csv`));
    const truth = new Map(rowsOf(join(folder, `${name}-truth.csv`)).map(([question, label]) => [question, label]));
    const [tasks, workers, labels] = [numbering(answers, 0), numbering(answers, 1), numbering(answers, 2)];
    const { posterior } = dawidSkene({
      task: tasks.column,
      worker: workers.column,
      label: labels.column,
      tasks: tasks.names.length,
      workers: workers.names.length,
      classes: labels.names.length,
    });
    let [right, judged, hits, named, wanted] = [0, 0, 0, 0, 0];
    tasks.names.forEach((question, t) => {
      const known = truth.get(question);
      if (known === undefined) return;
      const shares = posterior.subarray(t * labels.names.length, (t + 1) * labels.names.length);
      const label = labels.names[shares.indexOf(Math.max(...shares))];
      judged += 1;
      if (label === known) right += 1;
      if (label === "1") named += 1;
      if (known === "1") wanted += 1;
      if (label === "1" && known === "1") hits += 1;
    });
    const accuracy = right / judged;
    const f1 = known.f1 === null ? null : (2 * hits) / (named + wanted);
    return { name, accuracy, f1, known, reached: accuracy >= known.accuracy && (f1 ?? 0) >= (known.f1 ?? 0) };
  });
}

function rowsOf(file: string): string[][] {
  return parse(readFileSync(file), { from_line: 2, bom: true, trim: true, skip_empty_lines: true });
}

/** Numbers a column's values from 0 in the order in which they come. */
function numbering(rows: readonly (readonly string[])[], at: number): { column: Int32Array; names: string[] } {
  const numbers = new Map<string, number>();
  const column = Int32Array.from(rows, (row) => {
    const name = row[at] ?? "";
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { column, names: [...numbers.keys()] };
}
