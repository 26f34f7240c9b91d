import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { type FileContent, piecesOf } from "pybossa-client-ts/command";

/** A file as it is told in provenance. */
export interface FileFact {
  name: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** The SHA-256 that a file with the content would have, hexadecimal. */
export function contentHash(content: FileContent): string {
  const hash = createHash("sha256");
  for (const piece of piecesOf(content)) hash.update(piece);
  return hash.digest("hex");
}

/** Reads a file in pieces, so that its size does not matter. @param most reads only that many bytes from its beginning */
export function fileFact(path: string, name: string, most = Number.POSITIVE_INFINITY): FileFact {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, "r");
  let bytes = 0;
  try {
    const next = () => readSync(file, piece, 0, Math.min(piece.length, most - bytes), null);
    for (let read = next(); read > 0; read = next()) {
      hash.update(piece.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
  return { name, bytes, sha256: hash.digest("hex") };
}

/** A file's first line, which must end within 64 kB. */
export function firstLine(path: string): string {
  const piece = Buffer.allocUnsafe(1 << 16);
  const file = openSync(path, "r");
  try {
    const read = readSync(file, piece, 0, piece.length, 0);
    return piece.toString("utf8", 0, read).split(/\r?\n/, 1)[0] ?? "";
  } finally {
    closeSync(file);
  }
}
