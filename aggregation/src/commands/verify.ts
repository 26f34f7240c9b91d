import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { calls, verdicts } from "../extract/index.ts";
import { type ModelName, models, utc } from "../infer/index.ts";
import { contentHash, type FileFact, fileFact, provenanceOfResults } from "../provenance/index.ts";
import { findExports } from "../read/index.ts";
import { pseudonymOf } from "../tables/index.ts";
import { silent, type Telling } from "../telling.ts";
import { filesOf } from "./infer.ts";
import { type WorkedOut, workOut } from "./work-out.ts";

export interface VerifyOptions {
  /** The folder that `infer` wrote. */
  dir: string;
  /** Walk this building back to answers and frames. */
  building?: string | undefined;
}

export interface Verified {
  ok: boolean;
  /** Whether the inputs are those that the results were made from. */
  inputs: boolean;
  /** Whether the files are as they were written, and a new inference makes the same. */
  results: boolean;
  differences: { file: string; what: string }[];
  building?: WalkedBuilding;
}

/** One building's way back: the result, its frames, and each answer that was used. */
export interface WalkedBuilding {
  building: string;
  task_id: number;
  status: string;
  gap: number;
  probability: number;
  frames: { id: string; start: string; end: string }[];
  answers: {
    task_run: number;
    /** As in volunteers.csv: the salted name, or `v` and a number where the task runs hold none. */
    volunteer: string;
    heard: boolean;
    verdict: string;
    gaps: [number, number] | null;
    frames: Record<string, string>;
  }[];
}

/**
 * Recomputes the hashes of inputs and outputs, runs the inference again, and says whether everything is the same.
 * @throws InputError where the folder has no provenance, the inputs are gone, or the building is unknown
 */
export async function verify({ dir, building }: VerifyOptions, telling: Telling = silent): Promise<Verified> {
  const provenance = provenanceOfResults(dir);
  const { run } = provenance;
  const differences: Verified["differences"] = [];
  const compare = (known: FileFact, path: string, kind: string): boolean => {
    // Decisions are only ever added: those made since are no part of these results.
    const most = "role" in known && known.role === "decisions" ? known.bytes : undefined;
    const what = !existsSync(path) ? "is gone" : fileFact(path, known.name, most).sha256 === known.sha256 ? null : "has changed";
    if (what !== null) differences.push({ file: known.name, what: `${kind} ${what}` });
    return what === null;
  };
  const input = join(dir, run.input);
  const pathOf = ({ role, name }: { role: string; name: string }) =>
    join(
      ...({
        campaign: [dir, run.campaign],
        gold: [dir, run.gold ?? name],
        decisions: [dir, run.decisions ?? name],
        areas: [dir, run.areas ?? name],
        parameters: [dir, run.warm_start ?? name],
      }[role] ?? [input, name]),
    );
  let inputs = provenance.inputs.map((known) => compare(known, pathOf(known), "input")).every(Boolean);
  const listed = new Set(provenance.inputs.map(({ name }) => name));
  const found = existsSync(input) ? (await findExports(input)).files.map(({ path }) => basename(path)) : [];
  for (const name of new Set(found)) {
    if (listed.has(name)) continue;
    inputs = false;
    differences.push({ file: name, what: "input is new" });
  }
  let results = provenance.outputs.map((known) => compare(known, join(dir, known.name), "result")).every(Boolean);
  const decisions = provenance.inputs.find(({ role }) => role === "decisions");
  const worked = await workOut(
    {
      dir: input,
      campaign: join(dir, run.campaign),
      gold: run.gold === null ? undefined : join(dir, run.gold),
      goldChosen: provenance.parameters.gold_chosen === true,
      decisions: run.decisions === null ? undefined : join(dir, run.decisions),
      decisionBytes: decisions?.bytes,
      areas: run.areas === null ? undefined : join(dir, run.areas),
      warmStart: run.warm_start === null ? undefined : join(dir, run.warm_start),
      model: modelOf(provenance.parameters.model),
      acceptAlarm: true,
    },
    { ...telling, note: () => undefined },
  );
  for (const [name, content] of filesOf(worked, { volunteers: provenance.parameters.volunteers === true })) {
    // A folder that export wrote holds, and lists, only some of the files.
    if (!existsSync(join(dir, name)) && !provenance.outputs.some((known) => known.name === name)) continue;
    if (existsSync(join(dir, name)) && fileFact(join(dir, name), name).sha256 === contentHash(content)) continue;
    results = false;
    differences.push({ file: name, what: "a new inference makes another" });
  }
  return {
    ok: inputs && results,
    inputs,
    results,
    differences,
    ...(building === undefined ? {} : { building: walk(worked, building, dir) }),
  };
}

function modelOf(name: unknown): ModelName {
  const model = models.find((known) => known === name);
  if (model === undefined) {
    throw new InputError({
      what: `knows no model ${JSON.stringify(name)}`,
      where: "provenance.json",
      advice: "Run infer again with this version.",
    });
  }
  return model;
}

function walk({ extraction: { answers }, inference }: WorkedOut, building: string, where: string): WalkedBuilding {
  const t = answers.timelines.findIndex((timeline) => timeline.building === building);
  const timeline = answers.timelines[t];
  const result = inference.results[t];
  if (timeline === undefined || result === undefined) {
    throw new InputError({ what: `has no building "${building}"`, where, expected: "the opaque id, as in results.csv's column building" });
  }
  const rows = Array.from(
    { length: (answers.taskStart[t + 1] ?? 0) - (answers.taskStart[t] ?? 0) },
    (_, at) => (answers.taskStart[t] ?? 0) + at,
  );
  return {
    building,
    task_id: timeline.taskId,
    status: result.status,
    gap: result.gap,
    probability: result.probability,
    frames: timeline.frames.map(({ id, start, end }) => ({
      id,
      start: Number.isNaN(start) ? "" : utc(start),
      end: Number.isNaN(end) ? "" : utc(end),
    })),
    answers: rows.map((a) => {
      const first = answers.first[a] ?? -1;
      const judged: Record<string, string> = {};
      for (let s = answers.start[a] ?? 0; s < (answers.start[a + 1] ?? 0); s++) {
        judged[timeline.frames[answers.frame[s] ?? 0]?.id ?? ""] = calls[answers.call[s] ?? 0] ?? "";
      }
      return {
        task_run: answers.run[a] ?? 0,
        volunteer: pseudonymOf(answers.identities[answers.volunteer[a] ?? 0] ?? "", answers.volunteer[a] ?? 0),
        heard: inference.heard.counts[a] === 1,
        verdict: verdicts[answers.verdict[a] ?? 0] ?? "",
        gaps: first < 0 ? null : [first, answers.last[a] ?? first],
        frames: judged,
      };
    }),
  };
}
