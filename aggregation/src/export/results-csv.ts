import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { type Flag, flagNames, type Result, type Status, utc } from "../infer/index.ts";
import { plainText, safeText } from "./cell.ts";

/** The columns of results.csv, in their order. */
export const resultColumns = [
  "task_id",
  "building",
  "manager_id",
  "status",
  "gap",
  "n_frames",
  "standing_last",
  "destroyed_first",
  "standing_last_frame",
  "destroyed_first_frame",
  "probability",
  "gap50_first",
  "gap50_last",
  "gap90_first",
  "gap90_last",
  "after90",
  "by90",
  "interval_days",
  "interval90_days",
  "posterior",
  "entropy",
  "prior_standing",
  "prior_destroyed",
  "destroyed_edtf",
  "n_answers",
  "n_volunteers",
  "n_cannot_tell",
  "n_unusable",
  "agreement",
  "flags",
  "needs_review",
  "review_reason",
] as const;

export type ResultColumn = (typeof resultColumns)[number];

/** One result as values: numbers stay numbers, unknown is null. */
export function resultRecord(result: Result): Record<ResultColumn, string | number | boolean | null> {
  return {
    task_id: result.taskId,
    building: result.building,
    manager_id: result.managerId,
    status: result.status,
    gap: result.gap,
    n_frames: result.frames,
    standing_last: utc(result.standingLast) || null,
    destroyed_first: utc(result.destroyedFirst) || null,
    standing_last_frame: result.standingLastFrame,
    destroyed_first_frame: result.destroyedFirstFrame,
    probability: result.probability,
    gap50_first: result.gap50.first,
    gap50_last: result.gap50.last,
    gap90_first: result.gap90.first,
    gap90_last: result.gap90.last,
    after90: utc(result.after90) || null,
    by90: utc(result.by90) || null,
    interval_days: result.intervalDays,
    interval90_days: result.interval90Days,
    posterior: JSON.stringify(result.posterior),
    entropy: result.entropy,
    prior_standing: utc(result.priorStanding) || null,
    prior_destroyed: utc(result.priorDestroyed) || null,
    destroyed_edtf: result.destroyedEdtf || null,
    n_answers: result.answers,
    n_volunteers: result.volunteers,
    n_cannot_tell: result.cannotTell,
    n_unusable: result.unusable,
    agreement: result.agreement,
    flags: result.flags.join(" ") || null,
    needs_review: result.reviewReasons.length > 0,
    review_reason: result.reviewReasons.join(" ") || null,
  };
}

/** So many rows are put into one piece of a file. */
const piece = 1000;

/** results.csv, piece by piece: a header and one row a task; lines end in \n. */
export function* resultsCsv(results: readonly Result[]): Generator<string> {
  yield stringify([[...resultColumns]]);
  for (let from = 0; from < results.length; from += piece) yield stringify(results.slice(from, from + piece).map(cellsOf));
}

function cellsOf(result: Result): string[] {
  const record = resultRecord(result);
  return resultColumns.map((column) => {
    const value = record[column];
    return value === null ? "" : typeof value === "string" ? safeText(value) : String(value);
  });
}

/**
 * Reads results.csv back.
 * @throws Error that names the row and the column that is not as `resultsCsv` writes it
 */
export function readResultsCsv(text: string): Result[] {
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  return rows.map((row, at) => {
    const cell = (column: ResultColumn): string => {
      const value = row[column];
      if (value === undefined) throw new Error(`row ${at + 2} has no column ${column}`);
      return plainText(value);
    };
    const number = (column: ResultColumn): number => {
      const value = cell(column);
      if (value === "" || !Number.isFinite(Number(value))) throw new Error(`row ${at + 2}, column ${column}: "${value}" is not a number`);
      return Number(value);
    };
    const maybe = (column: ResultColumn) => (cell(column) === "" ? null : number(column));
    const time = (column: ResultColumn) => (cell(column) === "" ? null : Date.parse(cell(column)));
    return {
      taskId: number("task_id"),
      building: cell("building"),
      managerId: cell("manager_id") || null,
      status: statusOf(cell("status"), at),
      gap: number("gap"),
      frames: number("n_frames"),
      standingLast: time("standing_last"),
      destroyedFirst: time("destroyed_first"),
      standingLastFrame: cell("standing_last_frame") || null,
      destroyedFirstFrame: cell("destroyed_first_frame") || null,
      probability: number("probability"),
      gap50: { first: number("gap50_first"), last: number("gap50_last") },
      gap90: { first: number("gap90_first"), last: number("gap90_last") },
      after90: time("after90"),
      by90: time("by90"),
      intervalDays: maybe("interval_days"),
      interval90Days: maybe("interval90_days"),
      posterior: posteriorOf(cell("posterior"), at),
      entropy: number("entropy"),
      priorStanding: time("prior_standing"),
      priorDestroyed: time("prior_destroyed"),
      destroyedEdtf: cell("destroyed_edtf"),
      answers: number("n_answers"),
      volunteers: number("n_volunteers"),
      cannotTell: number("n_cannot_tell"),
      unusable: number("n_unusable"),
      agreement: maybe("agreement"),
      flags: words(cell("flags")).filter((flag): flag is Flag => flagNames.some((name) => name === flag)),
      reviewReasons: words(cell("review_reason")),
    };
  });
}

const statuses: readonly Status[] = ["destroyed", "destroyed_before", "standing_throughout", "unclear", "disputed", "not_a_building"];

function statusOf(text: string, at: number): Status {
  const status = statuses.find((name) => name === text);
  if (status === undefined) throw new Error(`row ${at + 2}, column status: "${text}" is not one of ${statuses.join(", ")}`);
  return status;
}

function posteriorOf(text: string, at: number): number[] {
  const fault = new Error(`row ${at + 2}, column posterior: not a JSON array of numbers`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault;
  }
  if (!Array.isArray(value) || !value.every((mass): mass is number => typeof mass === "number")) throw fault;
  return value;
}

function words(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}
