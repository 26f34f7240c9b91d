/**
 * What the platform's page reads: written by `report`, one classic script a file, so that it loads from `file://`.
 * Times are milliseconds since 1970, UTC; null = open or unknown.
 */
import type { DatedFrame } from "../campaign.ts";
import type { CountBand } from "../infer/count-band.ts";
import type { Flag, Status } from "../infer/index.ts";
import type { Findings } from "./findings.ts";

/** From the finest on. */
export const privacyLevels = ["exact", "grid", "area"] as const;
/** How finely the report tells places. */
export type Privacy = (typeof privacyLevels)[number];

/** The page's global function, by which each data script hands over its value. */
export const handOver = "strikeTrackerReport";

/** data/report.js: everything but single buildings. */
export interface ReportRecord {
  schema: "strike-tracker/report/1";
  privacy: Privacy;
  campaign: {
    id: string;
    title: string;
    /** Language of the campaign's own texts. */
    language: string;
    /** Empty where the campaign's record holds none. */
    definition: string;
    attribution: string[];
    contact: string | null;
    /** By time. */
    frames: ReportFrame[];
    base_map: BaseMap | null;
  };
  findings: Findings;
  /** Answers used, and volunteers who gave them. */
  answers: number;
  volunteers: number;
  last_answer: number | null;
  places: Places;
  downloads: Download[];
  /** The program that made the report. */
  made_with: string;
}

export interface ReportFrame extends DatedFrame {
  platform: string | null;
  /** Metres. */
  gsd: number | null;
  attribution: string | null;
}

/** Tiles that the campaign names as free to be shown. `url` holds {x}, {y} and {z} (Web Mercator). */
export interface BaseMap {
  url: string;
  attribution: string;
}

/** Where the buildings are, as finely as the level of privacy lets it be told. */
export type Places =
  | { kind: "exact"; buildings: number; per_part: number; mapped: boolean; chips: boolean }
  | { kind: "grid"; cells: CellRecord[] }
  | { kind: "area"; areas: AreaRecord[] }
  | { kind: "none"; why: "no_lock" | "too_few" };

/** What is told of a group of buildings. */
export interface GroupRecord {
  buildings: number;
  destroyed: CountBand;
  /** Expected number destroyed by the end of each of `findings.stretches`. */
  by: number[];
  /** From the earliest to the latest bound of its destroyed buildings' 90 % windows. */
  first: number | null;
  last: number | null;
}

export interface CellRecord extends GroupRecord {
  /** West, south, east, north in degrees WGS 84; null for what lies too scattered for any square. */
  extent: [number, number, number, number] | null;
  /** Side of the square in metres. */
  metres: number | null;
}

export interface AreaRecord extends GroupRecord {
  /** Null for the buildings of areas with fewer than three, and of none. */
  name: string | null;
  /** The area's own outline as the manager gave it: polygons, each of an outer ring and its holes, in degrees WGS 84. */
  polygons: [number, number][][][];
}

export interface Download {
  /** Relative to the page. */
  file: string;
  what: "results" | "places" | "days" | "agreement" | "provenance";
  bytes: number;
}

/** data/buildings.js (exact only): what map and table need of every building. */
export interface BuildingsRecord {
  /** Distinct timelines: frames as places in `campaign.frames`. */
  timelines: number[][];
  /** Corner from which outlines count, degrees WGS 84. */
  origin: [number, number];
  /** Outlines are whole numbers of this many degrees. */
  step: number;
  buildings: BuildingRow[];
}

/** One building. Arrays are sparse or flat to keep the file small. */
export interface BuildingRow {
  id: string;
  /** The manager's id, where it is known. */
  label?: string;
  status: Status;
  timeline: number;
  gap: number;
  gap90: [number, number];
  probability: number;
  /** Gap, probability, gap, probability, …: those above half a per mille. */
  posterior: number[];
  answers: number;
  /** No answer of it can be used. */
  unjudged?: true;
  flags?: Flag[];
  review?: true;
  /** Rings of lon, lat, lon, lat, …, the first of the building from the origin, each next from the one before, in steps. */
  outline?: number[][];
  /** How many rings each polygon of the outline has; without it all rings are of one polygon. */
  parts?: number[];
}

/** data/buildings-<n>.js (exact only): one building's page. */
export interface BuildingDetail {
  task: number;
  /** K + 1 probabilities. */
  posterior: number[];
  /** For each frame of the timeline: standing, destroyed, obscured, unclear, missing, load_failed. */
  judged: number[][];
  after90: number | null;
  by90: number | null;
  standing_last: number | null;
  destroyed_first: number | null;
  edtf: string;
  agreement: number | null;
  volunteers: number;
  cannot_tell: number;
  review: string[];
  chips: { files: (string | null)[]; outline: [number, number][]; ground_m: number; size_px: number } | null;
}

export interface BuildingsPart {
  part: number;
  /** By building id. */
  buildings: Record<string, BuildingDetail>;
}
