import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { type Provenance, readRoCrate } from "./ro-crate.ts";

/**
 * Reads a folder's provenance.json; null where there is none.
 * @throws InputError where it cannot be read
 */
export function readProvenance(folder: string): Provenance | null {
  const path = join(folder, "provenance.json");
  if (!existsSync(path)) return null;
  try {
    return readRoCrate(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new InputError(
      { what: cause instanceof Error ? cause.message : String(cause), where: path, advice: "Run infer again." },
      { cause },
    );
  }
}

/** The same of a folder that must have one. @throws InputError where there is none, or it cannot be read */
export function provenanceOfResults(folder: string): Provenance {
  const provenance = readProvenance(folder);
  if (provenance !== null) return provenance;
  throw new InputError({
    what: "there is no provenance.json",
    where: folder,
    advice: "Name the folder that infer wrote, or run infer again.",
  });
}
