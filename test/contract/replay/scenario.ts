import type { PybossaServerOptions } from "pybossa-embedded";
import type { World } from "./world.ts";

/** The server that a scenario is played on, and what it builds on. */
export interface Setting {
  dialect: "scifabric" | "bloomberg";
  server(): { endpoint: string };
  /** Makes what a scenario describes, before its requests or between them. */
  setUp(describe: (world: World) => void, options?: Partial<PybossaServerOptions>): Promise<unknown>;
  /** Lets time pass. */
  wait(milliseconds: number): unknown;
}

/** An exchange as it was recorded. */
export interface Exchange {
  note: string;
  as: string;
  request: { method: string; path: string; query: string; body: unknown };
  response: { status: number; headers: Record<string, string>; json?: unknown; text?: string };
}

/** What the recording does not say of one exchange, by its place in the file. */
export interface Staging {
  /** Who sends it, where the recording says "session" (default the owner) or only the note tells. */
  as?: string;
  headers?: Record<string, string>;
  body?: unknown;
  file?: { name: string; content: string };
  query?: string;
  /** What was done before it and not recorded. */
  before?: (send: Send, stage: Setting, resend: Resend) => Promise<unknown>;
  /** A project, by its short name, whose token the request carries. */
  token?: string;
  /** The page whose form token is sent, where the path has no form of its own. */
  form?: string;
}

export type Send = (as: string, method: string, path: string, body?: unknown) => Promise<Response>;

/** Sends a request in the way of a recorded one: with the session and the form's token that it needs. */
export type Resend = (exchange: Exchange, staging: Staging) => Promise<Response>;

export interface Scenario {
  /** What was there before. */
  setUp?: (world: World) => void;
  options?: Partial<PybossaServerOptions>;
  exchanges?: Record<number, Staging>;
}

/** Sends recorded requests to a server. */
export function sender(stage: Setting, fetch: typeof globalThis.fetch = globalThis.fetch): { send: Send; resend: Resend } {
  /** The cookies of each account's session, for requests that were recorded by session. */
  const sessions = new Map<string, Cookies>();
  const request = (as: string, method: string, path: string, headers: Record<string, string>, body: unknown): Promise<Response> => {
    const key = as === "anonymous" || as === "session" ? {} : { Authorization: `key-${as}` };
    const json = body !== undefined && body !== null && typeof body !== "string" && !(body instanceof FormData);
    return fetch(stage.server().endpoint + path, {
      method,
      redirect: "manual",
      headers: { ...(json ? { "Content-Type": "application/json" } : {}), ...key, ...headers },
      body: body === undefined || body === null ? null : json ? JSON.stringify(body) : (body as string | FormData),
    });
  };

  /** The token of a page's form; its cookie goes into the jar. */
  const token = async (as: string, path: string, jar: Cookies): Promise<string> => {
    const page = await request(as, "GET", path, { "Content-Type": "application/json", ...cookieHeader(jar) }, null);
    keepCookies(page, jar);
    const text = await page.text();
    const { csrf, form } = (text.startsWith("{") ? JSON.parse(text) : {}) as { csrf?: string; form?: { csrf?: string } };
    return csrf ?? form?.csrf ?? /name="csrf_token" value="([^"]+)"/.exec(text)?.[1] ?? "";
  };

  return {
    send: (as, method, path, body) => request(as, method, path, {}, body),
    async resend({ as: recordedAs, request: { method, path, query, body: recordedBody }, response }, staging) {
      const as = staging.as ?? (recordedAs === "session" ? "owner" : recordedAs);
      const asked = staging.query ?? query;
      const address = encodeURI(path) + (asked === "" ? "" : `?${asked}`);
      const page = !path.startsWith("/api/");
      const wantsJson = page && String(response.headers["Content-Type"]).startsWith("application/json");
      const headers: Record<string, string> = wantsJson ? { "Content-Type": "application/json" } : {};
      const jar: Cookies = recordedAs === "session" ? (sessions.get(as) ?? new Map()) : new Map();
      if (recordedAs === "session") sessions.set(as, jar);
      if (page && method === "POST" && !response.text?.startsWith("csrf") && response.status !== 400) {
        headers["X-CSRFToken"] = await token(as, staging.form ?? address, jar);
      }
      Object.assign(headers, cookieHeader(jar));
      if (staging.token !== undefined) {
        const issued = await request(
          "anonymous",
          "GET",
          `/api/auth/project/${staging.token}/token`,
          { Authorization: "project-secret-key" },
          null,
        );
        headers.Authorization = `Bearer ${await issued.text()}`;
      }
      let body = staging.body ?? recordedBody;
      if (typeof body === "string" && body.startsWith("multipart: ")) {
        body = multipart(body, staging.file ?? { name: "a.png", content: "x" });
        delete headers["Content-Type"];
      } else if (typeof body === "string" && !page && recordedBody === body) {
        headers["Content-Type"] = "application/json";
      }
      if (
        page &&
        method === "POST" &&
        !wantsJson &&
        recordedAs === "session" &&
        staging.file === undefined &&
        typeof body === "object" &&
        body !== null
      ) {
        body = new URLSearchParams(Object.entries(body).map(([key, value]) => [key, String(value)])).toString();
        headers["Content-Type"] = "application/x-www-form-urlencoded";
      }
      if (typeof body === "object" && body !== null && !(body instanceof FormData) && staging.file !== undefined) {
        const form = new FormData();
        for (const [key, value] of Object.entries(body)) form.set(key, String(value));
        form.set("file", new File([staging.file.content], staging.file.name));
        body = form;
        delete headers["Content-Type"];
      }
      const answer = await request(as, method, address, { ...headers, ...staging.headers }, body);
      keepCookies(answer, jar);
      return answer;
    },
  };
}

type Cookies = Map<string, string>;

function cookieHeader(jar: Cookies): Record<string, string> {
  return jar.size === 0 ? {} : { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
}

function keepCookies({ headers }: Response, jar: Cookies): void {
  for (const line of headers.getSetCookie()) {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) jar.set(name, value);
  }
}

function multipart(recorded: string, { name, content }: { name: string; content: string }): FormData {
  const form = new FormData();
  const fields = recorded.slice(recorded.indexOf("fields ") + 7);
  for (const [, key = "", text, number] of fields.matchAll(/'(\w+)': (?:'((?:[^'\\]|\\.)*)'|(\d+))/g)) form.set(key, text ?? number ?? "");
  form.set("file", new File([content], name));
  return form;
}
