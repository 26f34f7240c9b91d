import type { BuildingsSection } from "../../campaign-file/index.ts";
import type { Finding, RawFeature } from "../building.ts";
import { withPlaceIds } from "./place-id.ts";

/** Features as a preset understands them, and the property that names them (null = their own ids; undefined = to be found). */
export interface PresetReading {
  features: RawFeature[];
  idField: string | null | undefined;
  warnings: Finding[];
}

/** Applies the section's preset. @throws InputError where the file lacks the columns that make the preset */
export async function withPreset(path: string, features: RawFeature[], section: BuildingsSection): Promise<PresetReading> {
  const least = section.damage_class ?? "destroyed";
  switch (section.preset) {
    case "unosat":
      return { idField: null, ...(await import("./unosat.ts")).readUnosat(path, features, least) };
    case "cems":
      return { idField: null, ...(await import("./cems.ts")).readCems(path, features, least) };
    case "microsoft":
      return { idField: null, features: withPlaceIds(features), warnings: [] };
    case "google":
      return { idField: "full_plus_code", features, warnings: [] };
    case "xbd":
      return { idField: null, features, warnings: [] };
    default:
      return { idField: undefined, features, warnings: [] };
  }
}
