import { wktToGeoJSON } from "betterknown";
import { InputError } from "pybossa-client-ts/command";
import { csvRows, type Finding } from "../buildings/index.ts";
import { frameFaults, parseTextDocument } from "../campaign-file/index.ts";
import { isRecord } from "../json.ts";
import { timeFrom } from "../times.ts";
import { extentFrom, extentOutline, numberIn, outlineFrom } from "./fields.ts";
import { entrySource } from "./list-source.ts";
import type { Scene } from "./scene.ts";
import type { SceneReading } from "./stac-item.ts";

/** Reads a list of frames from YAML, JSON or CSV text. Files are found from the list's folder. @throws InputError */
export function readFrameList(path: string, text: string, chips: boolean): SceneReading {
  if (/\.(csv|tsv)$/i.test(path)) {
    const rows = csvRows(path, text);
    return readEntries(
      rows.map(({ line, cells }) => ({ where: `${path}, line ${line}`, entry: withoutEmpty(cells) })),
      path,
      chips,
    );
  }
  const document = parseTextDocument(path, text);
  const list = isRecord(document.value) && Array.isArray(document.value.frames) ? document.value.frames : document.value;
  if (!Array.isArray(list)) {
    throw new InputError({
      what: "this is no list of frames",
      where: path,
      expected: "a list of entries with id, datetime and file or url",
    });
  }
  const prefix = list === document.value ? [] : ["frames"];
  return readEntries(
    list.map((entry: unknown, at) => ({ where: `${path}, line ${document.lineOf([...prefix, at])}`, entry })),
    path,
    chips,
  );
}

/** Reads frames that stand in the campaign file itself. */
export function readInlineFrames(path: string, entries: readonly Record<string, unknown>[], chips: boolean): SceneReading {
  return readEntries(
    entries.map((entry, at) => ({ where: `${path}, frame ${at + 1}`, entry })),
    path,
    chips,
  );
}

function readEntries(entries: { where: string; entry: unknown }[], path: string, chips: boolean): SceneReading {
  if (entries.length === 0) throw new InputError({ what: "this list holds no frame", where: path });
  const excluded: string[] = [];
  const reading: SceneReading = { scenes: [], errors: [], excluded };
  for (const { where: place, entry } of entries) {
    if (!isRecord(entry)) {
      reading.errors.push({ where: place, message: "is no entry with id, datetime and file or url" });
      continue;
    }
    const id = typeof entry.id === "string" || typeof entry.id === "number" ? String(entry.id) : null;
    const where = id === null ? place : `${place} (${id})`;
    if (entry.quality === "exclude" && frameFaults(entry).length === 0) {
      excluded.push(id ?? place);
      continue;
    }
    const scene = sceneOf(entry, id, where, { path, chips }, (message) => reading.errors.push({ where, message }));
    if (scene) reading.scenes.push(scene);
  }
  return reading;
}

function sceneOf(
  entry: Record<string, unknown>,
  id: string | null,
  where: string,
  { path, chips }: { path: string; chips: boolean },
  fault: (message: string) => Finding | number,
): Scene | null {
  const faults = frameFaults(entry);
  if (faults.length > 0) {
    for (const message of faults) fault(message);
    return null;
  }
  const time = entryTime(entry);
  if (!time) {
    const named = id === null ? "" : ` ${id}`;
    const given = entry.datetime ?? entry.date ?? entry.start_datetime ?? entry.start;
    const told = given === undefined ? "" : ` that can be read (${JSON.stringify(given).slice(0, 100)})`;
    fault(`the frame${named} has no date${told}; expected datetime, or start and end, for instance 2017-06-10T08:20:31Z`);
    return null;
  }
  const outline = entryOutline(entry);
  if (outline === undefined) {
    fault("footprint or bbox cannot be read; expected GeoJSON or WKT, or minx, miny, maxx, maxy in degrees");
    return null;
  }
  const bounds = extentFrom(entry.bounds);
  if (entry.bounds !== undefined && bounds === null) {
    fault("bounds cannot be read; expected minx, miny, maxx, maxy in the units of crs");
    return null;
  }
  const crs = typeof entry.crs === "string" ? entry.crs : bounds === null ? null : "EPSG:4326";
  const found = entrySource(entry, { list: path, chips, crs, bounds });
  if (typeof found === "string") {
    fault(found);
    return null;
  }
  return {
    where,
    id,
    acquisition: typeof entry.scene_id === "string" ? entry.scene_id : null,
    ...time,
    dateKind: dateKind(entry, found.source.url ?? ""),
    platform: typeof entry.platform === "string" ? entry.platform.slice(0, 100) : null,
    gsd: numberIn(entry.gsd, 0, 1000),
    offNadir: numberIn(entry.off_nadir, 0, 90),
    azimuth: numberIn(entry.azimuth, -360, 360),
    cloud: numberIn(entry.cloud ?? entry.cloud_cover, 0, 100),
    outline: outline ?? (bounds !== null && crs === "EPSG:4326" ? extentOutline(bounds) : null),
    ...found,
    attribution: typeof entry.attribution === "string" ? entry.attribution.slice(0, 500) : null,
    provider: null,
    licence: typeof entry.licence === "string" ? entry.licence.slice(0, 500) : null,
    poor: entry.quality === "poor",
    shift: pair(entry.shift_m),
  };
}

/** A Wayback release bears the day on which it appeared, unless the manager says to have looked up when it was taken. */
function dateKind({ date_kind: given }: Record<string, unknown>, url: string): Scene["dateKind"] {
  return given === "published" || (given !== "acquired" && /wayback/i.test(url)) ? "published" : "acquired";
}

function entryTime(entry: Record<string, unknown>): { start: number; end: number } | null {
  const whole = timeFrom(entry.datetime ?? entry.date);
  if (whole) return { start: Date.parse(whole.start), end: Date.parse(whole.end) };
  const start = timeFrom(entry.start_datetime ?? entry.start);
  const end = timeFrom(entry.end_datetime ?? entry.end);
  if (!start || !end || Date.parse(end.end) < Date.parse(start.start)) return null;
  return { start: Date.parse(start.start), end: Date.parse(end.end) };
}

/** null = none given, undefined = not readable. */
function entryOutline({ footprint, bbox }: Record<string, unknown>): Scene["outline"] | undefined {
  if (footprint !== undefined) return outlineFrom(typeof footprint === "string" ? geometryFrom(footprint) : footprint) ?? undefined;
  if (bbox === undefined) return null;
  const extent = extentFrom(bbox);
  return extent ? extentOutline(extent) : undefined;
}

function geometryFrom(text: string): unknown {
  try {
    return text.trimStart().startsWith("{") ? (JSON.parse(text) as unknown) : wktToGeoJSON(text);
  } catch {
    return null;
  }
}

function pair(value: unknown): [number, number] | null {
  const parts = typeof value === "string" ? value.split(/[\s,;]+/).map(Number) : value;
  if (!Array.isArray(parts)) return null;
  const [east, north] = parts as unknown[];
  return typeof east === "number" && typeof north === "number" && Number.isFinite(east + north) ? [east, north] : null;
}

function withoutEmpty(cells: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== ""));
}
