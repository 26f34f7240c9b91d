import { evenSums, learnSums } from "./axis-prior.ts";
import type { Crew } from "./crew.ts";
import { summed } from "./shrinkage.ts";
import { partCount, type Statements } from "./statements.ts";
import { count, crowd, fillTables, learnParameters, type VisibilityState, visibilityState } from "./visibility-parameters.ts";

/** Hidden frames come in only when the voices' rates have begun to differ; else they explain away whoever disagrees. */
const roundsBeforeHiding = 2;
const rounds = 14;
/** From saved parameters less is left to learn. */
const warmRounds = 6;
/** Probability that still moves, a building: then nothing is left to learn. */
const settled = 2e-4;

/** Parameters to begin with. */
export function startVisibility(statements: Statements): VisibilityState {
  const state = visibilityState(statements, partCount);
  evenSums(state.priorSums);
  return state;
}

/**
 * Each frame of a building is clear, or hidden for all volunteers alike (cloud, smoke, shadow); a hidden one says nothing,
 * whatever is called on it. Summed out exactly, told by the calls that see nothing, so that ten volunteers under one
 * cloud do not count as ten witnesses. On clear frames voices err by distance from the change as the crowd does.
 * Learns the state's parameters by expectation maximisation.
 * @param warm whether the state holds parameters that were learnt before
 */
export function learnVisibility({ timelines }: Statements, state: VisibilityState, crew: Crew, warm: boolean): void {
  for (let round = 0; round < (warm ? warmRounds : rounds); round++) {
    state.crowd[crowd.hides] = warm || round >= roundsBeforeHiding ? 1 : 0;
    fillTables(state);
    crew.pass("visibility");
    const counts = summed(state.counts);
    learnParameters(state, counts, summed(state.voiceCounts));
    learnSums(state.priorSums, counts, count.gaps);
    if (round > roundsBeforeHiding && (counts[count.change] ?? 0) < settled * timelines) break;
  }
}

/**
 * Posteriors under the state's parameters.
 * @returns the log-likelihood of the calls that saw something, given which did
 */
export function concludeVisibility(state: VisibilityState, crew: Crew): number {
  state.crowd[crowd.hides] = 1;
  state.crowd[crowd.measures] = 1;
  fillTables(state);
  crew.pass("visibility");
  state.crowd[crowd.measures] = 0;
  const counts = summed(state.counts);
  return (counts[count.evidence] ?? 0) - (counts[count.blindEvidence] ?? 0);
}
