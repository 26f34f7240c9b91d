import { InputError } from "pybossa-client-ts/command";
import { isRecord, parseJson } from "../json.ts";
import type { RawFeature } from "./building.ts";

/** The features of a GeoJSON text and the CRS that it declares (null = WGS 84). */
export interface GeoJsonFeatures {
  features: RawFeature[];
  crs: string | null;
}

/**
 * Reads a FeatureCollection, a Feature or a bare geometry. The legacy `crs` member is honoured.
 * @throws InputError on broken JSON or another kind of document
 */
export function readGeoJson(path: string, text: string): GeoJsonFeatures {
  const document = parseJson(path, text);
  if (!isRecord(document)) throw notGeoJson(path);
  const crs = legacyCrs(document.crs, path);
  if (document.type === "FeatureCollection") {
    if (!Array.isArray(document.features)) {
      throw new InputError({ what: "this FeatureCollection has no list of features", where: path, expected: '"features": [ … ]' });
    }
    return { features: document.features.map((feature, at) => rawFeature(feature, `${path}, feature ${at + 1}`)), crs };
  }
  if (document.type === "Feature") return { features: [rawFeature(document, `${path}, feature 1`)], crs };
  throw notGeoJson(path);
}

/** A GeoJSON feature, unchecked but for its kind. */
export function rawFeature(feature: unknown, where: string): RawFeature {
  if (!isRecord(feature) || feature.type !== "Feature") {
    return { where, id: null, properties: {}, geometry: null, fault: 'is no GeoJSON feature; expected "type": "Feature"' };
  }
  const { id } = feature;
  return {
    where,
    id: typeof id === "string" || typeof id === "number" ? id : null,
    properties: isRecord(feature.properties) ? feature.properties : {},
    geometry: feature.geometry ?? null,
  };
}

/** "urn:ogc:def:crs:EPSG::32634" and "EPSG:32634" -> "EPSG:32634"; CRS84 and none -> null. */
function legacyCrs(crs: unknown, path: string): string | null {
  if (crs === undefined || crs === null) return null;
  const name = isRecord(crs) && isRecord(crs.properties) ? crs.properties.name : undefined;
  if (typeof name === "string") {
    if (/CRS84/i.test(name)) return null;
    const code = /EPSG:{1,2}(?:[\d.]*:)?(\d{4,6})$/i.exec(name)?.[1];
    if (code) return `EPSG:${code}`;
  }
  throw new InputError({
    what: "the crs member names no CRS that is known here",
    where: path,
    expected: 'for instance {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32634"}}',
    advice: "Write the file in WGS 84 without a crs member: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson",
  });
}

function notGeoJson(path: string): InputError {
  return new InputError({
    what: "this is not GeoJSON with features",
    where: path,
    expected: '{"type": "FeatureCollection", "features": [ … ]}',
    advice: "From another format: ogr2ogr -t_srs EPSG:4326 buildings.geojson <your file>",
  });
}
