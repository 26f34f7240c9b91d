import type { PybossaServerOptions } from "pybossa-embedded";
import type { Database } from "../../../openapi/server/src/store/index.ts";
import type { Stage } from "./stage.ts";

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
  before?: (send: Send, stage: Stage) => Promise<unknown>;
  /** A project, by its short name, whose token the request carries. */
  token?: string;
  /** The page whose form token is sent, where the path has no form of its own. */
  form?: string;
}

export type Send = (as: string, method: string, path: string, body?: unknown) => Promise<Response>;

export interface Scenario {
  /** What was there before. */
  setUp?: (database: Database, now: number) => void;
  options?: Partial<PybossaServerOptions>;
  exchanges?: Record<number, Staging>;
}

/** Sends recorded requests to a stage's server. */
export function sender(stage: Stage): { send: Send; resend(exchange: Exchange, staging: Staging): Promise<Response> } {
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

  /** The token and cookie of a page's form. */
  const token = async (as: string, path: string): Promise<Record<string, string>> => {
    const page = await request(as, "GET", path, { "Content-Type": "application/json" }, null);
    const { csrf, form } = (await page.json()) as { csrf?: string; form?: { csrf?: string } };
    return { "X-CSRFToken": csrf ?? form?.csrf ?? "", Cookie: (page.headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
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
      if (page && method === "POST" && !response.text?.startsWith("csrf") && response.status !== 400) {
        Object.assign(headers, await token(as, staging.form ?? address));
      }
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
      return request(as, method, address, { ...headers, ...staging.headers }, body);
    },
  };
}

function multipart(recorded: string, { name, content }: { name: string; content: string }): FormData {
  const form = new FormData();
  const fields = recorded.slice(recorded.indexOf("fields ") + 7);
  for (const [, key = "", text, number] of fields.matchAll(/'(\w+)': (?:'((?:[^'\\]|\\.)*)'|(\d+))/g)) form.set(key, text ?? number ?? "");
  form.set("file", new File([content], name));
  return form;
}
