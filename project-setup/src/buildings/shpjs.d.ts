declare module "shpjs" {
  /** GeoJSON geometries in the file's coordinates; null for an empty record. */
  export function parseShp(shp: DataView): unknown[];
  export function parseDbf(dbf: DataView, encoding?: string): Record<string, unknown>[];
}
