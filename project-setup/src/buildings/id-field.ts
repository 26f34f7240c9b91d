import type { RawFeature } from "./building.ts";
import { readFeatures } from "./raw-features.ts";
import type { BuildingSource } from "./source.ts";

/** The properties that usually hold a building's id. */
export const idFields = [
  "id",
  "@id",
  "osm_id",
  "building_id",
  "uid",
  "full_plus_code",
  "fid",
  "objectid",
  "globalid",
  "siteid",
  "name",
  "placemark_id",
];

/**
 * The first of the usual id fields that most features have; null = the features' own ids. A few that lack it are faults:
 * with another field, every building would get another id, and every task would be made anew.
 */
export function foundIdField(features: RawFeature[]): string | null {
  const mostHave = (idIn: (feature: RawFeature) => unknown) =>
    features.filter((feature) => asId(idIn(feature)) !== null).length * 2 > features.length;
  if (mostHave(({ id }) => id)) return null;
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
  const usual = idFields.flatMap((wanted) => names.filter((name) => name.toLowerCase() === wanted));
  return usual.find((name) => mostHave(({ properties }) => properties[name])) ?? usual[0] ?? null;
}

export function idOf(raw: RawFeature, field: string | null): string | null {
  return field === null ? asId(raw.id) : asId(raw.properties[field]);
}

function asId(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  return null;
}

/** What to say of a feature without an id. @param features all of the file */
export function noId(field: string | null, raw: RawFeature, features: readonly RawFeature[]): string {
  const names = Object.keys(raw.properties).filter(isSayable);
  const [fit] = distinctFields(features);
  const known =
    names.length > 0
      ? ` The fields here are: ${names.slice(0, 12).join(", ")}.`
      : " It has no fields (those of a shapefile are in the .dbf beside it).";
  const advice = fit === undefined ? "" : ` ${fit} differs from building to building: perhaps id_field: ${fit}.`;
  return field === null
    ? `has no id; name the field that holds it as buildings.id_field.${known}${advice}`
    : `has nothing in the field ${field}, which names the building; another field can be named as buildings.id_field.${known}${advice}`;
}

/** Whether a message can name the field: broken files have names of any length. */
function isSayable(name: string): boolean {
  return name.length <= 60;
}

/** The fields whose name tells of an id, with another value for every building. */
function distinctFields(features: readonly RawFeature[]): string[] {
  const names = Object.keys(features[0]?.properties ?? {})
    .filter(isSayable)
    .filter((name) => /id$|(^|[_\W])(code|key|nr|no|num)$/i.test(name));
  return names.filter((name) => {
    const values = new Set(features.map(({ properties }) => asId(properties[name])));
    return values.size === features.length && !values.has(null);
  });
}

/**
 * The field that is likely to hold the ids of a file whose features have none and no usual field does; null = there is no need
 * to name one, or none is fit.
 * @throws InputError where the file is not readable
 */
export async function suggestedIdField(source: BuildingSource): Promise<string | null> {
  const { features } = await readFeatures(source, { file: source.path }, idFields);
  const field = foundIdField(features);
  const named = features.filter((raw) => idOf(raw, field) !== null).length;
  return named > 0 ? null : (distinctFields(features)[0] ?? null);
}
