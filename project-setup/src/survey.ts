import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { counted } from "pybossa-client-ts/command";
import { sourceFault } from "pybossa-client-ts/strike-tracker";
import { readShifts } from "./align/shifts-file.ts";
import { type Building, type BuildingReading, type Finding, hashOfSource, openBuildings, readBuildings } from "./buildings/index.ts";
import {
  type BuildingsSection,
  type ChipSettings,
  chipSettings,
  mostLocalChips,
  namedPath,
  type OpenedCampaign,
  readCampaign,
  type SelectRules,
  selectRules,
} from "./campaign-file/index.ts";
import { completeScenes } from "./chips/index.ts";
import type { Effects } from "./effects.ts";
import { errorList } from "./findings.ts";
import { type Frame, framesOf, readScenes, type Scene, type SearchFilters } from "./frames/index.ts";
import { centreOf, type Extent, extentOf, type Position, padded } from "./geometry/index.ts";
import { type Cover, chooseTimeline, coverageIndex, marginMetres, noFrame, type TimeBounds } from "./matching/index.ts";
import { createRemote } from "./remote/index.ts";
import { licenceFaults, settingFaults, settingWarnings } from "./settings-check.ts";
import { type Gold, type KnownAnswer, readGold, readPractice } from "./tasks/known-answers.ts";
import { timeFrom, written } from "./times.ts";
import { inTurns } from "./turns.ts";

/** A building that gets a task, and the scenes of its timeline by time. */
export interface SurveyedBuilding {
  building: Building;
  covers: Cover[];
}

/** A building or one of its frames that is left out. `frame` is empty for the whole building, `building` for a frame of none. */
export interface Skipped {
  building: string;
  frame: string;
  reason: string;
}

/** All that the campaign's files say, without a server and without pixels. */
export interface Survey {
  opened: OpenedCampaign;
  rules: SelectRules;
  chips: ChipSettings;
  /** The hash counts the parts of a loose shapefile in. */
  buildingsFile: { path: string; sha256: string };
  /** Buildings read, those skipped included. */
  read: number;
  buildings: SurveyedBuilding[];
  /** Frames that at least one building's timeline uses, by time. */
  frames: Frame[];
  scenes: number;
  /** The documents of frames that were read. */
  documents: { path: string; sha256: string }[];
  skipped: Skipped[];
  errors: Finding[];
  warnings: Finding[];
  /** Buildings that two or more scenes of one acquisition cover. */
  coveredTwice: number;
  /** Known answers by the manager's id: private, and never sent. */
  gold: Map<string, Gold>;
  /** The practice buildings' known answers by the manager's id: public. */
  practice: Map<string, KnownAnswer>;
}

/**
 * Reads a campaign's files and matches frames to buildings.
 * @throws InputError where a whole file cannot be read; faults of single features are in `errors`
 */
export async function survey(campaignPath: string, { fetch, sleep }: Pick<Effects, "fetch" | "sleep">): Promise<Survey> {
  const opened = readCampaign(campaignPath);
  const { file, folder } = opened;
  const rules = selectRules(file);
  const chips = chipSettings(file);
  const path = namedPath(folder, file.buildings.file);
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  const { reading, sha256 } = await readHashed(path, file.buildings);
  const remote = createRemote({ fetch, sleep });
  const bounds = periodOf(opened, errors);
  const around = searchAround(reading.buildings, bounds, rules);
  const listed = await readScenes(campaignPath, folder, file.frames, remote, { chips: chips.mode !== "none", around });
  const scenes = await completeScenes(listed.scenes, chips.mode !== "none", remote);
  const named = framesOf(scenes.scenes, chips.mode !== "none");
  errors.push(...reading.errors, ...listed.errors, ...scenes.errors, ...named.errors);
  errors.push(...settingFaults(opened, chips), ...licenceFaults(opened, chips, scenes.scenes));
  warnings.push(...settingWarnings(opened, chips));
  if (file.shifts !== undefined) listed.documents.push(applyShifts(namedPath(folder, file.shifts), named.frames));
  const find = coverageIndex(named.frames);
  const world = sceneExtent(named.frames.flatMap((frame) => frame.scenes));
  const result: Survey = {
    opened,
    rules,
    chips,
    buildingsFile: { path, sha256 },
    read: reading.buildings.length,
    buildings: [],
    frames: [],
    scenes: scenes.scenes.length,
    documents: listed.documents,
    skipped: [],
    errors,
    warnings,
    coveredTwice: 0,
    gold: new Map(),
    practice: new Map(),
  };
  for (const frame of listed.excluded ?? []) result.skipped.push({ building: "", frame, reason: "quality: exclude" });
  const swapped: Building[] = [];
  const covering = new Set<(typeof named.frames)[number]>();
  const tolerated = new Map<string, number>();
  for await (const building of inTurns(reading.buildings)) {
    const extent = extentOf(building.footprint);
    const centre = centreOf(extent);
    const found = find(extent);
    for (const { frame } of found) covering.add(frame);
    const timeline = chooseTimeline(found, centre, { ...bounds, ...priorOf(building) }, rules);
    if (timeline.duplicates > 0) result.coveredTwice++;
    for (const { frame, reason } of timeline.dropped) result.skipped.push({ building: building.managerId, frame, reason });
    for (const reason of new Set(timeline.tolerated)) tolerated.set(reason, (tolerated.get(reason) ?? 0) + 1);
    if (timeline.skip === null) result.buildings.push({ building, covers: timeline.covers });
    else if (world !== null && looksSwapped(centre, world)) swapped.push(building);
    else result.skipped.push({ building: building.managerId, frame: "", reason: timeline.skip });
  }
  errors.push(...swappedFindings(swapped, reading.buildings.length, opened.path));
  takeKnownAnswers(result);
  for (const [reason, count] of tolerated) {
    warnings.push({
      where: "select",
      message: `${count} building${count === 1 ? " keeps a frame" : "s keep frames"} with ${reason}: without, too few would be left`,
    });
  }
  const elsewhere = named.frames.filter((frame) => !covering.has(frame)).map(({ record }) => record.id);
  if (elsewhere.length > 0 && covering.size > 0) {
    for (const frame of elsewhere) result.skipped.push({ building: "", frame, reason: "lies over none of the buildings" });
    const shown = `${elsewhere.slice(0, 5).join(", ")}${elsewhere.length > 5 ? " …" : ""}`;
    warnings.push({ where: "frames", message: `${elsewhere.length} of ${named.frames.length} lie over none of the buildings: ${shown}` });
  }
  const used = new Set<Frame>();
  for (const { covers } of result.buildings) for (const { frame } of covers) used.add(frame);
  result.frames = named.frames.filter((frame) => used.has(frame));
  if (chips.mode === "none") warnings.push(...hiddenFrames(result.frames));
  warnings.push(...tooManyUploads(result));
  // Last, since there may be many: what concerns the whole campaign is not to go under.
  warnings.push(...reading.warnings);
  if (errors.length === 0 && result.buildings.length === 0) errors.push(nothingLeft(result));
  return result;
}

