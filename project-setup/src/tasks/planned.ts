import { createHash } from "node:crypto";
import { counted, InputError } from "pybossa-client-ts/command";
import { type Campaign, type CampaignFrame, frameTime, type TaskFrame, type TaskInfo } from "pybossa-client-ts/strike-tracker";
import type { Building } from "../buildings/index.ts";
import type { CampaignFile } from "../campaign-file/index.ts";
import { type ChipSet, fewerCorners } from "../chips/index.ts";
import { canonicalJson } from "../json.ts";
import type { Skipped, Survey, SurveyedBuilding } from "../survey.ts";
import type { Gold } from "./known-answers.ts";
import { manifestOf } from "./manifest.ts";
import { setPriorities } from "./order.ts";

/** A task as it is to be on the server. */
export interface PlannedTask {
  building: Building;
  info: TaskInfo;
  frames: string[];
  n_answers: number;
  /** Between 0 and 1, distinct; a volunteer gets the highest first. */
  priority: number;
  /** SHA-256 of the info. */
  hash: string;
  /** The known answer. Never sent to the server. */
  gold: Gold | null;
}

export interface PlannedTasks {
  campaignId: string;
  tasks: PlannedTask[];
  practice: Campaign["practice"];
  /** The practice buildings' manager's and public ids. */
  practiceIds: Map<string, string>;
  frames: CampaignFrame[];
  /** The manifest's hash, and the text that it is of. */
  manifest: string;
  manifestText: string;
  skipped: Skipped[];
}

/**
 * Makes the tasks.
 * @param publicId the opaque id of a building, from the manager's
 * @throws InputError where a practice building is not to be had
 */
export function planTasks(
  survey: Survey,
  chips: ChipSet | null,
  campaignId: string,
  publicId: (managerId: string) => string,
): PlannedTasks {
  const { file, path } = survey.opened;
  const skipped: Skipped[] = [];
  const names = new Map((chips?.records ?? []).map((record) => [`${record.building}\n${record.frame}`, record]));
  const practiceIds = new Map(survey.practice);
  const practice: Campaign["practice"] = [];
  const practicePublic = new Map<string, string>();
  const tasks: PlannedTask[] = [];
  const used = new Set<string>();
  for (const surveyed of survey.buildings) {
    const { building } = surveyed;
    const shown = chips === null ? tiled(surveyed) : withChips(surveyed, names, chips, survey, skipped);
    if (shown.frames.length < survey.rules.min_frames) {
      skipped.push({
        building: building.managerId,
        frame: "",
        reason: `${counted(shown.frames.length, "frame")} with data, fewer than ${survey.rules.min_frames}`,
      });
      continue;
    }
    const info = withinSize({
      schema: "strike-tracker/task/1",
      campaign: campaignId,
      building: publicId(building.managerId),
      ...shown.info,
    });
    for (const frame of shown.frames) used.add(frame);
    const known = practiceIds.get(building.managerId);
    if (known) {
      const { last_standing, first_destroyed, why } = known;
      practicePublic.set(building.managerId, info.building);
      practice.push({ task: info, last_standing, first_destroyed, ...(why === undefined ? {} : { why }) });
      practiceIds.delete(building.managerId);
      continue;
    }
    const gold = goldWithin(survey.gold.get(building.managerId) ?? null, shown.frames);
    if (gold === undefined)
      skipped.push({ building: building.managerId, frame: "gold", reason: "a frame of the known answer shows no data" });
    tasks.push({
      building,
      info,
      frames: shown.frames,
      n_answers: answersWanted(file, building),
      priority: 0,
      hash: hashOf(info),
      gold: gold ?? null,
    });
  }
  const [missing] = practiceIds.keys();
  if (missing !== undefined) {
    throw new InputError({
      what: `the practice building ${missing} is not among the buildings that have enough frames`,
      where: `${path}, practice`,
    });
  }
  setPriorities(tasks);
  const frames = survey.frames
    .map(({ record }) => record)
    .filter(({ id }) => used.has(id))
    .sort(byTime);
  refuseUnknownFrames(practice, path);
  const { text: manifestText, hash: manifest } = manifestOf(campaignId, frames, tasks, chips, survey);
  return { campaignId, tasks, practice, practiceIds: practicePublic, frames, manifest, manifestText, skipped };
}

