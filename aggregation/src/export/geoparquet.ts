import { geojsonToWkb, parquetWriteBuffer } from "hyparquet-writer";
import type { BuildingFootprint } from "pybossa-client-ts/strike-tracker";
import type { Result } from "../infer/index.ts";
import { type ColumnKind, resultKinds } from "./column-kinds.ts";
import { rightHanded } from "./geojson.ts";
import { resultColumns, resultRecord } from "./results-csv.ts";

const parquetTypes = {
  integer: "INT32",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  time: "TIMESTAMP",
  json: "STRING",
  text: "STRING",
} as const satisfies Record<ColumnKind, string>;

/**
 * results.parquet: GeoParquet 1.1 (WKB, longitude and latitude in OGC:CRS84) with the columns of results.csv; times are
 * timestamps in UTC, `posterior` is JSON text. A building whose place is not known has the geometry null.
 */
export function resultsParquet(results: readonly Result[], footprints: ReadonlyMap<string, BuildingFootprint>): Uint8Array {
  const records = results.map(resultRecord);
  const shapes = results.map(({ building }) => footprints.get(building));
  const columns = resultColumns.map((name) => ({
    name,
    type: parquetTypes[resultKinds[name]],
    nullable: true,
    data: records.map((record) => {
      const value = record[name];
      return resultKinds[name] === "time" && typeof value === "string" ? new Date(value) : value;
    }),
  }));
  const geometry = {
    name: "geometry",
    type: "BYTE_ARRAY" as const,
    nullable: true,
    data: shapes.map((shape) => (shape ? geojsonToWkb(rightHanded(shape)) : null)),
  };
  const known = shapes.filter((shape) => shape !== undefined);
  const geo = {
    version: "1.1.0",
    primary_column: "geometry",
    columns: {
      geometry: {
        encoding: "WKB",
        geometry_types: [...new Set(known.map(({ type }) => type))].toSorted(),
        orientation: "counterclockwise",
        ...(known.length === 0 ? {} : { bbox: extentOf(known) }),
      },
    },
  };
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [...columns, geometry],
      kvMetadata: [{ key: "geo", value: JSON.stringify(geo) }],
      createdBy: "strike-aggregate",
    }),
  );
}

/** [minx, miny, maxx, maxy] in the footprints' own degrees. */
export function extentOf(footprints: readonly BuildingFootprint[]): [number, number, number, number] {
  const extent: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const footprint of footprints) {
    const polygons = footprint.type === "Polygon" ? [footprint.coordinates] : footprint.coordinates;
    for (const [x = 0, y = 0] of polygons.flat(2)) {
      extent[0] = Math.min(extent[0], x);
      extent[1] = Math.min(extent[1], y);
      extent[2] = Math.max(extent[2], x);
      extent[3] = Math.max(extent[3], y);
    }
  }
  return extent;
}
