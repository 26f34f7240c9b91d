import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { infer } from "strike-tracker-aggregation";
import { describe, expect, it } from "vitest";
import { simulate } from "./simulated-crowd.ts";
import { trialFolder } from "./trial-folder.ts";
import { zipOf } from "./zip.ts";

type Run = Record<string, unknown> & { id: number; info: Record<string, unknown> };
type Outcome = "used" | "practice" | "duplicates" | "unreadable" | "schema" | "campaign" | "task" | "building" | "verdict" | "dates";

interface Kind {
  name: string;
  /** What stands in the place of a sound run: one run or more, with what becomes of each. */
  make: (run: Run, next: () => number) => [unknown, Outcome][];
  /** Judgements that are dropped out of the answer. */
  dropped?: number;
}

const withInfo = (run: Run, info: unknown): Run => ({ ...run, info: info as Run["info"] });
const changed = (run: Run, changes: Record<string, unknown>) => withInfo(run, { ...run.info, ...changes });
const framesOf = (run: Run) => run.info.frames as Record<string, string>;

const kinds: Kind[] = [
  { name: "info null", make: (run) => [[withInfo(run, null), "unreadable"]] },
  { name: "info as JSON text", make: (run) => [[withInfo(run, JSON.stringify(run.info)), "used"]] },
  { name: "cut-off text", make: (run) => [[withInfo(run, JSON.stringify(run.info).slice(0, 90)), "unreadable"]] },
  { name: "a list", make: (run) => [[withInfo(run, [run.info]), "unreadable"]] },
  { name: "empty", make: (run) => [[withInfo(run, {}), "unreadable"]] },
  {
    name: "reversed dates",
    make: (run) => [[changed(run, { verdict: "destroyed", last_standing: "f07", first_destroyed: "f03" }), "dates"]],
  },
  {
    name: "dates of unknown frames",
    make: (run) => [[changed(run, { verdict: "destroyed", last_standing: "f03", first_destroyed: "f77" }), "dates"]],
  },
  { name: "frames as numbers", make: (run) => [[changed(run, { verdict: "destroyed", last_standing: 3, first_destroyed: 4 }), "dates"]] },
  { name: "an unknown task", make: (run) => [[{ ...run, task_id: 999_999 }, "task"]] },
  { name: "another building", make: (run) => [[changed(run, { building: "b-elsewhere" }), "building"]] },
  { name: "another campaign", make: (run) => [[changed(run, { campaign: "elsewhere" }), "campaign"]] },
  { name: "a newer schema", make: (run) => [[changed(run, { schema: "strike-tracker/answer/2" }), "schema"]] },
  { name: "a verdict that is markup", make: (run) => [[changed(run, { verdict: "<img src=x onerror=alert(1)>" }), "verdict"]] },
  { name: "a note that is a formula", make: (run) => [[changed(run, { note: '=HYPERLINK("http://x","y")' }), "used"]] },
  {
    name: "sent again",
    make: (run, next) => [
      [run, "used"],
      [{ ...run, id: next() }, "duplicates"],
    ],
  },
  {
    name: "a second answer",
    make: (run, next) => [
      [run, "used"],
      [{ ...changed(run, { verdict: "cannot_tell", last_standing: null, first_destroyed: null, frames: {} }), id: next() }, "duplicates"],
    ],
  },
  {
    name: "an odd judgement",
    dropped: 2,
    make: (run) => [[changed(run, { frames: { ...framesOf(run), f01: "gone", f99: "standing" } }), "used"]],
  },
  { name: "frames as text", make: (run) => [[changed(run, { frames: JSON.stringify(framesOf(run)) }), "used"]] },
  { name: "two identities", make: (run) => [[{ ...run, user_ip: "10.9.8.7" }, "used"]] },
  { name: "practice", make: (run) => [[changed(run, { practice: true, verdict: "?" }), "practice"]] },
];

describe("an export with dirty runs", () => {
  const trial = simulate({ seed: 11, process: "perceptual", buildings: 200, frames: 14, answers: 5 });
  const runs = trial.runs as Run[];
  let id = Math.max(...runs.map((run) => run.id));
  const dirty: unknown[] = [];
  const expected = { task_runs: 0, used: 0, practice: 0, duplicates: 0, rejected: {} as Record<string, number> };
  const rejectedIds: number[] = [];
  let dropped = 0;
  // Every 49th run: 2 % of them, each kind once.
  runs.forEach((run, at) => {
    const kind = at % 49 === 24 ? kinds[(at - 24) / 49] : undefined;
    const made: [unknown, Outcome][] = kind ? kind.make(run, () => ++id) : [[run, "used"]];
    dropped += kind?.dropped ?? 0;
    for (const [one, outcome] of made) {
      dirty.push(one);
      expected.task_runs += 1;
      if (outcome === "used" || outcome === "practice" || outcome === "duplicates") expected[outcome] += 1;
      else expected.rejected[outcome] = (expected.rejected[outcome] ?? 0) + 1;
      if (outcome !== "used" && outcome !== "practice") rejectedIds.push((one as Run).id);
    }
  });

  it("holds each kind", () => {
    expect(Math.floor((runs.length - 24) / 49) + 1).toBeGreaterThanOrEqual(kinds.length);
  });

  it.each(["array", "lines", "zip"])("is counted exactly: %s", async (form) => {
    const folder = trialFolder({ ...trial, runs: [] });
    const array = JSON.stringify(dirty);
    const name = "trial_task_run.json";
    if (form === "zip") {
      writeFileSync(join(folder, name), "[]");
      writeFileSync(join(folder, "1_trial_task_run_json.zip"), zipOf("more_task_run.json", array));
    } else writeFileSync(join(folder, name), form === "array" ? array : dirty.map((run) => `${JSON.stringify(run)}\n`).join(""));
    const out = mkdtempSync(join(tmpdir(), "dirty-"));
    const summary = await infer({ dir: folder, out });
    expect(summary.counts).toEqual(expected);
    expect(summary.dropped_judgements).toBe(dropped);
    expect(summary.buildings).toBe(200);
    const lines = readFileSync(join(out, "rejected.ndjson"), "utf8").trim().split("\n");
    const rejected = lines.map((line) => JSON.parse(line) as { id: number; reason: string; file: string; offset: number });
    expect(rejected.map((one) => one.id)).toEqual(rejectedIds.toSorted((a, b) => a - b));
    if (form === "array") {
      for (const one of rejected) expect(Buffer.from(array).subarray(one.offset).toString().startsWith(`{"id":${one.id},`)).toBe(true);
    }
  });
});
