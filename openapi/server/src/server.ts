import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { type HttpBindings, type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import { openAccounts } from "./accounts.ts";
import { createApp } from "./app.ts";
import type { Backend, Dialect } from "./backend.ts";
import { createBackground } from "./background.ts";
import { timestamp } from "./clock.ts";
import { createFaultInjector, type FaultPlan, type FaultRecord, type Faults } from "./faults/index.ts";
import { createPseudonyms } from "./pseudonym.ts";
import { createRateLimit } from "./rate-limit.ts";
import { createSessions } from "./session.ts";
import { keptDialect, keptSecret } from "./settings.ts";
import { fileResponse } from "./static-files.ts";
import { categories, countOf, type Database, insertRecord, openDatabase } from "./store/index.ts";
import { createUploads } from "./uploads.ts";

export interface PybossaServerOptions {
  /** The folder that holds the database, the uploads and the accounts; made if it is missing. */
  dataDir: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Default scifabric. A data folder keeps the dialect it began with. */
  dialect?: Dialect;
  /** A folder served on its own origin, as a store of image chips would be. */
  staticDir?: string;
  /** Its port; default 0: any free one. */
  staticPort?: number;
  /** Whether `X-Real-IP` names the client. Only behind a proxy that sets it, or in a simulation. */
  trustRealIp?: boolean;
  /** Requests in a window, of which the last is refused; default 300. */
  limit?: number;
  /** Default 900. */
  windowSeconds?: number;
  /** Milliseconds since 1970-01-01 UTC; default the machine's clock. */
  now?: () => number;
  /** What goes wrong from the start on; default nothing. */
  faults?: FaultPlan;
  /** Told about each fault as it happens. */
  onFault?: (record: FaultRecord) => void;
  /**
   * Called where a plan kills the server, instead of ending the process by signal 9: for tests that live in it. From then on
   * nothing is stored and every connection ends; close the server, and start another one with the same folder and port.
   */
  onKill?: () => void;
}

export interface PybossaServer {
  /** The server's address without a trailing slash. */
  endpoint: string;
  /** The address of `staticDir`, or null. */
  staticEndpoint: string | null;
  dialect: Dialect;
  dataDir: string;
  /** API keys of admin, owner, vol1, vol2 and vol3. */
  keys: Record<string, string>;
  passwords: Record<string, string>;
  faults: Faults;
  /** Stops taking requests, ends the open ones and closes the database. */
  close(): Promise<void>;
}

/**
 * Starts an embedded PYBOSSA-compatible server.
 * @throws DatabaseInUseError if another living process uses the data folder
 */
export async function createPybossaServer(options: PybossaServerOptions): Promise<PybossaServer> {
  const {
    host = "127.0.0.1",
    port = 0,
    trustRealIp = false,
    limit = 300,
    windowSeconds = 900,
    staticDir,
    staticPort = 0,
    dialect = "scifabric",
  } = options;
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const clock = options.now ?? Date.now;
  const injector = createFaultInjector({
    plan: options.faults ?? null,
    report: options.onFault ?? (() => undefined),
    kill: options.onKill ?? (() => process.kill(process.pid, "SIGKILL")),
  });
  const now = () => clock() + injector.skew();
  let up = false;
  const database = openDatabase(join(dataDir, "pybossa.db"), {
    before: () => (up ? injector.commits.before() : undefined),
    after: () => (up ? injector.commits.after() : undefined),
  });
  const servers: ServerType[] = [];
  const background = createBackground((error) => process.stderr.write(`An import ended early: ${String(error)}\n`));
  const close = async () => {
    background.stop();
    await Promise.all(servers.map(stopped));
    database.close();
  };
  try {
    const accounts = openAccounts(database, dataDir, now(), keptDialect(database, dialect));
    addCategories(database, now());
    const backend: Backend = {
      database,
      now,
      dialect,
      rateLimit: createRateLimit({ limit, windowSeconds, now }),
      sessions: createSessions(keptSecret(database, "session")),
      uploads: createUploads(join(dataDir, "uploads")),
      pseudonym: createPseudonyms(keptSecret(database, "pseudonym")),
      background,
      trustRealIp,
    };
    const app = createApp(backend, injector);
    up = true;
    const endpoint = await listening(app.fetch, host, port, servers);
    const staticEndpoint = staticDir === undefined ? null : await listening(staticApp(resolve(staticDir)).fetch, host, staticPort, servers);
    return { endpoint, staticEndpoint, dialect, dataDir, ...accounts, faults: injector.control, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function addCategories(database: Database, now: number): void {
  if (countOf(database, "SELECT count(*) AS n FROM category", []) > 0) return;
  for (const [name, short_name] of [
    ["Thinking", "thinking"],
    ["Volunteer Sensing", "sensing"],
  ] as const) {
    insertRecord(database, categories, {
      name,
      short_name,
      description: `Volunteer ${name.replace("Volunteer ", "")} projects`,
      created: timestamp(now),
      info: {},
    });
  }
}

/** A folder on an origin of its own: readable by scripts of every other one. */
function staticApp(folder: string): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const cors = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Range, Content-Length",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Timing-Allow-Origin": "*",
  };
  app.options("*", () => new Response(null, { status: 204, headers: { ...cors, "Access-Control-Allow-Headers": "Range" } }));
  app.get("*", async (context) => {
    const found = await fileResponse(
      folder,
      context.req.path,
      { ...cors, "Cache-Control": "public, max-age=86400" },
      context.req.header("Range"),
    );
    return found ?? new Response("Not found\n", { status: 404, headers: { ...cors, "Cache-Control": "no-store" } });
  });
  return app;
}

type Fetch = Parameters<typeof serve>[0]["fetch"];

function listening(fetch: Fetch, hostname: string, port: number, servers: ServerType[]): Promise<string> {
  return new Promise((done, failed) => {
    const server = serve({ fetch, hostname, port }, ({ address, family, port: taken }: AddressInfo) => {
      done(`http://${family === "IPv6" ? `[${address}]` : address}:${taken}`);
    });
    servers.push(server);
    server.once("error", failed);
  });
}

function stopped(server: ServerType): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