function answersWanted({ task }: CampaignFile, { answers }: Building): number {
  return answers ?? task?.redundancy ?? 5;
}

/** A known answer whose frames are shown; undefined where one of them was left out. */
function goldWithin(gold: Gold | null, frames: readonly string[]): Gold | null | undefined {
  const marks = [gold?.last_standing ?? null, gold?.first_destroyed ?? null];
  return marks.every((mark) => mark === null || frames.includes(mark)) ? gold : undefined;
}

interface Shown {
  frames: string[];
  info: Pick<TaskInfo, "frames" | "chips" | "geometry">;
}

function tiled({ building, covers }: SurveyedBuilding): Shown {
  const frames = covers.map(({ frame, scene }): string | TaskFrame => {
    const { id } = frame.record;
    if (scene.shift === null && !scene.poor) return id;
    return { id, ...(scene.shift ? { shift: scene.shift } : {}), ...(scene.poor ? { quality: "poor" as const } : {}) };
  });
  return { frames: covers.map(({ frame }) => frame.record.id), info: { frames, geometry: building.footprint } };
}

function withChips(
  { building, covers }: SurveyedBuilding,
  names: Map<string, ChipSet["records"][number]>,
  chips: ChipSet,
  survey: Survey,
  skipped: Skipped[],
): Shown {
  const square = chips.squares.get(building.managerId);
  const kept: { id: string; poor: boolean; name: string }[] = [];
  let largest = 1;
  for (const { frame, scene } of covers) {
    const record = names.get(`${building.managerId}\n${frame.record.id}`);
    if (!record || record.name === null) {
      skipped.push({ building: building.managerId, frame: frame.record.id, reason: record?.reason ?? "no chip" });
      continue;
    }
    largest = Math.max(largest, record.size_px);
    kept.push({ id: frame.record.id, poor: scene.poor, name: record.name });
  }
  return {
    frames: kept.map(({ id }) => id),
    info: {
      frames: kept.map(({ id, poor }) => (poor ? { id, quality: "poor" as const } : id)),
      chips: { names: kept.map(({ name }) => name), outline: square?.outline ?? [], ground_m: survey.chips.ground_m, size_px: largest },
    },
  };
}

const mostBytes = 1500;
const leastCorners = 8;

/** A phone loads a task before its first picture: an outline gives up the corners that matter least, but keeps eight. */
function withinSize(info: TaskInfo): TaskInfo {
  if (!info.chips) return info;
  const outline = info.chips.outline.map(([x = 0, y = 0]): [number, number] => [x, y]);
  for (let corners = outline.length; ; corners--) {
    const smaller = { ...info, chips: { ...info.chips, outline: fewerCorners(outline, corners) } };
    if (corners <= leastCorners || Buffer.byteLength(JSON.stringify(smaller)) <= mostBytes) return smaller;
  }
}

export function hashOf(info: TaskInfo): string {
  return createHash("sha256").update(canonicalJson(info)).digest("hex");
}

function byTime(a: CampaignFrame, b: CampaignFrame): number {
  const [one, other] = [frameTime(a), frameTime(b)];
  return one.start - other.start || one.end - other.end || (a.id < b.id ? -1 : 1);
}

function refuseUnknownFrames(practice: Campaign["practice"], path: string): void {
  for (const { task, last_standing, first_destroyed } of practice) {
    const ids = task.frames.map((frame) => (typeof frame === "string" ? frame : frame.id));
    for (const id of [last_standing, first_destroyed]) {
      if (id === null || ids.includes(id)) continue;
      throw new InputError({
        what: `the frame ${id} is not in the practice building's timeline`,
        where: `${path}, practice`,
        advice: `Its frames: ${ids.join(", ")}.`,
      });
    }
  }
}
