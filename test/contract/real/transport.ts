import type { Accounts } from "./accounts.ts";
import type { Ledger } from "./ledger.ts";
import { NotPlayable } from "./not-playable.ts";

type Fetch = typeof fetch;

/** Writes that reach a run's own projects only, and go with them. Everything else that writes stays unsent. */
const ownWrites = [
  /^\/api\/project$/,
  /^\/api\/project\/\d+(\/taskgold)?$/,
  /^\/api\/project\/[^/]+\/task\/\d+\/partial_answer$/,
  /^\/api\/(task|taskrun|result|helpingmaterial|blogpost)(\/\d+)?$/,
  /^\/api\/favorites(\/\d+)?$/,
  /^\/api\/task\/\d+\/canceltask$/,
  /^\/api\/bulktasks\/\d+$/,
  /^\/project\/[^/]+\/(password|publish|remove-password|tasks\/\w+)$/,
];

/** No preparation of an exchange may send more: the rest of the server's visitors have a share in its rate limit. */
const mostBefore = 40;

export interface PoliteFetch {
  fetch: Fetch;
  /** Called before each exchange. */
  begin(): void;
}

/**
 * Sends recorded requests to a server: with its keys, its ids and this run's names, and no faster than it allows.
 * Throws NotPlayable before anything is sent where a request would reach records that are not this run's.
 */
export function politeFetch(endpoint: string, ledger: Ledger, accounts: Accounts, say: (line: string) => void): PoliteFetch {
  let sent = 0;

  async function withinLimit(url: string, init: RequestInit): Promise<Response> {
    for (;;) {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
      if (response.status !== 429) return response;
      const reset = Number(response.headers.get("X-RateLimit-Reset"));
      const wait = Math.min(Math.max(reset * 1000 - Date.now(), 1000), 900_000) + 1000;
      say(`The server's rate limit is used up: waiting ${Math.ceil(wait / 1000)} s.`);
      await new Promise((done) => setTimeout(done, wait));
    }
  }

  return {
    begin() {
      sent = 0;
    },
    async fetch(input, init = {}) {
      sent += 1;
      if (sent > mostBefore) throw new NotPlayable("uses up the server's rate limit");
      const method = init.method ?? "GET";
      const writes = !["GET", "HEAD", "OPTIONS"].includes(method);
      if (typeof input !== "string") throw new TypeError("recorded requests are sent to addresses");
      const address = input.slice(endpoint.length);
      const path = address.split("?")[0] ?? "";
      if (writes && !ownWrites.some((allowed) => allowed.test(path))) throw new NotPlayable("would change more than this run's projects");
      const headers = new Headers(init.headers);
      const asked = ledger.address(address, writes);
      const key = headers.get("Authorization");
      if (key !== null) headers.set("Authorization", accounts.credential(key, asked));
      const url = endpoint + asked;
      const body = rewritten(init.body ?? null, ledger);
      const response = await withinLimit(url, { method, redirect: "manual", headers, body });
      if (method === "POST" && path === "/api/project" && response.ok) {
        const { id } = (await response.clone().json()) as { id?: unknown };
        if (typeof id === "number") ledger.made.add(id);
      }
      return response;
    },
  };
}

function rewritten(body: BodyInit | null, ledger: Ledger): BodyInit | null {
  if (body instanceof FormData) return ledger.body(body) as FormData;
  if (typeof body !== "string") return body;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return body;
  }
  return JSON.stringify(ledger.body(json));
}
