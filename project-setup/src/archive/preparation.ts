import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { type CampaignLock, type LockBuilding, parseCampaignLock, parseTaskInfo } from "pybossa-client-ts/strike-tracker";
import type { Building } from "../buildings/index.ts";
import { campaignNames, chipSettings, readCampaign } from "../campaign-file/index.ts";
import { type ChipRecord, type ChipSet, fileName } from "../chips/index.ts";
import { isRecord, parseJson } from "../json.ts";
import { lockPath, manifestPath, readLock, writeManifest } from "../lock/index.ts";
import type { Preparation, PreparationOptions } from "../prepared.ts";
import { hashOf, type PlannedTask } from "../tasks/index.ts";
import { type ArchiveManifest, archiveFiles, readArchived, readManifest } from "./manifest.ts";

/**
 * A campaign from its archive: the tasks as they were on the server, with the same opaque ids and chips. No imagery is
 * read.
 * @throws InputError where the archive is incomplete or was changed
 */
export async function archivedPreparation(campaignPath: string, { pilot, whenRead }: PreparationOptions): Promise<Preparation> {
  const opened = readCampaign(campaignPath);
  const folder = dirname(resolve(campaignPath));
  const manifest = readManifest(folder);
  const names = campaignNames(opened, pilot !== undefined);
  if (manifest.pilot !== (pilot !== undefined) || manifest.campaign !== names.campaignId) {
    throw new InputError({
      what: `this archive holds the campaign ${manifest.campaign}, ${manifest.pilot ? "a pilot" : "not a pilot"}`,
      where: folder,
      advice: manifest.pilot
        ? "Apply it with --pilot 1: it is whole, whatever the number."
        : "Apply it without --pilot, and leave its id as it is.",
    });
  }
  const path = join(folder, archiveFiles.lock);
  const parsed = parseCampaignLock(parseJson(path, readArchived(folder, manifest, archiveFiles.lock).toString("utf8")));
  if (!parsed.ok) throw new InputError({ what: "the archive's lock cannot be read", where: path });
  const archived = parsed.value;
  await whenRead?.(names);
  const buildings = new Map(archived.buildings.map((building) => [building.building, building]));
  const tasks = tasksOf(folder, manifest, buildings);
  const manifestText = readArchived(folder, manifest, archiveFiles.chipManifest).toString("utf8");
  const settings = { ...chipSettings(opened.file), dir: archiveFiles.chips };
  const practiceIds = new Map(archived.campaign.practice.map(({ task }) => [task.building, task.building]));
  return {
    ...names,
    opened: { ...opened, file: { ...opened.file, page: { ...opened.file.page, ...manifest.page } } },
    survey: null,
    chipSettings: settings,
    chips: settings.mode === "none" ? null : chipSetOf(folder, archived, settings.format),
    planned: {
      campaignId: names.campaignId,
      tasks,
      practice: archived.campaign.practice,
      practiceIds,
      frames: archived.campaign.frames,
      manifest: archived.campaign.manifest,
      manifestText,
      skipped: [],
    },
    skipped: [],
    inputs: archived.inputs,
    lock: readLock(lockPath(folder, pilot !== undefined), names.campaignId) ?? archived,
    lockPath: lockPath(folder, pilot !== undefined),
    keep: () => writeManifest(manifestPath(folder, pilot !== undefined), manifestText),
  };
}

function tasksOf(folder: string, manifest: ArchiveManifest, buildings: ReadonlyMap<string, LockBuilding>): PlannedTask[] {
  const path = join(folder, archiveFiles.tasks);
  const list = parseJson(path, readArchived(folder, manifest, archiveFiles.tasks).toString("utf8"));
  if (!Array.isArray(list)) throw new InputError({ what: "the archive's tasks are no list", where: path });
  const tasks = new Map<string, PlannedTask>();
  for (const row of list as unknown[]) {
    const parsed = isRecord(row) ? parseTaskInfo(row.info) : null;
    if (!isRecord(row) || !parsed?.ok) continue;
    const { schema, campaign, building, frames, chips, geometry } = parsed.value;
    const known = buildings.get(building);
    if (!known || tasks.has(building)) continue;
    const info = { schema, campaign, building, frames, ...(chips ? { chips } : {}), ...(geometry ? { geometry } : {}) };
    tasks.set(building, {
      building: buildingOf(known),
      info,
      frames: known.frames,
      n_answers: Number(row.n_answers ?? 1),
      priority: Number(row.priority_0 ?? 0),
      hash: hashOf(info),
      gold: known.gold,
    });
  }
  return [...tasks.values()];
}

function buildingOf({ manager_id, geometry, prior_standing, prior_destroyed }: LockBuilding): Building {
  const moment = (time: string | null) => (time === null ? null : { start: time, end: time });
  return {
    managerId: manager_id,
    footprint: geometry,
    priorStanding: moment(prior_standing),
    priorDestroyed: moment(prior_destroyed),
    answers: null,
    where: manager_id,
  };
}

function chipSetOf(folder: string, { chips, buildings }: CampaignLock, format: "webp" | "jpeg"): ChipSet {
  const managers = new Map(buildings.map(({ building, manager_id }) => [building, manager_id]));
  const records = chips.map(({ name, sha256, building, frame, source, source_sha256 }): ChipRecord => {
    const path = join(folder, archiveFiles.chips, fileName(name, format));
    if (!existsSync(path))
      throw new InputError({ what: "the archive lacks this chip", where: path, advice: "Take the folder from your backup again." });
    return {
      building: managers.get(building) ?? building,
      frame,
      key: name,
      name,
      sha256,
      bytes: statSync(path).size,
      size_px: 0,
      source,
      source_version: "",
      source_sha256: source_sha256 ?? null,
      shift: [0, 0],
      reason: null,
    };
  });
  return { squares: new Map(), records, grid: "", cut: 0, kept: records.length, folder: join(folder, archiveFiles.chips) };
}
