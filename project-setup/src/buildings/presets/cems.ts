import type { Finding, RawFeature } from "../building.ts";
import { type DamageClass, dateFrom, priorOf, rankOf } from "./epochs.ts";
import { withPlaceIds } from "./place-id.ts";

/**
 * Copernicus EMS features: `damage_gra` at the image's date. The date lies in a table `source`, day first; it is taken
 * where it was joined to the features as `src_date` (and `source_tm`, Thh:mm:ssZ).
 */
export function readCems(
  path: string,
  features: readonly RawFeature[],
  least: DamageClass,
): { features: RawFeature[]; warnings: Finding[] } {
  let undated = 0;
  const read = features.map((feature) => {
    const rank = rankOf(feature.properties.damage_gra);
    const day = dateFrom(feature.properties.src_date);
    if (rank !== null && day === null) undated++;
    if (rank === null || day === null) return feature;
    const time = feature.properties.source_tm;
    const date = typeof time === "string" && /^T\d{2}:\d{2}:\d{2}Z$/.test(time) && day.length === 10 ? day + time : day;
    return { ...feature, prior: priorOf([{ date, rank }], least) };
  });
  const message = `${undated} of ${features.length} features have a damage_gra without a src_date, which gives no known date; join the table source by dmg_src_id = src_id`;
  return { features: withPlaceIds(read), warnings: undated > 0 ? [{ where: path, message }] : [] };
}
