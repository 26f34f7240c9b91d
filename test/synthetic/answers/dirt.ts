import type { Stream } from "../random.ts";

type Run = Record<string, unknown>;
type Info = Record<string, unknown>;

/** What a reader of the runs must count. */
export interface Dirt {
  task_runs: number;
  used: number;
  practice: number;
  duplicates: number;
  rejected: Record<string, number>;
}

/** What becomes of a run: used, or rejected for a reason. Duplicates are found by identity afterwards. */
type Fate = "used" | "practice" | "unreadable" | "schema" | "task" | "building" | "verdict" | "dates";

/** Ways in which a run goes wrong; each changes the run in place. */
const ways: Record<string, { fate: Fate; spoil: (run: Run, info: Info, random: Stream) => void }> = {
  null: { fate: "unreadable", spoil: (run) => set(run, null) },
  json_text: { fate: "used", spoil: (run, info) => set(run, JSON.stringify(info)) },
  cut_text: { fate: "unreadable", spoil: (run, info, random) => set(run, JSON.stringify(info).slice(0, 20 + random.below(80))) },
  array: { fate: "unreadable", spoil: (run, info) => set(run, [info]) },
  empty: { fate: "unreadable", spoil: (run) => set(run, {}) },
  reversed_dates: {
    fate: "dates",
    spoil: (_, info) => Object.assign(info, { verdict: "destroyed", last_standing: "f02", first_destroyed: "f01" }),
  },
  unknown_frames: {
    fate: "dates",
    spoil: (_, info) => Object.assign(info, { verdict: "destroyed", last_standing: "f88", first_destroyed: "f99" }),
  },
  numeric_frames: {
    fate: "dates",
    spoil: (_, info) => Object.assign(info, { verdict: "destroyed", last_standing: 1, first_destroyed: 2 }),
  },
  unknown_task: { fate: "task", spoil: (run) => Object.assign(run, { task_id: 99_999_999 }) },
  other_building: { fate: "building", spoil: (_, info) => Object.assign(info, { building: "b-elsewhere" }) },
  newer_schema: { fate: "schema", spoil: (_, info) => Object.assign(info, { schema: "strike-tracker/answer/2" }) },
  markup_verdict: { fate: "verdict", spoil: (_, info) => Object.assign(info, { verdict: "<b>destroyed</b>" }) },
  formula_note: { fate: "used", spoil: (_, info) => Object.assign(info, { note: '=HYPERLINK("http://example.org")' }) },
  odd_judgement: {
    fate: "used",
    spoil: (_, info) => Object.assign(info, { frames: { ...(info.frames as Info | undefined), f01: "blown_up", f77: "standing" } }),
  },
  frames_as_text: { fate: "used", spoil: (_, info) => Object.assign(info, { frames: JSON.stringify(info.frames ?? {}) }) },
  two_identities: {
    fate: "used",
    spoil: (run, _, random) => Object.assign(run, { user_id: 700_000 + random.below(1e6), external_uid: `two-${random.below(1e9)}` }),
  },
};
/** Further runs: the same answer once more, another answer of the same volunteer, an exercise. */
const repeats = ["resent", "second_answer"] as const;
const practiceShare = 0.01;

export const dirtyKinds = [...Object.keys(ways), ...repeats];

/**
 * Spoils a number of runs, spread over all kinds, adds exercises, and tells what must be counted.
 * @param runs by id; changed and appended to in place
 */
export function dirtyRuns(runs: Run[], count: number, ids: readonly string[], random: Stream): Dirt {
  const fates = new Map<Run, Fate>();
  const clean = runs.length;
  let id = clean + 1;
  const add = (run: Run, change: (info: Info) => void, fate: Fate) => {
    const copy = structuredClone(run);
    change(copy.info as Info);
    copy.id = id++;
    runs.push(copy);
    fates.set(copy, fate);
  };
  for (let n = 0; n < Math.round(clean * practiceShare); n++) {
    const run = runs[random.below(clean)];
    if (run) add(run, (info) => Object.assign(info, { practice: true }), "practice");
  }
  for (let n = 0; n < count; n++) {
    const run = runs[random.below(clean)];
    const kind = dirtyKinds[n % dirtyKinds.length] ?? "null";
    if (!run || fates.has(run)) continue;
    const way = ways[kind];
    if (way) {
      way.spoil(run, run.info as Info, random);
      fates.set(run, way.fate);
    } else add(run, kind === "second_answer" ? (info) => Object.assign(info, stillStanding(ids)) : () => undefined, "used");
  }
  return counted(runs, fates);
}

function stillStanding(ids: readonly string[]): Info {
  return { verdict: "still_standing", last_standing: null, first_destroyed: null, frames: { [ids[0] ?? "f01"]: "standing" } };
}

/** Counts by the stated rule: the first accepted run of an identity on a task counts. */
function counted(runs: readonly Run[], fates: ReadonlyMap<Run, Fate>): Dirt {
  const dirt: Dirt = { task_runs: runs.length, used: 0, practice: 0, duplicates: 0, rejected: {} };
  const seen = new Set<string>();
  for (const run of runs) {
    const fate = fates.get(run) ?? "used";
    if (fate === "practice") dirt.practice += 1;
    else if (fate !== "used") dirt.rejected[fate] = (dirt.rejected[fate] ?? 0) + 1;
    else {
      const key = `${String(run.task_id)} ${JSON.stringify(run.external_uid ?? run.user_id ?? run.user_ip)}`;
      if (seen.has(key)) dirt.duplicates += 1;
      else dirt.used += 1;
      seen.add(key);
    }
  }
  return dirt;
}

function set(run: Run, info: unknown): void {
  run.info = info;
}
