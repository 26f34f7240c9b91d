import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { InputError } from "pybossa-client-ts/command";
import type { KnownMarks } from "../campaign.ts";

/**
 * Reads buildings with a known answer: columns building, last_standing, first_destroyed (frame ids; last_standing
 * empty = destroyed before the first frame, first_destroyed empty = never).
 * @throws InputError with the row that is wrong
 */
export function readGold(path: string): Map<string, KnownMarks> {
  let rows: Record<string, string>[];
  try {
    rows = parse(readFileSync(path, "utf8"), { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    throw new InputError({ what: cause instanceof Error ? cause.message : "cannot be read", where: path }, { cause });
  }
  const gold = new Map<string, KnownMarks>();
  rows.forEach((row, at) => {
    const { building, last_standing: last, first_destroyed: first } = row;
    if (!building || last === undefined || first === undefined) {
      throw new InputError({
        what: "a row is not complete",
        where: `${path}, row ${at + 2}`,
        expected: "the columns building, last_standing, first_destroyed",
      });
    }
    if (last === "" && first === "") {
      throw new InputError({ what: "neither mark is set", where: `${path}, row ${at + 2}`, expected: "at least one frame id" });
    }
    gold.set(building, { lastStanding: last || null, firstDestroyed: first || null });
  });
  return gold;
}
