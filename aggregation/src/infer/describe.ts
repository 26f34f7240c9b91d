import type { ExpertFinding, KnownBuilding } from "../campaign.ts";
import type { Timeline } from "../extract/index.ts";
import { boundsOf, daysOf, edtf } from "./bounds.ts";
import type { Flag, Result, Status } from "./result.ts";
import { credibleRun, entropy, mostProbable, type Run, rounded } from "./spread.ts";
import { agreementOn, hidesFrame, isReversed, type Votes } from "./votes.ts";

const fewAnswers = 3;
const secondMode = 0.1;
/** Below this an expert should look, whatever the answers are like. */
const supported = 0.8;
/** Volunteers who disagree call for an expert below this; beyond it only where the gap has no more than a third of them. */
const wellSupported = 0.9;
const minority = 1 / 3;
/** Below this probability of destroyed before, within or not at all, the status is left open. */
const sureEnough = 0.6;

/** What is known of a building besides its answers. */
interface Beforehand {
  /** Gold or an expert's decision fixes its marks. */
  known: boolean;
  expert: ExpertFinding | null;
}

/** Puts one building's posterior, dates and votes into its result. */
export function describe(
  timeline: Timeline,
  known: KnownBuilding | null,
  posteriorMass: Iterable<number>,
  votes: Votes,
  { known: marked, expert }: Beforehand,
): Result {
  const posterior = rounded(posteriorMass);
  const gap = mostProbable(posterior);
  const gap50 = credibleRun(posterior, gap, 0.5);
  const gap90 = credibleRun(posterior, gap, 0.9);
  const bounds = boundsOf(timeline.frames, gap, gap);
  const bounds90 = boundsOf(timeline.frames, gap90.first, gap90.last);
  const agreement = agreementOn(gap, votes);
  const support = supportOf(gap, votes);
  const flags = flagsOf({ posterior, gap, gap90, votes, support, published: bounds.published || bounds90.published });
  const decided = expert !== null && expert.kind !== "disagree";
  if (decided) flags.push("expert_decided");
  const status = expert?.kind === "not_a_building" ? expert.kind : statusOf(posterior, gap, votes, support, marked);
  const reasons = decided ? [] : reviewReasons(status, flags, posterior[gap] ?? 0, support);
  const dated = status === "destroyed" || status === "destroyed_before";
  return {
    taskId: timeline.taskId,
    building: timeline.building,
    managerId: known?.managerId ?? null,
    status,
    gap,
    frames: timeline.frames.length,
    standingLast: bounds.after,
    destroyedFirst: bounds.by,
    standingLastFrame: bounds.afterFrame,
    destroyedFirstFrame: bounds.byFrame,
    probability: posterior[gap] ?? 0,
    gap50,
    gap90,
    after90: bounds90.after,
    by90: bounds90.by,
    intervalDays: daysOf(bounds),
    interval90Days: daysOf(bounds90),
    posterior,
    entropy: Number(entropy(posterior).toPrecision(6)),
    priorStanding: known?.priorStanding ?? null,
    priorDestroyed: known?.priorDestroyed ?? null,
    destroyedEdtf: dated ? edtf(bounds) : "",
    answers: votes.answers,
    volunteers: votes.volunteers,
    cannotTell: votes.cannotTell,
    unusable: votes.unusable,
    agreement: agreement === null ? null : Number(agreement.toPrecision(6)),
    flags,
    reviewReasons: expert?.kind === "disagree" ? ["experts_disagree", ...reasons] : reasons,
  };
}

/** The gap's share of the answers that count; null with fewer than three that tell an interval. */
function supportOf(gap: number, { intervals }: Votes): number | null {
  const heard = intervals.filter((interval) => interval.heard);
  return heard.length < fewAnswers ? null : agreementOn(gap, { intervals: heard });
}

function statusOf(posterior: readonly number[], gap: number, votes: Votes, support: number | null, gold: boolean): Status {
  const last = posterior.length - 1;
  const before = posterior[0] ?? 0;
  const never = posterior[last] ?? 0;
  const mass = gap === 0 ? before : gap === last ? never : 1 - before - never;
  const named = gap === 0 ? "destroyed_before" : gap === last ? "standing_throughout" : "destroyed";
  if (gold) return mass < sureEnough ? "unclear" : named;
  if (votes.wrongPlace >= 2 && votes.wrongPlace * 2 > votes.answers - votes.guarded) return "not_a_building";
  if (votes.telling === 0) return "unclear";
  if (support !== null && support < minority && (posterior[gap] ?? 0) < 0.5) return "disputed";
  return mass < sureEnough ? "unclear" : named;
}

interface Appearance {
  posterior: readonly number[];
  gap: number;
  gap90: Run;
  votes: Votes;
  support: number | null;
  published: boolean;
}

function flagsOf({ posterior, gap, gap90, votes, support, published }: Appearance): Flag[] {
  const flags: Flag[] = [];
  if (support !== null && support < 0.5) flags.push("contested");
  if (hasSecondMode(posterior, gap)) flags.push("multi_modal");
  if (hidesFrame(gap90.first, gap90.last, votes)) flags.push("cloud_gap");
  if (votes.guarded > 0) flags.push("guard_touched");
  if (isReversed(gap, votes)) flags.push("reversal");
  if (votes.telling < fewAnswers) flags.push("few_answers");
  if (published) flags.push("published_date");
  return flags;
}

/** Whether another gap, beyond a valley, holds a tenth of the mass or more. */
function hasSecondMode(posterior: readonly number[], gap: number): boolean {
  return posterior.some((mass, g) => {
    if (mass < secondMode || Math.abs(g - gap) < 2) return false;
    const between = g < gap ? posterior.slice(g + 1, gap) : posterior.slice(gap + 1, g);
    return Math.min(...between) < mass / 2;
  });
}

function reviewReasons(status: Status, flags: readonly Flag[], probability: number, support: number | null): string[] {
  const reasons: string[] = [];
  if (status === "unclear" || status === "disputed" || status === "not_a_building") reasons.push(status);
  if (flags.includes("contested") && (probability < wellSupported || (support ?? 1) <= minority)) reasons.push("contested");
  for (const flag of ["multi_modal", "reversal"] as const) if (flags.includes(flag)) reasons.push(flag);
  if (probability < supported && reasons.length === 0) reasons.push("wide_interval");
  return reasons;
}
