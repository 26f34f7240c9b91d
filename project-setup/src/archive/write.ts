import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { finished } from "node:stream/promises";
import { InputError, ServerError, writeFileAtomic } from "pybossa-client-ts/command";
import type { CampaignLock } from "pybossa-client-ts/strike-tracker";
import { hashOfSource, openBuildings } from "../buildings/index.ts";
import { namedPath } from "../campaign-file/index.ts";
import { type ArchiveManifest, archiveFiles, readArchived, readManifest, sha256 } from "./manifest.ts";

/** Lies in the folder until the archive is whole, and names its campaign. */
const unfinished = ".archiving";

/** Collects the files of an archive; all are readable by their owner alone. */
export interface ArchiveFolder {
  readonly folder: string;
  /** Writes a file, whole or not at all. */
  write(path: string, content: string | Uint8Array): void;
  /** Writes a JSON array row by row, as pages come in; returns the number of rows. */
  writeRows(path: string, pages: AsyncIterable<readonly unknown[]>): Promise<number>;
  has(path: string): boolean;
  /** Every file with its hash. */
  files(): ArchiveManifest["files"];
}

/**
 * The manifest of a finished archive; null where the folder holds none.
 * @throws InputError where one of its files is missing or was changed
 */
export function finishedArchive(folder: string): ArchiveManifest | null {
  if (!existsSync(join(folder, archiveFiles.manifest)) || existsSync(join(folder, unfinished))) return null;
  const manifest = readManifest(folder);
  for (const { path } of manifest.files) readArchived(folder, manifest, path);
  return manifest;
}

/** Opens the folder of an archive. @throws InputError where something else lies there */
export function archiveFolder(folder: string, campaign: string): ArchiveFolder {
  const manifest = join(folder, archiveFiles.manifest);
  const half = join(folder, unfinished);
  if (existsSync(folder)) for (const path of pathsBelow(folder)) if (isUnfinished(path)) rmSync(path);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    const known = existsSync(manifest) || existsSync(half);
    if (!known || (existsSync(half) && readFileSync(half, "utf8") !== campaign) || (existsSync(manifest) && !existsSync(half))) {
      throw new InputError({
        what: "this folder is not empty",
        where: folder,
        advice: "Name a new folder with --out; nothing is ever written over.",
      });
    }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileAtomic(half, campaign, { mode: 0o600 });
  const make = (path: string) => {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true, mode: 0o700 });
    return whole;
  };
  return {
    folder,
    write: (path, content) => writeFileAtomic(make(path), content, { mode: 0o600 }),
    async writeRows(path, pages) {
      const stream = createWriteStream(make(path), { mode: 0o600 });
      let rows = 0;
      stream.write("[");
      for await (const page of pages) {
        for (const row of page) stream.write(`${rows++ === 0 ? "\n" : ",\n"}${JSON.stringify(row)}`);
      }
      stream.end("\n]\n");
      await finished(stream);
      return rows;
    },
    has: (path) => existsSync(join(folder, path)),
    files: () =>
      pathsBelow(folder)
        .map((path) => relative(folder, path).split(sep).join("/"))
        .filter((path) => path !== unfinished && path !== archiveFiles.manifest)
        .sort()
        .map((path) => {
          const bytes = readFileSync(join(folder, path));
          return { path, sha256: sha256(bytes), bytes: bytes.length };
        }),
  };
}

/** The manifest is what makes the folder an archive: written last. */
export function sealArchive({ folder, write, files }: ArchiveFolder, about: Omit<ArchiveManifest, "schema" | "files">): ArchiveManifest {
  const manifest: ArchiveManifest = { schema: "strike-tracker/archive/1", ...about, files: files() };
  write(archiveFiles.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  rmSync(join(folder, unfinished), { force: true });
  return manifest;
}

/** What a killed run had half written. */
function isUnfinished(path: string): boolean {
  return /^\..+\.part$/.test(basename(path));
}

function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsBelow(path) : [path];
  });
}

/** Copies the campaign's own input files, a loose shapefile with its parts; those that are gone or changed since `apply` are told. */
export function copyInputs(archive: ArchiveFolder, inputs: CampaignLock["inputs"], campaignPath: string): string[] {
  const told: string[] = [];
  for (const [at, { path, sha256: known }] of inputs.entries()) {
    if (basename(path) === basename(campaignPath) && dirname(path) === dirname(campaignPath)) continue;
    if (!existsSync(path) || !statSync(path).isFile()) told.push(`${path} is not on this disk any more`);
    else {
      const source = /\.shp$/i.test(path) ? openBuildings(path) : { path, bytes: readFileSync(path), parts: {} };
      const name = `inputs/${at}-${basename(path)}`;
      archive.write(name, source.bytes);
      for (const [extension, bytes] of Object.entries(source.parts)) archive.write(name.replace(/shp$/i, extension), bytes);
      if (hashOfSource(source) !== known) told.push(`${path} is not as it was when the campaign was applied`);
    }
  }
  return told;
}

/** Copies the files that the campaign file's `page` names, and tells under which names. */
export function copyPageFiles(archive: ArchiveFolder, folder: string, page: Record<string, unknown>): Record<string, string> {
  const named: Record<string, string> = {};
  for (const key of ["long_description", "thumbnail", "tutorial", "results"]) {
    const file = page[key];
    if (typeof file !== "string") continue;
    named[key] = `inputs/page-${basename(file)}`;
    archive.write(named[key], readFileSync(namedPath(folder, file)));
  }
  return named;
}

/** Copies a folder's files as they are. */
export function copyFolder(archive: ArchiveFolder, from: string, to: string): void {
  for (const path of pathsBelow(from)) {
    if (!path.endsWith(".map")) archive.write(`${to}/${relative(from, path).split(sep).join("/")}`, readFileSync(path));
  }
}

/**
 * Copies every chip: from the folder where it was cut, else from its address.
 * @throws ServerError where one cannot be had as the lock knows it
 */
export async function copyChips(
  archive: ArchiveFolder,
  chips: readonly { file: string; sha256: string; address: URL | null }[],
  folder: string,
  fetcher: typeof fetch,
  progress: (done: number) => void,
): Promise<void> {
  for (const [at, chip] of chips.entries()) {
    const path = `${archiveFiles.chips}/${chip.file}`;
    if (!archive.has(path)) archive.write(path, await chipBytes(chip, join(folder, chip.file), fetcher));
    progress(at + 1);
  }
}

async function chipBytes(
  { file, sha256: known, address }: { file: string; sha256: string; address: URL | null },
  local: string,
  fetcher: typeof fetch,
): Promise<Uint8Array> {
  const own = existsSync(local) ? readFileSync(local) : null;
  if (own && sha256(own) === known) return own;
  const response = address === null ? null : await fetcher(address, { signal: AbortSignal.timeout(30_000) }).catch(() => null);
  const bytes = response?.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  if (bytes && sha256(bytes) === known) return bytes;
  throw new ServerError({
    what: `the chip ${file} is neither in its folder nor at its address as it was cut`,
    where: address?.href ?? local,
    advice: "Cut the chips again (strike-setup chips), or put them back from your backup.",
  });
}
