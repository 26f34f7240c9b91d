import { AsyncLocalStorage } from "node:async_hooks";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler } from "hono";
import type { components } from "pybossa-client-ts";
import type { Backend, Environment, RequestContext } from "../backend.ts";
import type { CommitHooks } from "../store/index.ts";
import { type Choice, createChoice, type Hit } from "./choose.ts";
import type { FaultKind, FaultPlan } from "./plan.ts";
import { deleteNamedTask, moveStamp, revokeKey, unpublishNamed } from "./targets.ts";

/** One fault that happened. */
export interface FaultRecord {
  fault: FaultKind;
  /** The request's number since the server started, from 1; null for a fault at a write outside any request. */
  request: number | null;
  method: string;
  path: string;
}

/** What a test does with a server's faults. */
export interface Faults {
  /** Puts a plan in place of the last, counting from 1 again; null ends all faults and sets the clock right. */
  set(plan: FaultPlan | null): void;
  /** The faults that happened, oldest first. */
  log(): FaultRecord[];
}

/** Where the server meets its faults. */
export interface FaultInjector {
  control: Faults;
  /** What `now` is to be moved by, in milliseconds. */
  skew(): number;
  /** Called around each commit once the server is up. */
  commits: CommitHooks;
  /** The outermost handler of all requests that answers any. */
  middleware(backend: Backend): MiddlewareHandler<Environment>;
}

interface Ongoing {
  number: number;
  method: string;
  path: string;
  diskFull: boolean;
}

/** The request that a write belongs to. One for all servers of the process: each such storage slows every later promise down. */
const requests = new AsyncLocalStorage<Ongoing>();

/** A full disk, as a write meets it. */
export class DiskFullError extends Error {
  override name = "DiskFullError";
}

export interface InjectorOptions {
  plan: FaultPlan | null;
  /** Told about each fault as it happens. */
  report: (record: FaultRecord) => void;
  /** Ends the process; where it returns, the server goes on as a dead one: it stores nothing more and ends every connection. */
  kill: () => void;
}

export function createFaultInjector({ plan, report, kill }: InjectorOptions): FaultInjector {
  let choice: Choice | null = null;
  let records: FaultRecord[] = [];
  let count = 0;
  let skew = 0;
  let killAfterCommit = false;
  let dead = false;

  const die = () => {
    if (dead) return;
    dead = true;
    kill();
  };

  const set = (next: FaultPlan | null) => {
    choice = next === null ? null : createChoice(next);
    records = [];
    skew = 0;
    killAfterCommit = false;
  };
  set(plan);
  const note = (fault: FaultKind, ongoing: Ongoing | undefined) => {
    const { number = null, method = "", path = "" } = ongoing ?? {};
    const record = { fault, request: number, method, path };
    records.push(record);
    report(record);
  };

  const commits: CommitHooks = {
    before() {
      if (dead) throw new DiskFullError("the server was killed");
      const ongoing = requests.getStore();
      const hit = choice?.write() ?? null;
      if (hit !== null) note(hit.fault, ongoing);
      if (hit?.fault === "kill-before") die();
      killAfterCommit = hit?.fault === "kill-after";
      if (dead) throw new DiskFullError("the server was killed");
      if (hit?.fault === "disk-full" || ongoing?.diskFull) throw new DiskFullError("database or disk is full");
    },
    after() {
      if (killAfterCommit) die();
    },
  };

  const middleware = (backend: Backend): MiddlewareHandler<Environment> =>
    async function unreliable(context, next) {
      if (dead) return cut(context);
      count += 1;
      const { method, path } = context.req;
      const hit = choice?.request(method, path) ?? null;
      const ongoing: Ongoing = { number: count, method, path, diskFull: hit?.fault === "disk-full" };
      if (hit !== null) note(hit.fault, ongoing);
      if (hit?.fault === "clock-skew") skew = hit.seconds * 1000;
      const response = await requests.run(ongoing, async () =>
        hit === null ? await next() : await meet(hit, backend, context, next, die),
      );
      if (dead) return replaced(context, cut(context));
      // Clients tell by it how far their clock is from the server's, which a plan or a test may have moved.
      context.res.headers.set("Date", new Date(backend.now()).toUTCString());
      return response;
    };

  return { control: { set, log: () => [...records] }, skew: () => skew, commits, middleware };
}

/** Serves a request that a fault hits; a response that it gives is the answer, whatever was done. */
async function meet(
  { fault, milliseconds }: Hit,
  backend: Backend,
  context: RequestContext,
  next: () => Promise<void>,
  kill: () => void,
): Promise<Response | undefined> {
  switch (fault) {
    case "refuse":
      return cut(context);
    case "cut-before":
      await context.req.raw.arrayBuffer();
      return cut(context);
    case "error-before":
      return serverError(context);
    case "bad-gateway":
      return badGateway();
    case "sign-in":
      return context.redirect(new URL(`/account/signin?next=${encodeURIComponent(context.req.path)}`, context.req.url).href, 302);
    case "kill-before":
      kill();
      return undefined;
    case "delay":
      await new Promise((done) => setTimeout(done, milliseconds));
      break;
    case "rate-limit":
      context.set("exhausted", true);
      break;
    case "task-deleted":
      await deleteNamedTask(backend, context);
      break;
    case "lock-stolen":
      await moveStamp(backend, context);
      break;
    case "key-revoked":
      revokeKey(backend, context);
      break;
    case "unpublished":
      await unpublishNamed(backend, context);
      break;
    default:
      break;
  }
  await next();
  return afterwards(fault, context, kill);
}

/** What becomes of an answer whose work is done. */
async function afterwards(fault: FaultKind, context: RequestContext, kill: () => void): Promise<Response | undefined> {
  const { res } = context;
  switch (fault) {
    case "cut-after":
      return replaced(context, cut(context));
    case "kill-after":
      kill();
      return undefined;
    case "error-after":
      return replaced(context, serverError(context));
    case "truncated": {
      const text = await res.text();
      return replaced(context, new Response(text.slice(0, Math.floor(text.length / 2)), shape(res)));
    }
    case "wrong-type": {
      const list = (await res.text()).trimStart().startsWith("[");
      return replaced(context, new Response(list ? '{"status": "ok"}' : "[]", shape(res)));
    }
    default:
      return undefined;
  }
}

/** Hono keeps the headers of a response that is replaced; here none of the old one may stay. */
function replaced(context: RequestContext, response: Response): undefined {
  context.res = undefined;
  context.res = response;
}

function shape({ status, headers }: Response): { status: number; headers: Headers } {
  const kept = new Headers(headers);
  kept.delete("Content-Length");
  return { status, headers: kept };
}

function cut(context: RequestContext): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function badGateway(): Response {
  const body = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body><center><h1>502 Bad Gateway</h1></center></body>\n</html>\n";
  return new Response(body, { status: 502, headers: { "Content-Type": "text/html" } });
}

function serverError({ req }: RequestContext): Response {
  const body: components["schemas"]["ApiError"] = {
    action: req.method,
    status: "failed",
    status_code: 500,
    target: req.path.split("/")[2] ?? "",
    exception_cls: "OperationalError",
    exception_msg: "server closed the connection unexpectedly",
  };
  return Response.json(body, { status: 500 });
}
