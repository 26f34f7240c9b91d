import { pipeline, type Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { InputError } from "pybossa-client-ts/command";
import yauzl, { type Entry, type ZipFile } from "yauzl";

/** Deflate makes JSON of answers some twenty times smaller; beyond this, and this size, a file was made to do harm. */
const mostRatio = 400;
const smallEnough = 2 ** 28;
const stored = 0;
const deflated = 8;

const advice = "Download the export again.";

/**
 * The entries of a ZIP that are files.
 * @throws InputError where it cannot be read
 */
export async function zipEntries(path: string): Promise<Entry[]> {
  const zip = await openZip(path);
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("entry", (entry: Entry) => {
      if (!entry.fileName.endsWith("/") && !isLink(entry)) entries.push(entry);
      zip.readEntry();
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", (cause: Error) => reject(unreadable(path, cause)));
    zip.readEntry();
  });
}

/**
 * An entry's bytes, unpacked as they are asked for; nothing is written.
 * @throws InputError where the entry is encrypted, packed in an unknown way, damaged, or grows beyond measure
 */
export async function* zipEntryBytes(path: string, entry: Entry): AsyncGenerator<Uint8Array> {
  const where = `${path}/${entry.fileName}`;
  if (entry.isEncrypted()) throw new InputError({ what: "is encrypted", where, expected: "an export as PYBOSSA makes it" });
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) {
    throw new InputError({ what: `is packed by method ${entry.compressionMethod}`, where, expected: "deflate, as PYBOSSA makes it" });
  }
  const zip = await openZip(path, false);
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const chunk of unpacked(await packedBytes(zip, entry), entry)) {
      bytes += chunk.length;
      if (bytes > smallEnough && bytes > mostRatio * entry.compressedSize) {
        throw new InputError({
          what: `unpacks to more than ${mostRatio} times its size`,
          where,
          expected: "an export as PYBOSSA makes it",
        });
      }
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && String(cause.code).startsWith("Z_")) throw unreadable(where, cause);
    throw cause;
  } finally {
    zip.close();
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) {
    throw new InputError({ what: "is damaged: its checksum is another", where, advice });
  }
}

async function* unpacked(packed: Readable, entry: Entry): AsyncGenerator<Uint8Array> {
  const out = entry.compressionMethod === stored ? packed : pipeline(packed, createInflateRaw({ chunkSize: 2 ** 18 }), () => undefined);
  for await (const chunk of out as AsyncIterable<unknown>) if (chunk instanceof Uint8Array) yield chunk;
}

function packedBytes(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, { decodeFileData: false }, (cause, stream) =>
      cause ? reject(unreadable(entry.fileName, cause)) : resolve(stream),
    );
  });
}

function openZip(path: string, autoClose = true): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose, strictFileNames: false }, (cause, zip) => {
      if (cause) reject(unreadable(path, cause));
      else resolve(zip);
    });
  });
}

/** Made by a Unix system, and a symbolic link there. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function unreadable(where: string, cause: Error): InputError {
  return new InputError({ what: `is no ZIP that can be read (${cause.message})`, where, advice }, { cause });
}
