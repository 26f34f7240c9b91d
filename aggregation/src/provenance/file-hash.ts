import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** A file as it is told in provenance. */
export interface FileFact {
  name: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
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
