import { readdirSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import { BrokenJsonError, type RecordVisitor, visitRecords } from "./json-records.ts";
import { zipEntries, zipEntryBytes } from "./zip.ts";

/** A file of tasks or task runs, loose or within a ZIP. */
export interface ExportFile {
  /** Its name as told to people: `file` or `file.zip/entry`. */
  name: string;
  kind: "task" | "task_run";
  /** The file or ZIP in the folder. */
  path: string;
  /** When the server made the export (ZIPs only), by its own clock and in its own time zone: `YYYY-MM-DDTHH:MM:SS`. */
  made: string | null;
  open(): AsyncIterable<Uint8Array>;
}

/** What a folder holds of exports. */
export interface FoundExports {
  files: ExportFile[];
  /** Files in ZIPs that were left out, as they lie unpacked beside them. */
  skipped: string[];
  /** ZIPs that hold neither tasks nor task runs. */
  barren: string[];
}

/**
 * Finds what PYBOSSA exported, or `fetch` wrote, in a folder: names ending in `task.json` and `task_run.json`, loose or
 * in ZIPs. A ZIP's entry is left out where the same name lies loose beside it. What is no file (a link to a folder, a
 * device) is not looked at.
 * @throws InputError where the folder cannot be read, or a ZIP is broken
 */
export async function findExports(folder: string): Promise<FoundExports> {
  const names = folderNames(folder).toSorted();
  const files: ExportFile[] = [];
  const skipped: string[] = [];
  const barren: string[] = [];
  for (const name of names) {
    const kind = kindOf(name);
    const path = join(folder, name);
    if (kind) files.push({ name, kind, path, made: null, open: () => fileBytes(path) });
  }
  const loose = new Set(files.map(({ name }) => name));
  for (const name of names.filter((file) => file.toLowerCase().endsWith(".zip"))) {
    const path = join(folder, name);
    const entries = await zipEntries(path);
    if (!entries.some(({ fileName }) => kindOf(basename(fileName)))) barren.push(name);
    for (const entry of entries) {
      const kind = kindOf(basename(entry.fileName));
      if (!kind) continue;
      if (loose.has(basename(entry.fileName))) skipped.push(`${name}/${entry.fileName}`);
      else {
        const made = dosTime(entry.lastModFileDate, entry.lastModFileTime);
        files.push({ name: `${name}/${entry.fileName}`, kind, path, made, open: () => zipEntryBytes(path, entry) });
      }
    }
  }
  return { files, skipped, barren };
}

/**
 * Reads the records of one file.
 * @throws InputError that names the file and the byte where it is broken
 */
export async function readRecords(file: ExportFile, visitor: RecordVisitor): Promise<void> {
  try {
    await visitRecords(file.open(), visitor);
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

/**
 * Reads the values of one file; a record that is too long to be one of ours comes as undefined.
 * @param bytes tried first, see RecordVisitor
 * @throws InputError that names the file and the byte where it is broken
 */
export function readValues(
  file: ExportFile,
  visit: (value: unknown, offset: number) => void,
  bytes?: NonNullable<RecordVisitor["bytes"]>,
): Promise<void> {
  return readRecords(file, {
    ...(bytes === undefined ? {} : { bytes }),
    text(text, offset) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw new BrokenJsonError("this is not JSON", offset);
      }
      visit(value, offset);
    },
    tooLong: (offset) => visit(undefined, offset),
  });
}

function kindOf(name: string): ExportFile["kind"] | null {
  if (name.endsWith("task_run.json")) return "task_run";
  return name.endsWith("task.json") ? "task" : null;
}

function folderNames(folder: string): string[] {
  if (!statSync(folder).isDirectory()) {
    throw new InputError({ what: "is a file", where: folder, expected: "a folder with the files of fetch, or of PYBOSSA's export" });
  }
  return readdirSync(folder).filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false);
}

async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const piece = Buffer.allocUnsafe(2 ** 20);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The time of a ZIP's entry, which tells no zone; null where it tells none. */
function dosTime(date: number, time: number): string | null {
  const two = (value: number) => String(value).padStart(2, "0");
  const [month, day] = [(date >> 5) & 15, date & 31];
  if (month < 1 || month > 12 || day < 1 || date >> 9 === 0) return null;
  return `${1980 + (date >> 9)}-${two(month)}-${two(day)}T${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`;
}
