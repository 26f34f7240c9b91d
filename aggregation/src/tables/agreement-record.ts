import { type Answers, verdicts } from "../extract/index.ts";
import { boundsOf } from "../infer/index.ts";
import { type Agreement, exactShare, krippendorffAlpha, replicates, scottsPi, type Unit } from "./agreement.ts";

const day = 86_400_000;
const seed = 20_170_610;

/**
 * agreement.json: how far volunteers agree, before any model. Each answer counts as the middle gap of its own interval,
 * on the campaign's axis of frames; in days, as the middle of that gap's dates (answers without two dates are left out).
 */
export function agreementRecord(answers: Answers): Record<string, unknown> {
  const gaps: number[][] = [];
  const days: number[][] = [];
  answers.timelines.forEach((timeline, t) => {
    const own: number[] = [];
    const dated: number[] = [];
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      const first = answers.first[a] ?? -1;
      if (first < 0) continue;
      const gap = (first + (answers.last[a] ?? first)) >> 1;
      own.push(gap === 0 ? 0 : (timeline.axis[gap - 1] ?? 0) + 1);
      const { after, by } = boundsOf(timeline.frames, gap, gap);
      if (after !== null && by !== null && verdicts[answers.verdict[a] ?? 0] === "destroyed") dated.push((after + by) / 2 / day);
    }
    gaps.push(own);
    days.push(dated);
  });
  return {
    krippendorff_alpha: {
      nominal: written(krippendorffAlpha(gaps, "nominal", seeded(seed))),
      ordinal: written(krippendorffAlpha(gaps, "ordinal", seeded(seed))),
      interval_days: written(krippendorffAlpha(days, "interval", seeded(seed))),
    },
    scotts_pi: digits(scottsPi(gaps)),
    exact_share: digits(exactShare(gaps)),
    bootstrap: { unit: "building", replicates, level: 0.9, seed },
  };
}

/** Krippendorff's alpha (nominal) and the share of equal pairs, rounded. @param units what was said of each thing, as codes */
export function nominalAgreement(units: readonly Unit[]): {
  exact_share: number | null;
  krippendorff_alpha: { value: number | null; low90: number | null; high90: number | null };
} {
  const { value, low90, high90 } = krippendorffAlpha(units, "nominal", seeded(seed));
  return {
    exact_share: digits(exactShare(units)),
    krippendorff_alpha: { value: digits(value), low90: digits(low90), high90: digits(high90) },
  };
}

function written({ value, low90, high90, units, values }: Agreement): Record<string, number | null> {
  return { value: digits(value), low90: digits(low90), high90: digits(high90), units, values };
}

function digits(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}

/** xorshift32 (Marsaglia 2003), in [0, 1). */
function seeded(start: number): () => number {
  let state = start | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
