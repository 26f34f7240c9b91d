import { InputError, ServerError } from "pybossa-client-ts/command";
import type { Effects } from "../effects.ts";
import { bareAddress, mayFollow, urlOf } from "./address.ts";

export interface RemoteRequest {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** The most bytes that are read of the answer; more is an error. 0 = none is read, whatever is there. */
  most: number;
}

export interface RemoteAnswer {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** Fetches what documents name on the network, within bounds. */
export interface Remote {
  /** @throws InputError where the address is wrong (4xx, too large, a forbidden redirect); ServerError where it does not answer */
  request(address: string, request: RemoteRequest): Promise<RemoteAnswer>;
  /**
   * What tells one version of a file from another: its ETag, else its time of change, and its size; "" where the server
   * tells none of these. @throws as request does
   */
  versionOf(address: string): Promise<string>;
}

const atOnce = 8;
const tries = 3;
const mostRedirects = 5;
const slowest = 60_000;

/** A remote that asks eight things at once, tries each three times, and waits a minute for an answer at most. */
export function createRemote({ fetch, sleep }: Pick<Effects, "fetch" | "sleep">): Remote {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  const turn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--;
    else await new Promise<void>((ready) => waiting.push(ready));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
  const request = async (address: string, wanted: RemoteRequest): Promise<RemoteAnswer> => {
    for (let attempt = 1; ; attempt++) {
      const outcome = await once(fetch, address, wanted);
      if ("answer" in outcome) return outcome.answer;
      if (attempt === tries) throw outcome.fault;
      await sleep(Math.min(60_000, outcome.after ?? 1000 * 4 ** (attempt - 1)));
    }
  };
  return {
    request: (address, wanted) => turn(() => request(address, wanted)),
    async versionOf(address) {
      // Not HEAD: a signed address is signed for GET.
      const { headers } = await turn(() => request(address, { headers: { range: "bytes=0-0" }, most: 0 }));
      const size = headers.get("content-range")?.split("/")[1] ?? headers.get("content-length") ?? "";
      return [headers.get("etag") ?? headers.get("last-modified") ?? "", size].join(" ").trim();
    },
  };
}

type Outcome = { answer: RemoteAnswer } | { fault: ServerError; after: number | null };

async function once(
  fetch: Effects["fetch"],
  address: string,
  { method = "GET", headers = {}, body, most }: RemoteRequest,
): Promise<Outcome> {
  const signal = AbortSignal.timeout(slowest);
  let at = address;
  try {
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(at, { method, headers, redirect: "manual", signal, ...(body === undefined ? {} : { body }) });
      const target = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && target !== null) {
        await response.body?.cancel();
        at = redirected(address, at, target, redirects);
        continue;
      }
      if (response.status === 429 || response.status >= 500) {
        await response.body?.cancel();
        return {
          fault: silent(at, `answers ${response.status}`),
          after: Number(response.headers.get("retry-after") ?? Number.NaN) * 1000 || null,
        };
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new InputError({
          what: `the address answers ${response.status}`,
          where: bareAddress(address),
          advice: adviceFor(response.status),
        });
      }
      if (most === 0) await response.body?.cancel();
      const read = most === 0 ? new Uint8Array() : await bounded(response, most, address);
      return { answer: { status: response.status, headers: response.headers, body: read } };
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    return { fault: silent(at, "does not answer", error), after: null };
  }
}

function redirected(address: string, from: string, target: string, redirects: number): string {
  const where = bareAddress(address);
  if (redirects === mostRedirects) throw new InputError({ what: `the address leads on and on (${mostRedirects} redirects)`, where });
  const next = urlOf(target, from)?.href ?? "";
  const fault = mayFollow(from, next);
  if (fault !== null) throw new InputError({ what: `the address leads to another that is not followed: ${fault}`, where });
  return next;
}

function silent(address: string, what: string, cause?: unknown): ServerError {
  return new ServerError({ what, where: bareAddress(address), advice: "Try again later, or download what it holds." }, { cause });
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403)
    return "It asks for a key, or its signature has run out: sign the address again, or download what it holds.";
  return "Look at the address, seen from the document that names it.";
}

/** Reads an answer's body, unpacked, up to a limit. */
async function bounded(response: Response, most: number, address: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > most) {
      await reader?.cancel();
      throw new InputError({
        what: `the answer is larger than ${(most / 1e6).toLocaleString("en")} MB`,
        where: bareAddress(address),
        advice: "Download it, or name a smaller part of it.",
      });
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
