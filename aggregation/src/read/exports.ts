import { createReadStream, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { BrokenJsonError, jsonValues } from "./json-values.ts";

/** A file of tasks or task runs, loose or within a ZIP. */
export interface ExportFile {
  /** Its name as told to people: `file` or `file.zip/entry`. */
  name: string;
  kind: "task" | "task_run";
  /** The file or ZIP in the folder. */
  path: string;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * Finds what PYBOSSA exported, or `fetch` wrote, in a folder: names ending in `task.json` and `task_run.json`, loose or
 * in ZIPs. A ZIP's entry is left out where the same name lies loose beside it.
 * @throws InputError where the folder cannot be read, or a ZIP is broken
 */
export async function findExports(folder: string): Promise<{ files: ExportFile[]; skipped: string[] }> {
  const names = folderNames(folder).toSorted();
  const files: ExportFile[] = [];
  const skipped: string[] = [];
  for (const name of names) {
    const kind = kindOf(name);
    if (kind) files.push({ name, kind, path: join(folder, name), open: () => createReadStream(join(folder, name)) });
  }
  const loose = new Set(files.map(({ name }) => name));
  for (const name of names.filter((file) => file.toLowerCase().endsWith(".zip"))) {
    for (const entry of await entriesOf(join(folder, name))) {
      const kind = kindOf(basename(entry));
      if (!kind) continue;
      if (loose.has(basename(entry))) skipped.push(`${name}/${entry}`);
      else files.push({ name: `${name}/${entry}`, kind, path: join(folder, name), open: () => entryBytes(join(folder, name), entry) });
    }
  }
  return { files, skipped };
}

/**
 * The values of one file, one by one.
 * @throws InputError that names the file and the byte where it is broken
 */
export async function* valuesOf(file: ExportFile): AsyncGenerator<{ value: unknown; offset: number }> {
  try {
    for await (const { text, offset } of jsonValues(file.open())) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw new BrokenJsonError("this is not JSON", offset);
      }
      yield { value, offset };
    }
  } catch (cause) {
    if (!(cause instanceof BrokenJsonError)) throw cause;
    throw new InputError(
      {
        what: cause.message,
        where: `${file.name}, byte ${cause.offset}`,
        expected: "a JSON array, or one JSON object a line",
        advice: "Fetch or export the file again; it may have been cut off.",
      },
      { cause },
    );
  }
}

function kindOf(name: string): ExportFile["kind"] | null {
  if (name.endsWith("task_run.json")) return "task_run";
  return name.endsWith("task.json") ? "task" : null;
}

function folderNames(folder: string): string[] {
  if (!statSync(folder).isDirectory()) {
    throw new InputError({ what: "is a file", where: folder, expected: "a folder with the files of fetch, or of PYBOSSA's export" });
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map(({ name }) => name);
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: true }, (error, zip) => {
      if (error) {
        reject(
          new InputError(
            { what: `is no ZIP that can be read (${error.message})`, where: path, advice: "Download the export again." },
            { cause: error },
          ),
        );
      } else resolve(zip);
    });
  });
}

async function entriesOf(path: string): Promise<string[]> {
  const zip = await openZip(path);
  return new Promise((resolve, reject) => {
    const names: string[] = [];
    zip.on("entry", (entry: Entry) => {
      names.push(entry.fileName);
      zip.readEntry();
    });
    zip.on("end", () => resolve(names));
    zip.on("error", reject);
    zip.readEntry();
  });
}

async function* entryBytes(path: string, name: string): AsyncGenerator<Uint8Array> {
  const zip = await openZip(path);
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.on("entry", (entry: Entry) => {
      if (entry.fileName !== name) {
        zip.readEntry();
        return;
      }
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    zip.on("error", reject);
    zip.readEntry();
  });
  for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
