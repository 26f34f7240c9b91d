import { calls, unseen } from "../extract/index.ts";
import type { Evidence } from "./evidence.ts";
import { shared } from "./shared-memory.ts";

/**
 * What the models with error rates go through, round by round: the heard answers, one after another by timeline, in memory that
 * threads can share. Answers that judge no frame, and calls on images that failed to load, are left out.
 */
export interface Statements {
  timelines: number;
  voices: number;
  axisGaps: number;
  /** The longest timeline's frames, and the most answers that a timeline has. */
  mostFrames: number;
  mostAnswers: number;
  /** Answers of timeline t: rows taskStart[t] to taskStart[t + 1]. */
  taskStart: Int32Array;
  voice: Int32Array;
  /** Statements of an answer: rows start[a] to start[a + 1]. */
  start: Uint32Array;
  frame: Uint16Array;
  /** 0 standing, 1 destroyed, 2 could not be seen. */
  call: Uint8Array;
  /** As in `Gaps`. */
  gapStart: Float64Array;
  allowed: Uint8Array;
  axisFrom: Int16Array;
  axisTo: Int16Array;
  /** Where each part's timelines begin; see `partCount`. */
  partStart: Int32Array;
}

/**
 * Sums are made within each of so many parts and then over the parts in order, whoever worked on them: the number of
 * threads never changes a bit of the result.
 */
export const partCount = 4;

const loadFailed = calls.indexOf("load_failed");

export function layOutStatements({ answers, gaps, voice, counts }: Evidence): Statements {
  let heard = 0;
  let said = 0;
  const counted = (a: number): number => {
    if (counts[a] === 0) return 0;
    let n = 0;
    for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) if (answers.call[s] !== loadFailed) n += 1;
    return n;
  };
  for (let a = 0; a < answers.count; a++) {
    const n = counted(a);
    if (n === 0) continue;
    heard += 1;
    said += n;
  }
  const timelines = answers.timelines.length;
  const statements: Statements = {
    timelines,
    voices: voice.reduce((most, v) => Math.max(most, v + 1), 0),
    axisGaps: gaps.axisGaps,
    mostFrames: answers.timelines.reduce((most, { frames }) => Math.max(most, frames.length), 0),
    mostAnswers: 0,
    taskStart: shared(Int32Array, timelines + 1),
    voice: shared(Int32Array, heard),
    start: shared(Uint32Array, heard + 1),
    frame: shared(Uint16Array, said),
    call: shared(Uint8Array, said),
    gapStart: gaps.start,
    allowed: shared(Uint8Array, gaps.allowed.length),
    axisFrom: gaps.axisFrom,
    axisTo: gaps.axisTo,
    partStart: shared(Int32Array, partCount + 1),
  };
  let row = 0;
  let at = 0;
  for (let t = 0; t < timelines; t++) {
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      if (counted(a) === 0) continue;
      statements.voice[row] = voice[answers.volunteer[a] ?? 0] ?? 0;
      for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
        const call = answers.call[s] ?? unseen;
        if (call === loadFailed) continue;
        statements.frame[at] = answers.frame[s] ?? 0;
        statements.call[at] = Math.min(call, unseen);
        at += 1;
      }
      row += 1;
      statements.start[row] = at;
    }
    statements.taskStart[t + 1] = row;
    statements.mostAnswers = Math.max(statements.mostAnswers, row - (statements.taskStart[t] ?? 0));
  }
  statements.allowed.set(gaps.allowed);
  divide(statements, heard);
  return statements;
}

/** Parts of about equally many answers. */
function divide({ partStart, taskStart, timelines }: Statements, heard: number): void {
  let part = 1;
  for (let t = 0; t < timelines && part < partCount; t++) {
    while (part < partCount && (taskStart[t] ?? 0) >= (heard * part) / partCount) partStart[part++] = t;
  }
  while (part <= partCount) partStart[part++] = timelines;
}
