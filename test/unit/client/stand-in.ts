import { createPybossaClient, type PybossaClientOptions, type Wait } from "pybossa-client-ts";

export interface Seen {
  method: string;
  /** Path and query. */
  path: string;
  headers: Headers;
  body: string;
}

type Reply = Response | Error | ((seen: Seen) => Response | Promise<Response>);

/** A client whose server answers from a list, one reply a request; the clock moves only while the client sleeps. */
export function scripted(replies: Reply[], options: Partial<PybossaClientOptions> = {}) {
  const seen: Seen[] = [];
  const waits: Wait[] = [];
  const clock = { now: Date.UTC(2026, 10, 24, 3, 0, 0) };
  const client = createPybossaClient({
    endpoint: "http://pybossa.test",
    now: () => clock.now,
    random: () => 0.5,
    async sleep(milliseconds) {
      clock.now += milliseconds;
    },
    onWait: (wait) => waits.push(wait),
    ...options,
    async fetch(input, init) {
      const request = new Request(input, init);
      const url = new URL(request.url);
      const asked = { method: request.method, path: url.pathname + url.search, headers: request.headers, body: await request.text() };
      seen.push(asked);
      const reply = replies.shift();
      if (reply === undefined) throw new Error(`unexpected request: ${asked.method} ${asked.path}`);
      if (reply instanceof Error) throw reply;
      return reply instanceof Response ? reply : reply(asked);
    },
  });
  return { client, seen, waits, clock };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

/** X-RateLimit-* as PYBOSSA writes them. @param reset milliseconds since 1970 */
export function budget(remaining: number, reset: number): Record<string, string> {
  return { "X-RateLimit-Limit": "300", "X-RateLimit-Remaining": String(remaining), "X-RateLimit-Reset": String(reset / 1000) };
}

export const html = (status = 200) => new Response("<!DOCTYPE html><p>hello", { status, headers: { "Content-Type": "text/html" } });

export const tooMany = (headers: Record<string, string> = {}) =>
  json(
    {
      action: "GET",
      status: "failed",
      status_code: 429,
      target: "/api/task",
      exception_cls: "TooManyRequests",
      exception_msg: "429 Too Many Requests: wait",
    },
    429,
    headers,
  );

export function task(id: number) {
  const created = "2026-11-23T21:34:15.367002";
  return {
    id,
    created,
    project_id: 7,
    state: "ongoing",
    quorum: 0,
    calibration: 0,
    priority_0: 0,
    info: { b: id },
    n_answers: 2,
    fav_user_ids: null,
  };
}

export const project = {
  id: 7,
  name: "P",
  short_name: "p",
  description: "d",
  created: "2026-11-23T21:34:15.367002",
  info: { a: 1, task_presenter: "<p>" },
  published: false,
  secret_key: "s",
};
