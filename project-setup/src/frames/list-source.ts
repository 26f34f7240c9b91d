import { type FrameSource, sourceFault } from "pybossa-client-ts/strike-tracker";
import type { Extent } from "../geometry/index.ts";
import { isRecord } from "../json.ts";
import { bareAddress, isAddress, resolveReference, signedAddress } from "../remote/index.ts";
import { numberIn } from "./fields.ts";
import type { RasterReference } from "./scene.ts";
import { keyedAddress } from "./stac-item.ts";
import { tileTemplate } from "./wayback.ts";

const layers = ["xyz", "tms", "wmts", "wms"] as const;
const pictures = ["image", "cog"] as const;

export interface EntryContext {
  /** The list's absolute path or address. */
  list: string;
  /** Chips are cut from the pictures, so that their addresses are not shown to anybody. */
  chips: boolean;
  crs: string | null;
  bounds: Extent | null;
}

/** Where a list's entry has its pixels: a picture (a file, or an address), or a layer of tiles; else in words what is wrong. */
export function entrySource(
  entry: Record<string, unknown>,
  context: EntryContext,
): { raster: RasterReference | null; source: FrameSource } | string {
  const given = isRecord(entry.source) ? entry.source : entry;
  const address = entry.file ?? given.url ?? given.template;
  if (address === undefined) return "needs a file (to cut chips from) or a url (of tiles)";
  if (typeof address !== "string" || address === "") return "file or url is no text";
  const type = given.type;
  const layer = layers.find((known) => known === type) ?? (type === undefined && address.includes("{") ? "xyz" : null);
  if (layer !== null && entry.file === undefined) return layerOf(layer, address, given);
  const picture = pictures.find((known) => known === (type ?? "image"));
  if (picture === undefined) return `type is ${JSON.stringify(type)}; expected ${[...pictures, ...layers].join(", ")}`;
  return pictureOf(picture, address, context);
}

const keyedLayer =
  "its address carries a signature or key, which runs out or gets public: ask for a layer without one, or cut chips from the pictures themselves";

function layerOf(
  type: (typeof layers)[number],
  address: string,
  given: Record<string, unknown>,
): { raster: null; source: FrameSource } | string {
  if (!/^(https?:\/\/|\/)\S+$/.test(address)) return "url is no http(s) address";
  if (signedAddress(address)) return `url: ${keyedLayer}`;
  if (type === "wms" || type === "wmts") return shown({ ...details(given), type, url: address });
  const url = tileTemplate(address);
  if (url === null) return "url is no template of tiles; expected https://…/{z}/{x}/{y} (or {-y}, {level}, {row}, {col})";
  return shown({ ...details(given), type: "xyz", url: type === "tms" ? url.replace("{y}", "{-y}") : url });
}

function shown(source: FrameSource): { raster: null; source: FrameSource } | string {
  const fault = sourceFault(source);
  return fault === null ? { raster: null, source } : `its source ${fault}`;
}

const words = ["layer", "style", "matrix_set", "matrix_prefix", "time", "crs", "format"] as const;
const counts = ["tile_size", "zoom_min", "zoom_max"] as const;

/** What an entry says beside its address, for the presenter. */
function details(given: Record<string, unknown>): Partial<FrameSource> {
  const told: Partial<FrameSource> = {};
  for (const key of words) if (typeof given[key] === "string") told[key] = given[key];
  for (const key of counts) {
    const count = numberIn(given[key], 0, 4096);
    if (count !== null) told[key] = count;
  }
  const version = (["1.0.0", "1.1.1", "1.3.0"] as const).find((known) => known === given.version);
  if (version !== undefined) told.version = version;
  if (Array.isArray(given.matrices)) told.matrices = given.matrices as NonNullable<FrameSource["matrices"]>;
  return told;
}

function pictureOf(
  type: (typeof pictures)[number],
  address: string,
  { list, chips, crs, bounds }: EntryContext,
): { raster: RasterReference; source: FrameSource } | string {
  const found = resolveReference(address, list);
  if ("refused" in found) return `its picture ${found.refused}`;
  const url = isAddress(found.place) ? found.place : null;
  const raster = { href: bareAddress(address), path: url === null ? found.place : null, url, crs, bounds, transform: null };
  if (url === null) return { raster, source: { type: "image" } };
  if (!signedAddress(url))
    return { raster, source: type === "image" && bounds !== null ? { type, url, extent: bounds, crs: crs ?? "EPSG:4326" } : { type, url } };
  return chips ? { raster, source: { type } } : `url: ${keyedAddress}`;
}
