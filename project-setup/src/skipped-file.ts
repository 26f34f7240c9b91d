import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { writeFileAtomic } from "pybossa-client-ts/command";
import type { Skipped } from "./survey.ts";

/**
 * Writes skipped.csv beside the campaign file: each building and each frame of a building that was left out, with
 * its reason (frame empty = the whole building, building empty = the frame for all). Removes an old one where nothing is left out now.
 */
export function writeSkipped(folder: string, skipped: readonly Skipped[]): string | null {
  const path = join(folder, "skipped.csv");
  if (skipped.length === 0) {
    if (existsSync(path)) rmSync(path);
    return null;
  }
  const rows = skipped.map(({ building, frame, reason }) => ({ building: harmless(building), frame, reason }));
  writeFileAtomic(path, stringify(rows, { header: true, columns: ["building", "frame", "reason"] }), { mode: 0o600 });
  return path;
}

/** A cell that a spreadsheet would run as a formula. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^-?\d/.test(cell) ? `'${cell}` : cell;
}

export function skippedBuildings(skipped: readonly Skipped[]): number {
  return skipped.filter(({ frame }) => frame === "").length;
}
