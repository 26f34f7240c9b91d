import { InputError } from "pybossa-client-ts/command";
import { isRecord, parseJson } from "../json.ts";
import { timeFrom } from "../times.ts";
import type { SceneReading } from "./stac-item.ts";

/**
 * Reads Esri's list of Wayback releases (its config JSON, by release number). A release bears the day on which it
 * appeared, not that of its pictures, so that its frames are `published`: they are shown, and bound no result.
 * @throws InputError where it is something else
 */
export function readWayback(place: string, text: string): SceneReading {
  const document = parseJson(place, text);
  const reading: SceneReading = { scenes: [], errors: [] };
  for (const [release, entry] of Object.entries(isRecord(document) ? document : {})) {
    if (!isRecord(entry) || typeof entry.itemTitle !== "string" || typeof entry.itemURL !== "string") continue;
    const where = `${place}, release ${release.slice(0, 20)}`;
    const day = /(\d{4}-\d{2}-\d{2})/.exec(entry.itemTitle)?.[1];
    const range = timeFrom(day);
    const url = tileTemplate(entry.itemURL);
    if (day === undefined || !range) reading.errors.push({ where, message: "has no date in its itemTitle; expected (Wayback 2021-03-17)" });
    else if (url === null)
      reading.errors.push({ where, message: "has no tile address in its itemURL; expected https://…/{level}/{row}/{col}" });
    else {
      reading.scenes.push({
        where,
        id: `wb-${day}`,
        acquisition: null,
        start: Date.parse(range.start),
        end: Date.parse(range.end),
        dateKind: "published",
        platform: null,
        gsd: null,
        offNadir: null,
        azimuth: null,
        cloud: null,
        outline: null,
        raster: null,
        source: { type: "xyz", url },
        attribution: "Esri, Maxar, Earthstar Geographics, and the GIS User Community",
        provider: "Esri",
        licence: null,
        poor: false,
        shift: null,
      });
    }
  }
  if (reading.scenes.length + reading.errors.length === 0) {
    throw new InputError({
      what: "this is no list of Wayback releases",
      where: place,
      expected: '{"<release>": {"itemTitle": "… (Wayback 2021-03-17)", "itemURL": "https://…/{level}/{row}/{col}"}}',
    });
  }
  return reading;
}

/** ArcGIS's names of a tile's place as those of other tile layers; null = no template. */
export function tileTemplate(address: string): string | null {
  const template = address
    .replace(/\{(level|TileMatrix)\}/gi, "{z}")
    .replace(/\{(row|TileRow)\}/gi, "{y}")
    .replace(/\{(col|column|TileCol)\}/gi, "{x}");
  return /^https?:\/\/\S+$/.test(template) && /\{z\}/.test(template) && /\{x\}/.test(template) && /\{-?y\}/.test(template)
    ? template
    : null;
}
