import { InputError } from "pybossa-client-ts/command";
import type { BuildingsSection } from "../campaign-file/index.ts";
import { projectionBetween } from "../geometry/index.ts";
import { type Range, timeFrom } from "../times.ts";
import { inTurns } from "../turns.ts";
import type { Building, BuildingReading, Finding, RawFeature } from "./building.ts";
import { sizeAndPlaceFindings } from "./checks.ts";
import { footprintOf } from "./footprint.ts";
import { foundIdField, idFields, idOf, noId } from "./id-field.ts";
import { withPreset } from "./presets/index.ts";
import { readFeatures } from "./raw-features.ts";
import { chosen } from "./selection.ts";
import type { BuildingSource } from "./source.ts";

/**
 * Reads a building file by its content, not its extension.
 * @throws InputError where the whole file is not readable; faults of single features are returned
 */
export async function readBuildings(source: BuildingSource, section: BuildingsSection): Promise<BuildingReading> {
  const { path } = source;
  const { features: found, crs } = await readFeatures(source, section, fieldsWanted(section));
  const { features, idField: presetId, warnings } = await withPreset(path, found, section);
  if (features.length === 0) throw new InputError({ what: "this file holds no building", where: path });
  const code = section.crs ?? crs ?? "EPSG:4326";
  const toDegrees = projectionBetween(code, "EPSG:4326");
  if (!toDegrees) {
    throw new InputError({
      what: `the CRS ${code.slice(0, 60)} is not known here`,
      where: path,
      expected: "WGS 84, Web Mercator or a UTM zone",
      advice: "Reproject the file: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson",
    });
  }
  const idField = section.id_field ?? (presetId === undefined ? foundIdField(features) : presetId);
  const errors: Finding[] = [];
  const buildings: Building[] = [];
  const seen = new Map<string, string>();
  for await (const raw of inTurns(chosen(features, section))) {
    const managerId = idOf(raw, idField);
    const where = managerId === null ? raw.where : `${raw.where} (${managerId})`;
    const reading = raw.fault === undefined ? footprintOf(raw.geometry, toDegrees, section.point_buffer_m ?? 12) : { fault: raw.fault };
    if (managerId === null) {
      errors.push({ where, message: raw.fault ?? noId(idField, raw, features) });
      continue;
    }
    if (/\p{Cc}|\p{Cs}/u.test(managerId)) {
      errors.push({
        where: raw.where,
        message: `has the id ${JSON.stringify(managerId.slice(0, 60))}, with characters that no file can keep`,
      });
      continue;
    }
    const first = seen.get(managerId);
    if (first !== undefined) {
      errors.push({ where, message: `has the id ${managerId} a second time (first: ${first}); each building needs its own id` });
      continue;
    }
    seen.set(managerId, raw.where);
    if ("fault" in reading) {
      errors.push({ where, message: reading.fault });
      continue;
    }
    if (reading.note !== undefined) warnings.push({ where, message: reading.note });
    const priorStanding = knownTime(raw, section.known?.standing_field, raw.prior?.standing ?? section.known?.standing, where, errors);
    const priorDestroyed = knownTime(raw, section.known?.destroyed_field, raw.prior?.destroyed ?? section.known?.destroyed, where, errors);
    if (priorStanding !== null && priorDestroyed !== null && Date.parse(priorStanding.end) >= Date.parse(priorDestroyed.start)) {
      errors.push({
        where,
        message: `is known standing (${priorStanding.end}) at or after it is known destroyed (${priorDestroyed.start})`,
      });
    }
    const answers = answersWanted(raw, section.answers_field, where, errors);
    buildings.push({ managerId, footprint: reading.footprint, priorStanding, priorDestroyed, answers, where });
  }
  warnings.push(...sizeAndPlaceFindings(buildings));
  const [nameless] = features;
  // One fault of the file, rather than the same one of every feature.
  if (nameless && errors.length > 1 && features.every((raw) => idOf(raw, idField) === null && raw.fault === undefined)) {
    return { buildings, errors: [{ where: `${nameless.where} and all others`, message: noId(idField, nameless, features) }], warnings };
  }
  return { buildings, errors, warnings };
}

/** The properties that matter, in full. */
function fieldsWanted({ id_field: id, answers_field: answers, known, where }: BuildingsSection): string[] {
  const named = [id, answers, known?.standing_field, known?.destroyed_field, ...Object.keys(where ?? {})];
  return [...named.filter((name) => name !== undefined), ...idFields];
}

function knownTime(raw: RawFeature, field: string | undefined, forAll: string | undefined, where: string, errors: Finding[]): Range | null {
  const own = field === undefined ? undefined : raw.properties[field];
  const given = own === undefined || own === null || own === "" ? forAll : own;
  if (given === undefined) return null;
  const range = timeFrom(given);
  if (range) return range;
  errors.push({
    where,
    message: `${field ?? "buildings.known"} is ${JSON.stringify(given).slice(0, 100)}; expected a date, for instance 2017-02-03`,
  });
  return null;
}

function answersWanted(raw: RawFeature, field: string | undefined, where: string, errors: Finding[]): number | null {
  const own = field === undefined ? undefined : raw.properties[field];
  if (own === undefined || own === null || own === "") return null;
  const wanted = Number(own);
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= 1000) return wanted;
  errors.push({ where, message: `${field} is ${JSON.stringify(own).slice(0, 100)}; expected a whole number of answers from 1 to 1000` });
  return null;
}
