import { parse } from "csv-parse/sync";
import { InputError } from "pybossa-client-ts/command";
import type { KnownMarks } from "../campaign.ts";
import type { Timeline } from "../extract/index.ts";
import { readInputText } from "./input-text.ts";

/**
 * Reads buildings with a known answer: columns building, last_standing, first_destroyed (frame ids; last_standing
 * empty = destroyed before the first frame, first_destroyed empty = never).
 * @throws InputError with the row that is wrong
 */
export function readGold(path: string): Map<string, KnownMarks> {
  let rows: Record<string, string>[];
  let header: string[] = [];
  const columns = (names: string[]) => {
    header = names;
    return names;
  };
  const text = readInputText(path, "a CSV with the columns building, last_standing, first_destroyed");
  try {
    rows = parse(text, { columns, bom: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    throw new InputError({ what: cause instanceof Error ? cause.message : "cannot be read", where: path }, { cause });
  }
  const missing = ["building", "last_standing", "first_destroyed"].filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new InputError({
      what: `there is no column ${missing.join(", ")}`,
      where: `${path}, row 1`,
      expected: "the columns building, last_standing, first_destroyed",
    });
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

/**
 * Gold that would silently count for nothing is refused.
 * @throws InputError where a mark is no frame of its building's timeline, the marks are in the wrong order, or no building has a task
 */
export function checkGold(path: string, gold: ReadonlyMap<string, KnownMarks>, timelines: readonly Timeline[]): void {
  if (!timelines.some(({ building }) => gold.has(building))) {
    const [first] = gold.keys();
    throw new InputError({
      what: first === undefined ? "holds no building" : `names no building that has a task; its first is ${first}`,
      where: path,
      expected: `the buildings' opaque ids, as in the column building of results.csv (here such as ${timelines[0]?.building ?? "none"})`,
      advice: "Managers' own ids (manager_id) are not meant: the campaign lock tells which is which.",
    });
  }
  for (const { building, frames, place } of timelines) {
    const marks = gold.get(building);
    if (marks === undefined) continue;
    const { lastStanding, firstDestroyed } = marks;
    const unknown = [lastStanding, firstDestroyed].find((id) => id !== null && !place.has(id));
    const where = `${path}, building ${building}`;
    const expected = `frames of its timeline, by time: ${frames.map(({ id }) => id).join(" ")}`;
    if (unknown != null) throw new InputError({ what: `${unknown} is no frame of this building`, where, expected });
    if (lastStanding !== null && firstDestroyed !== null && (place.get(lastStanding) ?? 0) >= (place.get(firstDestroyed) ?? 0))
      throw new InputError({ what: `${firstDestroyed} (first_destroyed) is not after ${lastStanding} (last_standing)`, where, expected });
  }
}
