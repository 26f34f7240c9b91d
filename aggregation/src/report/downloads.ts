import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { writeFileAtomic } from "pybossa-client-ts/command";
import { safeText } from "../export/index.ts";
import { utc } from "../infer/index.ts";
import type { Download, GroupRecord, Places, Privacy } from "./record.ts";

const exactFiles: [string, Download["what"]][] = [
  ["results.csv", "results"],
  ["results.geojson", "results"],
  ["results.parquet", "results"],
  ["results.gpkg", "results"],
  ["destructions_by_day.csv", "days"],
  ["agreement.json", "agreement"],
  ["provenance.json", "provenance"],
];

/** Puts what a reader may take away into `<folder>/downloads`: at exact what `infer` and `export` wrote, else counts alone. */
export function writeDownloads(folder: string, dir: string, privacy: Privacy, places: Places, mode: number): Download[] {
  mkdirSync(join(folder, "downloads"), { recursive: true });
  const made: Download[] = [];
  const add = (name: string, what: Download["what"]) =>
    made.push({ file: `downloads/${name}`, what, bytes: statSync(join(folder, "downloads", name)).size });
  const copy = (name: string, what: Download["what"]) => {
    if (!existsSync(join(dir, name))) return;
    copyFileSync(join(dir, name), join(folder, "downloads", name));
    add(name, what);
  };
  const write = (name: string, text: string) => {
    writeFileAtomic(join(folder, "downloads", name), text, { mode });
    add(name, "places");
  };
  if (privacy === "exact") {
    for (const [name, what] of exactFiles) copy(name, what);
    return made;
  }
  if (places.kind === "grid") {
    const cells = places.cells.map(({ extent, metres, ...group }) => [...(extent ?? ["", "", "", ""]), metres ?? "", ...groupCells(group)]);
    write("squares.csv", stringify([["west", "south", "east", "north", "metres", ...groupColumns], ...cells]));
    write("squares.geojson", squaresGeojson(places.cells));
  }
  if (places.kind === "area")
    write(
      "areas.csv",
      stringify([["area", ...groupColumns], ...places.areas.map(({ name, ...group }) => [safeText(name ?? ""), ...groupCells(group)])]),
    );
  if (places.kind !== "none" || places.why !== "too_few") copy("destructions_by_day.csv", "days");
  return made;
}

const groupColumns = ["buildings", "destroyed", "destroyed_low90", "destroyed_high90", "first", "last"];

function groupCells({ buildings, destroyed, first, last }: GroupRecord): (string | number)[] {
  return [buildings, destroyed.expected, destroyed.low, destroyed.high, utc(first), utc(last)];
}

function squaresGeojson(cells: (Places & { kind: "grid" })["cells"]): string {
  const features = cells.map(({ extent, metres, buildings, destroyed, first, last }) => ({
    type: "Feature",
    properties: {
      metres,
      buildings,
      destroyed: destroyed.expected,
      destroyed_low90: destroyed.low,
      destroyed_high90: destroyed.high,
      first: utc(first) || null,
      last: utc(last) || null,
    },
    geometry: extent && { type: "Polygon", coordinates: [ringOf(extent)] },
  }));
  return `${JSON.stringify({ type: "FeatureCollection", features })}\n`;
}

function ringOf([west, south, east, north]: [number, number, number, number]): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
