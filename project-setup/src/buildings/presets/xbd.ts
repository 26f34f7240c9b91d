import { wktToGeoJSON } from "betterknown";
import { InputError } from "pybossa-client-ts/command";
import { isRecord, parseJson } from "../../json.ts";
import type { RawFeature } from "../building.ts";
import { type DamageClass, dateFrom, priorOf, rankOf } from "./epochs.ts";

/**
 * One label file of xBD: buildings as WKT in degrees, and what the image of `capture_date` shows of each. A building
 * without a subtype, as before the disaster, is standing. @throws InputError
 */
export function readXbd(path: string, text: string, least: DamageClass): RawFeature[] {
  const document = parseJson(path, text);
  const entries = isRecord(document) && isRecord(document.features) ? document.features.lng_lat : undefined;
  if (!isRecord(document) || !Array.isArray(entries)) {
    throw new InputError({
      what: "this is no xBD label file",
      where: path,
      expected: '{"features": {"lng_lat": [ … ]}, "metadata": { … }}',
    });
  }
  const date = isRecord(document.metadata) ? dateFrom(document.metadata.capture_date) : null;
  return (entries as unknown[]).map((entry, at): RawFeature => {
    const where = `${path}, building ${at + 1}`;
    const properties = isRecord(entry) && isRecord(entry.properties) ? entry.properties : {};
    const { uid, subtype } = properties;
    const rank = subtype === undefined ? 5 : rankOf(subtype);
    return {
      where,
      id: typeof uid === "string" ? uid : null,
      properties,
      ...(date === null || rank === null ? {} : { prior: priorOf([{ date, rank }], least) }),
      ...shape(isRecord(entry) ? entry.wkt : undefined),
    };
  });
}

function shape(wkt: unknown): Pick<RawFeature, "geometry" | "fault"> {
  try {
    const geometry = typeof wkt === "string" ? wktToGeoJSON(wkt) : null;
    if (geometry) return { geometry };
  } catch {
    // The fault below says it.
  }
  return { geometry: null, fault: "has no WKT; expected POLYGON((…))" };
}
