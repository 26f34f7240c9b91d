import { resolve } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import type { Finding } from "../buildings/index.ts";
import type { Extent } from "../geometry/index.ts";
import { isRecord, parseJson } from "../json.ts";
import { timeFrom } from "../times.ts";
import { localPath, numberIn, outlineFrom, signedAddress } from "./fields.ts";
import type { RasterReference, Scene } from "./scene.ts";

/** Scenes, and the faults of those that cannot be used. */
export interface SceneReading {
  scenes: Scene[];
  errors: Finding[];
}

type ReadText = (path: string) => string;

/**
 * Reads STAC 1.0 or 1.1 (and near relatives): an Item, an ItemCollection, a Collection or Catalog with links to local
 * files, or a GeoJSON file with one flattened item a feature, as Maxar's open data are shared.
 * @throws InputError where a document cannot be read
 */
export function readStac(path: string, readText: ReadText): SceneReading {
  const reading: SceneReading = { scenes: [], errors: [] };
  visit(/^https?:/i.test(path) ? path : resolve(path), path, readText, reading, new Set());
  if (reading.scenes.length === 0 && reading.errors.length === 0) {
    throw new InputError({
      what: "this document holds no acquisition",
      where: path,
      expected: "STAC Items, or a Collection with links to them",
    });
  }
  return reading;
}

function visit(absolute: string, shown: string, readText: ReadText, reading: SceneReading, seen: Set<string>): void {
  if (seen.has(absolute)) return;
  seen.add(absolute);
  if (seen.size > 50_000) throw new InputError({ what: "this catalogue has more than 50,000 documents", where: shown });
  const document = parseJson(shown, readText(absolute));
  if (!isRecord(document)) throw notStac(shown);
  if (document.type === "FeatureCollection" && Array.isArray(document.features)) {
    for (const [at, feature] of document.features.entries()) addItem(feature, absolute, `${shown}, feature ${at + 1}`, reading);
  } else if (document.type === "Feature") {
    addItem(document, absolute, shown, reading);
  } else if (Array.isArray(document.links)) {
    for (const link of document.links) {
      if (!isRecord(link) || typeof link.href !== "string" || !(link.rel === "item" || link.rel === "child")) continue;
      const next = localPath(link.href, absolute);
      if (next === null)
        reading.errors.push({ where: shown, message: `links to ${link.href}; only local files are read: download the catalogue first` });
      else visit(next, link.href, readText, reading, seen);
    }
  } else throw notStac(shown);
}

function addItem(item: unknown, absolute: string, place: string, reading: SceneReading): void {
  if (!isRecord(item) || !isRecord(item.properties)) {
    reading.errors.push({ where: place, message: "is no STAC Item: it has no properties" });
    return;
  }
  const { properties } = item;
  const id = typeof item.id === "string" || typeof item.id === "number" ? String(item.id) : textIn(properties, "id");
  const acquisition = textIn(properties, "catalog_id", "maxar:catalog_id", "scene_id", "acquisition_id");
  const name = id ?? acquisition;
  const where = name === null ? place : `${place} (${name})`;
  const range = itemTime(properties);
  if (!range) {
    const given = properties.datetime ?? properties.start_datetime;
    reading.errors.push({
      where,
      message:
        `the frame ${name ?? ""} has no date${given ? ` that can be read (${JSON.stringify(given)})` : ""}; expected datetime, or start_datetime and end_datetime, for instance 2017-06-10T08:20:31Z`.replace(
          "  ",
          " ",
        ),
    });
    return;
  }
  const outline = outlineFrom(item.geometry);
  if (outline === null && item.geometry !== null && item.geometry !== undefined) {
    reading.errors.push({ where, message: "has an outline that is no Polygon or MultiPolygon" });
    return;
  }
  const asset = visualAsset(item);
  const raster = asset === null ? null : rasterOf(asset, properties, absolute);
  const url = raster !== null && raster.path === null && /^https?:/.test(raster.href) ? raster.href : null;
  if (url !== null && signedAddress(url)) {
    reading.errors.push({
      where,
      message: "its address carries a signature or key, which runs out or gets public; cut chips from downloaded files instead",
    });
    return;
  }
  reading.scenes.push({
    where,
    id,
    acquisition,
    ...range,
    dateKind: "acquired",
    platform: textIn(properties, "platform"),
    gsd: numberIn(properties.gsd ?? properties["eo:gsd"] ?? asset?.fields.gsd, 0, 1000),
    offNadir: numberIn(properties["view:off_nadir"] ?? properties["eo:off_nadir"], 0, 90),
    cloud: numberIn(properties["eo:cloud_cover"] ?? properties["tile:clouds_percent"] ?? properties.cloud_cover, 0, 100),
    outline,
    raster,
    source: url === null ? { type: raster === null ? "image" : "cog" } : { type: "cog", url },
    attribution: textIn(properties, "attribution"),
    poor: false,
    shift: null,
  });
}

