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
  info: JsonObject;
}

/** Every record has an id. */
export interface Identified {
  id: number;
}
