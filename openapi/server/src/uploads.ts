import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { writeFileAtomic } from "pybossa-client-ts/command";

/** Where uploaded files lie and what may be among them. */
export interface Uploads {
  folder: string;
  /**
   * Keeps a file and gives the name it got. Of a kind that is not allowed nothing is kept, though the upload
   * "succeeds": its address then answers 404.
   */
  keep(container: string, name: string, content: Uint8Array): string;
  /** A kept file's content, or null. */
  read(container: string, name: string): Uint8Array | null;
  /** Removes the kept ZIP files whose names begin so. */
  drop(container: string, prefix: string): void;
}

const allowed = new Set([".js", ".css", ".png", ".jpg", ".jpeg", ".gif", ".zip"]);

export function createUploads(folder: string): Uploads {
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    keep(container, name, content) {
      const safe = safeName(name);
      if (allowed.has(extname(safe).toLowerCase())) {
        mkdirSync(join(folder, container), { recursive: true });
        writeFileAtomic(join(folder, container, safe), content);
      }
      return safe;
    },
    read(container, name) {
      const path = join(folder, container, safeName(name));
      return existsSync(path) ? readFileSync(path) : null;
    },
    drop(container, prefix) {
      const kept = existsSync(join(folder, container)) ? readdirSync(join(folder, container)) : [];
      for (const name of kept) {
        if (name.startsWith(prefix) && name.endsWith(".zip")) rmSync(join(folder, container, name));
      }
    },
  };
}

/** The last part of a path, with letters, digits, dot, dash and underscore alone, not beginning with a dot. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const safe = last
    .normalize("NFKD")
    .replaceAll(/\s+/g, "_")
    .replaceAll(/[^A-Za-z0-9_.-]/g, "")
    .replace(/^[._]+/, "");
  return safe === "" ? "file" : safe.slice(-200);
}
