import { InputError } from "pybossa-client-ts/command";
import type { RawFeature } from "./building.ts";
import { rawFeature } from "./geojson.ts";

/** GeoJSON lines (one feature a line) or a GeoJSON text sequence. A broken line is that feature's fault. @throws InputError */
export function readGeoJsonLines(path: string, text: string): RawFeature[] {
  const features: RawFeature[] = [];
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    const written = text.slice(start, end).replace("\u001e", "").trim();
    start = end + 1;
    line++;
    if (written === "") continue;
    const where = `${path}, line ${line}`;
    try {
      features.push(rawFeature(JSON.parse(written), where));
    } catch {
      if (found < 0) throw new InputError({ what: "the last line is cut off", where, advice: "Fetch or export the file again." });
      features.push({ where, id: null, properties: {}, geometry: null, fault: "is not valid JSON; expected one GeoJSON feature a line" });
    }
  }
  return features;
}
