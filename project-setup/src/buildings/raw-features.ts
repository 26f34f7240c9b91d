import { gunzipSync } from "node:zlib";
import { InputError } from "pybossa-client-ts/command";
import type { BuildingsSection } from "../campaign-file/index.ts";
import type { RawFeature } from "./building.ts";
import { contentOf } from "./format.ts";
import { brokenFile } from "./refusal.ts";
import { type BuildingSource, largestFile, tooLarge } from "./source.ts";

/** The features of a file, and the CRS that it declares: an EPSG code or WKT; null = WGS 84. */
export interface FeatureReading {
  features: RawFeature[];
  crs: string | null;
}

/**
 * Reads features by what the content is; each format's reader is loaded when it is needed.
 * @param names properties that matter, in full; shapefiles cut them to ten characters
 * @throws InputError where the file is not readable
 */
export async function readFeatures(
  source: BuildingSource,
  section: BuildingsSection,
  names: readonly string[],
  packed = 0,
): Promise<FeatureReading> {
  const { path, bytes } = source;
  const content = contentOf(bytes);
  switch (content) {
    case "empty":
      throw new InputError({ what: "this file is empty", where: path });
    case "utf-16":
      throw new InputError({ what: "this text is UTF-16", where: path, expected: "UTF-8", advice: "Save it again as UTF-8." });
    case "gzip":
      return readFeatures(unzipped(source, packed), section, names, packed + 1);
    case "binary":
      throw unknownFormat(path);
    case "zip": {
      if (packed > 1) throw packedTooOften(path);
      const { openArchive } = await import("./archive.ts");
      return readFeatures(openArchive(source, section.layer), section, names, packed + 1);
    }
    case "shapefile":
      return (await import("./shapefile.ts")).readShapefile(source, names);
    case "geopackage":
    case "geoparquet":
      return (await import("./thread/index.ts")).readInThread(content, source, section.layer);
    case "flatgeobuf":
      return (await import("./flatgeobuf.ts")).readFlatGeobuf(source);
    case "kml": {
      const { readKml } = await import("./kml.ts");
      return { features: await readKml(path, utf8(path, bytes)), crs: null };
    }
    default:
      return readTextFeatures(path, bytes, section.format ?? content, section);
  }
}

/** Letters of another encoding would be lost, and two ids could become one. */
function utf8(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError({ what: "this text is not UTF-8", where: path, expected: "UTF-8", advice: "Save it again as UTF-8." }, { cause });
  }
}

async function readTextFeatures(path: string, bytes: Uint8Array, format: string, section: BuildingsSection): Promise<FeatureReading> {
  const text = utf8(path, bytes);
  if (section.preset === "xbd") {
    return { features: (await import("./presets/xbd.ts")).readXbd(path, text, section.damage_class ?? "destroyed"), crs: null };
  }
  if (format === "geojson") return (await import("./geojson.ts")).readGeoJson(path, text);
  if (format === "geojsonl") return { features: (await import("./geojson-lines.ts")).readGeoJsonLines(path, text), crs: null };
  if (format === "csv") return { features: (await import("./csv.ts")).readCsv(path, text), crs: null };
  throw new InputError({
    what: `this is not the format that buildings.format names, ${format}`,
    where: path,
    advice: "Leave buildings.format out.",
  });
}

function unzipped({ path, bytes }: BuildingSource, packed: number): BuildingSource {
  if (packed > 1) throw packedTooOften(path);
  try {
    return { path, bytes: gunzipSync(bytes, { maxOutputLength: largestFile }), parts: {} };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(path);
    throw brokenFile(path, "gzip", "it cannot be unpacked", cause);
  }
}

function packedTooOften(path: string): InputError {
  return new InputError({ what: "this is packed again and again", where: path, advice: "Unpack it first." });
}

function unknownFormat(path: string): InputError {
  return new InputError({
    what: "this file is in no format that is read here",
    where: path,
    expected: "GeoJSON, GeoJSON lines, CSV, a shapefile, GeoPackage, FlatGeobuf, GeoParquet or KML",
    advice: `Convert it: ogr2ogr -t_srs EPSG:4326 buildings.geojson ${path}`,
  });
}
