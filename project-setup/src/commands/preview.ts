import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { counted, InputError, writeFileAtomic } from "pybossa-client-ts/command";
import { type CampaignFrame, frameTime, sourceFault } from "pybossa-client-ts/strike-tracker";
import { type ChipSet, fileName, produceChips } from "../chips/index.ts";
import type { Effects } from "../effects.ts";
import { aloneOn } from "../lock/index.ts";
import { previewDocument } from "../preview/document.ts";
import type { PreviewBuilding, PreviewFrame } from "../preview/preview-data.ts";
import { presenterFolder, readPresenter } from "../server/index.ts";
import { refuseErrors, type Survey, type SurveyedBuilding, survey } from "../survey.ts";
import { campaignRecord, planTasks } from "../tasks/index.ts";
import { written } from "../times.ts";

export interface PreviewOptions {
  /** The folder that the page is written into. */
  out: string;
  /** How many buildings are drawn. */
  buildings?: number;
  /** Another seed draws other buildings. */
  seed?: string;
}

export interface PreviewResult {
  /** The page. */
  file: string;
  buildings: number;
  frames: number;
  bytes: number;
}

const script = fileURLToPath(new URL("../../dist/preview.js", import.meta.url));

/**
 * Writes a page with some buildings by chance and all their frames, to look at before publishing. It opens from the
 * disk. Chips are in it, and are cut for the buildings drawn where they are not cut yet; tiles and other pictures without
 * chips are fetched by the browser, as a volunteer's would.
 */
export async function preview(
  campaignPath: string,
  effects: Effects,
  { out, buildings = 12, seed = "" }: PreviewOptions,
): Promise<PreviewResult> {
  const surveyed = await survey(campaignPath, effects);
  refuseErrors(surveyed);
  const { opened } = surveyed;
  const tasks = surveyed.buildings.length;
  surveyed.buildings = drawn(surveyed, buildings, seed);
  const cut = () => produceChips(surveyed, effects, { onlyKnown: false });
  const set = surveyed.chips.mode === "none" ? null : await aloneOn(opened.folder, opened.file.id, cut);
  const planned = planTasks({ ...surveyed, practice: new Map() }, set, opened.file.id, (id) => id);
  const { title, question, attribution } = campaignRecord(opened.file, planned, null);
  const left = [...surveyed.skipped, ...planned.skipped];
  const shown = surveyed.buildings.map((each) => (set === null ? fromSources(each, left) : withChips(each, set, surveyed, left)));
  const tiffs = set === null && planned.frames.some(({ source }) => source.type === "cog");
  const scripts = [...(tiffs ? [readPresenter(presenterFolder()).cog.text] : []), builtScript()];
  const page = previewDocument({ title, question, attribution, tasks, buildings: shown }, scripts);
  mkdirSync(out, { recursive: true });
  const file = join(out, "index.html");
  writeFileAtomic(file, page, { mode: 0o600 });
  return {
    file,
    buildings: shown.length,
    frames: shown.reduce((sum, { frames }) => sum + frames.length, 0),
    bytes: Buffer.byteLength(page),
  };
}

function drawn({ buildings, opened }: Survey, count: number, seed: string): SurveyedBuilding[] {
  const rank = (id: string) => createHash("sha256").update(`preview ${opened.file.id} ${seed} ${id}`).digest("hex");
  return buildings
    .map((surveyed) => ({ surveyed, rank: rank(surveyed.building.managerId) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ surveyed }) => surveyed);
}

function withChips(
  { building, covers }: SurveyedBuilding,
  { squares, records, folder }: ChipSet,
  { chips }: Survey,
  left: Survey["skipped"],
): PreviewBuilding {
  const id = building.managerId;
  const frames = covers.flatMap(({ frame: { record }, scene }): PreviewFrame[] => {
    const chip = records.find((each) => each.building === id && each.frame === record.id);
    if (!chip || chip.name === null) return [];
    const bytes = readFileSync(join(folder, fileName(chip.name, chips.format)));
    return [{ ...captionOf(record, scene.shift), picture: `data:image/${chips.format};base64,${bytes.toString("base64")}` }];
  });
  const place = { outline: squares.get(id)?.outline ?? [], ground: chips.ground_m, pixels: chips.size_px };
  return { id, place, frames, dropped: droppedOf(id, left) };
}

function fromSources({ building, covers }: SurveyedBuilding, left: Survey["skipped"]): PreviewBuilding {
  const id = building.managerId;
  const frames: PreviewFrame[] = [];
  const dropped = droppedOf(id, left);
  for (const { frame, scene } of covers) {
    const { source, gsd = null } = frame.record;
    const fault = sourceFault(source);
    if (fault === null) frames.push({ ...captionOf(frame.record, scene.shift), picture: { source, gsd, shift: scene.shift ?? [0, 0] } });
    else dropped.push({ frame: frame.record.id, reason: `cannot be shown: it ${fault}` });
  }
  return { id, place: { footprint: building.footprint }, frames, dropped };
}

function droppedOf(building: string, left: Survey["skipped"]): PreviewBuilding["dropped"] {
  return left
    .filter((each) => each.building === building)
    .map(({ frame, reason }) => ({ frame: frame === "" ? "the building" : frame, reason }));
}

function captionOf(record: CampaignFrame, shift: readonly number[] | null): Omit<PreviewFrame, "picture"> {
  return { id: record.id, date: dateText(record), detail: detailOf(record, shift) };
}

function dateText(record: CampaignFrame): string {
  const { start, end } = frameTime(record);
  const told = (at: number) => written(at).slice(0, 10);
  if (record.date_kind === "published") return `published ${told(start)}`;
  if (told(start) !== told(end)) return `${told(start)} to ${told(end)}`;
  return end - start < 60_000 ? `${told(start)} ${written(start).slice(11, 16)} UTC` : told(start);
}

function detailOf({ gsd, off_nadir, cloud_cover }: CampaignFrame, shift: readonly number[] | null): string {
  return [
    gsd == null ? "" : `${gsd} m`,
    off_nadir == null ? "" : `${Math.round(off_nadir)}° off nadir`,
    cloud_cover == null ? "" : `${Math.round(cloud_cover)} % cloud`,
    shift === null || (shift[0] === 0 && shift[1] === 0) ? "" : `moved ${shift.join(", ")} m`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function builtScript(): string {
  try {
    return readFileSync(script, "utf8");
  } catch (cause) {
    throw new InputError({ what: "the preview's script is not built", where: script, advice: "Run npm run build." }, { cause });
  }
}

export function previewText({ file, buildings, frames }: PreviewResult): string {
  return `${counted(buildings, "building")} with ${counted(frames, "frame")}: open ${file} in a browser. It names places: keep it to yourself.`;
}
