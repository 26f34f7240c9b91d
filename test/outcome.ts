import { parse } from "csv-parse/sync";

/** What `npm start -- --once` prints at its end. */
export interface Outcome {
  buildings: number;
  /** Frames of the campaign. */
  frames: number;
  tasks: number;
  task_runs: number;
  surplus: number;
  results: number;
  /** Share of the buildings whose most probable gap is the true one. */
  exact: number;
  /** Share of the buildings whose true gap lies in the 90 % interval. */
  covered90: number;
  /** Of the buildings found destroyed: days between the timeline's first and last frame, and of the destruction interval. */
  median_days_before: number | null;
  median_days_after: number | null;
  out: string;
}

/** What is true of one task's building, known by its opaque id. */
export interface TrueTask {
  taskId: number;
  building: string;
  gap: number;
  /** Days between the timeline's first and last frame. */
  days: number;
}

type Scores = Pick<Outcome, "results" | "exact" | "covered90" | "median_days_before" | "median_days_after">;

/** Compares results.csv (as text) with the truth. */
export function score(resultsCsv: string, truth: readonly TrueTask[]): Scores {
  const byBuilding = new Map(truth.map((task) => [task.building, task]));
  const rows: Record<string, string>[] = parse(resultsCsv, { columns: true, bom: true, skip_empty_lines: true });
  let exact = 0;
  let covered = 0;
  const before: number[] = [];
  const after: number[] = [];
  for (const row of rows) {
    const known = byBuilding.get(row.building ?? "");
    if (!known) throw new Error(`results.csv names the building ${row.building}, which has no truth`);
    if (Number(row.gap) === known.gap) exact++;
    if (Number(row.gap90_first) <= known.gap && known.gap <= Number(row.gap90_last)) covered++;
    if (row.status !== "destroyed" || !row.interval_days) continue;
    before.push(known.days);
    after.push(Number(row.interval_days));
  }
  const share = (count: number) => (truth.length === 0 ? 0 : rounded(count / truth.length, 4));
  return {
    results: rows.length,
    exact: share(exact),
    covered90: share(covered),
    median_days_before: median(before),
    median_days_after: median(after),
  };
}

/** truth.csv beside results.csv: the true gap of each task. */
export function truthCsv(tasks: readonly TrueTask[]): string {
  return `task_id,building,gap\n${tasks.map(({ taskId, building, gap }) => `${taskId},${building},${gap}\n`).join("")}`;
}

/** Rounded to a tenth; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)];
  const low = sorted[Math.ceil(middle) - 1];
  return high === undefined || low === undefined ? null : rounded((high + low) / 2, 1);
}

function rounded(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}
