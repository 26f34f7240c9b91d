import { statSync } from "node:fs";
import { CommandError, InputError, type Output } from "pybossa-client-ts/command";
import type { Scene } from "../frames/index.ts";
import type { Remote } from "../remote/index.ts";
import type { ChipRecord } from "./chip-record.ts";

/** A picture's path, or its address without a signature. */
export function placeOfPicture({ raster }: Scene): string {
  return raster?.path ?? raster?.href ?? "";
}

/**
 * By place, what tells each picture from a later one there, without reading it: size and time of change of a file, and what
 * its server says of an address. Where chips were cut from it, a change is told; an address that cannot be asked now (its
 * signature has run out, say) is then taken as unchanged.
 * @throws InputError where a file cannot be read
 */
export async function pictureVersions(
  scenes: readonly Scene[],
  known: readonly ChipRecord[],
  remote: Remote,
  output: Pick<Output, "warn">,
): Promise<Map<string, string>> {
  const before = new Map(known.map(({ source, source_version }) => [source, source_version]));
  const pictures = new Map(scenes.filter(({ raster }) => raster !== null).map((scene) => [placeOfPicture(scene), scene]));
  const versions = new Map<string, string>();
  await Promise.all(
    [...pictures].map(async ([place, scene]) => {
      const was = before.get(place);
      const url = scene.raster?.url ?? null;
      const version =
        url === null ? fileVersion(place, scene.where) : await addressVersion(url, was, remote, () => warnUnasked(place, output));
      versions.set(place, version);
      if (was !== undefined && was !== version) output.warn(`The picture ${place} was changed: its chips are cut again.`);
    }),
  );
  return versions;
}

async function addressVersion(url: string, was: string | undefined, remote: Remote, unasked: () => void): Promise<string> {
  try {
    return await remote.versionOf(url);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // What is wrong with it is told when it is read.
    if (was !== undefined) unasked();
    return was ?? "";
  }
}

function warnUnasked(place: string, output: Pick<Output, "warn">): void {
  output.warn(`The picture ${place} cannot be asked whether it was changed: it is taken as unchanged.`);
}

function fileVersion(path: string, where: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${size} ${Math.round(mtimeMs)}`;
  } catch (cause) {
    throw new InputError({ what: `the picture ${path} cannot be read`, where }, { cause });
  }
}
