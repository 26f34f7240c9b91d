import { kml } from "@tmcw/togeojson";
import { DOMParser } from "@xmldom/xmldom";
import { InputError } from "pybossa-client-ts/command";
import { isRecord } from "../json.ts";
import type { RawFeature } from "./building.ts";
import { plainProperties } from "./properties.ts";
import { guarded } from "./refusal.ts";

/** What one document may weigh, in characters: it is held as a tree, many times its size. */
const largestDocument = 100_000_000;

/** Reads the placemarks of a KML document. @throws InputError on broken XML or one that declares entities */
export function readKml(path: string, text: string): Promise<RawFeature[]> {
  return guarded(path, "KML", () => {
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new InputError({ what: "this KML has a DOCTYPE, which is not read here", where: path });
    if (text.length > largestDocument) {
      const advice = `Convert it: ogr2ogr buildings.fgb ${path}`;
      throw new InputError({ what: "this KML holds more than 100 MB", where: path, advice });
    }
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== "warning") throw new Error(message);
      },
    });
    const document = parser.parseFromString(text, "text/xml");
    const { features } = kml(document);
    return features.map((feature, at) => ({
      where: `${path}, placemark ${at + 1}`,
      id: null,
      properties: plainProperties({ ...feature.properties, placemark_id: feature.id ?? null }),
      geometry: together(feature.geometry),
    }));
  });
}

/** A MultiGeometry of polygons alone is one MultiPolygon. */
function together(geometry: unknown): unknown {
  if (!isRecord(geometry) || geometry.type !== "GeometryCollection" || !Array.isArray(geometry.geometries)) return geometry ?? null;
  const parts = (geometry.geometries as unknown[]).filter((part) => isRecord(part) && part.type === "Polygon") as {
    coordinates: unknown;
  }[];
  if (parts.length === 0 || parts.length < geometry.geometries.length) return geometry;
  return { type: "MultiPolygon", coordinates: parts.map(({ coordinates }) => coordinates) };
}
