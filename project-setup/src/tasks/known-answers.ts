import { createHash } from "node:crypto";
import { type CampaignFrame, frameTime, type LockBuilding } from "pybossa-client-ts/strike-tracker";
import type { Finding } from "../buildings/index.ts";
import { namedPath, type PracticeEntry, readText } from "../campaign-file/index.ts";
import { quoted } from "../json.ts";
import { timeFrom } from "../times.ts";
import { tableRows } from "./table.ts";

export type Gold = NonNullable<LockBuilding["gold"]>;

/** A building's known marks, by frames' ids; on a practice building volunteers are also told why. */
export interface KnownAnswer extends Gold {
  why?: string;
}

/** What is known of some buildings, by the manager's id. */
export interface KnownAnswers {
  answers: Map<string, KnownAnswer>;
  /** The file that says it, or null where the campaign file does. */
  document: { path: string; sha256: string } | null;
  errors: Finding[];
  warnings: Finding[];
}

/** The frames of each building that gets a task, by time, by the manager's id. */
export type Timelines = ReadonlyMap<string, readonly CampaignFrame[]>;

const columns = ["building", "last_standing", "first_destroyed"];
const advice = "Write a CSV file whose first row is building,last_standing,first_destroyed.";

/**
 * Reads the gold tasks: a CSV file with the columns building (the manager's id), last_standing and first_destroyed, each
 * a frame's id or a date. A date becomes the frame that it bounds: the latest one taken until then, the earliest one
 * from then on. last_standing empty = destroyed before the first frame, first_destroyed empty = never.
 * @throws InputError where the file is no such table
 */
export function readGold(folder: string, named: string, timelines: Timelines): KnownAnswers {
  const { rows, document } = rowsOfFile(folder, named, "the file of gold tasks");
  const where = document.path;
  const { known, without } = understood(rows, timelines, closedMarks);
  if (without.length > 0) {
    known.warnings.push({ where, message: `${without.length} of the buildings get no task; they cannot be gold` });
  }
  const apart = [...known.answers].filter(([building, marks]) => framesBetween(marks, timelines.get(building) ?? []) > 0).length;
  if (apart > 0) {
    known.warnings.push({ where, message: `${apart} gold tasks have frames between the two marks: they say an interval, not one gap` });
  }
  return { ...known, document };
}

/**
 * Takes the practice buildings from a file like the gold tasks', whose column why is told to volunteers, or from the campaign
 * file itself. @param path the campaign file's
 * @throws InputError where the file is no such table
 */
export function readPractice(
  practice: readonly PracticeEntry[] | { file: string },
  { folder, path }: { folder: string; path: string },
  timelines: Timelines,
): KnownAnswers {
  const { rows, document } =
    "file" in practice
      ? rowsOfFile(folder, practice.file, "the file of practice buildings")
      : { rows: practice.map((entry, at) => rowOf(entry, `${path}, practice[${at + 1}]`)), document: null };
  const { known, without } = understood(rows, timelines, openMarks);
  for (const { where, building } of without)
    known.errors.push({ where, message: `the practice building ${quoted(building)} is not among the buildings that have enough frames` });
  return { ...known, document };
}

function rowOf({ building, last_standing: last, first_destroyed: first, why }: PracticeEntry, where: string): KnownRow {
  return { where, building: String(building), last: last ?? "", first: first ?? "", why: why ?? "" };
}

/** What is known of one building, before it is understood. */
interface KnownRow {
  where: string;
  building: string;
  last: string;
  first: string;
  why: string;
}

function understood(
  rows: readonly KnownRow[],
  timelines: Timelines,
  marksOf: (row: KnownRow, timeline: readonly CampaignFrame[]) => Gold | string,
) {
  const known = { answers: new Map<string, KnownAnswer>(), errors: [] as Finding[], warnings: [] as Finding[] };
  const without: KnownRow[] = [];
  for (const row of rows) {
    const { where, building, why } = row;
    const timeline = timelines.get(building);
    const fault = (message: string) => known.errors.push({ where, message });
    if (building === "") fault("names no building");
    else if (known.answers.has(building)) fault(`the building ${quoted(building)} stands here twice`);
    else if (why.length > 500) fault(`${quoted(building)}: why has ${why.length} characters; 500 are shown at most`);
    else if (timeline === undefined) without.push(row);
    else {
      const marks = marksOf(row, timeline);
      if (typeof marks === "string") fault(`${quoted(building)}: ${marks}`);
      else known.answers.set(building, why === "" ? marks : { ...marks, why });
    }
  }
  return { known, without };
}

function rowsOfFile(folder: string, named: string, what: string): { rows: KnownRow[]; document: { path: string; sha256: string } } {
  const path = namedPath(folder, named);
  const text = readText(path, what, advice);
  const rows = tableRows(path, text, columns, advice, ["why"]).map(({ where, cells }): KnownRow => {
    const [building = "", last = "", first = "", why = ""] = cells;
    return { where, building, last, first, why };
  });
  return { rows, document: { path, sha256: createHash("sha256").update(text).digest("hex") } };
}

/** Where the two marks stand in the timeline, as placeOf; or what is wrong. */
function placesOf({ last, first }: KnownRow, timeline: readonly CampaignFrame[]): { lastAt: number; firstAt: number } | string {
  if (last === "" && first === "") return "neither last_standing nor first_destroyed is given";
  const lastAt = last === "" ? -1 : placeOf(last, timeline, "last");
  const firstAt = first === "" ? timeline.length : placeOf(first, timeline, "first");
  if (lastAt === null || firstAt === null) {
    const wrong = lastAt === null ? `last_standing ${quoted(last)}` : `first_destroyed ${quoted(first)}`;
    return `${wrong} is neither a date nor one of its frames (${someOf(timeline)})`;
  }
  if (lastAt >= firstAt) return `last_standing (${quoted(last)}) does not lie before first_destroyed (${quoted(first)})`;
  return { lastAt, firstAt };
}

function openMarks(row: KnownRow, timeline: readonly CampaignFrame[]): Gold | string {
  const places = placesOf(row, timeline);
  if (typeof places === "string") return places;
  return { last_standing: timeline[places.lastAt]?.id ?? null, first_destroyed: timeline[places.firstAt]?.id ?? null };
}

/** The same, where an answer is measured by them: an end that is not given must leave no frame open. */
function closedMarks(row: KnownRow, timeline: readonly CampaignFrame[]): Gold | string {
  const places = placesOf(row, timeline);
  if (typeof places === "string") return places;
  const { lastAt, firstAt } = places;
  if (lastAt === -1 && firstAt > 0) {
    return `no frame shows it standing, and it is known destroyed only from ${timeline[firstAt]?.id ?? "no frame"} on: the frames before are open`;
  }
  if (firstAt === timeline.length && lastAt < timeline.length - 1) {
    return `no frame shows it destroyed, and it is known standing only until ${timeline[lastAt]?.id ?? "no frame"}: the frames after are open`;
  }
  return openMarks(row, timeline);
}

function framesBetween({ last_standing: last, first_destroyed: first }: Gold, timeline: readonly CampaignFrame[]): number {
  const placed = (id: string | null, none: number) => (id === null ? none : timeline.findIndex((frame) => frame.id === id));
  return placed(first, timeline.length) - placed(last, -1) - 1;
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

function someOf(timeline: readonly CampaignFrame[]): string {
  const ids = timeline.map(({ id }) => id);
  return ids.length > 20 ? `${ids.slice(0, 20).join(", ")} …` : ids.join(", ");
}
