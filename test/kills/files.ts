import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Each file below a folder with its hash, but for hidden ones (a killed run's half-written parts) and those that are left out.
 * The times of the run do not count that stand in provenance.json and archive.json.
 */
export function hashesBelow(folder: string, leftOut: RegExp = /^$/): string {
  return filesBelow(folder)
    .filter((name) => !leftOut.test(name))
    .map(
      (name) =>
        `${name} ${createHash("sha256")
          .update(timeless(join(folder, name)))
          .digest("hex")}`,
    )
    .join("\n");
}

/** Each file below a folder, but for hidden ones, by its path from there. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function timeless(path: string): Buffer | string {
  const bytes = readFileSync(path);
  if (!/(provenance|archive)\.json$/.test(path)) return bytes;
  return bytes.toString("utf8").replace(/"(?:started|ended|made)_at": "[^"]+"/g, "");
}
