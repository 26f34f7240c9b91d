import type { Estimator } from "./evidence.ts";
import { scan } from "./scan.ts";
import { visibility } from "./visibility.ts";

/**
 * The mean of both posteriors: one trusts what is called a little too much where all stand under one cloud, the other a
 * little too little where none is.
 */
export const blend: Estimator = (evidence) => {
  const trusting = scan(evidence);
  const doubting = visibility(evidence);
  return trusting.map((mass, i) => (mass + (doubting[i] ?? 0)) / 2);
};
