import type { Campaign } from "pybossa-client-ts/strike-tracker";
import type { Phase } from "./phase.ts";

/** Counts the work since the last break. */
export interface Breaks {
  /** One building more, or one less that was taken back. */
  count(buildings: 1 | -1): void;
  spend(seconds: number): void;
  /** The break that is due by the campaign's rules, or null. */
  due(): Phase | null;
  reset(): void;
}

export function createBreaks({ break: rules }: Pick<Campaign, "break">): Breaks {
  let buildings = 0;
  let seconds = 0;
  return {
    count: (more) => {
      buildings = Math.max(0, buildings + more);
    },
    spend: (more) => {
      seconds += more;
    },
    due() {
      if (rules.buildings > 0 && buildings >= rules.buildings) return { kind: "break", rule: "buildings", count: buildings };
      const worked = Math.floor(seconds / 60);
      return rules.minutes > 0 && worked >= rules.minutes ? { kind: "break", rule: "minutes", count: worked } : null;
    },
    reset() {
      buildings = 0;
      seconds = 0;
    },
  };
}
