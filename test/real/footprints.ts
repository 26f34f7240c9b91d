import { existsSync } from "node:fs";
import { join } from "node:path";
import { openBuildings, readBuildings } from "../../project-setup/src/buildings/index.ts";

const reference = "buildings.geojson";
const outlines = [
  ...["buildings.geojsonl", "buildings.shp", "buildings-utm34.shp", "buildings.gpkg", "buildings.fgb"],
  ...["buildings.parquet", "buildings-snappy.parquet", "buildings.kml", "buildings-wkt.csv"],
];
const points = "buildings-points.csv";

export interface FormatOutcome {
  file: string;
  buildings: number;
  /** Ids that are not the reference's, or are missing. */
  otherIds: number;
  /** The farthest that a corner lies from the reference's, in degrees; null for points. */
  farthest: number | null;
}

/** Reads the same buildings from each format and compares them with the GeoJSON file's. */
export async function compareFormats(folder: string): Promise<FormatOutcome[]> {
  const expected = await corners(join(folder, reference));
  const outcomes: FormatOutcome[] = [];
  for (const file of [reference, ...outlines, points].filter((name) => existsSync(join(folder, name)))) {
    const found = await corners(join(folder, file));
    const missing = [...expected.keys()].filter((id) => !found.has(id)).length;
    const added = [...found.keys()].filter((id) => !expected.has(id)).length;
    const apart = [...found].map(([id, positions]) => farthestFrom(positions, expected.get(id) ?? []));
    outcomes.push({ file, buildings: found.size, otherIds: missing + added, farthest: file === points ? null : Math.max(...apart) });
  }
  return outcomes;
}

/** Each building's corners by its id; degrees. @throws Error where a feature is refused */
async function corners(path: string): Promise<Map<string, number[][]>> {
  const { buildings, errors } = await readBuildings(openBuildings(path), { file: path });
  const [fault] = errors;
  if (fault) throw new Error(`${fault.where}: ${fault.message}`);
  return new Map(
    buildings.map(({ managerId, footprint }) => [
      managerId,
      footprint.type === "Polygon" ? footprint.coordinates.flat() : footprint.coordinates.flat(2),
    ]),
  );
}

/** The farthest that a corner lies from the nearest of the others, whatever corner the ring begins with. */
function farthestFrom(positions: number[][], others: number[][]): number {
  const nearest = ([x = 0, y = 0]: number[]) => Math.min(...others.map(([ox = 0, oy = 0]) => Math.max(Math.abs(x - ox), Math.abs(y - oy))));
  return positions.length === others.length ? Math.max(...positions.map(nearest)) : Number.POSITIVE_INFINITY;
}
