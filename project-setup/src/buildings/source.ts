import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { refuseFileGeodatabase } from "./refusal.ts";

/** A building file in memory. A loose shapefile also has its parts, by lower-case extension (dbf, prj, cpg). */
export interface BuildingSource {
  /** For messages. */
  path: string;
  bytes: Uint8Array;
  parts: Record<string, Uint8Array>;
}

/** The largest file that is read, in bytes; also what an archive may unpack to. */
export const largestFile = 500_000_000;

/** Reads a building file. @throws InputError where it is missing, a folder, or too large */
export function openBuildings(path: string): BuildingSource {
  if (/^https?:\/\//i.test(path)) {
    throw new InputError({
      what: "the buildings file is not on this disk",
      where: path,
      advice: "Only local files are read: download it first.",
    });
  }
  return { path, bytes: contentOf(path), parts: partsBeside(path) };
}

/** The SHA-256 of a building file; a loose shapefile's parts count. */
export function hashOfSource({ bytes, parts }: BuildingSource): string {
  const hash = createHash("sha256").update(bytes);
  for (const name of Object.keys(parts).sort()) hash.update(parts[name] ?? "");
  return hash.digest("hex");
}

function contentOf(path: string): Uint8Array {
  try {
    const found = statSync(path);
    if (found.isDirectory()) {
      if (/\.gdb$/i.test(path) || readdirSync(path).some((name) => name.endsWith(".gdbtable"))) throw refuseFileGeodatabase(path);
      throw new InputError({
        what: "the buildings file is a folder",
        where: path,
        advice: "Name the file itself, for a shapefile the .shp.",
      });
    }
    if (!found.isFile()) throw new InputError({ what: "the buildings file is no ordinary file", where: path });
    if (found.size > largestFile) throw tooLarge(path);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    const reason = code === "ENOENT" ? "does not exist" : code === "EACCES" ? "may not be read" : "cannot be read";
    throw new InputError(
      { what: `the buildings file ${reason}`, where: path, advice: "Look at buildings.file in the campaign file." },
      { cause },
    );
  }
}

/** The error for more than is read at once. */
export function tooLarge(path: string): InputError {
  return new InputError({
    what: `this holds more than ${largestFile / 1e6} MB`,
    where: path,
    advice: `Cut out your area first: ogr2ogr -spat <west> <south> <east> <north> -t_srs EPSG:4326 buildings.fgb ${path}`,
  });
}

function partsBeside(path: string): Record<string, Uint8Array> {
  if (!/\.shp$/i.test(path)) return {};
  const stem = basename(path, extname(path)).toLowerCase();
  const parts: Record<string, Uint8Array> = {};
  for (const name of readdirSync(dirname(path))) {
    const extension = extname(name).toLowerCase();
    if (/^\.(dbf|prj|cpg)$/.test(extension) && basename(name, extname(name)).toLowerCase() === stem) {
      parts[extension.slice(1)] = contentOf(join(dirname(path), name));
    }
  }
  return parts;
}
