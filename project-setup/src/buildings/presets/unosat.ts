import { InputError } from "pybossa-client-ts/command";
import type { Finding, RawFeature } from "../building.ts";
import { type DamageClass, dateFrom, type Epoch, priorOf, rankOf } from "./epochs.ts";
import { withPlaceIds } from "./place-id.ts";

const classColumn = /^(?:DaSitCl|DmgCls|Main_Damage_Site_Class|Main_Damag)_?(\d*)$/i;
const dateColumn = /^(?:SensDt|SensorDate|SensDa|Sensor_Date)_?(\d*)$/i;
/** How GDAL tells apart long names of one beginning when it cuts them for a shapefile: _1 is the second. */
const cutColumn = /^(?:Main_Dam|SensorDa)_(\d+)$/i;

/**
 * UNOSAT's damage points: wide columns of dated classes, in any order of time, become an interval in which each building
 * first reached the class. A class that is empty says nothing. Roads, fields and craters are left out. SiteID is a kind
 * of site and no id, so that a point is named by its place.
 * @throws InputError where a class has no date column
 */
export function readUnosat(
  path: string,
  features: readonly RawFeature[],
  least: DamageClass,
): { features: RawFeature[]; warnings: Finding[] } {
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
  const columns = epochColumns(path, names);
  const kind = names.find((name) => name.toLowerCase() === "siteid");
  const kept = features.filter(({ properties }) => !isOtherSite(kind === undefined ? null : properties[kind]));
  const read = kept.map((feature) => {
    const epochs = columns.flatMap(([classes, dates]): Epoch[] => {
      const rank = rankOf(feature.properties[classes]);
      const date = dateFrom(feature.properties[dates]);
      return rank === null || date === null ? [] : [{ date, rank }];
    });
    return { ...feature, prior: priorOf(epochs, least) };
  });
  const dropped = features.length - kept.length;
  const message = `${dropped} of ${features.length} features are left out: their ${kind ?? ""} says road, field, crater or the like`;
  return { features: withPlaceIds(read), warnings: dropped > 0 ? [{ where: path, message }] : [] };
}

/** Pairs of a class column and its date column, by the number in their names. */
function epochColumns(path: string, names: readonly string[]): [string, string][] {
  const classes = numbered(names, classColumn, /^Main/i);
  const dates = numbered(names, dateColumn, /^Sensor/i);
  const missing = [...classes].filter(([number]) => !dates.has(number)).map(([, name]) => name);
  if (classes.size === 0 || missing.length > 0) {
    throw new InputError({
      what: classes.size === 0 ? "no column gives a damage class" : `no date column belongs to ${missing.join(", ")}`,
      where: path,
      expected: "UNOSAT's pairs, for instance SensDt_1 and DmgCls_1, or SensorDate_2 and Main_Damage_Site_Class_2",
      advice: `The columns are: ${names.slice(0, 30).join(", ")}. Add what is missing, or give buildings.known without the preset.`,
    });
  }
  return [...classes].map(([number, name]) => [name, dates.get(number) ?? ""]);
}

function numbered(names: readonly string[], pattern: RegExp, start: RegExp): Map<number, string> {
  const found = new Map<number, string>();
  for (const name of names) {
    const digits = pattern.exec(name)?.[1];
    const cut = start.test(name) ? cutColumn.exec(name)?.[1] : undefined;
    if (cut !== undefined) found.set(Number(cut) + 1, name);
    else if (digits !== undefined) found.set(digits === "" ? 1 : Number(digits), name);
  }
  return found;
}

function isOtherSite(kind: unknown): boolean {
  return typeof kind === "string" && /road|field|crater|bridge|checkpoint|berm|trench/i.test(kind);
}
