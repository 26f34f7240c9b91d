import type { Answers } from "../extract/index.ts";

/** So often must two volunteers give the same answer with nobody else near it, before they are looked at as a pair. */
const leastSuspicions = 3;
/** Of the buildings that suspects share, the share on which they must give the same answer. */
const agreedShare = 0.8;
/** Copied answers draw fewer of the others near them than this; honest ones draw more, since what is true is seen by many. */
const supportedShare = 0.5;
/** So many buildings must a member share with its group, and so many of the others' answers must there be beside its own. */
const leastShared = 6;
/** Members of a group smaller than this must share more with it: two good volunteers agree on a handful of hard buildings by chance. */
const smallGroup = 4;
/** So many different volunteers for each member, and so many at least, must have answered beside a group: two who agree against one may be right. */
const othersForEach = 2;
const leastOthers = 5;
/** Gaps within which an answer supports another. */
const near = 2;

/**
 * Finds groups who copy one another: their members give the same answer almost always, and other volunteers are not
 * drawn to that answer. Agreement that others share is no sign of copying.
 * @param symbols what each answer says, as a number; -1 = nothing
 * @param heard 0 for volunteers who are left out
 * @returns for each volunteer the first of its group (itself where it copies nobody)
 */
export function findClusters(answers: Answers, symbols: Int32Array, heard: Uint8Array): Int32Array {
  const leader = Int32Array.from({ length: answers.volunteers }, (_, v) => v);
  const suspects = suspectPairs(answers, symbols, heard);
  if (suspects.size === 0) return leader;
  const leaderOf = (v: number): number => {
    let at = v;
    while ((leader[at] ?? at) !== at) at = leader[at] ?? at;
    return at;
  };
  for (const [pair, { shared, agreed }] of [...suspects].sort(([a], [b]) => a - b)) {
    if (agreed <= agreedShare * shared) continue;
    const a = leaderOf(Math.floor(pair / answers.volunteers));
    const b = leaderOf(pair % answers.volunteers);
    leader[Math.max(a, b)] = Math.min(a, b);
  }
  for (let v = 0; v < leader.length; v++) leader[v] = leaderOf(v);
  return withoutHonest(answers, symbols, heard, leader);
}

interface Pair {
  shared: number;
  agreed: number;
}

/** Pairs that give one answer with nobody else near it, at least so often; with how often they agree at all. */
function suspectPairs(answers: Answers, symbols: Int32Array, heard: Uint8Array): Map<number, Pair> {
  const suspicions = new Map<number, number>();
  const pairOf = (a: number, b: number) => {
    const [v, w] = [answers.volunteer[a] ?? 0, answers.volunteer[b] ?? 0];
    return Math.min(v, w) * answers.volunteers + Math.max(v, w);
  };
  eachTask(answers, symbols, heard, (rows) => {
    for (let i = 0; i < rows.length; i++) {
      const a = rows[i] ?? 0;
      if (hasSupport(answers, symbols, rows, a) !== false) continue;
      for (let j = i + 1; j < rows.length; j++) {
        const b = rows[j] ?? 0;
        if (symbols[a] !== symbols[b]) continue;
        const pair = pairOf(a, b);
        suspicions.set(pair, (suspicions.get(pair) ?? 0) + 1);
      }
    }
  });
  const suspects = new Map<number, Pair>();
  const suspected = new Uint8Array(answers.volunteers);
  for (const [pair, count] of suspicions) {
    if (count < leastSuspicions) continue;
    suspects.set(pair, { shared: 0, agreed: 0 });
    suspected[Math.floor(pair / answers.volunteers)] = 1;
    suspected[pair % answers.volunteers] = 1;
  }
  if (suspects.size === 0) return suspects;
  eachTask(answers, symbols, suspected, (rows) => {
    for (let i = 0; i < rows.length; i++) {
      const a = rows[i] ?? 0;
      for (let j = i + 1; j < rows.length; j++) {
        const b = rows[j] ?? 0;
        const tally = suspects.get(pairOf(a, b));
        if (!tally) continue;
        tally.shared += 1;
        if (symbols[a] === symbols[b]) tally.agreed += 1;
      }
    }
  });
  return suspects;
}

