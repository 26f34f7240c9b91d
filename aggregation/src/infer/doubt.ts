import type { Gaps, Posterior } from "./evidence.ts";

/**
 * Moves a share of each gap's mass to the other open gaps of its timeline, halving with each step away. Illusions that all
 * volunteers share (smoke, shadow, a half-fallen roof) make a posterior surer than it is right.
 */
export function withDoubt(posterior: Posterior, gaps: Gaps, doubt: number): Posterior {
  const spread = new Float64Array(posterior.length);
  for (let t = 0; t + 1 < gaps.start.length; t++) {
    const from = gaps.start[t] ?? 0;
    const to = gaps.start[t + 1] ?? 0;
    for (let i = from; i < to; i++) {
      const mass = posterior[i] ?? 0;
      let weights = 0;
      for (let j = from; j < to; j++) if (j !== i && gaps.allowed[j]) weights += 2 ** -Math.abs(i - j);
      const moved = weights > 0 ? mass * doubt : 0;
      spread[i] = (spread[i] ?? 0) + mass - moved;
      if (moved === 0) continue;
      for (let j = from; j < to; j++) {
        if (j !== i && gaps.allowed[j]) spread[j] = (spread[j] ?? 0) + (moved * 2 ** -Math.abs(i - j)) / weights;
      }
    }
  }
  return spread;
}
