import type { Outline } from "../geometry/index.ts";
import type { Range } from "../times.ts";

/** A building as the manager's file has it. */
export interface Building {
  managerId: string;
  /** WGS 84. */
  footprint: Outline;
  /** When it was last known standing and first known destroyed; a date alone is that whole day. null = not known. */
  priorStanding: Range | null;
  priorDestroyed: Range | null;
  /** How many answers its file asks for; null = as many as the campaign. */
  answers: number | null;
  /** Where it stands in the file, for messages. */
  where: string;
}

/** A fault of one feature or of the whole file. */
export interface Finding {
  where: string;
  message: string;
}

/** What reading a building file gives. Any error means that the file is to be mended first. */
export interface BuildingReading {
  buildings: Building[];
  errors: Finding[];
  warnings: Finding[];
}

/** One row or feature before it is understood. */
export interface RawFeature {
  where: string;
  id: string | number | null;
  properties: Record<string, unknown>;
  /** GeoJSON geometry, still unchecked; null = none. */
  geometry: unknown;
  /** Dates that a preset found; what the campaign file names goes first. */
  prior?: { standing: string | null; destroyed: string | null };
  /** A fault found on reading. */
  fault?: string;
}
