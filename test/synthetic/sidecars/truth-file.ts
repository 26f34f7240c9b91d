import type { Acquisition } from "../town/acquisitions.ts";
import { type Fate, trueGap } from "../town/history.ts";
import type { Building } from "../town/plan.ts";

/** What is true of one building that the campaign asks about. */
export interface BuildingTruth {
  managerId: string;
  kind: Fate["kind"];
  /** UTC, or null. */
  destroyedAt: string | null;
  /** By the frames that cover it, one a date. */
  gap: number;
  frames: number;
  standingLastFrame: string | null;
  destroyedFirstFrame: string | null;
  /** Share of the building that clouds hide, by acquisition id. */
  hidden: Record<string, number>;
}

/** `covering` are the acquisitions over the building, one a date, by time. */
export function truthOf(building: Building, fate: Fate, covering: readonly Acquisition[], hidden: Record<string, number>): BuildingTruth {
  const gap = trueGap(
    fate,
    covering.map(({ time }) => time),
  );
  return {
    managerId: building.managerId ?? "",
    kind: fate.kind,
    destroyedAt: fate.destroyedAt === null ? null : new Date(fate.destroyedAt).toISOString().replace(".000Z", "Z"),
    gap,
    frames: covering.length,
    standingLastFrame: covering[gap - 1]?.id ?? null,
    destroyedFirstFrame: covering[gap]?.id ?? null,
    hidden,
  };
}

/** truth.csv. `hidden` lists `frame:share` for frames with cloud over the building. */
export function truthFile(truths: readonly BuildingTruth[]): string {
  const rows = truths.map((truth) => [
    truth.managerId,
    truth.gap,
    truth.frames,
    truth.kind,
    truth.destroyedAt ?? "",
    truth.standingLastFrame ?? "",
    truth.destroyedFirstFrame ?? "",
    Object.entries(truth.hidden)
      .filter(([, share]) => share > 0)
      .map(([frame, share]) => `${frame}:${share.toFixed(2)}`)
      .join(" "),
  ]);
  const head = ["building", "gap", "n_frames", "kind", "destroyed_at", "standing_last_frame", "destroyed_first_frame", "hidden"];
  return `${[head, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}
