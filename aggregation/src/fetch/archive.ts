import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { alone, InputError } from "pybossa-client-ts/command";

/** One line of fetch-log.ndjson: records that were appended to a file in one go. */
export interface Batch {
  file: string;
  records: number;
  last_id: number;
  /** Bytes of the file before and after. */
  from: number;
  to: number;
  sha256: string;
  time: string;
  server: string;
  project_id: number;
  version: string;
  /** Tells one salt of the pseudonyms from another; absent in logs of earlier versions. */
  salt?: string;
}

export interface Archive {
  /** The highest id that a file holds; 0 = none yet. */
  lastId(file: string): number;
  records(file: string): number;
  /** @param lastId what `lastId` is then to tell, where it is not the records' highest id; such a batch may be empty */
  append(file: string, records: readonly { id: number }[], lastId?: number): void;
}

export interface ArchiveOrigin {
  server: string;
  projectId: number;
  /** This program's version. */
  version: string;
  /** As in `Batch`. */
  salt: string;
  now: () => Date;
}

/**
 * Makes the folder, and works in it while no other process appends to its files or rewrites them.
 * @throws InputError where one does
 */
export function aloneIn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return alone(join(folder, ".fetching"), "another fetch or forget is at work in this folder", work);
}

/** The log of batches, beside the files. */
export const logName = "fetch-log.ndjson";

/**
 * Opens a folder of append-only NDJSON files. A batch counts once its line is in the log; what a killed run wrote
 * beyond that is cut off, so that no record is lost or doubled.
 * @throws InputError where the folder belongs to another project, its names were made with another salt, or a file is shorter than its log
 * says
 */
export function openArchive(folder: string, origin: ArchiveOrigin): Archive {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const logPath = join(folder, logName);
  cutUnfinished(logPath);
  const batches = readLog(logPath);
  for (const batch of batches) {
    if (batch.server !== origin.server || batch.project_id !== origin.projectId) {
      throw new InputError({
        what: `holds project ${batch.project_id} of ${batch.server}`,
        where: folder,
        expected: `project ${origin.projectId} of ${origin.server}`,
        advice: "Fetch each project into a folder of its own.",
      });
    }
    if (batch.salt !== undefined && batch.salt !== origin.salt) {
      throw new InputError({
        what: "holds answers whose names were made with another salt, or whose salt is gone",
        where: folder,
        expected: "the salt that the first fetch left beside the folder (its name and .salt), or where --salt-file said",
        advice: "With a new one each person would have two names. Put it back, or fetch into a new folder.",
      });
    }
  }
  const ends = new Map(batches.map(({ file, to }) => [file, to]));
  for (const [file, end] of ends) {
    const path = join(folder, file);
    const size = existsSync(path) ? statSync(path).size : 0;
    if (size < end) {
      throw new InputError({
        what: `holds ${size} bytes, but the fetch log tells ${end}`,
        where: path,
        advice: "The file was changed since. Fetch into a new folder.",
      });
    }
    if (size > end) truncateSync(path, end);
  }
  return {
    lastId: (file) => batches.findLast((batch) => batch.file === file)?.last_id ?? 0,
    records: (file) => batches.reduce((sum, batch) => sum + (batch.file === file ? batch.records : 0), 0),
    append(file, records, lastId) {
      if (records.length === 0 && lastId === undefined) return;
      const path = join(folder, file);
      const known = batches.some((batch) => batch.file === file);
      if (!known && existsSync(path)) truncateSync(path, 0);
      const bytes = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(""), "utf8");
      const from = ends.get(file) ?? 0;
      const batch: Batch = {
        file,
        records: records.length,
        last_id: lastId ?? records.reduce((highest, { id }) => Math.max(highest, id), 0),
        from,
        to: from + bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        time: origin.now().toISOString(),
        server: origin.server,
        project_id: origin.projectId,
        version: origin.version,
        salt: origin.salt,
      };
      appendDurably(path, bytes);
      appendDurably(logPath, Buffer.from(`${JSON.stringify(batch)}\n`, "utf8"));
      ends.set(file, batch.to);
      batches.push(batch);
    },
  };
}

function appendDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "a", 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Cuts off a last line of the log that a kill cut short. */
function cutUnfinished(path: string): void {
  if (!existsSync(path)) return;
  const text = readFileSync(path, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
}

/** The batches of a log, oldest first; a last line without its end is left out. @throws InputError with the line that is no JSON */
export function readLog(path: string): Batch[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line, at) => {
      try {
        return JSON.parse(line) as Batch;
      } catch (cause) {
        throw new InputError({ what: "is not JSON", where: `${path}, line ${at + 1}`, advice: "Fetch into a new folder." }, { cause });
      }
    });
}
