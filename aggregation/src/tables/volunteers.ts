import { stringify } from "csv-stringify/sync";
import { type Answers, destroyed, unknownSeconds, unseen } from "../extract/index.ts";
import { type Guarded, type Result, symbolsOf } from "../infer/index.ts";
import { share } from "./frames.ts";

/**
 * volunteers.csv: what each volunteer gave, against the results. Pseudonymous: a salted name where the task runs hold one
 * (as `fetch` writes them), else a number.
 */
export function volunteersTable(answers: Answers, heard: Guarded, results: readonly Result[]): string {
  const zeros = () => new Float64Array(answers.volunteers);
  const [given, counted, compared, agreed, seenBefore, alarms, seenAfter, misses, judged, blind] = Array.from({ length: 10 }, zeros);
  const add = (tally: Float64Array | undefined, volunteer: number) => {
    if (tally) tally[volunteer] = (tally[volunteer] ?? 0) + 1;
  };
  for (let a = 0; a < answers.count; a++) {
    const v = answers.volunteer[a] ?? 0;
    const gap = results[answers.task[a] ?? 0]?.gap ?? 0;
    add(given, v);
    if (heard.counts[a]) add(counted, v);
    const first = answers.first[a] ?? -1;
    if (first >= 0) add(compared, v);
    if (first >= 0 && first <= gap && gap <= (answers.last[a] ?? first)) add(agreed, v);
    for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
      const call = answers.call[s] ?? unseen;
      add(judged, v);
      if (call >= unseen) {
        add(blind, v);
        continue;
      }
      const before = (answers.frame[s] ?? 0) < gap;
      add(before ? seenBefore : seenAfter, v);
      if (before === (call === destroyed)) add(before ? alarms : misses, v);
    }
  }
  const same = mostCommon(answers);
  const median = medianSeconds(answers);
  const rate = (some: Float64Array | undefined, all: Float64Array | undefined, v: number) =>
    all?.[v] ? share((some?.[v] ?? 0) / all[v]) : "";
  const rows = answers.identities.map((identity, v) => {
    const voice = heard.voice[v] ?? -1;
    return [
      pseudonymOf(identity, v),
      String(given?.[v] ?? 0),
      String(counted?.[v] ?? 0),
      rate(agreed, compared, v),
      rate(alarms, seenBefore, v),
      ...wilson90(alarms?.[v] ?? 0, seenBefore?.[v] ?? 0),
      rate(misses, seenAfter, v),
      ...wilson90(misses?.[v] ?? 0, seenAfter?.[v] ?? 0),
      rate(blind, judged, v),
      rate(same, compared, v),
      median[v] === null ? "" : String(median[v]),
      heard.group[v] ? String(heard.group[v]) : "",
      voice < 0 ? "set_aside" : "heard",
    ];
  });
  return stringify([[...columns], ...rows]);
}

const columns = [
  "volunteer",
  "n_answers",
  "n_heard",
  "agreement",
  "false_alarms",
  "false_alarms_low90",
  "false_alarms_high90",
  "misses",
  "misses_low90",
  "misses_high90",
  "unseen_share",
  "one_answer_share",
  "median_seconds",
  "cluster",
  "guard",
] as const;

/** By volunteer: how many of the own answers say what most of them say. */
function mostCommon(answers: Answers): Float64Array {
  const symbols = symbolsOf(answers);
  const said = Array.from({ length: answers.volunteers }, () => new Map<number, number>());
  const most = new Float64Array(answers.volunteers);
  symbols.forEach((symbol, a) => {
    if (symbol < 0) return;
    const v = answers.volunteer[a] ?? 0;
    const times = (said[v]?.get(symbol) ?? 0) + 1;
    said[v]?.set(symbol, times);
    most[v] = Math.max(most[v] ?? 0, times);
  });
  return most;
}

/** By volunteer the median of the seconds that an answer took; null where none tells. */
function medianSeconds({ count, volunteer, volunteers, seconds }: Answers): (number | null)[] {
  const told: number[][] = Array.from({ length: volunteers }, () => []);
  for (let a = 0; a < count; a++) {
    const took = seconds[a] ?? unknownSeconds;
    if (took !== unknownSeconds) told[volunteer[a] ?? 0]?.push(took);
  }
  return told.map((all) => {
    all.sort((a, b) => a - b);
    const middle = all.length >> 1;
    const upper = all[middle];
    if (upper === undefined) return null;
    return all.length % 2 === 1 ? upper : ((all[middle - 1] ?? upper) + upper) / 2;
  });
}

/** The 90 % interval of a share by Wilson (1927); empty where nothing was counted. */
function wilson90(some: number, all: number): [string, string] {
  if (all === 0) return ["", ""];
  const z = 1.644854;
  const middle = some + (z * z) / 2;
  const half = z * Math.sqrt((some * (all - some)) / all + (z * z) / 4);
  const scale = all + z * z;
  return [share(Math.max(0, (middle - half) / scale)), share(Math.min(1, (middle + half) / scale))];
}

/** A volunteer's salted name where the task runs hold one, else a number. */
export function pseudonymOf(identity: string, volunteer: number): string {
  return /^\w+:([0-9a-f]{32})$/.exec(identity)?.[1] ?? `v${volunteer + 1}`;
}
