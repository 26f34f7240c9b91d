import { wktToGeoJSON } from "betterknown";
import { InputError } from "pybossa-client-ts/command";
import type { CampaignFrame } from "pybossa-client-ts/strike-tracker";
import { csvRows, type Finding } from "../buildings/index.ts";
import { parseTextDocument } from "../campaign-file/index.ts";
import { suggestion } from "../campaign-file/suggestion.ts";
import { isRecord } from "../json.ts";
import { timeFrom } from "../times.ts";
import { extentOutline, localPath, numberIn, outlineFrom, signedAddress } from "./fields.ts";
import type { Scene } from "./scene.ts";
import { extentFrom, type SceneReading } from "./stac.ts";

const keys = [
  "id",
  "datetime",
  "date",
  "start_datetime",
  "end_datetime",
  "start",
  "end",
  "date_kind",
  "source",
  "type",
  "url",
  "template",
  "file",
  "crs",
  "bounds",
  "bbox",
  "footprint",
  "gsd",
  "off_nadir",
  "azimuth",
  "sun_elevation",
  "cloud",
  "cloud_cover",
  "platform",
  "scene_id",
  "shift_m",
  "attribution",
  "licence",
  "quality",
] as const;
const sources = ["image", "xyz", "wmts", "wms", "cog"] as const;

/** Reads a list of frames from YAML, JSON or CSV text. Files are found from the list's folder. @throws InputError */
export function readFrameList(path: string, text: string): SceneReading {
  if (/\.(csv|tsv)$/i.test(path)) {
    const rows = csvRows(path, text);
    return readEntries(
      rows.map(({ line, cells }) => ({ where: `${path}, line ${line}`, entry: withoutEmpty(cells) })),
      path,
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
  );
}

/** Reads frames that stand in the campaign file itself. */
export function readInlineFrames(path: string, entries: readonly Record<string, unknown>[]): SceneReading {
  return readEntries(
    entries.map((entry, at) => ({ where: `${path}, frame ${at + 1}`, entry })),
    path,
  );
}

function readEntries(entries: { where: string; entry: unknown }[], path: string): SceneReading {
  if (entries.length === 0) throw new InputError({ what: "this list holds no frame", where: path });
  const reading: SceneReading = { scenes: [], errors: [] };
  for (const { where: place, entry } of entries) {
    if (!isRecord(entry)) {
      reading.errors.push({ where: place, message: "is no entry with id, datetime and file or url" });
      continue;
    }
    const id = typeof entry.id === "string" || typeof entry.id === "number" ? String(entry.id) : null;
    const where = id === null ? place : `${place} (${id})`;
    const scene = sceneOf(entry, id, where, path, (message) => reading.errors.push({ where, message }));
    if (scene) reading.scenes.push(scene);
  }
  return reading;
}

function sceneOf(
  entry: Record<string, unknown>,
  id: string | null,
  where: string,
  path: string,
  fault: (message: string) => Finding | number,
): Scene | null {
  for (const key of Object.keys(entry)) {
    if ((keys as readonly string[]).includes(key)) continue;
    const near = suggestion(key, keys);
    fault(`${key} is not a key of a frame. ${near ? `Did you mean ${near}?` : `Known: ${keys.join(", ")}.`}`);
    return null;
  }
  if (entry.quality === "exclude") return null;
  const time = entryTime(entry);
  if (!time) {
    fault(
      `the frame ${id ?? ""} has no date that can be read; expected datetime, or start and end, for instance 2017-06-10T08:20:31Z`.replace(
        "  ",
        " ",
      ),
    );
    return null;
  }
  const outline = entryOutline(entry);
  if (outline === undefined) {
    fault("footprint or bbox cannot be read; expected GeoJSON or WKT, or minx, miny, maxx, maxy in degrees");
    return null;
  }
  const file = fileOf(entry);
  const bounds = extentFrom(entry.bounds);
  if (entry.bounds !== undefined && bounds === null) {
    fault("bounds cannot be read; expected minx, miny, maxx, maxy in the units of crs");
    return null;
  }
  const source = sourceOf(entry, file);
  if (typeof source === "string") {
    fault(source);
    return null;
  }
  const crs = typeof entry.crs === "string" ? entry.crs : bounds === null ? null : "EPSG:4326";
  return {
    where,
    id,
    acquisition: typeof entry.scene_id === "string" ? entry.scene_id : null,
    ...time,
    dateKind: entry.date_kind === "published" ? "published" : "acquired",
    platform: typeof entry.platform === "string" ? entry.platform.slice(0, 100) : null,
    gsd: numberIn(entry.gsd, 0, 1000),
    offNadir: numberIn(entry.off_nadir, 0, 90),
    cloud: numberIn(entry.cloud ?? entry.cloud_cover, 0, 100),
    outline: outline ?? (bounds !== null && crs === "EPSG:4326" ? extentOutline(bounds) : null),
    raster: file === null ? null : { href: file, path: localPath(file, path), crs, bounds, transform: null },
    source,
    attribution: typeof entry.attribution === "string" ? entry.attribution.slice(0, 500) : null,
    poor: entry.quality === "poor",
    shift: pair(entry.shift_m),
  };
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

/** A picture on this disk: the key file, or a source whose address is a path. */
function fileOf(entry: Record<string, unknown>): string | null {
  if (typeof entry.file === "string") return entry.file;
  const address = addressOf(entry);
  return typeof address === "string" && !/^https?:\/\//i.test(address) && !address.includes("{") ? address : null;
}

function addressOf(entry: Record<string, unknown>): unknown {
  const given = isRecord(entry.source) ? entry.source : entry;
  return given.url ?? given.template;
}

function sourceOf(entry: Record<string, unknown>, file: string | null): CampaignFrame["source"] | string {
  const given = isRecord(entry.source) ? entry.source : entry;
  const url = entry.file === undefined && file !== null ? undefined : addressOf(entry);
  if (url === undefined) return file === null ? "needs a file (to cut chips from) or a url (of tiles)" : { type: "image" };
  if (typeof url !== "string" || !/^(https?:\/\/|\/)\S+$/.test(url)) return "url is no http(s) address";
  if (signedAddress(url)) return "url carries a signature or key, which runs out or gets public; cut chips from downloaded files instead";
  const type = sources.find((known) => known === given.type);
  return type === undefined ? `type is ${JSON.stringify(given.type)}; expected ${sources.join(", ")}` : { type, url };
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
