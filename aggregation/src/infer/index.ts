import type { CampaignFacts, KnownBuilding, KnownMarks } from "../campaign.ts";
import type { Answers } from "../extract/index.ts";
import { blend } from "./blend.ts";
import { dawidSkeneOnGaps } from "./dawid-skene.ts";
import { describe } from "./describe.ts";
import { withDoubt } from "./doubt.ts";
import { type Estimator, layOutGaps } from "./evidence.ts";
import { frameMajority } from "./frame-majority.ts";
import { type Guarded, guard, unguarded } from "./guard.ts";
import { majority } from "./majority.ts";
import type { Result } from "./result.ts";
import { scan } from "./scan.ts";
import { visibility } from "./visibility.ts";
import { plurality, type Votes, votesOf } from "./votes.ts";

export { boundsOf, edtf, utc } from "./bounds.ts";
export { type CountBand, countBand } from "./count-band.ts";
export type { Guarded } from "./guard.ts";
export type { Flag, Result, Status } from "./result.ts";
export { flagNames } from "./result.ts";
export { credibleRun, entropy } from "./spread.ts";
export type { Votes } from "./votes.ts";

export const models = ["blend", "scan", "visibility", "majority", "frame-majority", "dawid-skene"] as const;
export type ModelName = (typeof models)[number];
export const defaultModel: ModelName = "blend";

const estimators: Record<ModelName, { estimate: Estimator; guarded: boolean; doubt: number }> = {
  blend: { estimate: blend, guarded: true, doubt: 0.03 },
  scan: { estimate: scan, guarded: true, doubt: 0.03 },
  visibility: { estimate: visibility, guarded: true, doubt: 0.03 },
  majority: { estimate: majority, guarded: false, doubt: 0 },
  "frame-majority": { estimate: frameMajority, guarded: false, doubt: 0 },
  "dawid-skene": { estimate: dawidSkeneOnGaps, guarded: false, doubt: 0 },
};

export interface InferenceInput {
  answers: Answers;
  facts: CampaignFacts;
  known: ReadonlyMap<string, KnownBuilding> | null;
  gold: ReadonlyMap<string, KnownMarks>;
  model: ModelName;
}

export interface Inference {
  /** By task id. */
  results: Result[];
  /** In the results' order. */
  votes: Votes[];
  /** Whom the guard heard. */
  heard: Guarded;
  volunteers: number;
  setAside: number;
  joined: number;
  /** The share of buildings, of those with a clear vote among three heard answers or more, whose result is more than two gaps from the vote. */
  contradicted: number;
  /** More than a quarter of buildings are contradicted: the model may have followed the wrong volunteers. */
  alarm: boolean;
  /** Tasks whose known dates contradict the frames' dates and were left out of account. */
  contradictoryPriors: number[];
}

const alarmShare = 0.25;

/** From answers to one result per task. Deterministic: nothing depends on the clock, chance or the order of the input. */
export function inferResults({ answers, facts, known, gold, model }: InferenceInput): Inference {
  const { estimate, guarded, doubt } = estimators[model];
  const heard = guarded ? guard(answers) : unguarded(answers);
  const gaps = layOutGaps(answers.timelines, facts.frames.length, known, gold);
  const sharp = estimate({ answers, gaps, voice: heard.voice, counts: heard.counts });
  const posterior = doubt > 0 ? withDoubt(sharp, gaps, doubt) : sharp;
  const votes = answers.timelines.map((_, t) => votesOf(answers, t, heard.counts));
  const results = answers.timelines.map((timeline, t) =>
    describe(
      timeline,
      known?.get(timeline.building) ?? null,
      posterior.subarray(gaps.start[t] ?? 0, gaps.start[t + 1] ?? 0),
      votes[t] ?? votesOf(answers, t, heard.counts),
      gold.has(timeline.building) || known?.get(timeline.building)?.gold != null,
    ),
  );
  let voted = 0;
  let contradictions = 0;
  results.forEach((result, t) => {
    const vote = votes[t];
    const most = vote ? plurality(vote) : null;
    if (most === null) return;
    voted += 1;
    if (Math.abs(most - result.gap) > 2) contradictions += 1;
  });
  const contradicted = voted === 0 ? 0 : contradictions / voted;
  return {
    results,
    votes,
    heard,
    volunteers: answers.volunteers,
    setAside: heard.constant,
    joined: heard.joined,
    contradicted,
    alarm: contradicted > alarmShare,
    contradictoryPriors: gaps.contradictory,
  };
}
