import type { BuildingFootprint, FrameSource } from "pybossa-client-ts/strike-tracker";

/** What the preview page shows; written into the page as JSON. */
export interface PreviewData {
  title: string;
  question: string;
  attribution: string[];
  tasks: number;
  buildings: PreviewBuilding[];
}

export interface PreviewBuilding {
  /** The manager's id. */
  id: string;
  place: ChipPlace | GroundPlace;
  frames: PreviewFrame[];
  /** Frames that the volunteers are not shown, with the reason. */
  dropped: { frame: string; reason: string }[];
}

/** Where chips are shown: the outline in fractions from the upper left corner, side on the ground in metres, largest side in pixels. */
export interface ChipPlace {
  outline: [number, number][];
  ground: number;
  pixels: number;
}

/** Where pictures come from their sources: the building on the ground. */
export interface GroundPlace {
  footprint: BuildingFootprint;
}

export interface PreviewFrame {
  id: string;
  /** For a person, in UTC. */
  date: string;
  /** Resolution, angle, clouds, shift. */
  detail: string;
  /** data: address of the chip; or where the browser gets the picture. */
  picture: string | { source: FrameSource; gsd: number | null; shift: [number, number] };
}
