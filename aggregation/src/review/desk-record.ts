/** What the desk's page reads from its server, as JSON. Times are milliseconds since 1970, UTC, but for decisions' own. */

import type { Decision } from "pybossa-client-ts/strike-tracker";
import type { BuildingDetail, BuildingsRecord, ReportRecord } from "../report/record.ts";
import type { ExpertsAgreement } from "./experts-agreement.ts";

export interface DeskRecord {
  campaign: ReportRecord["campaign"];
  /** Who decides; null = the page asks. */
  reviewer: string | null;
  /** A blind second review: what others decided, and the result, are not sent. */
  second: boolean;
  /** Whether the desk has the buildings' images. */
  chips: boolean;
  /** By expected information, first the building of which least is known; then those decided before. */
  queue: QueueEntry[];
}

export interface QueueEntry {
  task: number;
  /** What the manager calls it, else its id. */
  name: string;
  /** Why it is looked at; empty in a second review. */
  reasons: string[];
  /** Decided by this reviewer; where no name was given, by anybody. */
  decided: boolean;
}

export interface DeskBuilding {
  task: number;
  building: string;
  name: string;
  /** By time: places in the campaign's frames are not needed here. */
  frames: ReportRecord["campaign"]["frames"];
  /** For each frame: standing, destroyed, obscured, unclear, missing, load_failed. */
  judged: BuildingDetail["judged"];
  answers: DeskAnswer[];
  chips: BuildingDetail["chips"];
  /** The result; null in a second review. */
  finding: { record: BuildingsRecord; reasons: string[] } | null;
  /** All decisions made so far, latest last; in a second review only the reviewer's own. */
  decisions: Decision[];
}

/** One volunteer's answer: what it says of each frame. */
export interface DeskAnswer {
  /** A number within the campaign. */
  volunteer: number;
  /** Whether the guard lets it count. */
  heard: boolean;
  verdict: string;
  /** By frame; null = not looked at. */
  judgements: (string | null)[];
}

/** Null while a second review is under way: it would tell what the first one decided. */
export type DeskAgreement = ExpertsAgreement | null;
