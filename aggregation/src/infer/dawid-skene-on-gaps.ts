import { dawidSkene, type Labels, toShares } from "./dawid-skene.ts";
import type { Estimator, Evidence } from "./evidence.ts";

/** Leaves no gap that is open without any probability. */
const least = 1e-10;

/**
 * The baseline that other tools offer: each answer is a label, the middle gap of its own interval on the campaign's axis,
 * and gaps are classes without order. What is known beforehand closes gaps afterwards.
 */
export const dawidSkeneOnGaps: Estimator = (evidence) => {
  const { answers, gaps } = evidence;
  const classes = gaps.axisGaps;
  const { posterior } = dawidSkene(gapLabels(evidence));
  const mass = new Float64Array(gaps.allowed.length);
  answers.timelines.forEach((_, t) => {
    const from = gaps.start[t] ?? 0;
    const to = gaps.start[t + 1] ?? from;
    for (let i = from; i < to; i++) {
      if (gaps.allowed[i] === 0) continue;
      mass[i] = least;
      for (let c = (gaps.axisFrom[i] ?? -1) + 1; c <= (gaps.axisTo[i] ?? 0); c++)
        mass[i] = (mass[i] ?? 0) + (posterior[t * classes + c] ?? 0);
    }
    toShares(mass, from, to);
  });
  return mass;
};

/** Each heard answer's middle gap, on the campaign's axis. */
export function gapLabels({ answers, gaps, voice, counts }: Evidence): Labels {
  let rows = 0;
  for (let a = 0; a < answers.count; a++) if (counts[a] !== 0 && (answers.first[a] ?? -1) >= 0) rows += 1;
  const labels: Labels = {
    task: new Int32Array(rows),
    worker: new Int32Array(rows),
    label: new Int32Array(rows),
    tasks: answers.timelines.length,
    workers: voice.reduce((most, v) => Math.max(most, v + 1), 0),
    classes: gaps.axisGaps,
  };
  let row = 0;
  for (let a = 0; a < answers.count; a++) {
    const first = answers.first[a] ?? -1;
    if (counts[a] === 0 || first < 0) continue;
    const t = answers.task[a] ?? 0;
    labels.task[row] = t;
    labels.worker[row] = voice[answers.volunteer[a] ?? 0] ?? 0;
    labels.label[row] = gaps.axisTo[(gaps.start[t] ?? 0) + ((first + (answers.last[a] ?? first)) >> 1)] ?? 0;
    row += 1;
  }
  return labels;
}
