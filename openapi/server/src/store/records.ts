import type { components } from "pybossa-client-ts";
import type { Json, JsonObject } from "../json.ts";

type Schemas = components["schemas"];

/** What reading adds to a record, and what only the other dialect has. */
type NotStored =
  | "link"
  | "links"
  | "headline"
  | "rank"
  | "stats"
  | "task"
  | "task_runs"
  | "result"
  | "gold_answers"
  | "exported"
  | "expiration"
  | "user_pref"
  | "worker_pref"
  | "worker_filter"
  | "dup_checksum"
  | "hidden"
  | "email_notif";

/** A record of the API's contract as it lies in the database. */
type Stored<Schema, Info> = Required<Omit<Schema, NotStored | "info">> & { info: Info };

export type Project = Stored<Schemas["Project"], JsonObject>;
export type Task = Stored<Schemas["Task"], Json>;
export type TaskRun = Stored<Schemas["TaskRun"], Json>;
export type Result = Stored<Schemas["Result"], Json>;
export type HelpingMaterial = Stored<Schemas["HelpingMaterial"], JsonObject | null>;
export type Announcement = Stored<Schemas["Announcement"], JsonObject | null>;
export type BlogPost = Stored<Schemas["BlogPost"], JsonObject | null>;
export type Page = Stored<Schemas["Page"], JsonObject | null>;
export type ProjectStats = Stored<Schemas["ProjectStats"], JsonObject>;
/** What a project has beside in the dialect `bloomberg`. */
export interface BloombergProject extends Project {
  hidden: boolean;
  email_notif: boolean;
}

/** What a task has beside in the dialect `bloomberg`. */
export interface BloombergTask extends Task {
  exported: boolean;
  user_pref: Json;
  worker_pref: Json;
  worker_filter: Json;
  /** The answers of a gold task, by which `calibration` is 1; else null. */
  gold_answers: Json;
  /** UTC; from then on it is not handed out. */
  expiration: string;
  dup_checksum: string | null;
}
export type Category = Stored<Schemas["Category"], JsonObject | null>;

/** A user; of this the API shows only a part. */
export interface UserRecord {
  id: number;
  created: string;
  email_addr: string;
  name: string;
  fullname: string;
  locale: string;
  api_key: string;
  passwd_hash: string;
  admin: boolean;
  subadmin: boolean;
  info: JsonObject;
}

/** Every record has an id. */
export interface Identified {
  id: number;
}
