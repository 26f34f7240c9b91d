import { evenSums, learnSums } from "./axis-prior.ts";
import type { Crew } from "./crew.ts";
import type { Estimator } from "./evidence.ts";
import { count, learnRates, type ScanState, scanState } from "./scan-parameters.ts";
import { passScan } from "./scan-pass.ts";
import { summed } from "./shrinkage.ts";
import { layOutStatements, partCount, type Statements } from "./statements.ts";

const rounds = 12;
/** Probability that still moves, a building: then nothing is left to learn. */
const settled = 1e-9;

/** Parameters to begin with. */
export function startScan(statements: Statements): ScanState {
  const state = scanState(statements, partCount);
  evenSums(state.priorSums);
  return state;
}

/**
 * The forward-scan model on judgements of single frames. Before the change a voice calls a frame destroyed with its
 * false-alarm rate, after it standing with its miss rate; frames that could not be seen say nothing. Rates and the
 * prior over gaps are learnt by expectation maximisation, the rates shrunk towards the crowd's.
 */
export function learnScan({ timelines, mostFrames }: Statements, state: ScanState, crew: Pick<Crew, "pass">): void {
  for (let round = 1; ; round++) {
    crew.pass("scan");
    const counts = summed(state.counts);
    if (round === rounds || (counts[count.change] ?? 0) < settled * timelines) return;
    learnRates(state, summed(state.voiceCounts), mostFrames);
    learnSums(state.priorSums, counts, count.gaps);
  }
}

/** The scan model by itself. */
export const scan: Estimator = (evidence) => {
  const statements = layOutStatements(evidence);
  const state = startScan(statements);
  learnScan(statements, state, {
    pass() {
      for (let part = 0; part < partCount; part++) passScan(statements, state, part);
    },
  });
  return state.posterior;
};
