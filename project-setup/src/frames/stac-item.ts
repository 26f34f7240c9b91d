import type { Finding } from "../buildings/index.ts";
import { isRecord } from "../json.ts";
import { bareAddress, isAddress, resolveReference, signedAddress } from "../remote/index.ts";
import { timeFrom } from "../times.ts";
import { extentFrom, numberIn, outlineFrom } from "./fields.ts";
import type { RasterReference, Scene } from "./scene.ts";

/** Scenes, and the faults of those that cannot be used. */
export interface SceneReading {
  scenes: Scene[];
  errors: Finding[];
  /** The ids of those that their list leaves out by quality: exclude. */
  excluded?: string[];
}

/** What a Collection says for all of its items. */
export interface Shared {
  licence: string | null;
  provider: string | null;
}

export interface ItemContext {
  /** The document's absolute path or address. */
  document: string;
  /** Where the item stands, for messages. */
  place: string;
  shared: Shared;
  /** Chips are cut from the pictures, so that their addresses are not shown to anybody. */
  chips: boolean;
}

/** Reads one STAC Item (0.8 to 1.1), or a flattened one as Maxar's open data are shared, into `reading`. */
export function addItem(item: unknown, { document, place, shared, chips }: ItemContext, reading: SceneReading): void {
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
    const told = given ? ` that can be read (${JSON.stringify(given).slice(0, 100)})` : "";
    const message = `the frame${name === null ? "" : ` ${name}`} has no date${told}; expected datetime, or start_datetime and end_datetime, for instance 2017-06-10T08:20:31Z`;
    reading.errors.push({ where, message });
    return;
  }
  const outline = outlineFrom(item.geometry);
  if (outline === null && item.geometry !== null && item.geometry !== undefined) {
    reading.errors.push({ where, message: "has an outline that is no Polygon or MultiPolygon" });
    return;
  }
  const asset = visualAsset(item);
  const raster = asset === null ? null : rasterOf(asset, properties, document);
  if (typeof raster === "string") {
    reading.errors.push({ where, message: `its picture ${raster}` });
    return;
  }
  const url = raster?.url ?? null;
  if (url !== null && signedAddress(url) && !chips) {
    reading.errors.push({ where, message: keyedAddress });
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
    azimuth: numberIn(properties["view:azimuth"] ?? properties["eo:azimuth"], -360, 360),
    cloud: numberIn(properties["eo:cloud_cover"] ?? properties["tile:clouds_percent"] ?? properties.cloud_cover, 0, 100),
    outline,
    raster,
    source: url === null || signedAddress(url) ? { type: raster === null ? "image" : "cog" } : { type: "cog", url },
    attribution: textIn(properties, "attribution"),
    provider: providerOf(properties.providers) ?? textIn(properties, "constellation") ?? shared.provider,
    licence: textIn(properties, "license") ?? shared.licence,
    poor: false,
    shift: null,
  });
}

/** What is wrong with an address that volunteers would be shown. */
export const keyedAddress =
  "its address carries a signature or key, which runs out or gets public; cut chips from it instead (chips.mode hosted or local)";

/** What a Collection, or another document, says for the items that it links to. */
export function sharedBy(document: Record<string, unknown>, above: Shared): Shared {
  return { licence: textIn(document, "license") ?? above.licence, provider: providerOf(document.providers) ?? above.provider };
}

/** The one who licenses, else made, else hosts the pictures. */
function providerOf(providers: unknown): string | null {
  if (!Array.isArray(providers)) return null;
  const named = providers.filter(isRecord).filter(({ name }) => typeof name === "string");
  const withRole = (role: string) => named.find(({ roles }) => Array.isArray(roles) && roles.includes(role));
  const chosen = withRole("licensor") ?? withRole("producer") ?? named[0];
  return chosen === undefined ? null : textIn(chosen, "name");
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

/** The picture of an asset, or in words what is wrong with its reference. */
function rasterOf(asset: Asset, properties: Record<string, unknown>, document: string): RasterReference | string {
  const field = (name: string) => asset.fields[name] ?? properties[name];
  const code = field("proj:code");
  const number = field("proj:epsg");
  const transform = field("proj:transform");
  const found = resolveReference(asset.href, document);
  if ("refused" in found) return found.refused;
  return {
    href: bareAddress(asset.href),
    path: isAddress(found.place) ? null : found.place,
    url: isAddress(found.place) ? found.place : null,
    crs: typeof code === "string" ? code : typeof number === "number" ? `EPSG:${number}` : null,
    bounds: extentFrom(field("proj:bbox")),
    transform:
      Array.isArray(transform) && transform.length >= 6 && transform.every((part) => typeof part === "number")
        ? (transform as number[])
        : null,
  };
}

function textIn(properties: Record<string, unknown>, ...names: string[]): string | null {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") return value.slice(0, 100);
  }
  return null;
}
