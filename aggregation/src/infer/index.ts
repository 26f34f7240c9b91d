import type { CampaignFacts, ExpertFinding, KnownBuilding, KnownMarks } from "../campaign.ts";
import type { Answers } from "../extract/index.ts";
import { blend } from "./blend.ts";
import { alone, type Hire } from "./crew.ts";
import { dawidSkeneOnGaps } from "./dawid-skene-on-gaps.ts";
import { describe } from "./describe.ts";
import { withDoubt } from "./doubt.ts";
import { type Estimator, type Evidence, type Gaps, layOutGaps, type Posterior, withoutGold } from "./evidence.ts";
import { frameMajority } from "./frame-majority.ts";
import { fitOnGold, type Tuning, tuned } from "./gold.ts";
import { type Guarded, guard, unguarded } from "./guard.ts";
import { majority } from "./majority.ts";
import type { Result } from "./result.ts";
import { type NameOf, recall, remember, type SavedParameters } from "./saved-parameters.ts";
import { scan } from "./scan.ts";
import { plurality, type Votes, votesOf } from "./votes.ts";

export { boundsOf, edtf, utc } from "./bounds.ts";
export { type CountBand, countBand } from "./count-band.ts";
export { alone, type Crew, type Hire, type Pass, passes, type Workplace, work } from "./crew.ts";
export type { Tuning } from "./gold.ts";
export { type Guarded, symbolsOf } from "./guard.ts";
export type { Flag, Result, Status } from "./result.ts";
export { flagNames } from "./result.ts";
export { readSavedParameters, type SavedParameters } from "./saved-parameters.ts";
export { credibleRun, entropy } from "./spread.ts";
export { partCount } from "./statements.ts";
export { type Votes, votesOn } from "./votes.ts";

export const models = ["blend", "scan", "visibility", "displacement", "majority", "frame-majority", "dawid-skene"] as const;
export type ModelName = (typeof models)[number];
export const defaultModel: ModelName = "blend";

/** Models that are one function of the evidence. */
const simple: Partial<Record<ModelName, Estimator>> = { scan, majority, "frame-majority": frameMajority, "dawid-skene": dawidSkeneOnGaps };
const guardedModels: ReadonlySet<ModelName> = new Set(["blend", "scan", "visibility", "displacement"]);
const defaultDoubt = 0.03;

export interface InferenceInput {
  answers: Answers;
  facts: CampaignFacts;
  known: ReadonlyMap<string, KnownBuilding> | null;
  /** Buildings with a known answer, besides those of the lock. */
  gold: ReadonlyMap<string, KnownMarks>;
  /** Whether `gold` was drawn at random, so that trust, doubt and temperature may be fitted on it. */
  goldIsRandom: boolean;
  /** What experts decided at the desk, by building: used as known, but never fitted on. */
  experts?: ReadonlyMap<string, ExpertFinding>;
  model: ModelName;
  /** Who works through the rounds; by default this thread alone. The same bits whoever does. */
  hire?: Hire;
  /** Parameters of an earlier inference to start from. */
  saved?: SavedParameters | null;
  /** Names for volunteers where parameters are saved and recalled; without it none are. */
  nameOf?: NameOf;
}

export interface Inference {
  /** By task id. */
  results: Result[];
  /** What the answers to one task say, by its place among the results; counted anew each time, as all would fill the memory. */
  votes: (at: number) => Votes;
  /** Whom the guard heard. */
  heard: Guarded;
  volunteers: number;
  setAside: number;
  copied: number;
  /** The share of buildings, of those with a clear vote among three heard answers or more, whose result is more than two gaps from the vote. */
  contradicted: number;
  /** More than a quarter of buildings are contradicted: the model may have followed the wrong volunteers. */
  alarm: boolean;
  /** Tasks whose known dates contradict the frames' dates and were left out of account. */
  contradictoryPriors: number[];
  /** How the posteriors were weighed; null for baselines. */
  tuning: Tuning | null;
  /** What was learnt of the crowd and the volunteers; null for models that learn no such thing. */
  parameters: SavedParameters | null;
}

const alarmShare = 0.25;

/** Whom a model hears: baselines everyone. */
export function heardBy(model: ModelName, answers: Answers): Guarded {
  return guardedModels.has(model) ? guard(answers) : unguarded(answers);
}

