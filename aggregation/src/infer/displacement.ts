import { evenSums, learnSums } from "./axis-prior.ts";
import type { Crew } from "./crew.ts";
import { count, type DisplacementState, displacementState, learnDisplacement } from "./displacement-parameters.ts";
import { summed } from "./shrinkage.ts";
import { partCount, type Statements } from "./statements.ts";

const rounds = 10;
/** From saved parameters less is left to learn. */
const warmRounds = 4;
/** Probability that still moves, a building: then nothing is left to learn. */
const settled = 2e-4;

/** Parameters to begin with. */
export function startDisplacement(statements: Statements): DisplacementState {
  const state = displacementState(statements, partCount);
  evenSums(state.priorSums);
  return state;
}

/**
 * Each answer tells of one moment that its volunteer has in mind: the true gap, or one a few gaps too early or too late, or
 * any (junk); single calls may still lie beside it. So all calls of an answer that was displaced count as one error.
 * Learns the state's parameters by expectation maximisation.
 * @param warm whether the state holds parameters that were learnt before
 */
export function learnDisplacements({ timelines }: Statements, state: DisplacementState, crew: Crew, warm: boolean): void {
  for (let round = 0; round < (warm ? warmRounds : rounds); round++) {
    crew.pass("displacement");
    const counts = summed(state.counts);
    learnDisplacement(state, counts, summed(state.voiceCounts));
    learnSums(state.priorSums, counts, state.gapsAt);
    if ((counts[count.change] ?? 0) < settled * timelines) break;
  }
}

/**
 * Posteriors under the state's parameters.
 * @returns the log-likelihood of the calls that saw something
 */
export function concludeDisplacement(state: DisplacementState, crew: Crew): number {
  state.measures[0] = 1;
  crew.pass("displacement");
  state.measures[0] = 0;
  return summed(state.counts)[count.evidence] ?? 0;
}
