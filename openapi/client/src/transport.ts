import { errorOf, NetworkError, NotPybossaError, RateLimitError } from "./errors.ts";
import { type Budget, budgetOf, resourceOf } from "./rate-budget.ts";

/** A wait, told before it begins. */
export interface Wait {
  resource: string;
  until: Date;
  milliseconds: number;
  reason: "rate-limit" | "retry";
}

export interface TransportOptions {
  fetch: (request: Request) => Promise<Response>;
  timeoutMs: number;
  maxWaitMs: number;
  retries: number;
  onWait: (wait: Wait) => void;
  sleep: (milliseconds: number) => Promise<void>;
  now: () => number;
  random: () => number;
}

/** An answer, and its body, which was read already. */
export interface Exchange {
  response: Response;
  body: ArrayBuffer;
}

export interface Transport {
  /**
   * Sends one request: within the time limit, after waiting for the resource's budget, again after 429, and, for a GET or
   * DELETE, again after network faults and 5xx. A deletion that finds nothing the second time was done the first time.
   * @param redirects whether a redirect is an answer (form pages), not a fault
   * @throws PybossaError, NotPybossaError, NetworkError, RateLimitError
   */
  exchange: (request: Request, redirects?: boolean) => Promise<Exchange>;
  /** The same for openapi-fetch; the answer of an address of the API is JSON or empty. */
  fetch: (request: Request) => Promise<Response>;
  budget: (resource: string) => Budget | null;
  /** Waits before a repetition: longer after each fault, and by chance, so that not all come again at once. */
  backOff: (resource: string, faults: number) => Promise<void>;
}

const mostRefusals = 6;
const backOffMs = 15_000;

export function createTransport(options: TransportOptions): Transport {
  const { now, random, retries, maxWaitMs, timeoutMs } = options;
  const budgets = new Map<string, Budget>();

  async function pause(resource: string, milliseconds: number, reason: Wait["reason"]): Promise<void> {
    const until = new Date(now() + milliseconds);
    if (milliseconds > maxWaitMs) throw new RateLimitError(resource, until);
    options.onWait({ resource, until, milliseconds, reason });
    await options.sleep(milliseconds);
  }

  const backOffOf = (faults: number) => Math.round(500 * 2 ** faults * (1 + random()));

  /** Until the next window, and a little more, so that those who waited do not all come at once. */
  const untilReset = ({ reset }: Budget) => Math.max(0, reset.getTime() - now()) + Math.round(500 + 1500 * random());

  /** One trial, whose time limit also covers reading the body. */
  async function attempt(request: Request): Promise<Exchange> {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        controller.abort();
        reject(signal.reason);
      }, timeoutMs);
    });
    const read = async () => {
      const response = await options.fetch(new Request(request.clone(), { signal }));
      return { response, body: await response.arrayBuffer() };
    };
    try {
      return await Promise.race([read(), expired]);
    } catch (cause) {
      throw new NetworkError(signal.aborted ? "timeout" : "unreachable", request, { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  async function exchange(request: Request, redirects = false): Promise<Exchange> {
    const resource = resourceOf(new URL(request.url).pathname);
    const isRepeatable = /^(GET|DELETE)$/.test(request.method);
    for (let faults = 0, refusals = 0; ; ) {
      const known = budgets.get(resource);
      // The last answer's headers say that the next request would be refused.
      if (known && known.remaining <= 1 && known.reset.getTime() > now()) await pause(resource, untilReset(known), "rate-limit");
      const backOff = backOffOf(faults);
      // A PUT sent again may undo what another program wrote in between, or open a completed task.
      const mayRepeat = isRepeatable && faults < retries && backOff <= maxWaitMs;
      const answer = await attempt(request).catch((fault: unknown) => {
        if (!mayRepeat) throw fault;
        return null;
      });
      const budget = answer && budgetOf(answer.response.headers, now());
      if (budget) budgets.set(resource, budget);
      const status = answer?.response.status ?? 0;
      if (status === 429) {
        const milliseconds = budget ? untilReset(budget) : Math.round(backOffMs * 2 ** refusals * (1 + random()));
        if (++refusals >= mostRefusals) throw new RateLimitError(resource, new Date(now() + milliseconds));
        await pause(resource, milliseconds, "rate-limit");
      } else if (!answer || (status >= 500 && mayRepeat)) {
        await pause(resource, backOff, "retry");
        faults += 1;
      } else {
        const { response, body } = answer;
        const isRedirect = response.type === "opaqueredirect" || (status >= 300 && status < 400);
        if (isRedirect && !redirects) throw new NotPybossaError(redirectText(response), request, status);
        if (!response.ok && !isRedirect && !(status === 404 && request.method === "DELETE" && faults > 0))
          throw errorOf(request, status, parsed(textOf(body)));
        return answer;
      }
    }
  }

  return {
    exchange,
    async fetch(request) {
      const { response, body } = await exchange(request);
      if (body.byteLength > 0 && parsed(textOf(body)) === undefined)
        throw new NotPybossaError("the server's answer is not JSON", request, 200);
      const answer = new Response(body.byteLength > 0 ? body : null, response);
      requests.set(answer, request);
      return answer;
    },
    budget: (resource) => budgets.get(resource) ?? null,
    backOff: (resource, faults) => pause(resource, backOffOf(faults), "retry"),
  };
}

const requests = new WeakMap<Response, Request>();

/** The request that a response of `fetch` answers. */
export function requestOf(response: Response): { method: string; url: string } {
  return requests.get(response) ?? { method: "", url: "" };
}

export function textOf(body: ArrayBuffer): string {
  return new TextDecoder().decode(body);
}

/** JSON as its value; undefined where the text is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redirectText({ headers }: Response): string {
  const target = headers.get("Location");
  return target ? `the server redirects to ${target}: use that server's address` : "the server redirects elsewhere";
}
