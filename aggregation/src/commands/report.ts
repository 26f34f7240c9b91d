import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { counted, InputError, UsageError, writeFileAtomic } from "pybossa-client-ts/command";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { DatedFrame } from "../campaign.ts";
import { version } from "../fetch/version.ts";
import { loadResults, readAreas, type StoredResults } from "../read/index.ts";
import {
  areasOf,
  buildingDetail,
  buildingsRecord,
  type ChipFolder,
  campaignTold,
  cellsOf,
  chipFolder,
  dataScript,
  type ExactBuilding,
  findingsOf,
  headline,
  leastBuildings,
  type Places,
  type Privacy,
  privacyLevels,
  type ReportRecord,
  shellPage,
  writeDownloads,
} from "../report/index.ts";
import { silent, type Telling } from "../telling.ts";

/** The bundled page: platform.js, and one script for each language but English. */
const bundle = fileURLToPath(new URL("../../dist/report/", import.meta.url));
/** Buildings whose pages lie in one file. */
const perPart = 100;

export interface ReportOptions {
  /** The folder that `infer` wrote. */
  dir: string;
  out: string;
  privacy?: Privacy | undefined;
  campaign?: string | undefined;
  /** The folder that `strike-setup chips` wrote; without it building pages have no images. */
  chips?: string | undefined;
  /** GeoJSON of named areas, for `--privacy area`. */
  areas?: string | undefined;
}

export interface Reported {
  page: string;
  privacy: Privacy;
  headline: string;
}

/**
 * Writes `<out>/report`: a page that needs no server and asks nobody for anything. `grid` and `area` tell
 * no building from another; `exact` shows each, with its images, and is private (0600).
 * @throws InputError where the folder holds no results; UsageError for `area` without named areas
 */
export async function report(options: ReportOptions, telling: Telling = silent): Promise<Reported> {
  const { dir, out } = options;
  const stored = loadResults(dir, options.campaign);
  const { facts } = stored.campaign;
  const { privacy = facts.privacy } = options;
  if (privacy === "area" && options.areas === undefined)
    throw new UsageError({
      what: options.privacy === undefined ? "the campaign publishes its results by areas" : "--privacy area needs the areas",
      advice: "Name them with --areas <GeoJSON of named polygons>.",
    });
  const buildings = exactBuildings(stored);
  const findings = findingsOf(buildings, facts);
  const folder = join(out, "report");
  const mode = privacy === "exact" ? 0o600 : 0o644;
  startOver(folder, privacy);
  const write = (name: string, text: string) => writeFileAtomic(join(folder, name), text, { mode });
  const chips = privacy === "exact" && options.chips !== undefined ? chipFolder(options.chips, folder) : null;
  const places = placesOf(privacy, buildings, stored, options.areas, chips !== null);
  if (places.kind === "exact") writeBuildings(write, buildings, facts.frames, chips, telling);
  const campaign = campaignTold(stored.campaign);
  const record: ReportRecord = {
    schema: "strike-tracker/report/1",
    privacy,
    campaign,
    findings,
    answers: stored.used,
    volunteers: stored.volunteers,
    last_answer: stored.lastAnswer === null ? null : Date.parse(stored.lastAnswer),
    places,
    downloads: writeDownloads(folder, dir, privacy, places, mode),
    made_with: version,
  };
  write(join("data", "report.js"), dataScript("report", record));
  copyBundle(folder);
  write("index.html", shellPage({ title: facts.title, language: facts.language, headline: headline(findings), base: campaign.base_map }));
  if (chips && chips.missing > 0) telling.warn(`Not in ${options.chips}, and left out: ${counted(chips.missing, "chip")}.`);
  if (privacyLevels.indexOf(privacy) < privacyLevels.indexOf(facts.privacy))
    telling.warn(`The campaign's file says that its results are published as "${facts.privacy}"; this report is finer ("${privacy}").`);
  if (privacy === "exact")
    telling.warn("The report names every building. Think of the people in it before you publish it (--privacy grid).");
  return { page: join(folder, "index.html"), privacy, headline: headline(findings) };
}

/** Each result with its own frames, as the findings are worked out of. */
export function exactBuildings({ results, buildings, campaign }: StoredResults): ExactBuilding[] {
  const dated = new Map(campaign.facts.frames.map((frame) => [frame.id, frame]));
  return results.map((result) => {
    const judged = buildings.get(result.taskId) ?? null;
    return {
      result,
      frames: (judged?.frames ?? []).map(({ id }) => dated.get(id) ?? undated(id)),
      judged,
      footprint: judged?.geometry ?? null,
    };
  });
}

function placesOf(
  privacy: Privacy,
  all: readonly ExactBuilding[],
  stored: StoredResults,
  areas: string | undefined,
  chips: boolean,
): Places {
  const footprints = new Map<string, BuildingFootprint>(
    all.flatMap(({ result, footprint }) => (footprint === null ? [] : [[result.building, footprint] as const])),
  );
  if (privacy === "exact") return { kind: "exact", buildings: all.length, per_part: perPart, mapped: footprints.size > 0, chips };
  const counted = all.filter(({ result }) => result.status !== "not_a_building");
  if (footprints.size === 0) return { kind: "none", why: "no_lock" };
  if (counted.length < leastBuildings) return { kind: "none", why: "too_few" };
  const { facts } = stored.campaign;
  if (privacy === "grid" || areas === undefined) return { kind: "grid", cells: cellsOf(counted, footprints, facts) };
  return { kind: "area", areas: areasOf(counted, footprints, readAreas(areas), facts) };
}

function writeBuildings(
  write: (name: string, text: string) => void,
  buildings: readonly ExactBuilding[],
  frames: readonly DatedFrame[],
  chips: ChipFolder | null,
  telling: Telling,
): void {
  write(join("data", "buildings.js"), dataScript("buildings", buildingsRecord(buildings, new Map(frames.map(({ id }, at) => [id, at])))));
  for (let part = 0; part * perPart < buildings.length; part++) {
    const these = buildings.slice(part * perPart, (part + 1) * perPart);
    const details = these.map((building) => {
      const files = chips && building.judged?.chips ? building.judged.chips.names.map((name) => chips.copy(name)) : null;
      return [building.result.building, buildingDetail(building, files)] as const;
    });
    write(join("data", `buildings-${part}.js`), dataScript(`buildings-${part}`, Object.fromEntries(details)));
    telling.progress("building pages", Math.min((part + 1) * perPart, buildings.length), buildings.length);
  }
}

/** Takes away what an earlier report left, which may have told more; keeps the chips of an exact one. */
function startOver(folder: string, privacy: Privacy): void {
  const ours = ["index.html", "platform.js", "data", "downloads", "texts", ...(privacy === "exact" ? [] : ["chips"])];
  for (const name of ours) rmSync(join(folder, name), { recursive: true, force: true });
  for (const part of ["data", "downloads", "texts"]) mkdirSync(join(folder, part), { recursive: true });
}

function copyBundle(folder: string): void {
  if (!existsSync(join(bundle, "platform.js")))
    throw new InputError({ what: "the page's script is not built", where: bundle, advice: "Run npm run build." });
  copyFileSync(join(bundle, "platform.js"), join(folder, "platform.js"));
  for (const name of readdirSync(join(bundle, "texts"))) copyFileSync(join(bundle, "texts", name), join(folder, "texts", name));
}

function undated(id: string): DatedFrame {
  return { id, start: Number.NaN, end: Number.NaN, acquired: false };
}
