import type { DisplacementState } from "./displacement-parameters.ts";
import { passDisplacement } from "./displacement-pass.ts";
import type { ScanState } from "./scan-parameters.ts";
import { passScan } from "./scan-pass.ts";
import { partCount, type Statements } from "./statements.ts";
import type { VisibilityState } from "./visibility-parameters.ts";
import { passVisibility } from "./visibility-pass.ts";

/** What the models' rounds work on. */
export interface Workplace {
  statements: Statements;
  visibility: VisibilityState;
  displacement: DisplacementState;
  scan: ScanState;
}

export const passes = ["visibility", "displacement", "scan"] as const;
export type Pass = (typeof passes)[number];

/** Whoever goes through all parts of a round; done when it returns. */
export interface Crew {
  pass(which: Pass): void;
  /** Lets helpers go. */
  end(): void;
}

/** Hires a crew for a workplace whose memory helpers may share. */
export type Hire = (workplace: Workplace) => Crew;

export function work(workplace: Workplace, which: Pass, part: number): void {
  if (which === "visibility") passVisibility(workplace.statements, workplace.visibility, part);
  else if (which === "displacement") passDisplacement(workplace.statements, workplace.displacement, part);
  else passScan(workplace.statements, workplace.scan, part);
}

/** One thread does all parts. */
export const alone: Hire = (workplace) => ({
  pass(which) {
    for (let part = 0; part < partCount; part++) work(workplace, which, part);
  },
  end() {
    // Nobody else was hired.
  },
});
