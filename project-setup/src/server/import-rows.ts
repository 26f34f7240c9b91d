import { stringify } from "csv-stringify/sync";
import type { PlannedTask } from "../tasks/index.ts";

/** nginx in front of PYBOSSA refuses bodies above 5 MB. */
const largestPart = 4_000_000;

export interface ImportPart {
  csv: string;
  tasks: PlannedTask[];
}

/**
 * The tasks as CSV files for PYBOSSA's import, each below 4 MB. Every cell is filled (one empty cell ends an import
 * half-way); arrays and objects are JSON text.
 */
export function importParts(tasks: readonly PlannedTask[], largest = largestPart): ImportPart[] {
  const parts: ImportPart[] = [];
  for (const kind of ["chips", "geometry"] as const) {
    const columns = ["schema", "campaign", "building", "frames", kind, "n_answers", "priority_0"];
    const header = stringify([columns]);
    let part: ImportPart = { csv: header, tasks: [] };
    let bytes = Buffer.byteLength(header);
    for (const task of tasks) {
      const { info } = task;
      if (info[kind] === undefined) continue;
      const cells = [
        info.schema,
        info.campaign,
        info.building,
        JSON.stringify(info.frames),
        JSON.stringify(info[kind]),
        task.n_answers,
        task.priority,
      ];
      const line = stringify([cells.map(String)]);
      const more = Buffer.byteLength(line);
      if (part.tasks.length > 0 && bytes + more > largest) {
        parts.push(part);
        part = { csv: header, tasks: [] };
        bytes = Buffer.byteLength(header);
      }
      part.csv += line;
      bytes += more;
      part.tasks.push(task);
    }
    if (part.tasks.length > 0) parts.push(part);
  }
  return parts;
}
