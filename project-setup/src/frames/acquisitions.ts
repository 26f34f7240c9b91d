import type { CampaignFrame } from "pybossa-client-ts/strike-tracker";
import type { Finding } from "../buildings/index.ts";
import { written } from "../times.ts";
import type { Frame, Scene } from "./scene.ts";

/** Pictures of one platform less than this apart are one acquisition. */
export const sameAcquisitionMs = 120_000;
const longestGivenId = 16;

/**
 * Joins the scenes of one acquisition into one frame, and names the frames by time. Scenes belong together that name
 * the same acquisition; without such a name, those of one platform less than two minutes apart; and those that
 * share an id.
 */
export function framesOf(scenes: readonly Scene[], chips: boolean): { frames: Frame[]; errors: Finding[] } {
  const groups = [...grouped(scenes).values()].sort(
    (a, b) => startOf(a) - startOf(b) || endOf(a) - endOf(b) || compare(nameOf(a), nameOf(b)),
  );
  const errors: Finding[] = [];
  const taken = new Set<string>();
  const frames = groups.map((group) => {
    const frame = { record: recordOf(group, frameId(group, taken), chips), scenes: group };
    const apart = endOf(group) - startOf(group);
    if (group.length > 1 && apart > 86_400_000 && group.some(({ end, start }) => end - start < apart)) {
      errors.push({
        where: group[0]?.where ?? "",
        message: `${nameOf(group)} stands for pictures of different days; each needs its own id`,
      });
    }
    return frame;
  });
  return { frames, errors };
}

function grouped(scenes: readonly Scene[]): Map<string, Scene[]> {
  const groups = new Map<string, Scene[]>();
  const ordered = [...scenes].sort((a, b) => a.start - b.start || compare(a.id ?? "", b.id ?? "") || compare(a.where, b.where));
  const latest = new Map<string, { key: string; end: number }>();
  ordered.forEach((scene, at) => {
    let key = `scene ${at}`;
    if (scene.acquisition !== null) key = `acquisition ${scene.platform} ${scene.acquisition}`;
    else if (scene.platform !== null && scene.end === scene.start) {
      const before = latest.get(scene.platform);
      if (before && scene.start - before.end < sameAcquisitionMs) key = before.key;
      latest.set(scene.platform, { key, end: scene.end });
    } else if (scene.id !== null) key = `id ${scene.id}`;
    const group = groups.get(key);
    if (group) group.push(scene);
    else groups.set(key, [scene]);
  });
  return groups;
}

/** The document's own id where it is short and fit; else the time, so that a frame added later changes no other's. */
function frameId(group: Scene[], taken: Set<string>): string {
  const given = group.length === 1 || group.every(({ id }) => id === group[0]?.id) ? group[0]?.id : shortest(group);
  const fit =
    given !== null && given !== undefined && given.length <= longestGivenId && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(given) && !(given in {});
  const start = written(startOf(group));
  const wanted = fit ? given : `${start.slice(2, 10).replaceAll("-", "")}-${start.slice(11, 16).replace(":", "")}`;
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`;
  taken.add(id);
  return id;
}

function shortest(group: Scene[]): string | null {
  return group.map(({ id }) => id).sort((a, b) => compare(a ?? "", b ?? ""))[0] ?? null;
}

function recordOf(group: Scene[], id: string, chips: boolean): CampaignFrame {
  const start = startOf(group);
  const end = endOf(group);
  const [first] = group;
  const time = end - start <= 60_000 ? { datetime: written(start) } : { start_datetime: written(start), end_datetime: written(end) };
  const source: CampaignFrame["source"] = chips
    ? { type: "chips" }
    : group.length === 1 && first
      ? first.source
      : { type: first?.source.type ?? "image" };
  return {
    id,
    ...time,
    date_kind: group.some(({ dateKind }) => dateKind === "published") ? "published" : "acquired",
    source,
    gsd: mean(group.map(({ gsd }) => gsd)) || null,
    off_nadir: mean(group.map(({ offNadir }) => offNadir)),
    cloud_cover: mean(group.map(({ cloud }) => cloud)),
    platform: first?.platform ?? null,
    attribution: first?.attribution ?? null,
  };
}

function mean(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.round((known.reduce((sum, value) => sum + value, 0) / known.length) * 100) / 100;
}

function startOf(group: readonly Scene[]): number {
  return Math.min(...group.map(({ start }) => start));
}

function endOf(group: readonly Scene[]): number {
  return Math.max(...group.map(({ end }) => end));
}

function nameOf(group: readonly Scene[]): string {
  return group[0]?.acquisition ?? group[0]?.id ?? "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
