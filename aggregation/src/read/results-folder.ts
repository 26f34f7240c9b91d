import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { CampaignRecord } from "../campaign.ts";
import { readResultsCsv } from "../export/index.ts";
import { calls, isObject, type TaskChips, type Timeline, unpackedChips } from "../extract/index.ts";
import { type Result, type Votes, votesOn } from "../infer/index.ts";
import { loadCampaign } from "./campaign-file.ts";

/** A line of buildings.ndjson: what results.csv has no column for. Private, as the footprint gives the place away. */
export interface JudgedBuilding {
  task_id: number;
  building: string;
  /** How many answers the server is to collect (null: not told), and how many task runs it has, used or not. */
  redundancy: number | null;
  task_runs: number;
  /** How many of its answers the guard set aside. */
  set_aside: number;
  /** By time; how many judged each frame how. */
  frames: ({ id: string } & Record<(typeof calls)[number], number>)[];
  geometry: BuildingFootprint | null;
  /** The pictures that volunteers saw; null where they saw open imagery. */
  chips: TaskChips | null;
}

/** The part of summary.json that later commands read. */
interface StoredSummary {
  counts: { used: number };
  volunteers: number;
  last_answer?: string | null;
}

export interface StoredResults {
  results: Result[];
  /** By task id: after a change of plan a building may have two tasks. */
  buildings: Map<number, JudgedBuilding>;
  campaign: CampaignRecord;
  /** Answers used, and when the latest was given (UTC). */
  used: number;
  volunteers: number;
  lastAnswer: string | null;
}

/** What each building's answers said of its frames, in the results' order, one after another. */
export function* judgedBuildings(
  results: readonly Result[],
  timelines: readonly Timeline[],
  received: Int32Array,
  votes: (at: number) => Votes,
  record: CampaignRecord,
): Generator<JudgedBuilding> {
  for (const [t, result] of results.entries()) {
    const said = votes(t);
    yield {
      task_id: result.taskId,
      building: result.building,
      redundancy: timelines[t]?.redundancy ?? null,
      task_runs: received[t] ?? 0,
      set_aside: said.guarded,
      frames: (timelines[t]?.frames ?? []).map(({ id }, k) => {
        const count = (name: (typeof calls)[number]) => votesOn(said, k, calls.indexOf(name));
        return {
          id,
          standing: count("standing"),
          destroyed: count("destroyed"),
          obscured: count("obscured"),
          unclear: count("unclear"),
          missing: count("missing"),
          load_failed: count("load_failed"),
        };
      }),
      geometry: record.buildings?.get(result.building)?.geometry ?? null,
      chips: chipsOf(timelines[t]),
    };
  }
}

function chipsOf(timeline: Timeline | undefined): TaskChips | null {
  return timeline?.chips ? unpackedChips(timeline.chips) : null;
}

/**
 * Reads what `infer` wrote.
 * @throws InputError where the folder holds no results, or they cannot be read
 */
export function loadResults(folder: string, campaignPath: string | undefined): StoredResults {
  const advice = "Name the folder that infer wrote, or run infer again.";
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch (cause) {
      throw new InputError({ what: `there is no ${name}`, where: folder, advice }, { cause });
    }
  };
  const text = read("results.csv");
  const lines = read("buildings.ndjson");
  const summary = read("summary.json");
  const { record } = loadCampaign(folder, campaignPath);
  try {
    const buildings = new Map<number, JudgedBuilding>();
    for (const line of lines.split("\n")) {
      if (line === "") continue;
      const building: unknown = JSON.parse(line);
      if (!isJudged(building)) throw new Error("a line of buildings.ndjson is no building");
      building.geometry = record.buildings?.get(building.building)?.geometry ?? building.geometry;
      buildings.set(building.task_id, building);
    }
    const told: unknown = JSON.parse(summary);
    if (!isSummary(told)) throw new Error("summary.json does not tell of an inference");
    const { counts, volunteers, last_answer: lastAnswer = null } = told;
    return { results: readResultsCsv(text), buildings, campaign: record, used: counts.used, volunteers, lastAnswer };
  } catch (cause) {
    throw new InputError({ what: cause instanceof Error ? cause.message : String(cause), where: folder, advice }, { cause });
  }
}

function isJudged(value: unknown): value is JudgedBuilding {
  if (!isObject(value)) return false;
  const { task_id: task, task_runs: runs, set_aside: setAside, building, frames, chips } = value;
  return (
    [task, runs, setAside].every(Number.isInteger) &&
    typeof building === "string" &&
    Array.isArray(frames) &&
    frames.every((frame) => isObject(frame) && typeof frame.id === "string") &&
    (chips === null || isObject(chips))
  );
}

function isSummary(value: unknown): value is StoredSummary {
  return isObject(value) && isObject(value.counts) && [value.counts.used, value.volunteers].every(Number.isInteger);
}
