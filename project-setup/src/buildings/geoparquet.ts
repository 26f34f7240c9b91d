import { type Compressors, type FileMetaData, parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { InputError } from "pybossa-client-ts/command";
import { isRecord } from "../json.ts";
import type { RawFeature } from "./building.ts";
import { plainProperties } from "./properties.ts";
import { brokenFile, guarded } from "./refusal.ts";
import { type BuildingSource, largestFile, tooLarge } from "./source.ts";

/**
 * Reads a GeoParquet file by the geometry column that its `geo` metadata names.
 * @param give takes one feature after the other
 * @returns the CRS, as FeatureReading has it
 * @throws InputError
 */
export function readGeoParquet({ path, bytes }: BuildingSource, give: (feature: RawFeature) => void): Promise<string | null> {
  return guarded(path, "GeoParquet", async () => {
    const buffer = new Uint8Array(bytes).buffer;
    const metadata = parquetMetadata(buffer);
    const columns = metadata.row_groups.flatMap((group) => group.columns.map(({ meta_data: about }) => about));
    const unpacked = columns.reduce((sum, about) => sum + Number(about?.total_uncompressed_size ?? 0), 0);
    if (unpacked > 2 * largestFile) throw tooLarge(path);
    const rows = Number(metadata.num_rows);
    if (columns.some((about) => Number(about?.num_values ?? 0) > 20_000_000) || rows > 20_000_000 || rows < 0) throw tooLarge(path);
    const geo = geometryColumn(path, metadata.key_value_metadata?.find(({ key }) => key === "geo")?.value);
    let found = 0;
    for await (const group of rowGroups(buffer, metadata, bounded(path))) {
      for (const { [geo.name]: geometry, ...properties } of group) {
        found++;
        give({ where: `${path}, row ${found}`, id: null, properties: plainProperties(properties), geometry: geometry ?? null });
      }
    }
    if (found !== rows) throw brokenFile(path, "GeoParquet", `it has ${found} of ${rows} rows`);
    return geo.crs;
  });
}

/** Reads one column of one row group after the other: of several at once, a second fault would end the process. */
async function* rowGroups(file: ArrayBuffer, metadata: FileMetaData, unpackers: Compressors): AsyncGenerator<Record<string, unknown>[]> {
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    const rows: Record<string, unknown>[] = [];
    for (const column of columns) {
      const values = await parquetReadObjects({ file, metadata, compressors: unpackers, columns: [column], rowStart, rowEnd });
      for (const [at, value] of values.entries()) rows[at] = { ...rows[at], ...value };
    }
    yield rows;
    rowStart = rowEnd;
  }
}

/** The decompressors, none of which makes more than a page can sensibly hold. */
function bounded(path: string): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, length: number) => {
        if (length > largestFile / 2) throw tooLarge(path);
        return unpack(input, length);
      },
    ]),
  );
}

function geometryColumn(path: string, text: string | undefined): { name: string; crs: string | null } {
  const geo: unknown = text === undefined ? null : JSON.parse(text);
  const name = isRecord(geo) && typeof geo.primary_column === "string" ? geo.primary_column : null;
  const column = isRecord(geo) && isRecord(geo.columns) && name !== null ? geo.columns[name] : null;
  if (name === null || !isRecord(column) || column.encoding !== "WKB") {
    throw new InputError({
      what: "this Parquet file names no WKB geometry",
      where: path,
      expected: "GeoParquet, with its geo metadata",
      advice: "Write it again: ogr2ogr -t_srs EPSG:4326 -lco GEOMETRY_ENCODING=WKB buildings.parquet <your file>",
    });
  }
  const id = isRecord(column.crs) && isRecord(column.crs.id) ? column.crs.id : null;
  if (!isRecord(column.crs) || (id !== null && /CRS84/.test(String(id.code)))) return { name, crs: null };
  return { name, crs: id === null ? "unnamed" : `${String(id.authority)}:${String(id.code)}` };
}
