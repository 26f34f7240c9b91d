import { destroyed, unseen } from "../extract/index.ts";
import type { Estimator } from "./evidence.ts";
import { normaliseLogs } from "./evidence.ts";

/**
 * A baseline: on each frame the share that called it destroyed (with half a call each way, so that none is certain) is
 * taken for the chance that it shows the building destroyed; a gap's probability is the product over the frames.
 */
export const frameMajority: Estimator = ({ answers, gaps, counts }) => {
  const logs = new Float64Array(gaps.allowed.length);
  answers.timelines.forEach((timeline, t) => {
    const frames = timeline.frames.length;
    const gone = new Float64Array(frames).fill(0.5);
    const seen = new Float64Array(frames).fill(1);
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      if (counts[a] === 0) continue;
      for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
        const call = answers.call[s] ?? unseen;
        const k = answers.frame[s] ?? 0;
        if (call >= unseen) continue;
        seen[k] = (seen[k] ?? 0) + 1;
        if (call === destroyed) gone[k] = (gone[k] ?? 0) + 1;
      }
    }
    const from = gaps.start[t] ?? 0;
    let log = 0;
    for (let k = 0; k < frames; k++) log += Math.log((gone[k] ?? 0) / (seen[k] ?? 1));
    for (let g = 0; g <= frames; g++) {
      logs[from + g] = gaps.allowed[from + g] ? log : Number.NEGATIVE_INFINITY;
      const share = (gone[g] ?? 0) / (seen[g] ?? 1);
      log += Math.log(1 - share) - Math.log(share);
    }
    normaliseLogs(logs, from, gaps.start[t + 1] ?? from);
  });
  return logs;
};
