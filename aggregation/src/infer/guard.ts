import type { Answers } from "../extract/index.ts";

export interface Guarded {
  /** The volunteer's voice; -1 = set aside. */
  voice: Int32Array;
  /** 1 where an answer counts. */
  counts: Uint8Array;
  constant: number;
  joined: number;
}

const constantShare = 0.65;
const constantEvidence = 7;
const leastSuspicions = 4;
const suspiciousShare = 0.25;
const agreedShare = 0.9;
const near = 2;

/**
 * Looks, before any model, for volunteers who give one answer whatever they are shown, and for groups who copy one
 * another. The first are set aside; a group speaks with one voice and once for each building. Agreement that others
 * share is no sign of copying, and neither is a shared address.
 */
export function guard(answers: Answers): Guarded {
  const symbols = symbolsOf(answers);
  const constant = constantVolunteers(answers, symbols);
  const leader = clusters(answers, symbols, constant);
  const voice = new Int32Array(answers.volunteers).fill(-1);
  let voices = 0;
  let joined = 0;
  for (let v = 0; v < answers.volunteers; v++) {
    const lead = leader[v] ?? v;
    if (constant[v]) continue;
    if (lead !== v) {
      joined += 1;
      voice[v] = voice[lead] ?? -1;
    } else voice[v] = voices++;
  }
  const counts = new Uint8Array(answers.count);
  answers.timelines.forEach((_, t) => {
    const spoken = new Set<number>();
    for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
      const v = voice[answers.volunteer[a] ?? 0] ?? -1;
      if (v < 0 || spoken.has(v)) continue;
      spoken.add(v);
      counts[a] = 1;
    }
  });
  return { voice, counts, constant: constant.reduce((sum, is) => sum + is, 0), joined };
}

/** Everybody heard, each with a voice of their own. */
export function unguarded(answers: Answers): Guarded {
  return {
    voice: Int32Array.from({ length: answers.volunteers }, (_, v) => v),
    counts: new Uint8Array(answers.count).fill(1),
    constant: 0,
    joined: 0,
  };
}

/** A number for what each answer says: its verdict and its interval, counted from both ends of the timeline. -1 = tells no dates. */
function symbolsOf(answers: Answers): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: answers.count }, (_, a) => {
    const first = answers.first[a] ?? -1;
    if (first < 0) return -1;
    const axis = answers.timelines[answers.task[a] ?? 0]?.axis ?? [];
    const place = (gap: number) => (gap <= 0 ? "start" : gap >= axis.length ? "end" : String(axis[gap - 1]));
    const name = `${answers.verdict[a]} ${place(first)} ${place(answers.last[a] ?? first)}`;
    const symbol = known.get(name) ?? known.size;
    known.set(name, symbol);
    return symbol;
  });
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

/** For each volunteer the first of its cluster (itself where it copies nobody). */
function clusters(answers: Answers, symbols: Int32Array, constant: Uint8Array): Int32Array {
  const suspicions = new Map<number, number>();
  const pairOf = (v: number, w: number) => Math.min(v, w) * answers.volunteers + Math.max(v, w);
  const eachPair = (visit: (pair: number, a: number, b: number, rows: number[]) => void) => {
    answers.timelines.forEach((_, t) => {
      const rows: number[] = [];
      for (let a = answers.taskStart[t] ?? 0; a < (answers.taskStart[t + 1] ?? 0); a++) {
        if ((symbols[a] ?? -1) >= 0 && !constant[answers.volunteer[a] ?? 0]) rows.push(a);
      }
      rows.forEach((a, i) => {
        for (const b of rows.slice(i + 1)) visit(pairOf(answers.volunteer[a] ?? 0, answers.volunteer[b] ?? 0), a, b, rows);
      });
    });
  };
  const middle = (a: number) => ((answers.first[a] ?? 0) + (answers.last[a] ?? 0)) / 2;
  eachPair((pair, a, b, rows) => {
    if (symbols[a] !== symbols[b]) return;
    let same = 0;
    let dissent = 0;
    for (const row of rows) {
      if (symbols[row] === symbols[a]) same += 1;
      else if (Math.abs(middle(row) - middle(a)) <= near) return;
      else dissent += 1;
    }
    if (dissent >= same) suspicions.set(pair, (suspicions.get(pair) ?? 0) + 1);
  });
  const suspects = new Map(
    [...suspicions].filter(([, count]) => count >= leastSuspicions).map(([pair]) => [pair, { shared: 0, agreed: 0 }]),
  );
  if (suspects.size > 0) {
    eachPair((pair, a, b) => {
      const tally = suspects.get(pair);
      if (!tally) return;
      tally.shared += 1;
      if (symbols[a] === symbols[b]) tally.agreed += 1;
    });
  }
  const leader = Int32Array.from({ length: answers.volunteers }, (_, v) => v);
  const leaderOf = (v: number): number => {
    let at = v;
    while ((leader[at] ?? at) !== at) at = leader[at] ?? at;
    return at;
  };
  for (const [pair, { shared, agreed }] of [...suspects].sort(([a], [b]) => a - b)) {
    if ((suspicions.get(pair) ?? 0) <= suspiciousShare * shared || agreed <= agreedShare * shared) continue;
    const a = leaderOf(Math.floor(pair / answers.volunteers));
    const b = leaderOf(pair % answers.volunteers);
    leader[Math.max(a, b)] = Math.min(a, b);
  }
  return leader.map((_, v) => leaderOf(v));
}
