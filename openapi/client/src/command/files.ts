import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface WriteOptions {
  /** The file's permissions; 0o600 for what is private. */
  mode?: number;
}

/** A file's text or bytes, whole or piece by piece: one string holds 512 MiB at most. */
export type FileContent = string | Uint8Array | Iterable<string | Uint8Array>;

/** The pieces of a file's content. */
export function* piecesOf(content: FileContent): Generator<Uint8Array> {
  const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
  for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
}

/**
 * Writes a file so that a reader, or a run after a crash, finds either the old or the new content, never a part:
 * a temporary file in the same folder, flushed to the disk, then renamed.
 */
export function writeFileAtomic(path: string, content: FileContent, { mode = 0o644 }: WriteOptions = {}): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
  try {
    const file = openSync(temporary, "wx", mode);
    try {
      for (const bytes of piecesOf(content)) for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Makes the rename itself durable; not every system lets a folder be opened. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The content is whole either way.
  }
}