function itemTime(properties: Record<string, unknown>): { start: number; end: number } | null {
  const whole = timeFrom(properties.datetime);
  if (whole) return { start: Date.parse(whole.start), end: Date.parse(whole.end) };
  const start = timeFrom(properties.start_datetime);
  const end = timeFrom(properties.end_datetime);
  if (!start || !end || Date.parse(end.end) < Date.parse(start.start)) return null;
  return { start: Date.parse(start.start), end: Date.parse(end.end) };
}

interface Asset {
  href: string;
  fields: Record<string, unknown>;
}

/** The asset to look at: role or key "visual", then "data", then any picture; never a thumbnail or metadata. */
function visualAsset(item: Record<string, unknown>): Asset | null {
  const flat = isRecord(item.properties) ? item.properties.visual : undefined;
  if (typeof flat === "string") return { href: flat, fields: {} };
  if (!isRecord(item.assets)) return null;
  const ranked = Object.entries(item.assets)
    .flatMap(([key, asset]) =>
      isRecord(asset) && typeof asset.href === "string" ? [{ href: asset.href, fields: asset, rank: rankOf(key, asset) }] : [],
    )
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  return ranked[0] ?? null;
}

function rankOf(key: string, asset: Record<string, unknown>): number {
  const roles = Array.isArray(asset.roles) ? asset.roles.map(String) : [];
  if (roles.includes("thumbnail") || roles.includes("metadata") || /thumb|metadata|udm/i.test(key)) return 0;
  if (roles.includes("visual") || key === "visual") return 4;
  if (roles.includes("data")) return 3;
  const type = typeof asset.type === "string" ? asset.type : "";
  if (/^image\//.test(type) || /\.(tiff?|png|jpe?g|webp)$/i.test(String(asset.href))) return roles.includes("overview") ? 1 : 2;
  return 0;
}

function rasterOf(asset: Asset, properties: Record<string, unknown>, absolute: string): RasterReference {
  const field = (name: string) => asset.fields[name] ?? properties[name];
  const code = field("proj:code");
  const number = field("proj:epsg");
  const transform = field("proj:transform");
  return {
    href: asset.href,
    path: localPath(asset.href, absolute),
    crs: typeof code === "string" ? code : typeof number === "number" ? `EPSG:${number}` : null,
    bounds: extentFrom(field("proj:bbox")),
    transform:
      Array.isArray(transform) && transform.length >= 6 && transform.every((part) => typeof part === "number")
        ? (transform as number[])
        : null,
  };
}

/** Four numbers, as an array or as text with commas. */
export function extentFrom(value: unknown): Extent | null {
  const parts =
    typeof value === "string"
      ? value
          .replace(/^\[|\]$/g, "")
          .split(/[\s,;]+/)
          .map(Number)
      : value;
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === "number" && Number.isFinite(part))) return null;
  const [minX, minY, maxX, maxY] = parts as Extent;
  return minX < maxX && minY < maxY ? [minX, minY, maxX, maxY] : null;
}

function textIn(properties: Record<string, unknown>, ...names: string[]): string | null {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") return value.slice(0, 100);
  }
  return null;
}

function notStac(path: string): InputError {
  return new InputError({
    what: "this is neither STAC nor GeoJSON with one feature an acquisition",
    where: path,
    advice: "A plain list of frames goes into frames.list.",
  });
}
