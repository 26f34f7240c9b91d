import { unzipSync } from "fflate";
import { InputError } from "pybossa-client-ts/command";
import { brokenFile, refuseFileGeodatabase } from "./refusal.ts";
import { type BuildingSource, largestFile, tooLarge } from "./source.ts";

/** What deflate can make of one byte, at most. */
const densest = 1032;

/**
 * Opens a ZIP in memory and finds the one building file in it; nothing is written to the disk.
 * @param layer the shapefile to take where there are several, by its name without extension
 * @throws InputError on a broken archive, one that unpacks to too much, or one without a single building file
 */
export function openArchive({ path, bytes }: BuildingSource, layer: string | undefined): BuildingSource {
  const files = unpacked(path, bytes);
  const names = [...files.keys()];
  const shapes = names.filter((name) => /\.shp$/i.test(name));
  const chosen = shapes.filter((name) => layer === undefined || stemOf(name).split("/").at(-1)?.toLowerCase() === layer.toLowerCase());
  const single = shapes.length > 0 ? chosen : names.filter((name) => /\.(kml|geojsonl?|json|csv|gpkg|fgb|parquet)$/i.test(name));
  const [name, another] = single;
  if (name === undefined || another !== undefined) {
    throw new InputError({
      what: `this archive holds ${name === undefined ? "no building file that could be taken" : `${single.length} building files`}`,
      where: path,
      expected: "one of them, or for several shapefiles the one to take as buildings.layer",
      advice: `It holds: ${names.slice(0, 10).map(shown).join(", ")}`,
    });
  }
  const parts: Record<string, Uint8Array> = {};
  for (const [beside, content] of files) {
    const extension = /\.(dbf|prj|cpg)$/i.exec(beside)?.[1];
    if (extension !== undefined && stemOf(beside).toLowerCase() === stemOf(name).toLowerCase()) parts[extension.toLowerCase()] = content;
  }
  return { path: `${path}, ${shown(name)}`, bytes: files.get(name) ?? new Uint8Array(), parts };
}

function unpacked(path: string, bytes: Uint8Array): Map<string, Uint8Array> {
  let total = 0;
  let count = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (/\.gdb\//i.test(name) || name.endsWith(".gdbtable")) throw refuseFileGeodatabase(path);
        if (name.split(/[\\/]/).includes("..") || /^([\\/]|[a-z]:)/i.test(name) || name.includes("\u0000")) {
          throw new InputError({ what: `this archive holds a file that points outside of it, ${shown(name)}`, where: path });
        }
        if (++count > 10_000) throw new InputError({ what: "this archive holds more than 10,000 files", where: path });
        if (!/\.(shp|dbf|prj|cpg|kml|geojsonl?|json|csv|gpkg|fgb|parquet)$/i.test(name) || /(^|\/)(__MACOSX\/|\.)/.test(name)) return false;
        total += originalSize;
        if (total > largestFile) throw tooLarge(path);
        if (originalSize > size * densest + 1000) throw brokenFile(path, "ZIP", `${shown(name)} claims more than it can hold`);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw brokenFile(path, "ZIP", "it cannot be unpacked", cause);
  }
}

function stemOf(name: string): string {
  return name.replace(/\.[^./]*$/, "");
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
