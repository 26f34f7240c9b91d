import { counted } from "pybossa-client-ts/command";
import type { Finding } from "../buildings/index.ts";
import { findingLines } from "../findings.ts";
import { skippedBuildings } from "../skipped-file.ts";
import type { Skipped, Survey } from "../survey.ts";

/** What `check` and `plan` tell about the files. */
export interface FilesSummary {
  buildings: number;
  frames: number;
  tasks: number;
  skipped: number;
  /** How many tasks have so many frames: {"2": 6892}. */
  frames_per_building: Record<string, number>;
  /** Buildings that several pictures of one acquisition cover. */
  covered_twice: number;
  skipped_reasons: Record<string, number>;
  warnings: Finding[];
  errors: Finding[];
}

/** @param lengths how many frames each task has @param planned what an archive, which has no survey, holds */
export function filesSummary(
  { survey, skipped, planned }: { survey: Survey | null; skipped: readonly Skipped[]; planned?: { frames: readonly unknown[] } },
  lengths: readonly number[],
): FilesSummary {
  const reasons: Record<string, number> = {};
  for (const { frame, reason } of skipped) {
    const kind = reason.replace(/\d+ % of the chip/, "a part of the chip");
    const told = frame === "" ? kind : `frame: ${kind}`;
    reasons[told] = (reasons[told] ?? 0) + 1;
  }
  const perBuilding: Record<string, number> = {};
  for (const length of lengths) perBuilding[length] = (perBuilding[length] ?? 0) + 1;
  return {
    buildings: survey?.read ?? lengths.length,
    frames: survey?.frames.length ?? planned?.frames.length ?? 0,
    tasks: lengths.length,
    skipped: skippedBuildings(skipped),
    frames_per_building: perBuilding,
    covered_twice: survey?.coveredTwice ?? 0,
    skipped_reasons: reasons,
    warnings: survey?.warnings ?? [],
    errors: survey?.errors ?? [],
  };
}

/** The same as lines for a person. */
export function summaryText(summary: FilesSummary): string {
  const lines = [
    row("buildings", summary.buildings),
    row("frames", summary.frames),
    row("tasks", summary.tasks),
    row("skipped", summary.skipped),
    ...Object.entries(summary.frames_per_building).map(([frames, count]) => row(`  with ${counted(Number(frames), "frame")}`, count)),
    row("covered by several pictures of one acquisition", summary.covered_twice),
    ...Object.entries(summary.skipped_reasons).map(([reason, count]) => row(`  left out: ${reason}`, count)),
    ...findingLines(summary.warnings).map((line) => `warning: ${line}`),
  ];
  return lines.join("\n");
}

export function row(what: string, value: number | string): string {
  return `${String(value).padStart(8)}  ${what}`;
}
