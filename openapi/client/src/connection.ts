import createClient, { type Client } from "openapi-fetch";
import { type Dialect, dialectOf } from "./dialect.ts";
import type { paths } from "./generated/pybossa.ts";
import { createTransport, type Transport, type Wait } from "./transport.ts";

export interface PybossaClientOptions {
  /** Address of the server, as `https://pybossa.example.org`. */
  endpoint: string;
  /** Goes into the Authorization header, nowhere else. Without it: the browser's session, or anonymous. */
  apiKey?: string | undefined;
  /** Which PYBOSSA it is, where that is known; else it is asked when a call needs it. */
  dialect?: Dialect | undefined;
  /** Sent with every request. */
  headers?: Record<string, string> | undefined;
  fetch?: typeof fetch | undefined;
  /** Time limit of every request, reading the answer included; waits for the budget are not counted. Default 30,000. */
  timeoutMs?: number | undefined;
  /** Told before each wait. */
  onWait?: ((wait: Wait) => void) | undefined;
  /** Longer waits throw RateLimitError instead. Default 20 minutes, which is longer than PYBOSSA's window of 15. */
  maxWaitMs?: number | undefined;
  /** How often a GET, a DELETE and `taskRuns.submit` are repeated after a network fault or a 5xx. Default 2. */
  retries?: number | undefined;
  sleep?: ((milliseconds: number) => Promise<void>) | undefined;
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** In [0, 1). */
  random?: (() => number) | undefined;
}

/** What each part of the client works with. */
export interface Connection {
  /** Without a trailing slash. */
  endpoint: string;
  /** Sent with every request to the server's API and pages. */
  headers: Record<string, string>;
  api: Client<paths>;
  transport: Transport;
  retries: number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Asks the server at most once. */
  dialect: () => Promise<Dialect>;
}

/** @throws TypeError where the endpoint is no http(s) address, or the key could not be sent */
export function createConnection(options: PybossaClientOptions): Connection {
  const endpoint = checkEndpoint(options.endpoint);
  const headers: Record<string, string> = { ...options.headers };
  if (options.apiKey !== undefined) headers.Authorization = checkKey(options.apiKey);
  const retries = options.retries ?? 2;
  const sleep = options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  const now = options.now ?? Date.now;
  const transport = createTransport({
    fetch: options.fetch ?? ((request) => fetch(request)),
    timeoutMs: options.timeoutMs ?? 30_000,
    maxWaitMs: options.maxWaitMs ?? 1_200_000,
    retries,
    onWait: options.onWait ?? (() => {}),
    sleep,
    now,
    random: options.random ?? Math.random,
  });
  const api = apiOf<paths>({ endpoint, headers, transport });
  let known = options.dialect ?? null;
  let asking: Promise<Dialect> | null = null;
  async function ask(): Promise<Dialect> {
    try {
      known = await dialectOf({ endpoint, headers, transport });
      return known;
    } finally {
      asking = null;
    }
  }
  return {
    endpoint,
    headers,
    api,
    transport,
    retries,
    sleep,
    now,
    async dialect() {
      if (known) return known;
      asking ??= ask();
      return asking;
    },
  };
}

/** The typed calls of one document. A redirect would turn a POST into a GET, or carry the key elsewhere. */
export function apiOf<Paths extends object>({ endpoint, headers, transport }: Pick<Connection, "endpoint" | "headers" | "transport">) {
  return createClient<Paths>({ baseUrl: endpoint, headers, redirect: "manual", credentials: "same-origin", fetch: transport.fetch });
}

function checkEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new TypeError("endpoint must be the server's address, starting with http:// or https://");
  if (url.username !== "" || url.password !== "") throw new TypeError("endpoint must hold no user name and password");
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

function checkKey(apiKey: string): string {
  const key = apiKey.trim();
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError("the API key is empty, or holds characters that no key has");
  return key;
}
