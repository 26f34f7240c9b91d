import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaServer, type PybossaServer, type PybossaServerOptions } from "pybossa-embedded";
import { addUser } from "../../../openapi/server/src/accounts.ts";
import { categories, insertRecord, openDatabase } from "../../../openapi/server/src/store/index.ts";
import type { Setting } from "./scenario.ts";
import { accountNames, carryOut, type Dialect } from "./staging.ts";
import { stepsOf, type World } from "./world.ts";

/** When the recordings were made. */
const recordedAt = Date.UTC(2026, 10, 23, 21, 32, 14);

/** A server on a folder that is set up, with the ids of the recordings, before each scenario. */
export interface Stage extends Setting {
  server(): PybossaServer;
  /** Closes the server, changes its database, and starts it again. */
  setUp(describe: (world: World) => void, options?: Partial<PybossaServerOptions>): Promise<void>;
  /** Moves the clock. */
  wait(milliseconds: number): void;
  close(): Promise<void>;
}

export async function createStage(dialect: Dialect): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), "replay-"));
  const keys = Object.fromEntries(["admin", "owner", "vol1", "vol2", "vol3"].map((name) => [name, `key-${name}`]));
  writeFileSync(join(dataDir, "accounts.json"), JSON.stringify({ keys, passwords: keys }));
  const path = join(dataDir, "pybossa.db");
  let now = recordedAt;
  let server: PybossaServer | null = null;
  const database = openDatabase(path);
  database.run("INSERT INTO setting (name, value) VALUES ('dialect', ?)", [dialect]);
  const host = dialect === "bloomberg" ? "localhost.org" : "example.org";
  for (const name of accountNames[dialect]) {
    const fullname = `${name.slice(0, 1).toUpperCase()}${name.slice(1)} User`;
    const rights = { admin: name === "admin", subadmin: dialect === "bloomberg" && name.startsWith("owner") };
    addUser(database, { name, fullname, email: `${name}@${host}`, password: `pass-${name}`, ...rights, apiKey: `key-${name}` }, now);
  }
  const kinds = [
    ["Thinking", "thinking"],
    ["Volunteer Sensing", "sensing"],
  ] as const;
  for (const [name, short_name] of kinds) {
    const description = `Volunteer ${name.replace("Volunteer ", "")} projects`;
    insertRecord(database, categories, { name, short_name, description, created: "2026-11-23T21:31:00.000000", info: {} });
  }
  database.close();

  return {
    dialect,
    server() {
      if (server === null) throw new Error("the stage was not set up");
      return server;
    },
    async setUp(describe, options = {}) {
      await server?.close();
      const steps = stepsOf(describe);
      const opened = openDatabase(path);
      opened.transaction(() => {
        for (const step of steps) carryOut(opened, dialect, step, now);
      });
      opened.close();
      server = await createPybossaServer({ dataDir, dialect, limit: 1_000_000, now: () => now, ...options });
    },
    wait(milliseconds) {
      now += milliseconds;
    },
    async close() {
      await server?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
