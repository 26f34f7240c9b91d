import type { components } from "pybossa-client-ts";
import type { Backend, Dialect, RequestContext } from "../backend.ts";
import { ApiError } from "../errors.ts";
import { DiskFullError } from "../faults/index.ts";
import { type Call, originOf } from "./call.ts";
import { MalformedBodyError } from "./payload.ts";

type Schemas = components["schemas"];

/** How a refused call is named in the error body. */
export interface CallName {
  /** The rate limit's bucket. */
  endpoint: string;
  /** The action of errors that the limiter itself meets; a verb unless the view is a plain function. */
  action?: string;
  /** The target of the view's own errors; else the path. */
  target?: string;
}

/** A handler behind the rate limit, its refusals answered in PYBOSSA's shape. */
export function limited(backend: Backend, name: CallName, handle: (call: Call) => Promise<Response> | Response) {
  return async (context: RequestContext): Promise<Response> => {
    if (context.get("exhausted") === true) backend.rateLimit.exhaust(name.endpoint, context.get("caller").address);
    const allowance = backend.rateLimit.count(name.endpoint, context.get("caller").address);
    const verb = context.req.method === "HEAD" ? "GET" : context.req.method;
    const path = new URL(context.req.url).pathname;
    let response: Response;
    if (allowance.refused) {
      const message = "429 Too Many Requests: This user has exceeded an allotted request count. Try again later.";
      response = failure(new ApiError(429, "TooManyRequests", message), name.action ?? verb, path);
    } else {
      try {
        response = await handle({ backend, context });
      } catch (error) {
        response = failed(error, verb, name, path, backend.dialect);
      }
    }
    response.headers.set("X-RateLimit-Remaining", String(allowance.remaining));
    response.headers.set("X-RateLimit-Limit", String(allowance.limit));
    response.headers.set("X-RateLimit-Reset", String(allowance.reset));
    return response;
  };
}

function failed(error: unknown, verb: string, name: CallName, path: string, dialect: Dialect): Response {
  if (error instanceof MalformedBodyError) {
    const text = "The browser (or proxy) sent a request that this server could not understand.";
    const description = dialect === "bloomberg" ? `400 Bad Request: ${text}` : text;
    const body: Schemas["PageError"] = { code: 400, description, template: "400.html" };
    return Response.json(body, { status: 400 });
  }
  if (error instanceof DiskFullError) {
    return failure(
      new ApiError(500, "OperationalError", `(psycopg2.OperationalError) ${error.message}`),
      name.action ?? verb,
      name.target ?? path,
    );
  }
  const broken = error instanceof Error ? /^(?:UNIQUE|NOT NULL|FOREIGN KEY) constraint failed.*/.exec(error.message)?.[0] : undefined;
  if (broken !== undefined)
    return failed(new ApiError(415, "DBIntegrityError", `(psycopg2.errors.IntegrityError) ${broken}`), verb, name, path, dialect);
  if (error instanceof ApiError) {
    return name.target === undefined ? failure(error, name.action ?? verb, path) : failure(error, verb, name.target);
  }
  throw error;
}

function failure(error: ApiError, action: string, target: string): Response {
  const body: Schemas["ApiError"] = {
    action,
    status: "failed",
    status_code: error.status,
    target,
    exception_cls: error.exceptionClass,
    exception_msg: error.message,
  };
  return Response.json(body, { status: error.status });
}

/** A link to another record, as PYBOSSA writes it. */
export function link(context: RequestContext, relation: "self" | "parent" | "category", kind: string, id: number): string {
  const address = context.get("dialect") === "bloomberg" ? `${kind}?oid=${id}` : `${kind}/${id}`;
  return `<link rel='${relation}' title='${kind}' href='${originOf(context)}/api/${address}'/>`;
}
