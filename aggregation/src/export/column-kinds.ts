import type { ResultColumn } from "./results-csv.ts";

/** What a column holds: formats with types write it so. A time is RFC 3339 in UTC where it is text. */
export type ColumnKind = "integer" | "number" | "boolean" | "time" | "json" | "text";

export const resultKinds: Record<ResultColumn, ColumnKind> = {
  task_id: "integer",
  building: "text",
  manager_id: "text",
  status: "text",
  gap: "integer",
  n_frames: "integer",
  standing_last: "time",
  destroyed_first: "time",
  standing_last_frame: "text",
  destroyed_first_frame: "text",
  probability: "number",
  gap50_first: "integer",
  gap50_last: "integer",
  gap90_first: "integer",
  gap90_last: "integer",
  after90: "time",
  by90: "time",
  interval_days: "number",
  interval90_days: "number",
  posterior: "json",
  entropy: "number",
  prior_standing: "time",
  prior_destroyed: "time",
  destroyed_edtf: "text",
  n_answers: "integer",
  n_volunteers: "integer",
  n_cannot_tell: "integer",
  n_unusable: "integer",
  agreement: "number",
  flags: "text",
  needs_review: "boolean",
  review_reason: "text",
};
