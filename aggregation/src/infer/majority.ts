import type { Estimator } from "./evidence.ts";

/**
 * The baseline: each answer votes for the middle of its own interval (the earlier of two middles), and one further
 * vote is spread evenly over the gaps that are open.
 */
export const majority: Estimator = ({ answers, gaps, counts }) => {
  const mass = new Float64Array(gaps.allowed.length);
  answers.timelines.forEach((_, t) => {
    const from = gaps.start[t] ?? 0;
    const to = gaps.start[t + 1] ?? 0;
    let open = 0;
    for (let i = from; i < to; i++) open += gaps.allowed[i] ?? 0;
    let sum = 1;
    for (let i = from; i < to; i++) mass[i] = (gaps.allowed[i] ?? 0) / open;
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      const first = answers.first[a] ?? -1;
      if (first < 0 || counts[a] === 0) continue;
      const at = from + ((first + (answers.last[a] ?? first)) >> 1);
      if (gaps.allowed[at] === 0) continue;
      mass[at] = (mass[at] ?? 0) + 1;
      sum += 1;
    }
    for (let i = from; i < to; i++) mass[i] = (mass[i] ?? 0) / sum;
  });
  return mass;
};
