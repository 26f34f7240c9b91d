import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
import type { RawFeature } from "./building.ts";
import { plainProperties } from "./properties.ts";
import type { FeatureReading } from "./raw-features.ts";
import { brokenFile, guarded } from "./refusal.ts";
import type { BuildingSource } from "./source.ts";

/** Reads a FlatGeobuf, with or without an index. @throws InputError where it is cut off */
export function readFlatGeobuf({ path, bytes }: BuildingSource): Promise<FeatureReading> {
  return guarded(path, "FlatGeobuf", async () => {
    const header = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
    if (12 + header > bytes.length) throw brokenFile(path, "FlatGeobuf", "it ends within its header");
    let said = 0;
    let crs: string | null = null;
    const features: RawFeature[] = [];
    const found = deserialize(bytes, {
      headerMetaFn: (meta) => {
        said = meta.featuresCount;
        // An index of nothing would keep the library counting for ever.
        if (said > bytes.length || (said === 0 && meta.indexNodeSize > 0)) {
          throw brokenFile(path, "FlatGeobuf", `its header says ${said} features`);
        }
        crs = meta.crs === null || meta.crs.code === 0 ? (meta.crs?.wkt ?? null) : `${meta.crs.org ?? "EPSG"}:${meta.crs.code}`;
      },
    });
    for await (const { properties, geometry } of found) {
      features.push({
        where: `${path}, feature ${features.length + 1}`,
        id: null,
        properties: plainProperties({ ...properties }),
        geometry: geometry ?? null,
      });
    }
    if (said > 0 && features.length !== said) throw brokenFile(path, "FlatGeobuf", `it has ${features.length} of ${said} features`);
    return { features, crs };
  });
}
