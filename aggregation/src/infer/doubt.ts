import type { Gaps, Posterior } from "./evidence.ts";

/**
 * In place: moves a share of each gap's mass to the other open gaps of its timeline, halving with each step away. Illusions that all
 * volunteers share (smoke, shadow, a half-fallen roof) make a posterior surer than it is right.
 */
export function withDoubt(posterior: Posterior, { start, allowed }: Gaps, doubt: number): Posterior {
  // Mass that each gap of a timeline gives away, by unit of what its neighbours get for it.
  const given: number[] = [];
  for (let t = 0; t + 1 < start.length; t++) {
    const from = start[t] ?? 0;
    const to = start[t + 1] ?? 0;
    // Halving from both sides: what lies before, then what lies behind.
    let near = 0;
    for (let i = from; i < to; i++) {
      given[i - from] = near;
      near = (near + (allowed[i] ?? 0)) / 2;
    }
    near = 0;
    for (let i = to - 1; i >= from; i--) {
      const weights = (given[i - from] ?? 0) + near;
      const moved = weights > 0 ? (posterior[i] ?? 0) * doubt : 0;
      posterior[i] = (posterior[i] ?? 0) - moved;
      given[i - from] = weights > 0 ? moved / weights : 0;
      near = (near + (allowed[i] ?? 0)) / 2;
    }
    let passed = 0;
    for (let i = from; i < to; i++) {
      if (allowed[i]) posterior[i] = (posterior[i] ?? 0) + passed;
      passed = (passed + (given[i - from] ?? 0)) / 2;
    }
    passed = 0;
    for (let i = to - 1; i >= from; i--) {
      if (allowed[i]) posterior[i] = (posterior[i] ?? 0) + passed;
      passed = (passed + (given[i - from] ?? 0)) / 2;
    }
  }
  return posterior;
}