/** From answers to one result per task. Deterministic: nothing depends on the clock, chance, the order of the input or the number of threads. */
export function inferResults(input: InferenceInput): Inference {
  const { answers, facts, known, gold, model, experts } = input;
  const marks = new Map(gold);
  for (const [building, finding] of experts ?? []) if (finding.kind === "marks") marks.set(building, finding.marks);
  const heard = heardBy(model, answers);
  const gaps = layOutGaps(answers.timelines, facts.frames.length, known, marks);
  const contradictory = new Set(gaps.contradictory);
  const { posterior, tuning, parameters } = estimate({ ...input, heard, gaps });
  const votes = (t: number) => votesOf(answers, t, heard.counts);
  let voted = 0;
  let contradictions = 0;
  const results = answers.timelines.map((timeline, t) => {
    const said = votes(t);
    const beforehand = {
      known: marks.has(timeline.building) || known?.get(timeline.building)?.gold != null,
      // A decision that the manager's own dates rule out is left out of account.
      expert: contradictory.has(timeline.taskId) ? null : (experts?.get(timeline.building) ?? null),
    };
    const mass = posterior.subarray(gaps.start[t] ?? 0, gaps.start[t + 1] ?? 0);
    const result = describe(timeline, known?.get(timeline.building) ?? null, mass, said, beforehand);
    const most = plurality(said);
    if (most !== null) voted += 1;
    if (most !== null && Math.abs(most - result.gap) > 2) contradictions += 1;
    return result;
  });
  const contradicted = voted === 0 ? 0 : contradictions / voted;
  return {
    results,
    votes,
    heard,
    volunteers: answers.volunteers,
    setAside: heard.constant,
    copied: heard.copied,
    contradicted,
    alarm: contradicted > alarmShare,
    contradictoryPriors: gaps.contradictory,
    tuning,
    parameters,
  };
}

interface Estimate {
  posterior: Posterior;
  tuning: Tuning | null;
  parameters: SavedParameters | null;
}

/** Posteriors by the model, with doubt, the gaps that gold closes at 0. */
export function estimate(input: InferenceInput & { heard: Guarded; gaps: Gaps }): Estimate {
  const { answers, known, gold, goldIsRandom, model, heard, gaps } = input;
  const evidence: Evidence = { answers, gaps, voice: heard.voice, counts: heard.counts };
  const estimator = simple[model];
  if (estimator !== undefined) {
    const sharp = estimator(evidence);
    return { posterior: guardedModels.has(model) ? withDoubt(sharp, gaps, defaultDoubt) : sharp, tuning: null, parameters: null };
  }
  const open = withoutGold(gaps, answers.timelines, known);
  const { saved = null, nameOf } = input;
  const {
    visibility,
    displacement,
    scan: scanned,
    trust,
    workplace,
  } = blend(evidence, open.allowed, input.hire ?? alone, (place) =>
    saved === null || !nameOf ? false : recall(saved, place, answers, heard.voice, nameOf),
  );
  const prior: Tuning = { trust: model === "blend" ? trust : model === "visibility" ? 1 : 0, doubt: defaultDoubt, temperature: 1, gold: 0 };
  const bounded = model === "blend" ? meanOf(displacement, scanned) : displacement;
  const tuning = goldIsRandom && model === "blend" ? fitOnGold({ visibility, bounded, gaps, open, answers, gold, prior }) : prior;
  const posterior = tuned({ visibility, bounded, open, tuning });
  closeGold(posterior, gaps);
  return { posterior, tuning, parameters: nameOf ? remember(workplace, answers, heard.voice, nameOf) : null };
}

/** The mean of two posteriors, in the place of the first. */
function meanOf(one: Posterior, other: Posterior): Posterior {
  for (let i = 0; i < one.length; i++) one[i] = ((one[i] ?? 0) + (other[i] ?? 0)) / 2;
  return one;
}

/** Takes the mass from the gaps that gold closes. */
function closeGold(posterior: Posterior, { start, allowed }: Gaps): void {
  for (let t = 0; t + 1 < start.length; t++) {
    const from = start[t] ?? 0;
    const to = start[t + 1] ?? 0;
    let kept = 0;
    let open = 0;
    for (let i = from; i < to; i++) {
      if (!allowed[i]) continue;
      kept += posterior[i] ?? 0;
      open += 1;
    }
    for (let i = from; i < to; i++) posterior[i] = !allowed[i] ? 0 : kept > 0 ? (posterior[i] ?? 0) / kept : 1 / open;
  }
}
