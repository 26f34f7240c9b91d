/** What the preview page shows; written into the page as JSON. */
export interface PreviewData {
  title: string;
  question: string;
  attribution: string[];
  /** Side of a chip on the ground in metres, and the largest in pixels. */
  ground: number;
  pixels: number;
  tasks: number;
  buildings: PreviewBuilding[];
}

export interface PreviewBuilding {
  /** The manager's id. */
  id: string;
  /** Fractions of the chip from its upper left corner. */
  outline: [number, number][];
  frames: PreviewFrame[];
  /** Frames that the volunteers are not shown, with the reason. */
  dropped: { frame: string; reason: string }[];
}

export interface PreviewFrame {
  id: string;
  /** For a person, in UTC. */
  date: string;
  /** Resolution, angle, clouds, shift. */
  detail: string;
  /** data: address of the chip. */
  src: string;
}
