import { type Answers, calls, destroyed, standing, unseen, verdicts } from "../extract/index.ts";

/** What the answers to one task say, counted. */
export interface Votes {
  answers: number;
  volunteers: number;
  cannotTell: number;
  /** Answers that call no frame standing or destroyed. */
  unusable: number;
  /** Answers that were set aside. */
  guarded: number;
  /** Of the others those that call a frame standing or destroyed, and those that say it is the wrong place. */
  telling: number;
  wrongPlace: number;
  /** How many judged each frame how; see `votesOn`. */
  frames: Int32Array;
  /** The answers' own intervals of gaps, and whether the guard lets them count. */
  intervals: { first: number; last: number; heard: boolean }[];
}

/** Counts the answers of timeline t. */
export function votesOf(answers: Answers, t: number, counts: Uint8Array): Votes {
  const frames = answers.timelines[t]?.frames.length ?? 0;
  const votes: Votes = {
    answers: 0,
    volunteers: 0,
    cannotTell: 0,
    unusable: 0,
    guarded: 0,
    telling: 0,
    wrongPlace: 0,
    frames: new Int32Array(frames * calls.length),
    intervals: [],
  };
  for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
    votes.answers += 1;
    const verdict = verdicts[answers.verdict[a] ?? 0];
    if (verdict === "cannot_tell") votes.cannotTell += 1;
    const heard = counts[a] !== 0;
    if (!heard) votes.guarded += 1;
    if (heard && verdict === "wrong_place") votes.wrongPlace += 1;
    let usable = false;
    for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
      const call = answers.call[s] ?? unseen;
      if (call < unseen) usable = true;
      const at = (answers.frame[s] ?? 0) * calls.length + call;
      votes.frames[at] = (votes.frames[at] ?? 0) + 1;
    }
    if (!usable) votes.unusable += 1;
    else if (heard) votes.telling += 1;
    const first = answers.first[a] ?? -1;
    if (first >= 0) votes.intervals.push({ first, last: answers.last[a] ?? first, heard });
  }
  // One answer of a volunteer counts on a task.
  votes.volunteers = votes.answers;
  return votes;
}

/** The share of the answers whose own interval contains the gap; null where none tells an interval. */
export function agreementOn(gap: number, { intervals }: Pick<Votes, "intervals">): number | null {
  if (intervals.length === 0) return null;
  return intervals.filter(({ first, last }) => first <= gap && gap <= last).length / intervals.length;
}

/** The middle of most heard answers' own intervals; null on a tie or with fewer than three. */
export function plurality({ intervals }: Votes): number | null {
  const heard = intervals.filter((interval) => interval.heard);
  if (heard.length < 3) return null;
  const count = new Map<number, number>();
  for (const { first, last } of heard) count.set((first + last) >> 1, (count.get((first + last) >> 1) ?? 0) + 1);
  const [most, second] = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return most === undefined || most[1] === second?.[1] ? null : most[0];
}

/** How many judged frame k so. @param call index into `calls` */
export function votesOn({ frames }: Votes, k: number, call: number): number {
  return frames[k * calls.length + call] ?? 0;
}

/** Whether many judged a frame after the change as standing: more than half of at least three, on one frame or more. */
export function isReversed(gap: number, votes: Votes): boolean {
  for (let k = gap + 1; k * calls.length < votes.frames.length; k++) {
    const stood = votesOn(votes, k, standing);
    const gone = votesOn(votes, k, destroyed);
    if (stood + gone >= 3 && stood > gone) return true;
  }
  return false;
}

/** Whether a frame within the run (after its first gap, before its last) could not be seen by half of those who judged it. */
export function hidesFrame(first: number, last: number, votes: Votes): boolean {
  for (let k = first; k < last; k++) {
    let unsighted = 0;
    for (let call = unseen; call < calls.length; call++) unsighted += votesOn(votes, k, call);
    const judged = votesOn(votes, k, standing) + votesOn(votes, k, destroyed) + unsighted;
    if (judged > 0 && unsighted * 2 >= judged) return true;
  }
  return false;
}
