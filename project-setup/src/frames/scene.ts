import type { CampaignFrame } from "pybossa-client-ts/strike-tracker";
import type { Extent, Outline } from "../geometry/index.ts";

/** Where the pixels of a scene lie. */
export interface RasterReference {
  /** As the document names it, without a signature. */
  href: string;
  /** The absolute path where it is a local file, else null. */
  path: string | null;
  /** Its address where it is on the network, else null. It may be signed: it goes into no record and no message. */
  url: string | null;
  /** Of a picture that does not carry its own place: the CRS and the extent in it, or the affine transform. */
  crs: string | null;
  bounds: Extent | null;
  transform: number[] | null;
}

/** One picture as the manager's document lists it: a tile of an acquisition, or all of one. */
export interface Scene {
  where: string;
  /** The id that the document gives, or null. */
  id: string | null;
  /** The acquisition that the document says it belongs to, or null. */
  acquisition: string | null;
  /** Milliseconds since 1970, UTC; equal where the moment is known. */
  start: number;
  end: number;
  dateKind: "acquired" | "published";
  platform: string | null;
  gsd: number | null;
  offNadir: number | null;
  /** Bearing of the view in degrees, as the provider counts it. */
  azimuth: number | null;
  cloud: number | null;
  /** Where it has data, WGS 84; null = everywhere (a tile layer). */
  outline: Outline | null;
  raster: RasterReference | null;
  source: CampaignFrame["source"];
  attribution: string | null;
  /** Whom the picture comes from, and its licence, as the document says. */
  provider: string | null;
  licence: string | null;
  poor: boolean;
  /** Metres east and north by which it is to be moved, in all; and what of that its document says. */
  shift: [number, number] | null;
  given?: [number, number] | null;
}

/** One acquisition as the campaign shows it, and the scenes that it is made of. */
export interface Frame {
  record: CampaignFrame;
  scenes: Scene[];
}
