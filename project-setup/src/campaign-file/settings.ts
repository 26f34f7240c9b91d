import type { Campaign } from "pybossa-client-ts/strike-tracker";

/** The campaign file as written, after the check against its JSON Schema. */
export interface CampaignFile {
  schema: 1;
  id: string;
  title: string;
  description?: string;
  languages?: string[];
  period?: { start?: string; end?: string; timezone?: string };
  buildings: BuildingsSection;
  frames: FramesSection | Record<string, unknown>[];
  select?: Partial<SelectRules>;
  shifts?: string;
  chips?: Partial<ChipSettings> & { mode: ChipMode };
  attribution: string[];
  terms_url?: string;
  contact?: string;
  base_map?: { url: string; attribution: string };
  licence_ack?: string | Record<string, string>;
  tutorial?: { examples?: Campaign["definition"]["examples"] };
  privacy?: NonNullable<Campaign["privacy"]>;
  question?: string;
  definition?: string | { text: string; examples?: Campaign["definition"]["examples"] };
  content_note?: string;
  translations?: Campaign["translations"];
  support?: Campaign["support"];
  discuss?: string;
  modes?: Campaign["modes"];
  full_share?: number;
  spread?: number;
  collect?: Campaign["collect"];
  break?: { buildings?: number; minutes?: number };
  practice?: PracticeEntry[] | { file: string };
  gold?: { file: string };
  page?: PageSection;
  task?: { redundancy?: number; expires?: string; order?: "random" };
  server?: { project?: string; password?: string; category?: number; info?: Record<string, unknown> };
}

/** One of stac, list, inline and wayback. */
export interface FramesSection {
  stac?: string;
  search?: { collections?: string[]; bbox?: number[]; datetime?: string; query?: Record<string, unknown> };
  list?: string;
  inline?: Record<string, unknown>[];
  wayback?: string;
}

export interface BuildingsSection {
  file: string;
  format?: "geojson" | "geojsonl" | "csv";
  id_field?: string;
  crs?: string;
  layer?: string;
  preset?: "unosat" | "cems" | "google" | "microsoft" | "osm" | "xbd";
  damage_class?: "destroyed" | "severe" | "moderate";
  point_buffer_m?: number;
  answers_field?: string;
  known?: { standing_field?: string; destroyed_field?: string; standing?: string; destroyed?: string };
  where?: Record<string, Scalar | Scalar[]>;
  limit?: number;
  sample_seed?: string | number;
}

/** The project's own pages and settings on the server. */
export interface PageSection {
  long_description?: string;
  thumbnail?: string;
  tutorial?: string;
  results?: string;
  webhook?: string;
  scheduler?: string;
  anonymous?: boolean;
}

/** A building with a known answer, by the manager's id; the marks are frames' ids or dates. */
export interface PracticeEntry {
  building: string | number;
  last_standing: string | null;
  first_destroyed: string | null;
  why?: string;
}

export type Scalar = string | number | boolean;

/** Which frames a building gets. */
export interface SelectRules {
  cloud_max: number;
  off_nadir_max: number;
  gsd_max: number | null;
  min_frames: number;
  max_frames: number;
  min_before: number;
  min_after: number;
  thin: "none" | "even";
  same_day: "best" | "all";
  pad_days: number;
}

export type ChipMode = "none" | "hosted" | "local";

/** Chips that a server is sent as uploads: each is a request of its own. */
export const mostLocalChips = 500;

export interface ChipSettings {
  mode: ChipMode;
  size_px: number;
  ground_m: number;
  format: "webp" | "jpeg";
  quality: number;
  grid_crs: string;
  base_url: string | null;
  dir: string;
}

export function selectRules(file: CampaignFile): SelectRules {
  return {
    cloud_max: 60,
    off_nadir_max: 45,
    gsd_max: null,
    min_frames: 2,
    max_frames: 40,
    min_before: 1,
    min_after: 1,
    thin: "even",
    same_day: "best",
    pad_days: 30,
    ...file.select,
  };
}

/** The chips' settings. A PYBOSSA server takes no WebP as an upload, so that local chips are JPEG. */
export function chipSettings(file: CampaignFile): ChipSettings {
  const mode = file.chips?.mode ?? "none";
  return {
    size_px: 512,
    ground_m: 96,
    format: mode === "local" ? "jpeg" : "webp",
    quality: 75,
    grid_crs: "auto-utm",
    base_url: null,
    dir: "chips",
    ...file.chips,
    mode,
  };
}

export function shortName(file: CampaignFile): string {
  return file.server?.project ?? file.id;
}