/** Reads what the campaign knows of its practice buildings and gold tasks. */
function takeKnownAnswers({ opened, buildings, gold, practice, documents, errors, warnings }: Survey): void {
  const { file, folder, path } = opened;
  if (file.gold === undefined && file.practice === undefined) return;
  const timelines = new Map(buildings.map(({ building, covers }) => [building.managerId, covers.map(({ frame }) => frame.record)]));
  const read = [];
  if (file.practice !== undefined) {
    const known = readPractice(file.practice, opened, timelines);
    for (const [building, answer] of known.answers) practice.set(building, answer);
    read.push(known);
  }
  if (file.gold !== undefined) {
    const known = readGold(folder, file.gold.file, timelines);
    for (const [building, answer] of known.answers) {
      if (practice.has(building)) {
        errors.push({ where: `${path}, practice`, message: `the building ${building} is gold too; a practice building is public` });
      } else gold.set(building, answer);
    }
    read.push(known);
  }
  for (const known of read) {
    if (known.document) documents.push(known.document);
    errors.push(...known.errors);
    warnings.push(...known.warnings);
  }
}

/** Told before they are cut: a pilot may be small enough. */
function tooManyUploads({ chips, buildings, opened }: Survey): Finding[] {
  const count = buildings.reduce((sum, { covers }) => sum + covers.length, 0);
  if (chips.mode !== "local" || count <= mostLocalChips) return [];
  const few = Math.max(1, Math.floor((mostLocalChips * buildings.length) / count));
  const message = `${count} chips are too many for a server's uploads (${mostLocalChips} at most, each a request of its own): send a --pilot of about ${counted(few, "building")} so, or choose hosted and serve the folder`;
  return [{ where: `${opened.path}, chips.mode`, message }];
}

/** Frames that a browser cannot show: files on this disk, tiles of an acquisition that have no one address, or half a source. */
function hiddenFrames(frames: readonly Frame[]): Finding[] {
  const hidden = frames.flatMap(({ record, scenes }) => {
    const fault = sourceFault(record.source);
    if (fault === null) return [];
    return [`${record.id} ${scenes.length > 1 ? `is ${scenes.length} pictures side by side` : fault}`];
  });
  if (hidden.length === 0) return [];
  const message = `volunteers cannot be shown ${hidden.length} of ${counted(frames.length, "frame")} (${hidden.slice(0, 3).join(", ")}): cut chips from the pictures (chips.mode), or list tile layers`;
  return [{ where: "chips.mode none", message }];
}

