import { type Asked, errorOf, NetworkError, NotPybossaError, RateLimitError } from "./errors.ts";
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

/** What openapi-fetch takes from here, and gives back. */
export interface Attempt {
  signal: AbortSignal;
  fetch: (request: Request) => Promise<Response>;
}
interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

export interface Sending {
  /** A redirect is an answer, not a fault (form pages). */
  redirects?: boolean;
}

export interface Transport {
  /**
   * Sends one request: within the time limit, after waiting for the resource's budget, again after 429, and, for a GET or
   * DELETE, again after network faults and 5xx. A deletion that finds nothing the second time was done the first time.
   * @throws PybossaError, NotPybossaError, NetworkError, RateLimitError
   */
  send: <T extends Answer>(call: (attempt: Attempt) => Promise<T>, sending?: Sending) => Promise<T & { asked: Asked }>;
  budget: (resource: string) => Budget | null;
  /** Waits before a repetition: longer after each fault, and by chance, so that not all come again at once. */
  backOff: (resource: string, faults: number) => Promise<void>;
}

const mostRefusals = 6;
const backOffMs = 15_000;

export function createTransport(options: TransportOptions): Transport {
  const { now, random, retries, maxWaitMs } = options;
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

  /** Waits while the last answer's headers say that the next request would be refused. */
  async function awaitBudget(resource: string): Promise<void> {
    const known = budgets.get(resource);
    if (known && known.remaining <= 1 && known.reset.getTime() > now()) await pause(resource, untilReset(known), "rate-limit");
  }

  async function attemptOnce<T extends Answer>(call: (attempt: Attempt) => Promise<T>, asked: Asked): Promise<T> {
    const state: { sent: boolean; resource: string | null } = { sent: false, resource: null };
    const limited = withTimeLimit(options.timeoutMs);
    try {
      const answer = await limited.run(
        call({
          signal: limited.signal,
          async fetch(request) {
            asked.method = request.method;
            asked.url = request.url;
            state.resource = resourceOf(new URL(request.url).pathname);
            if (state.resource) await limited.outside(awaitBudget(state.resource));
            state.sent = true;
            return options.fetch(request);
          },
        }),
      );
      const budget = budgetOf(answer.response.headers, now());
      if (state.resource && budget) budgets.set(state.resource, budget);
      return answer;
    } catch (fault) {
      if (!state.sent || fault instanceof RateLimitError) throw fault;
      if (fault instanceof SyntaxError) throw new NotPybossaError("the server's answer is not JSON", asked, 200);
      throw new NetworkError(limited.signal.aborted ? "timeout" : "unreachable", asked, { cause: fault });
    } finally {
      limited.end();
    }
  }

  return {
    budget: (resource) => budgets.get(resource) ?? null,
    backOff: (resource, faults) => pause(resource, backOffOf(faults), "retry"),
    async send<T extends Answer>(call: (attempt: Attempt) => Promise<T>, { redirects = false }: Sending = {}) {
      const asked: Asked = { method: "", url: "" };
      for (let faults = 0, refusals = 0; ; ) {
        let answer: T | null = null;
        let failed: unknown = null;
        try {
          answer = await attemptOnce(call, asked);
        } catch (fault) {
          if (!(fault instanceof NetworkError)) throw fault;
          failed = fault;
        }
        const resource = resourceOf(new URL(asked.url).pathname) ?? "page";
        const status = answer?.response.status ?? 0;
        if (status === 429) {
          const known = budgets.get(resource);
          const milliseconds = known ? untilReset(known) : Math.round(backOffMs * 2 ** refusals * (1 + random()));
          if (++refusals >= mostRefusals) throw new RateLimitError(resource, new Date(now() + milliseconds));
          await pause(resource, milliseconds, "rate-limit");
          continue;
        }
        const backOff = backOffOf(faults);
        // A PUT sent again may undo what another program wrote in between, or open a completed task.
        if ((failed || status >= 500) && /^(GET|DELETE)$/.test(asked.method) && faults < retries && backOff <= maxWaitMs) {
          await pause(resource, backOff, "retry");
          faults += 1;
          continue;
        }
        if (!answer) throw failed;
        const { response, error } = answer;
        if (status === 404 && asked.method === "DELETE" && faults > 0) return Object.assign(answer, { asked });
        const redirected = response.type === "opaqueredirect" || (status >= 300 && status < 400);
        if (response.ok || (redirected && redirects)) return Object.assign(answer, { asked });
        if (redirected) throw new NotPybossaError(redirectText(response), asked, status);
        throw errorOf(asked, status, error);
      }
    },
  };
}

function redirectText(response: Response): string {
  const target = response.headers.get("Location");
  return target ? `the server redirects to ${target}: use that server's address` : "the server redirects elsewhere";
}

/** A time limit that also covers reading the body, and stands still while `outside` waits. */
function withTimeLimit(milliseconds: number) {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expire: (fault: Error) => void = () => {};
  const expired = new Promise<never>((_, reject) => {
    expire = reject;
  });
  const start = () => {
    timer = setTimeout(() => {
      controller.abort();
      expire(new Error("time limit"));
    }, milliseconds);
  };
  start();
  return {
    signal: controller.signal,
    run: <T>(work: Promise<T>) => Promise.race([work, expired]),
    async outside(work: Promise<void>) {
      clearTimeout(timer);
      await work;
      start();
    },
    end: () => clearTimeout(timer),
  };
}
