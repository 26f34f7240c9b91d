import { type Answers, verdicts } from "../extract/index.ts";
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
  const constant = constantVolunteers(answers, withWrongPlaces(answers, symbols));
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
export function symbolsOf(answers: Answers): Int32Array {
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

const wrongPlace = verdicts.indexOf("wrong_place");

/** With a symbol for "wrong place" as well: it tells no dates, but enough of them take a building out of the results. */
function withWrongPlaces({ verdict }: Answers, symbols: Int32Array): Int32Array {
  const own = symbols.reduce((most, symbol) => Math.max(most, symbol), -1) + 1;
  return symbols.map((symbol, a) => (verdict[a] === wrongPlace ? own : symbol));
}

/** 1 for those who say one thing far more often than it is said when every volunteer counts once. */
function constantVolunteers({ volunteers, volunteer, count }: Answers, symbols: Int32Array): Uint8Array {
  // Each volunteer's symbols, sorted: rows start[v] to start[v + 1].
  const start = new Int32Array(volunteers + 1);
  for (let a = 0; a < count; a++) {
    const after = (volunteer[a] ?? 0) + 1;
    if ((symbols[a] ?? -1) >= 0) start[after] = (start[after] ?? 0) + 1;
  }
  for (let v = 0; v < volunteers; v++) start[v + 1] = (start[v + 1] ?? 0) + (start[v] ?? 0);
  const said = new Int32Array(start[volunteers] ?? 0);
  const next = start.slice();
  for (let a = 0; a < count; a++) {
    if ((symbols[a] ?? -1) < 0) continue;
    const v = volunteer[a] ?? 0;
    said[next[v] ?? 0] = symbols[a] ?? -1;
    next[v] = (next[v] ?? 0) + 1;
  }
  const most = new Int32Array(volunteers);
  const often = new Int32Array(volunteers);
  // How common each symbol is when every volunteer counts once.
  const common = new Map<number, number>();
  let asked = 0;
  for (let v = 0; v < volunteers; v++) {
    const own = said.subarray(start[v] ?? 0, start[v + 1] ?? 0).sort();
    if (own.length > 0) asked += 1;
    for (let from = 0, to = 0; from < own.length; from = to) {
      const symbol = own[from] ?? -1;
      while (to < own.length && own[to] === symbol) to += 1;
      common.set(symbol, (common.get(symbol) ?? 0) + (to - from) / own.length);
      if (to - from <= (often[v] ?? 0)) continue;
      most[v] = symbol;
      often[v] = to - from;
    }
  }
  return Uint8Array.from({ length: volunteers }, (_, v) => {
    const given = (start[v + 1] ?? 0) - (start[v] ?? 0);
    const same = often[v] ?? 0;
    return isConstant(same, given, (common.get(most[v] ?? -1) ?? 0) / asked) ? 1 : 0;
  });
}

/** Whether `same` of `given` answers are too many for one that others give with the share `expected`. */
function isConstant(same: number, given: number, expected: number): boolean {
  const share = same / given;
  if (!(share > constantShare) || share <= expected) return false;
  const rest = given - same;
  return same * Math.log(share / expected) + (rest > 0 ? rest * Math.log((1 - share) / (1 - expected)) : 0) > constantEvidence;
}