/** Whether any other answer lies near this one without being the same; null where all answers are the same. */
function hasSupport(answers: Answers, symbols: Int32Array, rows: readonly number[], a: number): boolean | null {
  let others = false;
  for (const row of rows) {
    if (symbols[row] === symbols[a]) continue;
    others = true;
    if (Math.abs(middleOf(answers, row) - middleOf(answers, a)) <= near) return true;
  }
  return others ? false : null;
}

/** Takes members out again who disagree with their group, or whose common answers draw the others near them. */
function withoutHonest(answers: Answers, symbols: Int32Array, heard: Uint8Array, leader: Int32Array): Int32Array {
  const size = new Int32Array(answers.volunteers);
  for (const lead of leader) size[lead] = (size[lead] ?? 0) + 1;
  const shared = new Float64Array(answers.volunteers);
  const agreed = new Float64Array(answers.volunteers);
  const outside = new Float64Array(answers.volunteers);
  const supporting = new Float64Array(answers.volunteers);
  const others = new Map<number, Set<number>>();
  const leadOf = (row: number) => leader[answers.volunteer[row] ?? 0] ?? 0;
  eachTask(answers, symbols, heard, (rows) => {
    for (const a of rows) {
      const v = answers.volunteer[a] ?? 0;
      if ((size[leadOf(a)] ?? 0) < 2) continue;
      let members = 0;
      let same = 0;
      for (const row of rows) {
        if (row === a || leadOf(row) !== leadOf(a)) continue;
        members += 1;
        if (symbols[row] === symbols[a]) same += 1;
      }
      if (members === 0) continue;
      shared[v] = (shared[v] ?? 0) + 1;
      agreed[v] = (agreed[v] ?? 0) + same / members;
      if (same === 0) continue;
      for (const row of rows) {
        if (leadOf(row) === leadOf(a)) continue;
        outside[v] = (outside[v] ?? 0) + 1;
        const met = others.get(leadOf(a)) ?? new Set<number>();
        others.set(leadOf(a), met.add(answers.volunteer[row] ?? 0));
        if (Math.abs(middleOf(answers, row) - middleOf(answers, a)) <= near) supporting[v] = (supporting[v] ?? 0) + 1;
      }
    }
  });
  const kept = leader.map((lead, v) => {
    const needed = leastShared * Math.max(1, smallGroup / (size[lead] ?? 1));
    const enough = (shared[v] ?? 0) >= needed && (outside[v] ?? 0) >= needed;
    const copies = (agreed[v] ?? 0) > agreedShare * (shared[v] ?? 0) && (supporting[v] ?? 0) < supportedShare * (outside[v] ?? 0);
    const many = (others.get(lead)?.size ?? 0) >= Math.max(leastOthers, othersForEach * (size[lead] ?? 0));
    return enough && copies && many ? lead : -1 - v;
  });
  // The group's first may have left it: the first of those who stay leads.
  const first = new Map<number, number>();
  return kept.map((lead, v) => {
    if (lead < 0) return v;
    if (!first.has(lead)) first.set(lead, v);
    return first.get(lead) ?? v;
  });
}

function middleOf(answers: Answers, row: number): number {
  return ((answers.first[row] ?? 0) + (answers.last[row] ?? 0)) / 2;
}

/** @param visit gets the rows of one task's answers, in a list that is filled anew for the next one */
function eachTask(answers: Answers, symbols: Int32Array, heard: Uint8Array, visit: (rows: readonly number[]) => void): void {
  const rows: number[] = [];
  for (let t = 0; t < answers.timelines.length; t++) {
    rows.length = 0;
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      if ((symbols[a] ?? -1) >= 0 && heard[answers.volunteer[a] ?? 0]) rows.push(a);
    }
    if (rows.length > 1) visit(rows);
  }
}
