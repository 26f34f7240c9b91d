import { alone, type Crew, type Hire, type Workplace } from "./crew.ts";
import { concludeDisplacement, learnDisplacements, startDisplacement } from "./displacement.ts";
import type { Evidence, Posterior } from "./evidence.ts";
import { learnScan, startScan } from "./scan.ts";
import { within } from "./shrinkage.ts";
import { layOutStatements } from "./statements.ts";
import { concludeVisibility, learnVisibility, startVisibility } from "./visibility.ts";

/** The posteriors of the models, each as if no building had gold, and how far the answers themselves speak for the first. */
export interface Blend {
  visibility: Posterior;
  displacement: Posterior;
  scan: Posterior;
  /** Weight of `visibility` in the default model. */
  trust: number;
  workplace: Workplace;
}

/**
 * However much better one model explains the answers, its weight stays within these: neither is the truth, and where moods
 * sway whole answers the likelihoods choose the wrong one.
 */
const leastTrust = 0.5;
const mostTrust = 0.7;

/**
 * Two models that differ in how errors hang together: by the image (hidden for all) or by the answer (a moment aside). The
 * first one's weight follows from how well each explains the campaign's answers.
 * @param open which gaps are open when gold is left out of account, laid out as `Gaps`
 */
export function blend(
  evidence: Evidence,
  open: Uint8Array,
  hire: Hire = alone,
  recall: (workplace: Workplace) => boolean = () => false,
): Blend {
  const statements = layOutStatements(evidence);
  const workplace: Workplace = {
    statements,
    visibility: startVisibility(statements),
    displacement: startDisplacement(statements),
    scan: startScan(statements),
  };
  const warm = recall(workplace);
  const crew: Crew = hire(workplace);
  try {
    learnDisplacements(statements, workplace.displacement, crew, warm);
    learnVisibility(statements, workplace.visibility, crew, warm);
    statements.allowed.set(open);
    const held = concludeDisplacement(workplace.displacement, crew);
    const hidden = concludeVisibility(workplace.visibility, crew);
    learnScan(statements, workplace.scan, crew);
    const trust = trustOf(hidden - held, statements.voice.length);
    const { visibility, displacement, scan } = workplace;
    return { visibility: visibility.posterior, displacement: displacement.posterior, scan: scan.posterior, trust, workplace };
  } finally {
    crew.end();
  }
}

/**
 * A soft choice by the models' log-likelihoods. Answers depend on one another in ways that neither model knows, so that a
 * difference weighs less the more answers it is summed over.
 */
function trustOf(difference: number, answers: number): number {
  return within(1 / (1 + Math.exp(-difference / (2 + answers / 100))), leastTrust, mostTrust);
}
