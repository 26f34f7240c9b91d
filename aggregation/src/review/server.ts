import { randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { InputError } from "pybossa-client-ts/command";
import type { Desk } from "./desk.ts";
import { deskPage, pagePolicy } from "./page.ts";

export interface DeskServer {
  /** With the token; whoever has it may read and decide. */
  address: string;
  port: number;
  close(): Promise<void>;
}

interface Reply {
  status: number;
  type?: string;
  body: string | Uint8Array;
}

const host = "127.0.0.1";
const largestBody = 16_384;
const pictures: Record<string, string> = { ".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png" };

/**
 * Serves a desk on loopback alone, under a random token in the path. Each request is checked for its Host (against a
 * foreign name that leads here), the token, and where it writes for its Origin.
 * @param script the bundled page's file
 * @throws InputError where the port is taken
 */
export async function serveDesk(desk: Desk, { port, script, title }: { port: number; script: string; title: string }): Promise<DeskServer> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    answer(request, { desk, token, script, title })
      .catch((error: unknown) => failure(500, error instanceof Error ? error.message : String(error)))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
  await listening(server, port);
  const taken = (server.address() as AddressInfo).port;
  return {
    address: `http://${host}:${taken}/${token}/`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Serving {
  desk: Desk;
  token: string;
  script: string;
  title: string;
}

async function answer(request: IncomingMessage, { desk, token, script, title }: Serving): Promise<Reply> {
  const own = [host, "localhost"].map((name) => `${name}:${request.socket.localPort}`);
  if (!own.includes(request.headers.host ?? "")) return failure(403, "This page is only for the machine that it runs on.");
  const [, given = "", ...rest] = new URL(request.url ?? "/", `http://${host}`).pathname.split("/");
  if (!isSame(given, token)) return failure(404, "There is nothing here. Use the whole address that strike-aggregate review printed.");
  if (rest.length === 0) return failure(404, "There is nothing here: the address ends in a slash.");
  const path = rest.join("/");
  const task = Number(/^api\/buildings\/(\d{1,15})$/.exec(path)?.[1] ?? Number.NaN);
  if (request.method === "POST") {
    if (request.headers.origin !== `http://${request.headers.host}`)
      return failure(403, "Decisions are only taken from the desk's own page.");
    if (Number.isNaN(task)) return failure(404, "There is nothing here to decide.");
    if (request.headers["content-type"]?.split(";")[0] !== "application/json") return failure(415, "A decision is sent as JSON.");
    return decided(desk, task, await bodyOf(request));
  }
  if (request.method !== "GET" && request.method !== "HEAD") return failure(405, "Only GET and POST are known.");
  if (path === "") return { status: 200, type: "text/html; charset=utf-8", body: deskPage(title) };
  if (path === "desk.js") return { status: 200, type: "text/javascript; charset=utf-8", body: readFileSync(script) };
  if (path === "api/desk") return json(200, desk.record());
  if (path === "api/agreement") return json(200, desk.agreement());
  if (!Number.isNaN(task)) {
    const building = desk.building(task);
    return building === null ? failure(404, "This building is not in the queue.") : json(200, building);
  }
  const chip = path.startsWith("chips/") ? desk.chip(path.slice("chips/".length)) : null;
  if (chip !== null) return { status: 200, type: pictures[extname(chip)] ?? "application/octet-stream", body: readFileSync(chip) };
  return failure(404, "There is nothing here.");
}

function decided(desk: Desk, task: number, body: string | null): Reply {
  if (body === null) return failure(413, `A decision holds at most ${largestBody} bytes.`);
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch {
    return failure(400, "The decision is no JSON.");
  }
  const made = desk.decide(task, input);
  if (made === null) return failure(404, "This building is not in the queue.");
  return made.ok ? json(201, made.value) : failure(400, made.message);
}

/** Null where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > largestBody) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function send(response: ServerResponse, { status, type = "application/json; charset=utf-8", body }: Reply): void {
  response.writeHead(status, {
    "content-type": type,
    "content-security-policy": pagePolicy,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
  });
  response.end(body);
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}

function failure(status: number, message: string): Reply {
  return json(status, { message });
}

function isSame(given: string, token: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const what = cause.code === "EADDRINUSE" ? `the port ${port} is taken` : cause.message;
      reject(new InputError({ what, where: host, advice: "Choose another --port, or none." }, { cause }));
    });
    server.listen(port, host, resolve);
  });
}
