import type { KnownMarks } from "../campaign.ts";
import type { Answers } from "../extract/index.ts";
import { withDoubt } from "./doubt.ts";
import type { Gaps, Posterior } from "./evidence.ts";

/** How two posteriors become one result. */
export interface Tuning {
  /** Weight of the model with hidden frames; the rest is the models that bound what one answer weighs. */
  trust: number;
  /** Share of each gap's mass that goes to the other gaps. */
  doubt: number;
  /** Exponent of the mixed posterior: below 1 flatter. */
  temperature: number;
  /** Buildings with a known answer that it was fitted on; 0 = not fitted. */
  gold: number;
}

interface Posteriors {
  visibility: Posterior;
  bounded: Posterior;
  /** Gaps without regard to gold. */
  open: Gaps;
}

const trusts = Array.from({ length: 21 }, (_, n) => n / 20);
const doubts = Array.from({ length: 15 }, (_, n) => 0.004 * 1.4 ** n);
const temperatures = Array.from({ length: 19 }, (_, n) => 0.3 + 0.05 * n);
/** With fewer, what is known by default is better than any fit. */
const leastGold = 10;

/**
 * Trust, doubt and temperature that make the known answers likeliest, on posteriors that did not use them, drawn to what
 * holds without gold by a penalty: 12 (trust - default)² + ln(doubt / default)² + 3 ((1 - temperature) / .3)².
 * Holds only for gold that was drawn at random: buildings picked as easy make the result too sure.
 */
export function fitOnGold(
  input: Posteriors & { gaps: Gaps; answers: Answers; gold: ReadonlyMap<string, KnownMarks>; prior: Tuning },
): Tuning {
  const { visibility, bounded, open, gaps, answers, gold, prior } = input;
  const rows = answers.timelines.flatMap((timeline, t) => {
    const marks = gold.get(timeline.building);
    const answered = (answers.taskStart[t + 1] ?? 0) > (answers.taskStart[t] ?? 0);
    return marks && answered && !gaps.contradictory.includes(timeline.taskId) ? [t] : [];
  });
  if (rows.length < leastGold) return prior;
  const known = part(open, gaps, rows, visibility, bounded);
  const costOf = (tuning: Tuning) => lossOn(known, tuning) + penalty(tuning, prior);
  let best: Tuning = { ...prior, gold: rows.length };
  let least = costOf(best);
  // One number after another, until none of them helps any more.
  for (let better = true; better; ) {
    better = false;
    for (const tuning of neighbours(best)) {
      const cost = costOf(tuning);
      if (cost >= least - 1e-9) continue;
      [least, best, better] = [cost, tuning, true];
    }
  }
  return best;
}

/** The tuning with one of its numbers changed, in every way that is tried. */
function neighbours(tuning: Tuning): Tuning[] {
  return [
    ...trusts.map((trust) => ({ ...tuning, trust })),
    ...temperatures.map((temperature) => ({ ...tuning, temperature })),
    ...doubts.map((doubt) => ({ ...tuning, doubt })),
  ];
}

function penalty({ trust, doubt, temperature }: Tuning, prior: Tuning): number {
  return 12 * (trust - prior.trust) ** 2 + Math.log(doubt / prior.doubt) ** 2 + 3 * ((1 - temperature) / 0.3) ** 2;
}

/** The posteriors of some timelines, laid out anew, with the gaps that gold leaves open. */
function part(open: Gaps, gaps: Gaps, rows: readonly number[], visibility: Posterior, bounded: Posterior) {
  const start = new Float64Array(rows.length + 1);
  rows.forEach((t, n) => {
    start[n + 1] = (start[n] ?? 0) + (open.start[t + 1] ?? 0) - (open.start[t] ?? 0);
  });
  const pick = <A extends Float64Array | Uint8Array>(into: A, from: A): A => {
    rows.forEach((t, n) => {
      into.set(from.subarray(open.start[t] ?? 0, open.start[t + 1] ?? 0), start[n] ?? 0);
    });
    return into;
  };
  const total = start[rows.length] ?? 0;
  return {
    open: { ...open, start, allowed: pick(new Uint8Array(total), open.allowed) },
    visibility: pick(new Float64Array(total), visibility),
    bounded: pick(new Float64Array(total), bounded),
    right: pick(new Uint8Array(total), gaps.allowed),
  };
}

function lossOn({ right, ...posteriors }: Posteriors & { right: Uint8Array }, tuning: Tuning): number {
  const mass = tuned({ ...posteriors, tuning });
  let loss = 0;
  for (let t = 0; t + 1 < posteriors.open.start.length; t++) {
    let hit = 0;
    for (let i = posteriors.open.start[t] ?? 0; i < (posteriors.open.start[t + 1] ?? 0); i++) if (right[i]) hit += mass[i] ?? 0;
    loss -= Math.log(Math.max(hit, 1e-12));
  }
  return loss;
}

/** The mean of both posteriors by trust, to the power of the temperature, with doubt. */
export function tuned({ visibility, bounded, open, tuning }: Posteriors & { tuning: Tuning }): Posterior {
  const { trust, temperature, doubt } = tuning;
  const mixed = visibility.map((mass, i) => trust * mass + (1 - trust) * (bounded[i] ?? 0));
  if (temperature !== 1) {
    for (let t = 0; t + 1 < open.start.length; t++) {
      const from = open.start[t] ?? 0;
      const to = open.start[t + 1] ?? 0;
      let sum = 0;
      for (let i = from; i < to; i++) sum += mixed[i] = (mixed[i] ?? 0) ** temperature;
      for (let i = from; i < to; i++) mixed[i] = (mixed[i] ?? 0) / sum;
    }
  }
  return withDoubt(mixed, open, doubt);
}
