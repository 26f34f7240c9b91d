import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaServer, type PybossaServer } from "pybossa-embedded";

export type Dialect = "scifabric" | "bloomberg";

/** A server of its own, and a folder for the files of a campaign: always at the same places, so that copies are the same. */
export interface Place {
  folder: string;
  server: PybossaServer;
}

/** A beginning that is made once and from which any number of runs start. */
export interface Beginning<T> {
  made: T;
  /** Puts folder and server back to the beginning, and works there. */
  from<R>(work: (place: Place) => Promise<R>): Promise<R>;
}

/** Makes a beginning, hands it on, and removes all of it afterwards. */
export async function withBeginning<T>(
  dialect: Dialect,
  make: (place: Place) => Promise<T>,
  work: (beginning: Beginning<T>) => Promise<void>,
): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), "kills-"));
  const [now, kept] = [join(base, "now"), join(base, "kept")];
  const port = await freePort();
  const within = async <R>(task: (place: Place) => Promise<R>): Promise<R> => {
    const server = await createPybossaServer({ dataDir: join(now, "server"), dialect, port, limit: 1_000_000 });
    try {
      return await task({ folder: join(now, "files"), server });
    } finally {
      await server.close();
    }
  };
  try {
    const made = await within(make);
    cpSync(now, kept, { recursive: true });
    await work({
      made,
      from(task) {
        rmSync(now, { recursive: true });
        cpSync(kept, now, { recursive: true });
        return within(task);
      },
    });
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** One that stays free while no server listens on it: below those from which systems take the ports of connections. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
  throw new Error("no port is free");
}
