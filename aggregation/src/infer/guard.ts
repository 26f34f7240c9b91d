import type { Answers } from "../extract/index.ts";
import { findClusters } from "./clusters.ts";

export interface Guarded {
  /** The volunteer's voice; -1 = set aside. */
  voice: Int32Array;
  /** 1 where an answer counts. */
  counts: Uint8Array;
  /** By volunteer: the number of its group of copiers, from 1; 0 = in none. */
  group: Int32Array;
  /** Volunteers set aside: who always say the same, and who copy one another. */
  constant: number;
  copied: number;
}

const constantShare = 0.65;
const constantEvidence = 7;

/**
 * Looks, before any model, for volunteers who give one answer whatever they are shown, and for groups who copy one
 * another; neither is heard. Agreement that others share is no sign of copying, and neither is a shared address.
 */
export function guard(answers: Answers): Guarded {
  const symbols = symbolsOf(answers);
  const constant = constantVolunteers(answers, symbols);
  const leader = findClusters(
    answers,
    symbols,
    constant.map((is) => 1 - is),
  );
  const group = groupsOf(leader);
  const voice = new Int32Array(answers.volunteers).fill(-1);
  let voices = 0;
  for (let v = 0; v < answers.volunteers; v++) if (!constant[v] && !group[v]) voice[v] = voices++;
  const counts = Uint8Array.from(answers.volunteer, (v) => ((voice[v] ?? -1) < 0 ? 0 : 1));
  return { voice, counts, group, constant: sum(constant), copied: sum(group.map((number) => Math.min(number, 1))) };
}

/** Numbers the groups of two or more in the order of their first. */
function groupsOf(leader: Int32Array): Int32Array {
  const group = new Int32Array(leader.length);
  let groups = 0;
  leader.forEach((lead, v) => {
    if (lead === v) return;
    if (group[lead] === 0) group[lead] = ++groups;
    group[v] = group[lead] ?? 0;
  });
  return group;
}

function sum(flags: Uint8Array | Int32Array): number {
  let total = 0;
  for (const is of flags) total += is;
  return total;
}

/** Everybody heard, each with a voice of their own. */
export function unguarded(answers: Answers): Guarded {
  return {
    voice: Int32Array.from({ length: answers.volunteers }, (_, v) => v),
    counts: new Uint8Array(answers.count).fill(1),
    constant: 0,
    group: new Int32Array(answers.volunteers),
    copied: 0,
  };
}

/** A number for what each answer says: its verdict and its interval, counted from both ends of the timeline. -1 = tells no dates. */
function symbolsOf(answers: Answers): Int32Array {
  const longest = answers.timelines.reduce((most, { axis }) => Math.max(most, axis.at(-1) ?? 0), 0);
  const places = longest + 3;
  const symbols = new Int32Array(answers.count).fill(-1);
  for (let a = 0; a < answers.count; a++) {
    const first = answers.first[a] ?? -1;
    if (first < 0) continue;
    const axis = answers.timelines[answers.task[a] ?? 0]?.axis ?? [];
    const place = (gap: number) => (gap <= 0 ? 0 : gap >= axis.length ? places - 1 : (axis[gap - 1] ?? 0) + 1);
    symbols[a] = ((answers.verdict[a] ?? 0) * places + place(first)) * places + place(answers.last[a] ?? first);
  }
  return symbols;
}

function constantVolunteers(answers: Answers, symbols: Int32Array): Uint8Array {
  const own = Array.from({ length: answers.volunteers }, () => new Map<number, number>());
  const given = new Float64Array(answers.volunteers);
  for (let a = 0; a < answers.count; a++) {
    const symbol = symbols[a] ?? -1;
    if (symbol < 0) continue;
    const v = answers.volunteer[a] ?? 0;
    const counts = own[v];
    counts?.set(symbol, (counts.get(symbol) ?? 0) + 1);
    given[v] = (given[v] ?? 0) + 1;
  }
  // How common each symbol is when every volunteer counts once.
  const common = new Map<number, number>();
  let volunteers = 0;
  own.forEach((counts, v) => {
    if (counts.size === 0) return;
    volunteers += 1;
    for (const [symbol, count] of counts) common.set(symbol, (common.get(symbol) ?? 0) + count / (given[v] ?? 1));
  });
  return Uint8Array.from(own, (counts, v) => {
    const n = given[v] ?? 0;
    let symbol = -1;
    let m = 0;
    for (const [s, count] of counts) {
      if (count > m || (count === m && s < symbol)) {
        symbol = s;
        m = count;
      }
    }
    const share = m / n;
    if (!(share > constantShare)) return 0;
    const expected = (common.get(symbol) ?? 0) / volunteers;
    if (share <= expected) return 0;
    const rest = n - m;
    const evidence = m * Math.log(share / expected) + (rest > 0 ? rest * Math.log((1 - share) / (1 - expected)) : 0);
    return evidence > constantEvidence ? 1 : 0;
  });
}
