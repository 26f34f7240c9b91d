import { createHash } from "node:crypto";
import type { Campaign, CampaignLock, LockBuilding, TaskInfo } from "pybossa-client-ts/strike-tracker";
import { canonicalJson } from "../json.ts";
import type { Preparation } from "../prepared.ts";
import type { Difference, PlannedTask } from "../tasks/index.ts";

/**
 * The lock of a campaign as it stands: each building with its task, or none yet. Buildings that earlier runs sent and
 * that are no longer in the files stay in it, since their answers still have to be understood.
 * @param compared what is known of the server, or null before it was read
 * @param corrections new ones; those of earlier runs stay
 */
export function lockOf(
  { planned, chips, lock, inputs }: Preparation,
  campaign: Campaign,
  server: NonNullable<CampaignLock["server"]>,
  compared: Difference | null,
  corrections: NonNullable<CampaignLock["corrections"]>,
): CampaignLock {
  const before = new Map((lock?.buildings ?? []).map((entry) => [entry.building, entry]));
  const ids = new Map<PlannedTask, number>();
  const shown = new Map<PlannedTask, TaskInfo>();
  for (const { task, id, info } of [...(compared?.unchanged ?? []), ...(compared?.update ?? []), ...(compared?.frozen ?? [])]) {
    ids.set(task, id);
    shown.set(task, info);
  }
  const frozen = new Set((compared?.frozen ?? []).map(({ task }) => task));
  const buildings = planned.tasks.map((task): LockBuilding => {
    const old = before.get(task.info.building);
    before.delete(task.info.building);
    const info = frozen.has(task) ? (shown.get(task) ?? task.info) : task.info;
    return {
      manager_id: task.building.managerId,
      building: task.info.building,
      task_id: ids.get(task) ?? (compared === null ? (old?.task_id ?? null) : null),
      content_hash: createHash("sha256").update(canonicalJson(info)).digest("hex"),
      geometry: task.building.footprint,
      frames: info.frames.map((frame) => (typeof frame === "string" ? frame : frame.id)),
      // The outer bounds: on the day itself a building known standing may have fallen later.
      prior_standing: task.building.priorStanding?.start ?? null,
      prior_destroyed: task.building.priorDestroyed?.end ?? null,
      gold: task.gold,
    };
  });
  const publicIds = new Map([
    ...planned.tasks.map(({ building, info }) => [building.managerId, info.building] as const),
    ...planned.practiceIds,
  ]);
  return {
    schema: "strike-tracker/lock/1",
    campaign,
    server,
    buildings: [...buildings, ...[...before.values()].filter(({ task_id }) => task_id !== null)],
    chips: (chips?.records ?? []).flatMap(({ name, sha256, building, frame, source, source_sha256 }) => {
      const id = publicIds.get(building);
      return name === null || sha256 === null || id === undefined ? [] : [{ name, sha256, building: id, frame, source, source_sha256 }];
    }),
    inputs,
    corrections: [...(lock?.corrections ?? []), ...corrections],
  };
}
