import { constants, copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "pybossa-client-ts/command";

/** The manager's folder of chips, by the names that tasks use. */
export interface ChipFolder {
  /** Copies a chip beside the page, once. @returns its file relative to the page, or null where the folder lacks it */
  copy(name: string): string | null;
  readonly missing: number;
}

/**
 * @param source the folder that `strike-setup chips` wrote, with one picture a chip, named by its hash
 * @param target the report's folder
 * @throws InputError where there is no such folder
 */
export function chipFolder(source: string, target: string): ChipFolder {
  const files = chipNames(source);
  const done = new Set<string>();
  let missing = 0;
  mkdirSync(join(target, "chips"), { recursive: true });
  return {
    copy(name) {
      const file = files.get(name);
      if (file === undefined) {
        missing += 1;
        return null;
      }
      const path = join(target, "chips", file);
      // A chip's name is its hash: one that is there whole is the same picture.
      if (!done.has(file) && bytesOf(path) !== bytesOf(join(source, file)))
        copyFileSync(join(source, file), path, constants.COPYFILE_FICLONE);
      done.add(file);
      return `chips/${file}`;
    },
    get missing() {
      return missing;
    },
  };
}

/**
 * The files of a folder of chips, by the names that tasks use.
 * @throws InputError where there is no such folder
 */
export function chipNames(folder: string): Map<string, string> {
  let listed: string[];
  try {
    listed = readdirSync(folder);
  } catch (cause) {
    throw new InputError(
      { what: "there is no such folder of chips", where: folder, advice: "Name the folder that strike-setup chips wrote." },
      { cause },
    );
  }
  return new Map(listed.flatMap((file) => (/^[0-9a-f]{24}\.(webp|jpe?g|png)$/.test(file) ? [[file.slice(0, 24), file] as const] : [])));
}

function bytesOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}