/** Adds the shifts of a file to the frames' own; returns the file for the record. @throws InputError */
function applyShifts(path: string, frames: readonly Frame[]): { path: string; sha256: string } {
  const shiftOf = readShifts(path);
  for (const { record, scenes } of frames) {
    const [east, north] = shiftOf(record.id);
    for (const scene of scenes) {
      const [ownEast, ownNorth] = scene.shift ?? [0, 0];
      scene.given = scene.shift;
      scene.shift = east === 0 && north === 0 ? scene.shift : [east + ownEast, north + ownNorth];
    }
  }
  return { path, sha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
}

/** What a STAC API is asked for, unless the campaign file says otherwise: the buildings' surroundings, in the period. */
function searchAround(
  buildings: readonly Building[],
  { periodStart, periodEnd }: Pick<TimeBounds, "periodStart" | "periodEnd">,
  { pad_days: pad }: SelectRules,
): SearchFilters {
  const world: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { footprint } of buildings) {
    const [minX, minY, maxX, maxY] = extentOf(footprint);
    world[0] = Math.min(world[0], minX);
    world[1] = Math.min(world[1], minY);
    world[2] = Math.max(world[2], maxX);
    world[3] = Math.max(world[3], maxY);
  }
  const edge = (at: number | null, sign: 1 | -1) => (at === null ? ".." : written(at + sign * pad * 86_400_000));
  return {
    ...(buildings.length > 0 ? { bbox: padded(world, marginMetres) } : {}),
    ...(periodStart === null && periodEnd === null ? {} : { datetime: `${edge(periodStart, -1)}/${edge(periodEnd, 1)}` }),
  };
}

/** The buildings and their file's hash; the file itself is let go of, since it may be large. */
async function readHashed(path: string, section: BuildingsSection): Promise<{ reading: BuildingReading; sha256: string }> {
  const source = openBuildings(path);
  return { sha256: hashOfSource(source), reading: await readBuildings(source, section) };
}

function periodOf({ file, path }: OpenedCampaign, errors: Finding[]): Pick<TimeBounds, "periodStart" | "periodEnd"> {
  const edge = (key: "start" | "end") => {
    const given = file.period?.[key];
    if (given === undefined) return null;
    const range = timeFrom(given);
    if (!range)
      errors.push({ where: `${path}, period.${key}`, message: `is ${JSON.stringify(given)}; expected a date, for instance 2017-02-03` });
    return range ? Date.parse(range[key]) : null;
  };
  const [periodStart, periodEnd] = [edge("start"), edge("end")];
  if (periodStart !== null && periodEnd !== null && periodEnd < periodStart)
    errors.push({ where: `${path}, period`, message: `ends (${file.period?.end}) before it begins (${file.period?.start})` });
  return { periodStart, periodEnd };
}

/** What chooses the frames: one of the very day on which a building was known standing was taken "by then". */
function priorOf({ priorStanding, priorDestroyed }: Building): Pick<TimeBounds, "standing" | "destroyed"> {
  return {
    standing: priorStanding === null ? null : Date.parse(priorStanding.end),
    destroyed: priorDestroyed === null ? null : Date.parse(priorDestroyed.start),
  };
}

function sceneExtent(scenes: readonly Scene[]): Extent | null {
  const world: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { outline } of scenes) {
    if (outline === null) return null;
    const [minX, minY, maxX, maxY] = extentOf(outline);
    world[0] = Math.min(world[0], minX);
    world[1] = Math.min(world[1], minY);
    world[2] = Math.max(world[2], maxX);
    world[3] = Math.max(world[3], maxY);
  }
  return world;
}

function looksSwapped([x, y]: Position, [minX, minY, maxX, maxY]: Extent): boolean {
  const within = (a: number, b: number) => a >= minX && a <= maxX && b >= minY && b <= maxY;
  return !within(x, y) && within(y, x);
}

function swappedFindings(buildings: readonly Building[], all: number, path: string): Finding[] {
  const [first] = buildings;
  if (!first) return [];
  if (buildings.length === all && all > 1) {
    const message =
      "the buildings lie under the frames only with longitude and latitude exchanged: the buildings or the frames have them the wrong way round; expected [longitude, latitude] in the buildings, [minx, miny, maxx, maxy] in the frames' bounds";
    return [{ where: path, message }];
  }
  const message = "longitude and latitude are swapped: the other way round it lies under the frames; expected [longitude, latitude]";
  if (buildings.length <= 10) return buildings.map(({ where }) => ({ where, message }));
  return [{ where: `${first.where} and ${buildings.length - 1} more`, message }];
}

function nothingLeft({ skipped, opened, read }: Survey): Finding {
  const reasons = new Map<string, number>();
  for (const { frame, reason } of skipped) if (frame === "") reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const told = [...reasons].map(([reason, count]) => `${reason} (${count})`).join("; ");
  const advice = reasons.has(noFrame)
    ? "Do the frames lie over the buildings?"
    : "Look at min_frames, min_before and min_after in select, and at the known dates.";
  return { where: opened.path, message: `none of the buildings (${read}) gets a task: ${told}. ${advice}` };
}

/** @throws InputError that lists the first faults */
export function refuseErrors({ errors, opened }: Survey): void {
  if (errors.length > 0) throw errorList(errors, `Nothing was done. All faults: strike-setup check --json ${opened.path}`);
}
