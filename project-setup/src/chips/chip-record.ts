import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { isRecord } from "../json.ts";

/** What became of one building's cut out of one frame. */
export interface ChipRecord {
  /** The manager's id. */
  building: string;
  frame: string;
  /** A hash of all that the pixels depend on; a chip with the same key is not cut again. */
  key: string;
  /** null = dropped, with the reason. */
  name: string | null;
  sha256: string | null;
  bytes: number;
  size_px: number;
  /** Metres east and north by which the frame was moved. */
  shift: [number, number];
  /** The file, or the address without a signature. */
  source: string;
  /** What told it from a later one at the same place when the chip was cut. */
  source_version: string;
  source_sha256: string | null;
  reason: string | null;
}

const schema = "strike-tracker/chips/3";

/** The private list of cut chips beside the campaign file. It ties chips to places, so it is never served. */
export function chipRecordPath(folder: string, campaign: string): string {
  return join(folder, `${campaign}.chips.json`);
}

/** The chips cut so far; none where there is no list, or one that cannot be read. */
export function readChipRecords(path: string): ChipRecord[] {
  if (!existsSync(path)) return [];
  try {
    const document = JSON.parse(readFileSync(path, "utf8")) as unknown;
    if (isRecord(document) && document.schema === schema && Array.isArray(document.chips)) return document.chips as ChipRecord[];
  } catch {
    // A broken list only means that the chips are cut again.
  }
  return [];
}

export function writeChipRecords(path: string, chips: readonly ChipRecord[]): void {
  writeFileAtomic(path, `${JSON.stringify({ schema, chips })}\n`, { mode: 0o600 });
}
