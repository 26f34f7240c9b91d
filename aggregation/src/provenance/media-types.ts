const mediaTypes: Record<string, string> = {
  csv: "text/csv",
  json: "application/json",
  ndjson: "application/x-ndjson",
  geojson: "application/geo+json",
  parquet: "application/vnd.apache.parquet",
  gpkg: "application/geopackage+sqlite3",
  zip: "application/zip",
};

export function mediaTypeOf(name: string): string {
  return mediaTypes[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";
}
