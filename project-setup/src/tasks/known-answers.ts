import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { InputError } from "pybossa-client-ts/command";
import { type CampaignFrame, frameTime, type LockBuilding } from "pybossa-client-ts/strike-tracker";
import type { Finding } from "../buildings/index.ts";
import { namedPath, readText } from "../campaign-file/index.ts";
import { timeFrom } from "../times.ts";

export type Gold = NonNullable<LockBuilding["gold"]>;

/** What a file of known dates says, by the manager's id. */
export interface KnownAnswers {
  gold: Map<string, Gold>;
  document: { path: string; sha256: string };
  errors: Finding[];
  warnings: Finding[];
}

const columns = ["building", "last_standing", "first_destroyed"] as const;

/**
 * Reads the gold tasks: a CSV file with the columns building (the manager's id), last_standing and first_destroyed, each
 * a frame's id or a date. A date becomes the frame that it bounds: the latest one taken until then, the earliest one
 * from then on. last_standing empty = destroyed before the first frame, first_destroyed empty = never.
 * @param timelines the frames of each building by time, by the manager's id
 * @throws InputError where the file is no such table
 */
export function readKnownAnswers(folder: string, named: string, timelines: ReadonlyMap<string, readonly CampaignFrame[]>): KnownAnswers {
  const path = namedPath(folder, named);
  const text = readText(path, "the file of gold tasks", "Name a CSV file: building,last_standing,first_destroyed.");
  const known: KnownAnswers = {
    gold: new Map(),
    document: { path, sha256: createHash("sha256").update(text).digest("hex") },
    errors: [],
    warnings: [],
  };
  let apart = 0;
  let without = 0;
  for (const { where, cells } of rowsOf(path, text)) {
    const [building = "", last = "", first = ""] = cells;
    const timeline = timelines.get(building);
    const fault = (message: string) => known.errors.push({ where, message });
    if (building === "") fault("names no building");
    else if (known.gold.has(building)) fault(`the building ${building} stands here twice`);
    else if (timeline === undefined) without++;
    else {
      const found = marksOf(last, first, timeline);
      if (typeof found === "string") fault(`${building}: ${found}`);
      else {
        known.gold.set(building, found.gold);
        if (found.between > 0) apart++;
      }
    }
  }
  const where = path;
  if (without > 0) known.warnings.push({ where, message: `${without} of the buildings get no task; they cannot be gold` });
  if (apart > 0) {
    known.warnings.push({ where, message: `${apart} gold tasks have frames between the two marks: they say an interval, not one gap` });
  }
  return known;
}

function rowsOf(path: string, text: string): { where: string; cells: string[] }[] {
  let table: string[][];
  try {
    table = parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true });
  } catch (cause) {
    throw new InputError({ what: `this is no CSV table: ${cause instanceof Error ? cause.message : ""}`, where: path }, { cause });
  }
  const [header = [], ...rows] = table;
  const places = columns.map((name) => header.indexOf(name));
  const missing = columns.filter((_, at) => places[at] === -1);
  if (missing.length > 0) {
    throw new InputError({
      what: `there is no column ${missing.join(", ")}`,
      where: `${path}, row 1`,
      expected: `the columns ${columns.join(", ")}`,
    });
  }
  return rows.map((row, at) => ({ where: `${path}, row ${at + 2}`, cells: places.map((place) => row[place] ?? "") }));
}

/** The gold answer, and how many frames lie between its marks; or what is wrong. */
function marksOf(last: string, first: string, timeline: readonly CampaignFrame[]): { gold: Gold; between: number } | string {
  if (last === "" && first === "") return "neither last_standing nor first_destroyed is given";
  const end = timeline.length;
  const lastAt = last === "" ? -1 : placeOf(last, timeline, "last");
  const firstAt = first === "" ? end : placeOf(first, timeline, "first");
  if (lastAt === null || firstAt === null) {
    const wrong = lastAt === null ? `last_standing "${last}"` : `first_destroyed "${first}"`;
    return `${wrong} is neither a date nor one of its frames (${timeline.map(({ id }) => id).join(", ")})`;
  }
  if (lastAt >= firstAt) return `last_standing (${last}) does not lie before first_destroyed (${first})`;
  if (lastAt === -1 && firstAt > 0) {
    return `no frame shows it standing, and it is known destroyed only from ${timeline[firstAt]?.id ?? "no frame"} on: the frames before are open`;
  }
  if (firstAt === end && lastAt < end - 1) {
    return `no frame shows it destroyed, and it is known standing only until ${timeline[lastAt]?.id ?? "no frame"}: the frames after are open`;
  }
  const gold = { last_standing: timeline[lastAt]?.id ?? null, first_destroyed: timeline[firstAt]?.id ?? null };
  return { gold, between: firstAt - lastAt - 1 };
}

/** Where a mark stands in the timeline: -1 = before it, its length = after it, null = neither a frame nor a date. */
function placeOf(mark: string, timeline: readonly CampaignFrame[], side: "last" | "first"): number | null {
  const named = timeline.findIndex(({ id }) => id === mark);
  if (named !== -1) return named;
  const range = timeFrom(mark);
  if (range === null) return null;
  if (side === "last") return timeline.findLastIndex((frame) => frameTime(frame).start <= Date.parse(range.end));
  const found = timeline.findIndex((frame) => frameTime(frame).end >= Date.parse(range.start));
  return found === -1 ? timeline.length : found;
}
