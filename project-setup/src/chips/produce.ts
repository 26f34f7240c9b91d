import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { counted, InputError } from "pybossa-client-ts/command";
import type { Effects } from "../effects.ts";
import type { Scene } from "../frames/index.ts";
import { centreOf } from "../geometry/index.ts";
import { createRemote } from "../remote/index.ts";
import type { Survey } from "../survey.ts";
import { type ChipRecord, chipRecordPath, readChipRecords, writeChipRecords } from "./chip-record.ts";
import { type CutJob, fileName, sizeOf, type WantedChip } from "./cut-chips.ts";
import { runJobs } from "./cutters.ts";
import { type ChipSquare, campaignGrid, chipSquare } from "./grid.ts";
import { createPace } from "./pace.ts";
import { pictureVersions, placeOfPicture } from "./picture-versions.ts";

/** All chips of a campaign. */
export interface ChipSet {
  /** By the manager's id. */
  squares: Map<string, ChipSquare>;
  records: ChipRecord[];
  /** The CRS of the grid that all are cut on. */
  grid: string;
  /** Chips cut now, and those that were there. */
  cut: number;
  kept: number;
  folder: string;
}

/** Chips a job, so that two processes share a large picture. */
const jobSize = 250;
/** Milliseconds between two writings of the list, and how often the time that one takes has to pass before the next. */
const saveEvery = { least: 2000, times: 20 };

/**
 * Cuts the chips that are missing: picture by picture. The list of chips is written as the work goes on, so that an
 * interrupted run goes on where it stopped.
 * @param onlyKnown cut nothing: throws InputError where a chip is missing
 */
export async function produceChips(survey: Survey, effects: Effects, { onlyKnown }: { onlyKnown: boolean }): Promise<ChipSet> {
  const { opened, chips: settings, buildings } = survey;
  const folder = resolve(opened.folder, settings.dir);
  const grid = campaignGrid(
    settings.grid_crs,
    buildings.map(({ building }) => building.footprint),
  );
  const squares = new Map(buildings.map(({ building }) => [building.managerId, chipSquare(grid, building.footprint, settings.ground_m)]));
  const listPath = chipRecordPath(opened.folder, opened.file.id);
  const known = new Map(readChipRecords(listPath).map((record) => [record.key, record]));
  const records = new Map<string, ChipRecord>();
  const work = new Map<string, { scene: Scene; wanted: WantedChip[] }>();
  const remote = createRemote(effects);
  const scenes = buildings.flatMap(({ covers }) => covers.map(({ scene }) => scene));
  const versions = await pictureVersions(scenes, [...known.values()], remote, effects.output);
  let total = 0;
  for (const { building, covers } of buildings) {
    const square = squares.get(building.managerId);
    if (!square) continue;
    for (const { frame, scene } of covers) {
      const place = placeOfPicture(scene);
      const shift = scene.shift ?? [0, 0];
      const version = versions.get(place) ?? "";
      const { size_px, format, quality } = settings;
      const placed = [scene.raster?.crs, scene.raster?.bounds, scene.raster?.transform];
      const key = keyOf([place, version, placed, grid.crs, square, size_px, format, quality, shift, copyrightOf(scene, survey)]);
      const id = `${building.managerId}\n${frame.record.id}`;
      total++;
      const before = known.get(key);
      if (before && (before.name === null || sizeOf(join(folder, fileName(before.name, format))) === before.bytes)) {
        records.set(id, { ...before, building: building.managerId, frame: frame.record.id });
        continue;
      }
      const group = work.get(place) ?? { scene, wanted: [] };
      group.wanted.push({ building: building.managerId, frame: frame.record.id, key, square, shift });
      work.set(place, group);
    }
  }
  const kept = records.size;
  if (kept < total && onlyKnown) {
    throw new InputError({
      what: `${total - kept} of ${counted(total, "chip")} ${total - kept === 1 ? "is" : "are"} not cut yet`,
      where: opened.path,
      advice: `Cut them first: strike-setup chips ${opened.path}`,
    });
  }
  if (kept < total) {
    mkdirSync(folder, { recursive: true });
    clearParts(folder);
    const jobs = [...work.values()].flatMap(({ scene, wanted }) =>
      jobsOf(scene, wanted, { version: versions.get(placeOfPicture(scene)) ?? "", grid: grid.crs, folder, survey }),
    );
    const pace = createPace(total - kept, effects.now);
    // Chips of buildings that this run leaves out (a trial, a preview) stay known.
    const others = [...known.values()].filter(({ building }) => !squares.has(building));
    let next = 0;
    const save = () => {
      const begun = effects.now();
      writeChipRecords(listPath, [...records.values(), ...others]);
      const end = effects.now();
      next = end + Math.max(saveEvery.least, saveEvery.times * (end - begun));
    };
    try {
      await runJobs(jobs, remote, (cut) => {
        for (const record of cut) {
          records.set(`${record.building}\n${record.frame}`, record);
          pace.add(record.bytes);
        }
        effects.output.progress("chips", records.size, total, pace.text());
        if (effects.now() >= next) save();
      });
    } finally {
      save();
    }
  }
  return { squares, records: [...records.values()], grid: grid.crs, cut: total - kept, kept, folder };
}

/** Removes what a killed run left half written: the folder is served, and this run is the only one. */
function clearParts(folder: string): void {
  for (const name of readdirSync(folder)) if (/^\.[0-9a-f]{24}\.[0-9a-f-]{36}\.part$/.test(name)) rmSync(join(folder, name));
}

/** The chips of one picture in jobs, neighbours together, so that each tile of it is decoded about once. */
function jobsOf(
  scene: Scene,
  wanted: readonly WantedChip[],
  { version, grid, folder, survey }: { version: string; grid: string; folder: string; survey: Survey },
): CutJob[] {
  const { raster, where } = scene;
  if (raster === null) return [];
  const cell = 300;
  const placed = wanted.map((want) => {
    const [x, y] = centreOf(want.square.extent);
    return { want, row: Math.floor(-y / cell), column: Math.floor(x / cell) };
  });
  const near = placed.sort((a, b) => a.row - b.row || a.column - b.column).map(({ want }) => want);
  const base = { raster, version, where, grid, folder, copyright: copyrightOf(scene, survey), settings: survey.chips };
  return Array.from({ length: Math.ceil(near.length / jobSize) }, (_, at) => ({
    ...base,
    wanted: near.slice(at * jobSize, (at + 1) * jobSize),
  }));
}

/** The frame's own attribution, else all of the campaign's. */
function copyrightOf({ attribution }: Scene, { opened }: Survey): string {
  return attribution ?? opened.file.attribution.join("; ");
}

function keyOf(parts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
